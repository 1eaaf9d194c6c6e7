#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "text/text.h"

namespace midyear::text {
namespace {

using Piece = SourceMap::Piece;

// 4 bytes as they are, 9 bytes of source for 3 of text, 5 as they are.
SourceMap sample() {
  return SourceMap::from_pieces({{0, 0, 4, 4, true}, {4, 4, 3, 9, false}, {7, 13, 5, 5, true}});
}

TEST(SourceMap, IsTheSameWithoutPieces) {
  const SourceMap map;
  EXPECT_TRUE(map.identity());
  EXPECT_EQ(map.to_source({3, 8}), (SourceSpan{3, 8}));
  EXPECT_EQ(map.to_clean({3, 8}), (Span{3, 8}));
}

TEST(SourceMap, TakesMendedPlacesWhole) {
  const SourceMap map = sample();
  EXPECT_FALSE(map.identity());
  EXPECT_EQ(map.to_source({1, 3}), (SourceSpan{1, 3}));
  EXPECT_EQ(map.to_source({5, 6}), (SourceSpan{4, 13}));
  EXPECT_EQ(map.to_source({2, 5}), (SourceSpan{2, 13}));
  EXPECT_EQ(map.to_source({6, 9}), (SourceSpan{4, 15}));
  EXPECT_EQ(map.to_source({7, 12}), (SourceSpan{13, 18}));
  EXPECT_EQ(map.to_clean({6, 7}), (Span{4, 7}));
  EXPECT_EQ(map.to_clean({0, 18}), (Span{0, 12}));
  EXPECT_EQ(map.to_clean({12, 14}), (Span{4, 8}));
}

TEST(SourceMap, TakesEmptyRangesAndTheEnd) {
  const SourceMap map = sample();
  EXPECT_EQ(map.to_source({12, 12}), (SourceSpan{18, 18}));
  EXPECT_EQ(map.to_source({4, 4}), (SourceSpan{4, 4}));
  EXPECT_EQ(map.to_clean({18, 18}), (Span{12, 12}));
}

// Against a plain map: for every byte of the text, the range it came from.
TEST(SourceMap, AgreesWithAPlainOneOnRandomPieces) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](Offset n) { return static_cast<Offset>(random() % n); };
    std::vector<Piece> pieces;
    std::vector<SourceSpan> plain;
    Offset clean = 0, source = 0;
    for (Offset n = 1 + below(8); n > 0; --n) {
      const bool in_step = below(2) == 0;
      const Offset clean_size = 1 + below(6), source_size = in_step ? clean_size : below(12);
      pieces.push_back({clean, source, clean_size, source_size, in_step});
      for (Offset k = 0; k < clean_size; ++k)
        plain.push_back(in_step ? SourceSpan{source + k, source + k + 1}
                                : SourceSpan{source, source + source_size});
      clean += clean_size;
      source += source_size;
    }
    const SourceMap map = SourceMap::from_pieces(pieces);
    for (Offset from = 0; from < clean; ++from) {
      for (Offset to = from + 1; to <= clean; ++to) {
        ASSERT_EQ(map.to_source({from, to}), (SourceSpan{plain[from].begin, plain[to - 1].end})) << seed;
        const Span back = map.to_clean(map.to_source({from, to}));
        ASSERT_TRUE(plain[from].size() == 0 || plain[to - 1].size() == 0 ||
                    (back.begin <= from && back.end >= to))
            << seed;
      }
    }
  }
}

}  // namespace
}  // namespace midyear::text
