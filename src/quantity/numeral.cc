#include "quantity/numeral.h"

#include <algorithm>
#include <array>

#include "base/embedded.h"
#include "base/trie.h"
#include "quantity/han.h"
#include "quantity/table.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

using Wide = unsigned __int128;
constexpr Wide kWideLimit = Wide{1'000'000'000'000'000'000u} * 1'000'000'000'000u;

Wide power_of_ten(int n) {
  Wide out = 1;
  while (n-- > 0) out *= 10;
  return out;
}

// One run of digits with 十 百 千, below 万; or a run of Arabic digits with fraction.
struct Section {
  std::size_t length = 0;
  Wide value = 0;      // × 10^exponent
  int exponent = 0;    // of the last written place; below zero after a point
  int digits = 0;      // Arabic digits before the point
  int last_power = 0;  // of the last 十 百 千; 0 where the section ends in a plain digit
  bool arabic = false;
  bool about = false;    // 三四百, 十五六
  bool rounded = false;  // more digits than are kept
  bool after_zero = false;
};

char16_t unit_at(std::u16string_view text, std::size_t i) { return i < text.size() ? text[i] : u'\0'; }

std::size_t count_digits(std::u16string_view text, std::size_t i) {
  std::size_t n = 0;
  while (is_arabic(unit_at(text, i + n))) ++n;
  return n;
}

struct Digits {  // collects digits, keeps the leading 18
  Wide value = 0;
  int kept = 0, dropped = 0;
  void push(int d) {
    if (kept == 0 && d == 0) return;
    if (kept < 18) {
      value = value * 10 + static_cast<unsigned>(d);
      ++kept;
    } else {
      ++dropped;
    }
  }
};

// "39,545", "5.53", "12". A comma counts before exactly three digits, all the way.
Section arabic_section(std::u16string_view text, std::size_t at) {
  Section out;
  out.arabic = true;
  Digits digits;
  std::size_t i = at;
  const std::size_t head = count_digits(text, i);
  for (; i < at + head; ++i) digits.push(text[i] - u'0');
  out.digits = static_cast<int>(std::min<std::size_t>(head, 1000));
  if (head <= 3) {
    while (unit_at(text, i) == u',' && count_digits(text, i + 1) == 3) {
      for (std::size_t k = i + 1; k < i + 4; ++k) digits.push(text[k] - u'0');
      i += 4;
      out.digits += 3;
    }
  }
  int places = 0;
  if (unit_at(text, i) == u'.' && is_arabic(unit_at(text, i + 1))) {
    const std::size_t tail = count_digits(text, i + 1);
    const std::size_t end = i + 1 + tail;
    if (!(unit_at(text, end) == u'.' && is_arabic(unit_at(text, end + 1)))) {  // "1.2.3" is a numbering
      for (std::size_t k = i + 1; k < end; ++k) digits.push(text[k] - u'0');
      places = static_cast<int>(std::min<std::size_t>(tail, 10000));
      i = end;
    }
  }
  out.length = i - at;
  out.value = digits.value;
  out.exponent = std::min(digits.dropped, 10000) - places;
  out.rounded = digits.dropped > 0;
  return out;
}

// "二〇二五", "一三五": digits read one by one.
std::size_t count_han_digits(std::u16string_view text, std::size_t i) {
  std::size_t n = 0;
  while (han_digit(unit_at(text, i + n)) >= 0) ++n;
  return n;
}

Section positional_section(std::u16string_view text, std::size_t at, std::size_t run) {
  Section out;
  Digits digits;
  for (std::size_t k = at; k < at + run; ++k) digits.push(han_digit(text[k]));
  out.length = run;
  out.value = digits.value;
  out.exponent = std::min(digits.dropped, 10000);
  out.rounded = digits.dropped > 0;
  return out;
}

// 千瓦, 千伏, 千克: 三千瓦 is three of them. 三千米 stays three thousand metres, as people say it.
bool begins_unit(std::u16string_view text, std::size_t i) {
  return unit_at(text, i + 1) != u'米' && scan_unit(text, i).length > 1;
}

