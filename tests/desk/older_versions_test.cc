#include "store/older_versions.h"

#include <gtest/gtest.h>

#include "desk/desk.h"

namespace midyear::desk {
namespace {

using store::Engine;

class OlderDesksTest : public testing::TestWithParam<Engine> {};
INSTANTIATE_TEST_SUITE_P(Both, OlderDesksTest, testing::Values(Engine::sqlite, Engine::postgresql),
                         store::name_of_engine);

TEST_P(OlderDesksTest, BecomeTheNewestAndKeepWhatTheyHeld) {
  std::vector<store::Migration> steps = store::own_migrations();
  const std::size_t first = steps.size();
  const auto more = Desk::migrations();
  steps.insert(steps.end(), more.begin(), more.end());
  store::check_older_versions(GetParam(), steps, first, [&](store::Store& now, std::size_t at) {
    const auto count = [&](const char* sql) {
      return now.read([&](store::Transaction& tx) { return tx.run(sql).front().integer(0); });
    };
    EXPECT_EQ(count("SELECT count(*) FROM audit_entry e JOIN audit_head h ON h.hash = e.hash"), 1);
    if (at == steps.size()) {
      EXPECT_EQ(count("SELECT count(*) FROM document_passage p JOIN document d ON d.id = p.document"), 2);
      EXPECT_EQ(count("SELECT count(*) FROM decision WHERE superseded IS NULL"), 1);
      EXPECT_EQ(count("SELECT count(*) FROM answered"), 1);
    }
  });
}

}  // namespace
}  // namespace midyear::desk
