#include "text/utf8.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/fold.h"
#include "text/text.h"

namespace midyear::text {
namespace {

// The definition: every character decodes, and encodes to the same bytes again.
std::size_t plain_prefix(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t after = i;
    const char32_t c = next_char(text, after);
    std::string again;
    append_utf8(again, c);
    if (again != text.substr(i, after - i) || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) return i;
    i = after;
  }
  return i;
}

TEST(Utf8, PrefixAgreesWithThePlainDefinition) {
  const std::string chinese =
      "上半年完成规模工业总产值598亿元,同比下降4.8%。\U0001F600é plain ASCII text here";
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = chinese;
    for (auto changes = random() % 3; changes > 0; --changes)
      text[random() % text.size()] = static_cast<char>(random() % 256);
    text.resize(random() % (text.size() + 1));
    ASSERT_EQ(valid_utf8_prefix(text), plain_prefix(text)) << "round " << round;
  }
}

TEST(DecodeUtf8, PassesValidTextWithoutACopy) {
  const auto d = decode("园区产值598亿元");
  ASSERT_TRUE(d.ok());
  EXPECT_TRUE(d->verbatim);
  EXPECT_TRUE(d->text.empty());
  EXPECT_EQ(d->faults, 0u);
}

TEST(DecodeUtf8, DropsTheByteOrderMark) {
  const auto d = decode("\xEF\xBB\xBF园区");
  ASSERT_TRUE(d.ok());
  EXPECT_FALSE(d->verbatim);
  EXPECT_EQ(d->text, "园区");
}

TEST(DecodeUtf8, RefusesWhatIsTooLarge) {
  const auto d = decode("12345", {.max_bytes = 4});
  ASSERT_FALSE(d.ok());
  EXPECT_EQ(d.error().code, "too_large");
}

TEST(Fold, MakesOneHalfWidthSimplifiedUnitACharacter) {
  EXPECT_EQ(fold_word("（ＡＢ１２）　園區～，\U0001F600"), u"(AB12) 园区～,\uFFFD");
  Folded folded;
  const std::string text = "x園區，805亿元";
  fold(text, {1, 16}, folded);
  EXPECT_EQ(folded.units, u"园区,805亿");
  EXPECT_EQ(folded.span(2, 6), (Span{7, 13}));
  EXPECT_EQ(folded.begin.size(), folded.units.size() + 1);
}

}  // namespace
}  // namespace midyear::text