// "三百五十", "一百五" (150), "十五六" (15, about). `open` allows a leading 百 or 千 without a digit.
Section han_section(std::u16string_view text, std::size_t at) {
  const std::size_t run = count_han_digits(text, at);
  const char16_t after_run = unit_at(text, at + run);
  const bool pair = run == 2 && han_digit(text[at]) > 0 && han_digit(text[at + 1]) == han_digit(text[at]) + 1;
  if (run >= 2 && !pair && han_power(after_run) == 0 && text[at] != u'零')
    return positional_section(text, at, run);

  Section out;
  std::size_t i = at;
  int last = 4;
  bool zero = false;
  Wide value = 0;
  int low = 4;
  for (;;) {
    const char16_t c = unit_at(text, i);
    if (c == u'零' || c == u'〇') {
      const char16_t next = unit_at(text, i + 1);
      const bool goes_on = han_digit(next) > 0 || (han_power(next) > 0 && han_power(next) < last);
      if (!goes_on && i != at) break;
      zero = true;
      ++i;
      if (!goes_on) {  // a bare 零
        low = 0;
        last = 0;
        break;
      }
      out.after_zero = i == at + 1;
      continue;
    }
    int d = han_digit(c);
    const int bare = d < 0 ? han_power(c) : 0;
    if (bare > 0) {
      if (bare >= last || (last != 4 && !zero)) break;
      value += power_of_ten(bare);
      last = low = bare;
      zero = false;
      ++i;
      continue;
    }
    if (d < 0) break;
    std::size_t width = 1;
    if (han_digit(unit_at(text, i + 1)) == d + 1) {
      out.about = true;
      width = 2;
    } else if (han_digit(unit_at(text, i + 1)) > 0) {
      break;
    }
    int power = han_power(unit_at(text, i + width));
    if (power == 3 && begins_unit(text, i + width)) power = 0;
    if (power > 0 && power < last) {
      value += static_cast<unsigned>(d) * power_of_ten(power);
      last = low = power;
      zero = false;
      i += width + 1;
      continue;
    }
    // The ones, or the abbreviated next place: 一百五 is 150.
    const int place = zero || last == 4 || last == 1 ? 0 : last - 1;
    value += static_cast<unsigned>(d) * power_of_ten(place);
    low = place;
    last = 0;
    i += width;
    break;
  }
  out.length = i - at;
  if (out.length == 0) return out;
  out.exponent = low == 4 ? 0 : low;
  out.value = value / power_of_ten(out.exponent);
  out.last_power = last == 4 ? 0 : last;
  // "三点五": a point counts before digits that are digits only.
  if (unit_at(text, i) == u'点') {
    const std::size_t tail = count_han_digits(text, i + 1);
    const char16_t end = unit_at(text, i + 1 + tail);
    if (tail > 0 && tail < 16 && han_power(end) == 0 && end != u'分' && end != u'点') {
      out.value *= power_of_ten(out.exponent);
      out.exponent = 0;
      for (std::size_t k = i + 1; k < i + 1 + tail && out.value < 100'000'000'000'000'000u; ++k) {
        out.value = out.value * 10 + static_cast<unsigned>(han_digit(text[k]));
        --out.exponent;
      }
      out.length += 1 + tail;
      out.last_power = 0;
      out.about = false;
    }
  }
  return out;
}

Section section_at(std::u16string_view text, std::size_t at) {
  const char16_t c = unit_at(text, at);
  if (is_arabic(c)) return arabic_section(text, at);
  if (han_digit(c) >= 0 || han_power(c) > 0) return han_section(text, at);
  return {};
}

// A closing 万, 亿, 万亿 or 万万 and its length.
struct Scale {
  int power = 0;
  std::size_t length = 0;
};

Scale scale_at(std::u16string_view text, std::size_t i) {
  const int first = han_scale(unit_at(text, i));
  if (first == 0) return {};
  const int second = han_scale(unit_at(text, i + 1));
  if (first == 4 && second == 8) return {12, 2};
  if (first == 4 && second == 4) return {8, 2};
  return {first, 1};
}

// 十 百 千 after Arabic digits ("3千万", "5百"), unless they begin a unit (千瓦, 千米, 百分点).
int arabic_power_at(std::u16string_view text, std::size_t i) {
  const char16_t c = unit_at(text, i);
  const int power = c == u'百' || c == u'千' ? han_power(c) : 0;
  if (power == 0 || scan_unit(text, i).length > 1) return 0;
  return power;
}

