#include "people/audit_chain.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/hash.h"

namespace midyear::people {
namespace {

std::vector<AuditEntry> chain(int length) {
  std::vector<AuditEntry> entries;
  std::string hash(kChainBegin);
  for (int i = 1; i <= length; ++i) {
    AuditEntry entry{i,     1'700'000'000'000 + i,   "local", "decisions.decide", "d" + std::to_string(i),
                     "r-1", "{\"kind\":\"figure\"}", {}};
    hash = entry.hash = chained_hash(hash, entry);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::optional<ChainCheck::Break> check(const std::vector<AuditEntry>& entries) {
  ChainCheck checking;
  for (const AuditEntry& entry : entries) checking.take(entry);
  return checking.broken();
}

// The format is for good: a log that was written once must check for ever.
TEST(AuditChain, HasThisFormat) {
  const AuditEntry entry{1, 1764000000000, "local", "documents.add", "甲\"", "", "", {}};
  const std::string expected =
      "{\"sequence\":1,\"at\":1764000000000,\"who\":\"local\",\"operation\":\"documents.add\","
      "\"target\":\"甲\\\"\",\"request\":\"\",\"detail\":\"\"}";
  EXPECT_EQ(canonical(entry), expected);
  EXPECT_EQ(chained_hash(kChainBegin, entry), base::sha256(std::string(64, '0') + "\n" + expected));
}

TEST(AuditChain, IsWholeAsItWasWritten) {
  const auto entries = chain(20);
  ChainCheck checking;
  for (const AuditEntry& entry : entries) EXPECT_TRUE(checking.take(entry));
  EXPECT_FALSE(checking.broken());
  EXPECT_EQ(checking.sequence(), 20);
  EXPECT_EQ(checking.hash(), entries.back().hash);
}

TEST(AuditChain, GoesOnFromANotedHash) {
  const auto entries = chain(10);
  ChainCheck checking(4, entries[3].hash);
  for (std::size_t i = 4; i < entries.size(); ++i) EXPECT_TRUE(checking.take(entries[i]));
}

TEST(AuditChain, ShowsAnyChangeOfAnyMember) {
  const std::vector<void (*)(AuditEntry&)> changes = {
      [](AuditEntry& e) { e.at += 1; },         [](AuditEntry& e) { e.who += "x"; },
      [](AuditEntry& e) { e.operation = "a"; }, [](AuditEntry& e) { e.target.clear(); },
      [](AuditEntry& e) { e.request = "r-2"; }, [](AuditEntry& e) { e.detail = "{}"; },
      [](AuditEntry& e) { e.hash[0] ^= 1; }};
  for (std::size_t change = 0; change < changes.size(); ++change) {
    auto entries = chain(5);
    changes[change](entries[2]);
    const auto broken = check(entries);
    ASSERT_TRUE(broken) << change;
    EXPECT_EQ(broken->sequence, 3) << change;
    EXPECT_EQ(broken->fault, ChainCheck::Fault::altered) << change;
  }
}

TEST(AuditChain, ShowsWhatWasTakenOutOrSwapped) {
  for (std::size_t out = 0; out < 4; ++out) {
    auto entries = chain(5);
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(out));
    ASSERT_TRUE(check(entries)) << out;
    EXPECT_EQ(check(entries)->sequence, static_cast<std::int64_t>(out) + 1);
    EXPECT_EQ(check(entries)->fault, ChainCheck::Fault::gap);
  }
  auto entries = chain(5);
  std::swap(entries[1], entries[2]);
  EXPECT_EQ(check(entries)->sequence, 2);
}

// An entry that moves text from one member to the next is another entry.
TEST(AuditChain, KeepsMembersApart) {
  AuditEntry a{1, 0, "ab", "c", "", "", "", {}}, b{1, 0, "a", "bc", "", "", "", {}};
  EXPECT_NE(chained_hash(kChainBegin, a), chained_hash(kChainBegin, b));
}

}  // namespace
}  // namespace midyear::people
