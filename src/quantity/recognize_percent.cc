#include <algorithm>
#include <cmath>

#include "quantity/han.h"
#include "quantity/numeral.h"
#include "quantity/recognizers.h"
#include "quantity/spoken.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

char16_t peek(std::u16string_view text, std::size_t i) { return i < text.size() ? text[i] : u'\0'; }

// "百分之", "万分之", "百万分之": the share of one part in percent and the units of the words; a denominator
// with a digit before it (五百分之) is a fraction.
struct Parts {
  std::size_t length = 0;
  double share = 0;
};

Parts parts_at(std::u16string_view text, std::size_t at) {
  if (at > 0 && (starts_numeral(text[at - 1]) || han_scale(text[at - 1]) > 0)) return {};
  std::size_t i = at;
  double whole = 1;
  for (; i < at + 4; ++i) {
    const char16_t c = peek(text, i);
    const int power = han_power(c) > 1 ? han_power(c) : han_scale(c);
    if (power == 0) break;
    whole *= std::pow(10.0, power);
  }
  if (i == at || !text.substr(i).starts_with(u"分之")) return {};
  return {i + 2 - at, 100 / whole};
}

// "[三]成[半]", "[七]成[六]", "[7.5]折", "[三八]折".
struct Tenths {
  std::size_t length = 0;
  double value = 0;
};

Tenths tenths(std::u16string_view text, std::size_t at, const Spoken& number) {
  const std::size_t i = at + number.length;
  const UnitMatch unit = scan_unit(text, i);
  if (unit.unit == nullptr || unit.length != 1 || (text[i] != u'成' && text[i] != u'折')) return {};
  Tenths out{number.length + 1, number.value > 10 ? number.value : number.value * 10};
  const char16_t next = peek(text, i + 1);
  if (text[i] != u'成') return out;
  const int digit = is_arabic(next) ? next - u'0' : han_digit(next);
  const bool ends = scan_unit(text, i + 2).length == 0 && !starts_numeral(peek(text, i + 2));
  if (next == u'半') {
    out.value += 5;
    ++out.length;
  } else if (digit > 0 && ends) {
    out.value += digit;
    ++out.length;
  }
  return out;
}

std::size_t percent_word(std::u16string_view text, std::size_t i) {
  if (peek(text, i) == u'%') return 1;
  if (peek(text, i) == u' ' && peek(text, i + 1) == u'%') return 2;
  for (std::u16string_view word : {u"个百分点", u"个百分比", u"百分点"})
    if (text.substr(std::min(i, text.size())).starts_with(word)) return word.size();
  return 0;
}

}  // namespace

void find_percents(std::u16string_view text, std::vector<Recognition>& out) {
  for (std::size_t i = 0; i < text.size();) {
    const char16_t c = text[i];
    if (is_ascii_letter(c)) {
      const std::size_t n = web_address(text, i);
      i += n == 0 ? 1 : n;
      continue;
    }
    const bool signed_parts = c == u'负' || (c == u'-' && (i == 0 || !starts_numeral(text[i - 1])));
    if (signed_parts && parts_at(text, i + 1).length > 0) {
      const Parts parts = parts_at(text, i + 1);
      const std::size_t at = i + 1 + parts.length;
      const auto number = read_spoken(text, at);
      if (number && !number->between)
        out.push_back({.begin = i, .end = at + number->exact_length, .value = -number->value * parts.share});
      i = at + (number ? std::max(number->length, number->exact_length) : 0);
      continue;
    }
    if (text.substr(i).starts_with(u"百分百")) {
      out.push_back({.begin = i, .end = i + 3, .value = 100});
      i += 3;
      continue;
    }
    if (const Parts parts = parts_at(text, i); parts.length > 0) {
      const std::size_t at = i + parts.length;
      const auto number = read_spoken(text, at);
      std::size_t end = at + (number ? number->length : 0);
      if (number && !number->between) {
        out.push_back({.begin = i, .end = at + number->exact_length, .value = number->value * parts.share});
        end = std::max(end, out.back().end);
      } else if (!number && peek(text, at) == u'百' && parts_at(text, at).length == 0) {
        end = at + 1;
        out.push_back({.begin = i, .end = end, .value = 100 * parts.share});
      }
      i = end;
      continue;
    }
    const bool half_tenth = c == u'半' && peek(text, i + 1) == u'成' && peek(text, i + 2) != u'品';
    if (half_tenth || ((c == u'对' || c == u'半') && peek(text, i + 1) == u'折')) {
      out.push_back({.begin = i, .end = i + 2, .value = text[i + 1] == u'成' ? 5.0 : 50.0});
      i += 2;
      continue;
    }
    const auto number = read_spoken(text, i);
    if (!number) {
      i += std::max<std::size_t>(1, word_like_numeral(text, i));
      continue;
    }
    std::size_t length = number->length;
    if (number->between && length == 2 && peek(text, i + 2) == u'折') {  // 四五折
      out.push_back({.begin = i, .end = i + 3, .value = 10.0 * han_digit(c) + han_digit(text[i + 1])});
      i += 3;
      continue;
    }
    if (!number->between && !number->fraction) {
      if (const std::size_t word = percent_word(text, i + length)) {
        out.push_back({.begin = i, .end = i + length + word, .value = number->value});
        length += word;
      } else if (peek(text, i + length) == u'‰') {
        out.push_back({.begin = i, .end = i + length + 1, .value = number->value / 10});
        ++length;
      } else if (const Tenths part = tenths(text, i, *number); part.length > 0) {
        out.push_back({.begin = i, .end = i + part.length, .value = part.value});
        length = part.length;
      }
    }
    i += length;
  }
}

}  // namespace midyear::quantity
