#include "desk/attachment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

namespace midyear::desk {
namespace {

using Places = std::vector<Place>;
constexpr auto kFigure = RecordKind::figure;

std::vector<std::uint32_t> put(const Places& decisions, const Places& records) {
  return attach(decisions, records);
}

TEST(Attachment, StaysWithTheSamePlace) {
  const Places records = {{kFigure, 10, 20}, {kFigure, 30, 40}, {RecordKind::project, 10, 20}};
  EXPECT_EQ(put(records, records), (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(Attachment, FollowsARecordThatWasShifted) {
  EXPECT_EQ(put({{kFigure, 10, 20}}, {{kFigure, 0, 9}, {kFigure, 12, 23}}).front(), 1u);
}

TEST(Attachment, GoesToTheLargerPartOfASplit) {
  EXPECT_EQ(put({{kFigure, 10, 20}}, {{kFigure, 10, 13}, {kFigure, 13, 20}}).front(), 1u);
}

TEST(Attachment, ChoosesNoneOfTwoEqualParts) {
  EXPECT_EQ(put({{kFigure, 10, 20}}, {{kFigure, 10, 15}, {kFigure, 15, 20}}).front(), kUnmatched);
}

TEST(Attachment, GivesAMergedRecordToTheDecisionThatCoversMoreOfIt) {
  EXPECT_EQ(put({{kFigure, 10, 13}, {kFigure, 13, 20}}, {{kFigure, 10, 20}}),
            (std::vector<std::uint32_t>{kUnmatched, 0}));
}

TEST(Attachment, LeavesAnExactPlaceToItsOwnDecision) {
  EXPECT_EQ(put({{kFigure, 0, 30}, {kFigure, 10, 12}}, {{kFigure, 10, 12}}),
            (std::vector<std::uint32_t>{kUnmatched, 0}));
}

TEST(Attachment, NeverCrossesKindsAndKeepsWhatIsGone) {
  EXPECT_EQ(put({{kFigure, 10, 20}, {kFigure, 90, 99}}, {{RecordKind::commitment, 10, 20}}),
            (std::vector<std::uint32_t>{kUnmatched, kUnmatched}));
}

TEST(Attachment, TouchingIsNoOverlap) {
  EXPECT_EQ(put({{kFigure, 10, 20}}, {{kFigure, 20, 30}, {kFigure, 0, 10}}).front(), kUnmatched);
}

// The rule of the header, each decision against each record.
std::vector<std::uint32_t> plainly(const Places& decisions, const Places& records) {
  std::vector<std::uint32_t> found(decisions.size(), kUnmatched);
  std::set<std::uint32_t> taken;
  for (std::uint32_t d = 0; d < decisions.size(); ++d)
    for (std::uint32_t r = 0; r < records.size(); ++r)
      if (found[d] == kUnmatched && decisions[d] == records[r]) found[d] = r, taken.insert(r);
  const auto shared = [&](std::uint32_t d, std::uint32_t r) -> std::int64_t {
    if (decisions[d].kind != records[r].kind) return 0;
    return static_cast<std::int64_t>(std::min(decisions[d].end, records[r].end)) -
           static_cast<std::int64_t>(std::max(decisions[d].begin, records[r].begin));
  };
  const std::vector<std::uint32_t> exact = found;
  for (std::uint32_t d = 0; d < decisions.size(); ++d) {
    if (exact[d] != kUnmatched) continue;
    for (std::uint32_t r = 0; r < records.size(); ++r) {
      if (taken.contains(r) || shared(d, r) <= 0) continue;
      bool best = true;
      for (std::uint32_t other = 0; other < records.size(); ++other)
        best &= other == r || taken.contains(other) || shared(d, other) < shared(d, r);
      for (std::uint32_t other = 0; other < decisions.size(); ++other)
        best &= other == d || exact[other] != kUnmatched || shared(other, r) < shared(d, r);
      if (best) found[d] = r;
    }
  }
  return found;
}

// Records as another reader may cut them: shifted, grown, split, merged, gone, new.
Places reread(const Places& before, std::mt19937& random) {
  const auto upto = [&](std::uint64_t n) { return random() % (n + 1); };
  std::set<Place> after;
  for (const Place& place : before) {
    Place moved = place;
    switch (upto(6)) {
      case 0:
        continue;
      case 1:
        moved.begin += upto(4), moved.end += 4;
        break;
      case 2:
        moved.end += upto(9);
        break;
      case 3:
        moved.end = moved.begin + 1 + upto(moved.end - moved.begin - 1);
        if (moved.end < place.end) after.insert({place.kind, moved.end, place.end});
        break;
      default:
        break;
    }
    after.insert(moved);
  }
  Places list(after.begin(), after.end());
  std::shuffle(list.begin(), list.end(), random);
  return list;
}

TEST(Attachment, LosesNothingInAnyOrderOfReadings) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    std::set<Place> first;
    for (std::uint64_t i = 0, n = random() % 30; i < n; ++i) {
      const std::uint64_t begin = random() % 200;
      first.insert({static_cast<RecordKind>(random() % 3), begin, begin + 1 + random() % 20});
    }
    Places records(first.begin(), first.end()), decisions;
    for (const Place& place : records)
      if (random() % 2 == 0) decisions.push_back(place);
    for (int reading = 0; reading < 4; ++reading) {
      const auto found = attach(decisions, records);
      ASSERT_EQ(found, plainly(decisions, records)) << "seed " << seed << ", reading " << reading;
      std::set<std::uint32_t> carried;
      for (std::size_t d = 0; d < found.size(); ++d) {
        if (reading == 0) {
          ASSERT_NE(found[d], kUnmatched) << "seed " << seed;
        }
        if (found[d] == kUnmatched) continue;
        ASSERT_LT(found[d], records.size());
        ASSERT_EQ(records[found[d]].kind, decisions[d].kind);
        ASSERT_TRUE(carried.insert(found[d]).second) << "seed " << seed << ": two decisions on one record";
      }
      records = reread(records, random);
    }
    ASSERT_EQ(attach(decisions, Places(first.begin(), first.end())),
              plainly(decisions, Places(first.begin(), first.end())))
        << "seed " << seed << ": the old reader finds its decisions again";
  }
}

}  // namespace
}  // namespace midyear::desk
