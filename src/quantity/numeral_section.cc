#include "quantity/numeral_section.h"

#include <algorithm>

#include "quantity/han.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

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
  const bool numbering = at > 1 && text[at - 1] == u'.' && is_arabic(text[at - 2]);
  if (!numbering && unit_at(text, i) == u'.' && is_arabic(unit_at(text, i + 1))) {
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

// Digits after 点; 两 is none of them: 一点两小时.
std::size_t count_places(std::u16string_view text, std::size_t i) {
  std::size_t n = 0;
  while (n < 16 && han_digit(unit_at(text, i + n)) >= 0 && unit_at(text, i + n) != u'两') ++n;
  return n;
}

Section positional_section(std::u16string_view text, std::size_t at, std::size_t run) {
  Section out;
  Digits digits;
  for (std::size_t k = at; k < at + run; ++k) digits.push(han_digit(text[k]));
  out.length = run;
  out.positional = true;
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
Section han_section(std::u16string_view text, std::size_t at, bool with_point) {
  const std::size_t run = count_han_digits(text, at);
  const bool powered = han_power(unit_at(text, at + run)) > 0;
  const bool zero_first = run == 2 && powered && han_digit(text[at]) == 0;
  const bool pair = run == 2 && han_digit(text[at]) > 0 && han_digit(text[at + 1]) == han_digit(text[at]) + 1;
  if (run >= 2 && !pair && !zero_first) return positional_section(text, at, powered ? run - 1 : run);

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
      if (!goes_on && next == u'几' && i != at) ++i;  // 一千五百零几万
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
    if (i == at && han_tens(c) > 0) {
      value = static_cast<unsigned>(10 * han_tens(c));
      last = low = 1;
      ++i;
      continue;
    }
    const int d = han_digit(c);
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
    // 两 counts before 百 千 万 only: 三十两 is thirty of a unit.
    if (c == u'两' && i != at && han_power(unit_at(text, i + 1)) == 0 && han_scale(unit_at(text, i + 1)) == 0)
      break;
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
  if (with_point && unit_at(text, i) == u'点') {
    const std::size_t tail = count_places(text, i + 1);
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

// 百 or 千 at text[i] as a power of ten, 0 where it begins a unit.
int arabic_power_at(std::u16string_view text, std::size_t i) {
  const char16_t c = unit_at(text, i);
  const int power = c == u'百' || c == u'千' ? han_power(c) : 0;
  if (power == 0 || scan_unit(text, i).length > 1) return 0;
  return power;
}

}  // namespace

Section section_at(std::u16string_view text, std::size_t at, bool with_point) {
  const char16_t c = unit_at(text, at);
  if (is_arabic(c)) return arabic_section(text, at);
  if (starts_numeral(c)) return han_section(text, at, with_point);
  return {};
}

std::size_t take_arabic_powers(std::u16string_view text, std::size_t i, Section& section) {
  if (!section.arabic) return 0;
  const int power = arabic_power_at(text, i);
  if (power == 0) return 0;
  section.exponent += power;
  section.last_power = power;
  section.digits += power;
  if (section.exponent < power || section.value > 9999) return 1;
  std::size_t end = i + 1;
  for (int below = power; below > 0;) {
    const bool zero = unit_at(text, end) == u'零';
    const std::size_t digits_at = end + (zero ? 1 : 0);
    const std::size_t n = count_digits(text, digits_at);
    if (n == 0 || n > 3) break;
    int value = 0;
    for (std::size_t k = digits_at; k < digits_at + n; ++k) value = value * 10 + (text[k] - u'0');
    const int next = n == 1 ? arabic_power_at(text, digits_at + n) : 0;
    const bool rest = next == 0 && (zero ? static_cast<int>(n) < below : static_cast<int>(n) == below);
    if ((next == 0 || next >= below) && !rest) break;
    section.value = section.value * power_of_ten(section.exponent - next) + static_cast<unsigned>(value);
    section.exponent = next;
    section.last_power = next;
    end = digits_at + n + (next > 0 ? 1 : 0);
    below = next;
  }
  return end - i;
}

}  // namespace midyear::quantity
