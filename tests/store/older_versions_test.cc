#include "store/older_versions.h"

#include <gtest/gtest.h>

#include "store/backup.h"
#include "store/changes.h"
#include "store/jobs.h"
#include "store/search.h"

namespace midyear::store {
namespace {

class OlderVersionsTest : public testing::TestWithParam<Engine> {};
MIDYEAR_ON_BOTH_ENGINES(OlderVersionsTest);

TEST_P(OlderVersionsTest, BecomeTheNewestAndKeepWhatTheyHeld) {
  check_older_versions(GetParam(), own_migrations(), 0, [](Store& store, std::size_t at) {
    store.write([&](Transaction& tx) {
      EXPECT_EQ(find_text(tx, "document", "文字", 10).total, 1);
      EXPECT_EQ(Jobs(store).list(tx, std::nullopt, 10).size(), at >= 2 ? 3u : 0u);
      EXPECT_EQ(changes_since(tx, 0, 10).changes.size(), at >= 4 ? 1u : 0u);
      append_change(tx, "document", "1", 2, "{}");
      Jobs(store).add(tx, "read", "{}");
      put_text(tx, "document", "2", 0, "新的文字");
    });
    // The blob of the rows has no file beside SQLite.
    for (const Finding& finding : verify(store))
      EXPECT_EQ(finding.what, store.engine() == Engine::sqlite ? "blob_missing" : "") << finding.detail;
  });
}

TEST_P(OlderVersionsTest, OfANewerOrAnotherProgramAreRefused) {
  const StorePlace place(GetParam());
  if (place.missing()) return;
  std::vector<Migration> steps = own_migrations();
  steps.push_back({"later", 1, "CREATE TABLE later (id {identity});", {}, {}});
  ASSERT_TRUE(Store::open_with(place.settings(), steps).ok());
  const auto older = Store::open(place.settings(), {});
  ASSERT_FALSE(older.ok());
  EXPECT_EQ(older.error().code, "store_newer");
  EXPECT_EQ(older.error().message, "later 1");
  steps.back().sql_common = "CREATE TABLE later (id {identity}, more {text});";
  const auto changed = Store::open_with(place.settings(), steps);
  ASSERT_FALSE(changed.ok());
  EXPECT_EQ(changed.error().code, "store_changed");
}

TEST_P(OlderVersionsTest, StayAsTheyWereWhereAStepFails) {
  const StorePlace place(GetParam());
  if (place.missing()) return;
  const std::string before = tables_of(*place.open());
  const Migration steps[] = {
      {"later", 1, "CREATE TABLE later (id {identity});", {}, {}},
      {"later", 2, "CREATE TABLE more (id {identity}); INSERT INTO nowhere VALUES (1);", {}, {}}};
  EXPECT_EQ(Store::open(place.settings(), steps).error().code, "store_failed");
  EXPECT_EQ(tables_of(*place.open()), before);
}

}  // namespace
}  // namespace midyear::store
