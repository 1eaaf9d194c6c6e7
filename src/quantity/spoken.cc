#include "quantity/spoken.h"

#include <cmath>

#include "quantity/han.h"
#include "quantity/numeral.h"
#include "quantity/numeral_section.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

bool is_letter(char16_t c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }

bool is_han(char16_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

// A formal digit alone: 壹切 and 放肆 hold none, 三分之肆 and "贰" do.
std::optional<Spoken> lone_formal(std::u16string_view text, std::size_t at, std::size_t digit_at) {
  const char16_t c = unit_at(text, digit_at);
  const int digit = han_digit(c);
  if (!is_formal(c) || digit < 0) return std::nullopt;
  const char16_t before = at == 0 ? u'\0' : text[at - 1];
  const char16_t after = unit_at(text, digit_at + 1);
  const bool word = c == u'肆' || c == u'伍' || c == u'陆' || c == u'俩';
  if (word && is_han(before) && before != u'之') return std::nullopt;
  if (is_han(after) && after != u'又' && after != u'分' && scan_unit(text, digit_at + 1).length == 0)
    return std::nullopt;
  const std::size_t length = digit_at + 1 - at;
  return Spoken{length, length, static_cast<double>(digit_at > at ? -digit : digit)};
}

// ".5", "-.5"
std::optional<Spoken> bare_fraction(std::u16string_view text, std::size_t at) {
  const bool negative = text[at] == u'-';
  std::size_t i = at + (negative ? 1 : 0);
  if (unit_at(text, i) != u'.' || !is_arabic(unit_at(text, i + 1))) return std::nullopt;
  if (at > 0 && (is_arabic(text[at - 1]) || is_letter(text[at - 1]) || text[at - 1] == u'.'))
    return std::nullopt;
  double value = 0, place = 0.1;
  for (++i; is_arabic(unit_at(text, i)); ++i, place /= 10) value += (text[i] - u'0') * place;
  return Spoken{i - at, i - at, negative ? -value : value};
}

bool is_rough_mark(char16_t c) { return c == u'多' || c == u'余' || c == u'几' || c == u'来'; }

// "两千万[点五五四四]"
void add_point(std::u16string_view text, std::size_t at, Spoken& out) {
  std::size_t i = at + out.length;
  if (unit_at(text, i) != u'点') return;
  std::size_t n = 0;
  while (n < 16 && han_digit(unit_at(text, i + 1 + n)) >= 0 && unit_at(text, i + 1 + n) != u'两') ++n;
  if (n == 0 || han_power(unit_at(text, i + 1 + n)) > 0) return;
  double place = out.value < 0 ? -0.1 : 0.1;
  for (std::size_t k = 0; k < n; ++k, place /= 10) out.value += han_digit(text[i + 1 + k]) * place;
  out.length = out.exact_length = out.length + 1 + n;
}

struct Whole {
  std::size_t length = 0;
  double value = 0;
};

Whole read_digits(std::u16string_view text, std::size_t i) {
  Whole out;
  for (; is_arabic(unit_at(text, i + out.length)); ++out.length)
    out.value = out.value * 10 + (text[i + out.length] - u'0');
  return out;
}

// k after digits, e and ^ exponents, "3/2", "1 4/3".
void add_arabic_tail(std::u16string_view text, std::size_t at, Spoken& out) {
  const auto peek = [&](std::size_t ahead) { return unit_at(text, at + out.length + ahead); };
  const auto take = [&](std::size_t n) { out.length = out.exact_length = out.length + n; };
  const bool negative = out.value < 0 || (out.value == 0 && text[at] == u'-');
  switch (peek(0)) {
    case u'k':
    case u'K':
    case u'G':
    case u'M':
    case u'T':
      if (!is_letter(peek(1)) && !is_arabic(peek(1))) {
        out.value *= peek(0) == u'M' ? 1e6 : peek(0) == u'G' ? 1e9 : peek(0) == u'T' ? 1e12 : 1e3;
        take(1);
      }
      return;
    case u'e':
    case u'E': {
      const bool sign = peek(1) == u'-' || peek(1) == u'+';
      const Whole power = read_digits(text, at + out.length + (sign ? 2 : 1));
      if (power.length == 0 || power.length > 3) return;
      out.value *= std::pow(10.0, peek(1) == u'-' ? -power.value : power.value);
      return take(power.length + (sign ? 2 : 1));
    }
    case u'^': {
      std::size_t n = 1;
      bool down = false;
      for (; n < 8 && (peek(n) == u'-' || peek(n) == u'+'); ++n) down = down != (peek(n) == u'-');
      const Whole power = read_digits(text, at + out.length + n);
      if (power.length == 0 || power.length > 4) return;
      const double size = std::pow(std::abs(out.value), down ? -power.value : power.value);
      out.value = negative ? -size : size;
      return take(n + power.length);
    }
    case u'/': {
      const Whole below = read_digits(text, at + out.length + 1);
      const char16_t after = peek(1 + below.length);
      if (below.length == 0 || below.value == 0 || after == u'/' || after == u'.' ||
          (at > 0 && text[at - 1] == u'/'))
        return;
      out.value /= below.value;
      out.fraction = true;
      return take(1 + below.length);
    }
    case u' ': {
      const Whole above = read_digits(text, at + out.length + 1);
      if (above.length == 0 || above.length > 4 || peek(1 + above.length) != u'/') return;
      const Whole below = read_digits(text, at + out.length + 2 + above.length);
      if (below.length == 0 || below.value == 0) return;
      out.value += (negative ? -1 : 1) * above.value / below.value;
      out.fraction = true;
      return take(2 + above.length + below.length);
    }
    default:
      return;
  }
}

std::optional<Spoken> read_simple(std::u16string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  const char16_t c = text[at];
  if (c == u'半' && unit_at(text, at + 1) == u'百') return Spoken{2, 2, 50};
  const std::size_t sign = c == u'负' || c == u'-' || c == u'\u2212' ? 1 : 0;
  if (!starts_numeral(unit_at(text, at + sign)))
    return c == u'.' || c == u'-' ? bare_fraction(text, at) : std::nullopt;
  const std::optional<Numeral> numeral = scan_numeral(text, at);
  if (!numeral) return lone_formal(text, at, at + sign);
  Spoken out;
  out.length = out.exact_length = numeral->length;
  out.value = numeral->value.scaled(numeral->scale).to_double();
  out.rough = numeral->rough != Rough::none;
  if (!is_arabic(text[at + sign])) {
    const char16_t second = unit_at(text, at + sign + 1);
    const bool two_digits = han_digit(text[at + sign]) > 0 && han_digit(second) > 0;
    out.positional = two_digits && numeral->length == sign + 2;
    out.between = numeral->rough == Rough::about && !is_rough_mark(text[at + numeral->core_length]) &&
                  !is_rough_mark(unit_at(text, at + numeral->length - 1));
    if (at + numeral->core_length >= text.size()) out.between = numeral->rough == Rough::about;
  }
  if (out.rough) {
    if (is_rough_mark(text[at + out.length - 1])) --out.exact_length;
    return out;
  }
  if (numeral->script == Script::arabic)
    add_arabic_tail(text, at, out);
  else
    add_point(text, at, out);
  return out;
}

// "[三]分之二": what follows a denominator.
std::optional<Spoken> over_denominator(std::u16string_view text, std::size_t at, const Spoken& below) {
  const std::size_t i = at + below.length;
  if (below.rough || below.value == 0 || !text.substr(std::min(i, text.size())).starts_with(u"分之"))
    return std::nullopt;
  const std::optional<Spoken> above = read_simple(text, i + 2);
  if (!above || above->between) return std::nullopt;
  Spoken out;
  out.length = out.exact_length = below.length + 2 + above->exact_length;
  out.value = above->value / below.value;
  out.fraction = true;
  return out;
}

}  // namespace

std::optional<Spoken> read_spoken(std::u16string_view text, std::size_t at) {
  const std::optional<Spoken> first = read_simple(text, at);
  if (!first || first->rough) return first;
  if (const auto fraction = over_denominator(text, at, *first)) return fraction;
  const std::size_t i = at + first->length;
  if (unit_at(text, i) == u'又') {  // 一又二分之一
    if (const auto below = read_simple(text, i + 1)) {
      if (const auto part = over_denominator(text, i + 1, *below)) {
        Spoken out = *part;
        out.length = out.exact_length = first->length + 1 + part->length;
        out.value = first->value + (first->value < 0 ? -part->value : part->value);
        return out;
      }
    }
  }
  return first;
}

}  // namespace midyear::quantity
