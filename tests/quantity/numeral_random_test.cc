// Random numbers written out in Han numerals by a plain printer, read by a plain slow reader and by
// scan_numeral: all three agree. A failure names the seed that makes it again.

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "quantity/numeral.h"

namespace midyear::quantity {
namespace {

struct Style {
  std::u16string_view digits = u"零一二三四五六七八九";
  std::u16string_view powers = u" 十百千";
  bool two = false;       // 两 before 百 千 万 亿
  bool bare_ten = false;  // 十五 for 一十五 at the begin
};

// A number below 10000, without leading 零.
std::u16string print_section(unsigned n, const Style& style) {
  std::u16string out;
  bool gap = false;
  for (unsigned place = 4; place-- > 0;) {
    const unsigned digit = n / static_cast<unsigned>(std::pow(10, place)) % 10;
    if (digit == 0) {
      gap = !out.empty();
      continue;
    }
    if (gap) out.push_back(style.digits[0]);
    gap = false;
    out.push_back(style.two && digit == 2 && place >= 2 ? u'两' : style.digits[digit]);
    if (place > 0) out.push_back(style.powers[place]);
  }
  return out;
}

std::u16string print_han(std::uint64_t n, const Style& style) {
  if (n == 0) return {style.digits[0]};
  std::u16string out;
  constexpr std::u16string_view kScales[] = {u"", u"万", u"亿"};
  const std::uint64_t parts[] = {n % 10000, n / 10000 % 10000, n / 100000000};
  bool gap = false;
  for (int k = 3; k-- > 0;) {
    const auto part = static_cast<unsigned>(parts[k]);
    if (part == 0) {
      gap = !out.empty();
      continue;
    }
    if (!out.empty() && (gap || part < 1000)) out.push_back(style.digits[0]);
    gap = false;
    const bool lone_two = style.two && part == 2 && k > 0;
    out += lone_two ? std::u16string(u"两") : print_section(part, style);
    out += kScales[k];
  }
  if (style.bare_ten && out.size() >= 2 && out[0] == style.digits[1] && out[1] == style.powers[1])
    out.erase(0, 1);
  return out;
}

// The plain reader: looks for the largest sign of all, reads left and right of it by itself.
std::uint64_t read_slowly(std::u16string_view text) {
  if (text.empty()) return 0;
  constexpr std::u16string_view kSigns[] = {u"亿", u"万", u"千仟", u"百佰", u"十拾"};
  constexpr std::uint64_t kWorth[] = {100000000, 10000, 1000, 100, 10};
  for (int k = 0; k < 5; ++k) {
    const std::size_t at = text.find_first_of(kSigns[k]);
    if (at == text.npos) continue;
    const std::uint64_t left = at == 0 ? 1 : read_slowly(text.substr(0, at));
    return left * kWorth[k] + read_slowly(text.substr(at + 1));
  }
  std::uint64_t value = 0;
  for (char16_t c : text) {
    const std::size_t digit = std::u16string_view(u"零一二三四五六七八九").find(c);
    const std::size_t formal = std::u16string_view(u"零壹贰叁肆伍陆柒捌玖").find(c);
    value = value * 10 + (c == u'两' ? 2 : digit != std::u16string_view::npos ? digit : formal);
  }
  return value;
}

std::uint64_t draw(std::mt19937_64& random) {
  const std::uint64_t digits = 1 + random() % 12;
  std::uint64_t n = random() % static_cast<std::uint64_t>(std::pow(10, static_cast<double>(digits)));
  for (int holes = static_cast<int>(random() % 4); holes > 0; --holes) {  // zeros are where readers go wrong
    const auto place = static_cast<std::uint64_t>(std::pow(10, static_cast<double>(random() % 12)));
    n -= n / place % 10 * place;
  }
  return n;
}

double whole_value(const Numeral& n) { return n.value.scaled(n.scale).to_double(); }

TEST(NumeralRandom, han_numerals_are_read_as_printed) {
  const Style styles[] = {{}, {.two = true, .bare_ten = true}, {u"零壹贰叁肆伍陆柒捌玖", u" 拾佰仟"}};
  for (std::uint64_t seed = 1; seed <= 30000; ++seed) {
    std::mt19937_64 random(seed);
    const std::uint64_t n = draw(random);
    const std::u16string text = print_han(n, styles[seed % 3]) + u"元";
    const std::u16string_view number = std::u16string_view(text).substr(0, text.size() - 1);
    ASSERT_EQ(read_slowly(number), n) << "seed " << seed;
    if (number.size() == 1 && seed % 3 == 2) continue;  // a formal digit alone may be a name
    const auto got = scan_numeral(text, 0);
    ASSERT_TRUE(got) << "seed " << seed << ": " << n;
    EXPECT_EQ(got->length, number.size()) << "seed " << seed << ": " << n;
    EXPECT_EQ(whole_value(*got), static_cast<double>(n)) << "seed " << seed;
  }
}

TEST(NumeralRandom, digits_with_commas_points_and_scales_are_read_as_printed) {
  for (std::uint64_t seed = 1; seed <= 30000; ++seed) {
    std::mt19937_64 random(seed);
    const std::uint64_t n = random() % 100000000;
    const int places = static_cast<int>(random() % 4);
    std::string digits = std::to_string(n);
    if (random() % 2 == 0)
      for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    if (places > 0) digits += "." + std::string(static_cast<std::size_t>(places), '7');
    constexpr std::u16string_view kScales[] = {u"", u"万", u"亿", u"万亿"};
    constexpr int kPowers[] = {0, 4, 8, 12};
    const std::size_t scale = random() % 4;
    std::u16string text(digits.begin(), digits.end());
    text += kScales[scale];
    const auto got = scan_numeral(text + u"元", 0);
    ASSERT_TRUE(got) << "seed " << seed;
    EXPECT_EQ(got->length, text.size()) << "seed " << seed;
    EXPECT_EQ(got->scale, kPowers[scale]) << "seed " << seed;
    std::erase(digits, ',');
    EXPECT_EQ(got->value.to_double(), std::stod(digits)) << "seed " << seed;
    EXPECT_EQ(got->value.exponent, -places) << "seed " << seed;
  }
}

TEST(NumeralRandom, any_text_is_scanned_within_its_bounds) {
  constexpr std::u16string_view kUnits =
      u"0123456789,.-零一二两三九十百千万亿兆点半多余几来负拾壹元个家 年月X";
  for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
    std::mt19937_64 random(seed);
    std::u16string text;
    for (std::size_t n = 1 + random() % 20; n > 0; --n) text.push_back(kUnits[random() % kUnits.size()]);
    for (std::size_t at = 0; at < text.size(); ++at) {
      const auto got = scan_numeral(text, at);
      if (!got) continue;
      ASSERT_GT(got->length, 0u) << "seed " << seed;
      ASSERT_LE(at + got->length, text.size()) << "seed " << seed;
      ASSERT_LE(got->core_length, got->length) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace midyear::quantity
