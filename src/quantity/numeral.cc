#include "quantity/numeral.h"

#include <algorithm>
#include <array>

#include "base/embedded.h"
#include "base/trie.h"
#include "quantity/han.h"
#include "quantity/numeral_section.h"
#include "quantity/table.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

constexpr Wide kWideLimit = Wide{1'000'000'000'000'000'000u} * 1'000'000'000'000u;

// A closing 万, 亿, 万亿 or 万万 and its length.
struct Scale {
  int power = 0;
  std::size_t length = 0;
};

Scale scale_at(std::u16string_view text, std::size_t i) {
  const int first = han_scale(unit_at(text, i));
  if (unit_at(text, i) == u'兆' && han_digit(unit_at(text, i + 1)) >= 0) return {12, 1};  // else a unit
  if (first == 0) return {};
  const int second = han_scale(unit_at(text, i + 1));
  if (first == 4 && second == 8) return {12, 2};
  if (first == 4 && second == 4) return {8, 2};
  return {first, 1};
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
  if (rough) return han_scale(unit_at(text, i + n + 1)) > 0 ? n : 0;
  return han_scale(c) > 0 || ((c == u'百' || c == u'千') && scan_unit(text, i + n).length < 2) ? n : 0;
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
  out.section = section_at(text, i, false);
  Section& s = out.section;
  if (s.length == 0 || s.about || s.exponent < 0 || s.rounded) return {};
  std::size_t end = i + s.length;
  const std::size_t powers = take_arabic_powers(text, end, s);
  end += powers;
  const Scale scale = scale_at(text, end);
  if (scale.length > 0) {
    out.power = scale.power;
    out.length = end + scale.length - i;
    return out;
  }
  if (s.arabic && powers == 0 && s.digits != below && unit_at(text, i - 1) != u'零') return {};
  if (!s.arabic && !s.after_zero && s.last_power == 0 && s.length == 1) {  // 九十二万四: the next place
    if (arabic) return {};
    s.exponent = below - 1;
  }
  out.length = end - i;
  return out;
}

// Reads the parts of one numeral in their order.
class Reader {
 public:
  Reader(std::u16string_view text, std::size_t at, std::size_t digits_at, const Section& section)
      : text_(text), at_(at), i_(digits_at + section.length), section_(section) {
    out_.core_length = static_cast<std::uint32_t>(i_ - at);
    out_.script = section.arabic ? Script::arabic : Script::han;
    if (section.about) out_.rough = Rough::about;
  }

  std::optional<Numeral> read() {
    const std::size_t core_end = i_;
    if (section_.arabic) i_ += spaces_before_scale(text_, i_);
    take_rough(false);
    if (const std::size_t powers = take_arabic_powers(text_, i_, section_); powers > 0) {
      i_ += powers;
      out_.script = Script::mixed;
      take_rough(false);
    }
    const Scale scale = scale_at(text_, i_);
    if (scale.length == 0 && is_lone_word(core_end)) return std::nullopt;
    out_.value = {static_cast<std::int64_t>(section_.value), static_cast<std::int16_t>(section_.exponent),
                  section_.rounded};
    if (scale.length > 0) read_scale(scale);
    out_.length = static_cast<std::uint32_t>(i_ - at_);
    return out_;
  }

 private:
  void take_rough(bool after_scale) {
    if (out_.rough != Rough::none) return;
    out_.rough = rough_at(text_, i_, section_, after_scale);
    if (out_.rough != Rough::none) ++i_;
  }

  // A bare 百 or 千 counts before a unit or a rough mark only; a lone formal digit is a name.
  bool is_lone_word(std::size_t core_end) const {
    if (section_.arabic || section_.length != 1) return false;
    if (is_formal(text_[core_end - 1])) return true;
    return section_.last_power >= 2 && out_.rough == Rough::none && scan_unit(text_, i_).length == 0;
  }

  void read_scale(const Scale& scale) {
    i_ += scale.length;
    if (section_.arabic) out_.script = Script::mixed;
    out_.scale = static_cast<std::int8_t>(scale.power);
    if (out_.rough == Rough::none) read_compound(scale.power);
    take_rough(true);
    if (out_.scale == 4 && out_.rough != Rough::none && han_scale(unit_at(text_, i_)) == 8) {  // 31万多亿
      out_.scale = 12;
      ++i_;
    }
  }

  void read_compound(int power) {
    if (section_.exponent < 0 || section_.rounded) return;
    Sum sum;
    if (!sum.add(section_, power)) return;
    int below = power;
    bool compound = false;
    while (below > 0) {
      const Tail tail = compound_tail(text_, i_, below, section_.arabic);
      if (tail.length == 0 || !sum.add(tail.section, tail.power)) break;
      compound = true;
      i_ += tail.length;
      below = tail.power;
    }
    if (!compound) return;
    out_.value = sum.value();
    out_.scale = 0;
  }

  std::u16string_view text_;
  std::size_t at_, i_;
  Section section_;
  Numeral out_;
};

// 几十, 数百, 上千: how many is not said. 户数十五 is a number after a noun.
bool is_vague(std::u16string_view text, std::size_t at) {
  if (at == 0 || han_power(text[at]) == 0) return false;
  const char16_t before = text[at - 1];
  if (before == u'几' || before == u'上' || before == u'成') return true;
  if (before != u'数') return false;
  constexpr std::u16string_view kCounted = u"总个户人件次指倍面参台套辆级名位家项分基";
  return at < 2 || kCounted.find(text[at - 2]) == kCounted.npos;
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
  if (is_vague(text, i)) return std::nullopt;
  const Section section = section_at(text, i);
  if (section.length == 0) return std::nullopt;
  if (!is_arabic(first)) {
    // 三公经费 is a word, 三公里 a number and its unit: the longer reading wins.
    const std::size_t word = not_numerals().longest(text, i).length;
    if (word > 0 && section.length + scan_unit(text, i + section.length).length <= word) return std::nullopt;
  }
  std::optional<Numeral> out = Reader(text, at, i, section).read();
  if (out && negative) out->value.mantissa = -out->value.mantissa;
  return out;
}

std::size_t word_like_numeral(std::u16string_view text, std::size_t at) {
  if (at >= text.size() || !starts_numeral(text[at])) return 0;
  return not_numerals().longest(text, at).length;
}

}  // namespace midyear::quantity
