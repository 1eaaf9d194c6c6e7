#include "quantity/period_cursor.h"

#include "quantity/han.h"

namespace midyear::quantity {
namespace {

bool is_dash(char16_t c) {
  return c == u'-' || c == u'—' || c == u'–' || c == u'~' || c == u'～' || c == u'〜' || c == u'−' ||
         c == u'─' || c == u'―';
}

}  // namespace

bool is_unknown_digit(char16_t c) {
  return c == u'X' || c == u'x' || c == u'×' || c == u'Х' || c == u'*' || c == u'╳';
}

bool take_to(Cursor& c) {
  const Cursor before = c;
  c.skip_space();
  if (is_dash(c.peek())) {
    c.at += is_dash(c.peek(1)) ? 2 : 1;
    c.skip_space();
    return true;
  }
  if (c.take(u"至") || c.take(u"到")) return true;
  c = before;
  return false;
}

int take_small(Cursor& c) {
  if (is_unknown_digit(c.peek())) {
    std::size_t n = 1;
    while (n < 4 && is_unknown_digit(c.peek(n))) ++n;
    c.at += n;
    return kUnknownPart;
  }
  if (is_arabic(c.peek())) {
    if (!is_arabic(c.peek(1))) return c.text[c.at++] - u'0';
    if (is_arabic(c.peek(2))) return kNoNumber;
    const int value = (c.peek() - u'0') * 10 + (c.peek(1) - u'0');
    c.at += 2;
    return value;
  }
  const int lead = han_digit(c.peek());
  if (lead > 0 && c.peek(1) != u'十') {
    if (han_digit(c.peek(1)) >= 0) return kNoNumber;
    ++c.at;
    return lead;
  }
  if (lead <= 0 && c.peek() != u'十') return kNoNumber;
  c.at += lead > 0 ? 2 : 1;
  int value = 10 * std::max(lead, 1);
  if (const int ones = han_digit(c.peek()); ones > 0) {
    value += ones;
    ++c.at;
  }
  return value;
}

int take_up_to(Cursor& c, int most) {
  const Cursor before = c;
  const int value = take_small(c);
  if (value == kUnknownPart || (value >= 1 && value <= most)) return value;
  c = before;
  return kNoNumber;
}

Year take_year_digits(Cursor& c) {
  int value = 0;
  int unknown = 0;
  std::size_t n = 0;
  bool han = false;
  for (; n < 4; ++n) {
    const char16_t d = c.peek(n);
    if (is_unknown_digit(d)) {
      ++unknown;
      continue;
    }
    const int digit = is_arabic(d) ? d - u'0' : han_digit(d);
    if (digit < 0 || unknown > 0 || (n > 0 && han == is_arabic(d))) break;
    han = !is_arabic(d);
    value = value * 10 + digit;
  }
  if (unknown > 0 && (n == 4 || n == 2)) {
    c.at += n;
    return {YearIs::unknown, 0};
  }
  if (n != 4 || value < 1900 || value > 2100 || is_arabic(c.peek(4))) return {};
  c.at += 4;
  return {YearIs::absolute, static_cast<std::int16_t>(value)};
}

}  // namespace midyear::quantity