Rough rough_at(std::u16string_view text, std::size_t i, const Section& section, bool after_scale) {
  const char16_t c = unit_at(text, i);
  const bool round_number = section.arabic || section.last_power > 0 || after_scale;
  const char16_t next = unit_at(text, i + 1);
  const bool before_scale =
      han_scale(next) > 0 || (han_power(next) > 0 && han_power(next) < section.last_power);
  switch (c) {
    case u'多':
    case u'余':
    case u'馀':
      return round_number ? Rough::over : Rough::none;
    case u'几':
      return (round_number && !after_scale) ? Rough::about : Rough::none;
    case u'来':
      return round_number && (before_scale || scan_unit(text, i + 1).length > 0) ? Rough::about : Rough::none;
    default:
      return Rough::none;
  }
}

// Spaces that some writers put between digits and 万: "20 万辆". At most two are skipped.
std::size_t spaces_before_scale(std::u16string_view text, std::size_t i) {
  std::size_t n = 0;
  while (n < 2 && unit_at(text, i + n) == u' ') ++n;
  if (n == 0) return 0;
  const char16_t c = unit_at(text, i + n);
  const bool rough = c == u'多' || c == u'余' || c == u'几';
  const char16_t scale = rough ? unit_at(text, i + n + 1) : c;
  return han_scale(scale) > 0 || (!rough && arabic_power_at(text, i + n) > 0) ? n : 0;
}

// A minus sign, not a dash: nothing before it that a dash could join to the number.
bool minus_at(std::u16string_view text, std::size_t at) {
  const char16_t c = text[at];
  if (c == u'负') return true;
  if (c != u'-' && c != u'\u2212') return false;
  if (at == 0) return true;
  const char16_t before = text[at - 1];
  if (before < 0x80) {
    return before == u' ' || before == u',' || before == u'(' || before == u':' || before == u';' ||
           before == u'<' || before == u'>' || before == u'=' || before == u'"';
  }
  // After a unit or a date it is a dash: "5亿元-6亿元", "1月-6月".
  constexpr std::u16string_view kEndsQuantity =
      u"年月日号时季度元万亿千百十家个人户项吨米里亩倍成点斤台套件次位名辆岁‰—–”’）》】";
  if (kEndsQuantity.find(before) != std::u16string_view::npos) return false;
  return han_digit(before) < 0;
}

// Sections and their scales from the largest down; a larger scale takes in all smaller ones before it.
class Sum {
 public:
  // False where the number would no longer be one: 5万3亿 is (5万3)亿, but 5亿3亿 is two numbers.
  bool add(const Section& section, int power) {
    Wide value = section.value * power_of_ten(section.exponent);
    while (count_ > 0 && pieces_[count_ - 1].power < power) value += pieces_[--count_].value;
    if (count_ > 0 && pieces_[count_ - 1].power == power) return false;
    if (count_ == pieces_.size() || value > kWideLimit / power_of_ten(power)) return false;
    pieces_[count_++] = {value * power_of_ten(power), power};
    low_ = section.exponent + power;
    return true;
  }
  int lowest() const { return count_ == 0 ? 99 : pieces_[count_ - 1].power; }
  Decimal value() const {
    Wide all = 0;
    for (std::size_t k = 0; k < count_; ++k) all += pieces_[k].value;
    int exponent = 0;
    for (; exponent < low_ && all % 10 == 0 && all != 0; ++exponent) all /= 10;
    bool rounded = false;
    for (; all > 999'999'999'999'999'999u; ++exponent) {
      rounded = rounded || all % 10 != 0;
      all /= 10;
    }
    return {static_cast<std::int64_t>(all), static_cast<std::int16_t>(exponent), rounded};
  }

 private:
  struct Piece {
    Wide value = 0;
    int power = 0;
  };
  std::array<Piece, 6> pieces_{};
  std::size_t count_ = 0;
  int low_ = 0;
};

Decimal decimal_of(const Section& s) {
  return {static_cast<std::int64_t>(s.value), static_cast<std::int16_t>(s.exponent), s.rounded};
}

// Applies 千 or 百 after Arabic digits: "3千" is {3, 3}.
std::size_t take_arabic_power(std::u16string_view text, std::size_t i, Section& section) {
  if (!section.arabic) return 0;
  const int power = arabic_power_at(text, i);
  if (power == 0) return 0;
  section.exponent += power;
  section.last_power = power;
  section.digits += power;
  return 1;
}

const base::Trie& not_numerals() {
  static const base::Trie trie = [] {
    base::Trie out;
    for (const Row& row : rows_of("not_numerals.tsv")) out.add(widen(row[0]), 0);
    return out;
  }();
  return trie;
}

