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
  AuditState verify(const std::vector<AuditNote>& notes = {}) {
    return store->read([&](Transaction& tx) { return verify_audit(tx, notes); });
  }
  std::vector<std::int64_t> found(const AuditFilter& filter) {
    std::vector<std::int64_t> sequences;
    for (const AuditEntry& entry :
         store->read([&](Transaction& tx) { return audit_entries(tx, 0, 100, filter); }))
      sequences.push_back(entry.sequence);
    return sequences;
  }
  AuditNote head() {
    return store->read([](Transaction& tx) { return audit_head(tx); });
  }
  // What somebody with the database in hand can do: every entry anew, with a chain that fits.
  void rewrite(std::string_view who, std::int64_t from) {
    store->write([&](Transaction& tx) {
      std::vector<AuditEntry> entries = audit_entries(tx, 0, 1'000);
      tx.run("DELETE FROM audit_entry");
      tx.run("UPDATE audit_head SET sequence = 0, hash = $1", {std::string(kChainBegin)});
      for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->sequence >= from) entry->who = who;
        append_audit(tx, *entry);
      }
    });
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
  EXPECT_EQ(verify().head.sequence, 3);
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
  EXPECT_EQ(verify().broken.value().fault, AuditState::Fault::altered);
}

TEST_P(AuditTest, IsCaughtByItsNoteWhenWhollyRewritten) {
  const AuditNote noted = head();
  rewrite("nobody", 1);
  EXPECT_FALSE(verify().broken) << "whole in itself: only the note tells";
  const AuditState state = verify({noted});
  ASSERT_TRUE(state.broken);
  EXPECT_EQ(state.broken->fault, AuditState::Fault::rewritten);
  EXPECT_EQ(state.broken->sequence, 3);
  EXPECT_EQ(state.broken->vouched, 0);
}

TEST_P(AuditTest, SaysUpToWhereTheNotesVouch) {
  std::vector<AuditNote> notes;
  for (const AuditEntry& entry : store->read([](Transaction& tx) { return audit_entries(tx, 0, 9); }))
    notes.push_back({entry.sequence, entry.hash});
  EXPECT_FALSE(verify(notes).broken);
  rewrite("nobody", 3);
  const AuditState state = verify(notes);
  ASSERT_TRUE(state.broken);
  EXPECT_EQ(state.broken->sequence, 3);
  EXPECT_EQ(state.broken->vouched, 2);
}

TEST_P(AuditTest, MissesEntriesThatWereNoted) {
  const AuditNote noted = head();
  const auto before = store->read([](Transaction& tx) { return audit_entries(tx, 3, 1); }).front();
  spoil("DELETE FROM audit_entry WHERE sequence = 3");
  spoil("UPDATE audit_head SET sequence = 2, hash = '" + before.hash + "'");
  EXPECT_FALSE(verify().broken);
  const AuditState state = verify({noted});
  ASSERT_TRUE(state.broken);
  EXPECT_EQ(state.broken->sequence, 3);
  EXPECT_EQ(state.broken->fault, AuditState::Fault::gap);
}

TEST_P(AuditTest, FindsByWhoWhatAndWhen) {
  store->write([](Transaction& tx) {
    append_audit(tx, {.sequence = 0,
                      .at = 5'000,
                      .who = "local",
                      .operation = "document",
                      .target = "d1",
                      .request = "",
                      .detail = "",
                      .hash = ""});
  });
  EXPECT_EQ(found({}), (std::vector<std::int64_t>{4, 3, 2, 1}));
  EXPECT_EQ(found({.who = "user:7"}), (std::vector<std::int64_t>{3, 2, 1}));
  EXPECT_EQ(found({.target = "d1"}), (std::vector<std::int64_t>{4, 1}));
  EXPECT_EQ(found({.operation = "documents."}), (std::vector<std::int64_t>{3, 2, 1}));
  EXPECT_EQ(found({.operation = "document"}), (std::vector<std::int64_t>{4}));
  EXPECT_EQ(found({.since = 2'000, .until = 3'000}), (std::vector<std::int64_t>{2}));
  EXPECT_TRUE(found({.who = "user:7", .target = "d9"}).empty());
}

}  // namespace
}  // namespace midyear::people
