// The rows of the audit log, on both engines.

#include "people/audit.h"

#include "people/people.h"
#include "store/store_at.h"

namespace midyear::people {
namespace {

using store::Engine;
using store::name_of_engine;
using store::Transaction;

class AuditTest : public testing::TestWithParam<Engine> {
 protected:
  AuditTest() {
    add_migrations(steps);
    store = place.open(steps);
  }
  void SetUp() override {
    if (place.missing())
      GTEST_SKIP() << "no PostgreSQL: install it (packages/check.txt) and run this by ctest";
    store->write([](Transaction& tx) {
      for (int i = 1; i <= 3; ++i)
        append_audit(tx, {.sequence = 0,
                          .at = 1'000 * i,
                          .who = "user:7",
                          .operation = "documents.edit",
                          .target = "d" + std::to_string(i),
                          .request = "",
                          .detail = "{}",
                          .hash = ""});
    });
  }
  AuditState verify() {
    return store->read([](Transaction& tx) { return verify_audit(tx); });
  }
  void spoil(std::string_view sql) {
    store->write([&](Transaction& tx) { tx.run(sql); });
  }
  store::StorePlace place{GetParam()};
  std::vector<store::Migration> steps;
  std::unique_ptr<store::Store> store;
};
MIDYEAR_ON_BOTH_ENGINES(AuditTest);

TEST_P(AuditTest, ChainsEntries) {
  EXPECT_EQ(verify().sequence, 3);
  EXPECT_FALSE(verify().broken);
  const auto entries = store->read([](Transaction& tx) { return audit_entries(tx, 3, 1); });
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].target, "d2");
}

TEST_P(AuditTest, IsEmptyAndWholeAtTheBegin) {
  store::StorePlace other{GetParam()};
  const auto fresh = other.open(steps);
  EXPECT_FALSE(fresh->read([](Transaction& tx) { return verify_audit(tx); }).broken);
}

TEST_P(AuditTest, NoticesAChangedEntry) {
  spoil("UPDATE audit_entry SET who = 'nobody' WHERE sequence = 2");
  EXPECT_EQ(verify().broken.value().sequence, 2);
}

TEST_P(AuditTest, NoticesAMissingEntry) {
  spoil("DELETE FROM audit_entry WHERE sequence = 2");
  EXPECT_EQ(verify().broken.value().sequence, 2);
}

TEST_P(AuditTest, NoticesACutEnd) {
  spoil("DELETE FROM audit_entry WHERE sequence = 3");
  EXPECT_EQ(verify().broken.value().sequence, 3);
}

TEST_P(AuditTest, NoticesAnotherHead) {
  spoil("UPDATE audit_head SET hash = '" + std::string(64, '1') + "'");
  EXPECT_EQ(verify().broken.value().fault, ChainCheck::Fault::altered);
}

}  // namespace
}  // namespace midyear::people
