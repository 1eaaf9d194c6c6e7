#include "quantity/period_glance.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace midyear::quantity {
namespace {

// Random texts of the characters that dates are made of: the glance never loses a phrase.
TEST(PeriodGlance, NeverMissesAPhrase) {
  constexpr std::u16string_view kUnits =
      u"0125二三四五十〇零两XX×截至到直止自从在过去最近这刚前后未来今接下“”\"元头首月年年日号季度个个 "
      u"-—、多余来底末以初的壹伍上中旬期间同规划一全目本";
  std::mt19937_64 dice(20261124);
  std::u16string text;
  for (int i = 0; i < 1'000'000; ++i) text += kUnits[dice() % kUnits.size()];
  std::size_t found = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto slow = scan_without_glance(text, at);
    const auto quick = scan_period(text, at);
    found += slow ? 1 : 0;
    ASSERT_EQ(slow.has_value(), quick.has_value()) << "at " << at;
    if (slow) {
      ASSERT_EQ(slow->length, quick->length) << "at " << at;
    }
  }
  EXPECT_GT(found, 5'000U);
}

}  // namespace
}  // namespace midyear::quantity