// What follows the first scale of a compound: "1亿[2千万]", "三亿[五千万]", "3万[4000]".
struct Tail {
  std::size_t length = 0;
  int power = 0;
  Section section;
};

Tail compound_tail(std::u16string_view text, std::size_t i, int below, bool arabic) {
  Tail out;
  if (han_power(unit_at(text, i)) > 1) return {};  // 万千瓦
  out.section = section_at(text, i);
  Section& s = out.section;
  if (s.length == 0 || s.about || s.exponent < 0 || s.rounded) return {};
  std::size_t end = i + s.length;
  const bool powered = take_arabic_power(text, end, s) > 0;
  if (powered) ++end;
  const Scale scale = scale_at(text, end);
  if (scale.length > 0) {
    out.power = scale.power;
    out.length = end + scale.length - i;
    return out;
  }
  if (s.arabic && !powered && s.digits != below) return {};
  if (!s.arabic && !s.after_zero && s.last_power == 0 && s.length == 1) {  // 九十二万四: the next place
    if (arabic) return {};
    s.exponent = below - 1;
  }
  out.length = end - i;
  return out;
}

}  // namespace

std::optional<Numeral> scan_numeral(std::u16string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  std::size_t i = at;
  const bool negative = minus_at(text, at);
  if (negative) ++i;
  const char16_t first = unit_at(text, i);
  if (!starts_numeral(first)) {
    if (first == u'半' && !negative && scan_unit(text, i + 1).length > 0 &&
        not_numerals().longest(text, i).length == 0) {
      return Numeral{1, 1, {5, -1, false}, 0, Rough::none, Script::han};
    }
    return std::nullopt;
  }
  Section section = section_at(text, i);
  if (section.length == 0) return std::nullopt;
  if (!is_arabic(first)) {
    // 三公经费 is a word, 三公里 a number and its unit: the longer reading wins.
    const std::size_t word = not_numerals().longest(text, i).length;
    if (word > 0 && section.length + scan_unit(text, i + section.length).length <= word) return std::nullopt;
  }
  const std::size_t core_end = i + section.length;
  i = core_end;
  Numeral out;
  out.core_length = static_cast<std::uint32_t>(core_end - at);
  out.script = section.arabic ? Script::arabic : Script::han;
  if (section.about) out.rough = Rough::about;

  const auto take_rough = [&](bool after_scale) {
    if (out.rough != Rough::none) return;
    out.rough = rough_at(text, i, section, after_scale);
    if (out.rough != Rough::none) ++i;
  };
  if (section.arabic) i += spaces_before_scale(text, i);
  take_rough(false);
  if (take_arabic_power(text, i, section) > 0) {
    ++i;
    out.script = Script::mixed;
    take_rough(false);
  }
  const Scale scale = scale_at(text, i);
  if (scale.length == 0) {
    // A bare 百 or 千 counts before a unit or a rough mark only; a lone formal digit is a name.
    const bool lone = section.length == 1 && !section.arabic;
    if (lone && is_formal(text[core_end - 1])) return std::nullopt;
    if (lone && section.last_power >= 2 && out.rough == Rough::none && scan_unit(text, i).length == 0)
      return std::nullopt;
    out.value = decimal_of(section);
    if (negative) out.value.mantissa = -out.value.mantissa;
    out.length = static_cast<std::uint32_t>(i - at);
    return out;
  }
  i += scale.length;
  if (section.arabic) out.script = Script::mixed;
  out.scale = static_cast<std::int8_t>(scale.power);
  out.value = decimal_of(section);

  if (out.rough == Rough::none && section.exponent >= 0 && !section.rounded) {
    Sum sum;
    int below = scale.power;
    bool compound = false;
    std::size_t end = i;
    for (bool ok = sum.add(section, scale.power); ok;) {
      const Tail tail = compound_tail(text, end, below, section.arabic);
      if (tail.length == 0 || !sum.add(tail.section, tail.power)) break;
      compound = true;
      end += tail.length;
      below = tail.power;
      if (below == 0) break;
    }
    if (compound) {
      out.value = sum.value();
      out.scale = 0;
      i = end;
    }
  }
  take_rough(true);
  if (negative) out.value.mantissa = -out.value.mantissa;
  out.length = static_cast<std::uint32_t>(i - at);
  return out;
}

}  // namespace midyear::quantity
