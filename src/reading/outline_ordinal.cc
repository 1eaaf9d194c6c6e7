#include "reading/outline_ordinal.h"

#include "reading/utf8_walk.h"

namespace midyear::reading {
namespace {

using text::Offset;

int han_digit(char32_t c) {
  switch (c) {
    case U'一':
      return 1;
    case U'二':
      return 2;
    case U'三':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    default:
      return 0;
  }
}

int arabic_digit(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
  return -1;
}

bool opens_bracket(char32_t c) { return c == U'(' || c == U'（' || c == U'〔'; }
bool closes_bracket(char32_t c) { return c == U')' || c == U'）' || c == U'〕'; }
bool is_comma(char32_t c) { return c == U'，' || c == U',' || c == U'、' || c == U'：' || c == U':'; }

Ordinal make(Mark mark, int value, const Walk& walk) {
  return {mark, static_cast<std::int16_t>(value), walk.at()};
}

// 1 to 99 in Han digits; 0 and an unmoved walk where there is none.
int scan_han(Walk& walk) {
  const Offset from = walk.at();
  int value = han_digit(walk.peek());
  if (value != 0) walk.skip();
  if (walk.peek() == U'十') {
    walk.skip();
    value = (value == 0 ? 1 : value) * 10;
    if (const int ones = han_digit(walk.peek()); ones != 0) {
      value += ones;
      walk.skip();
    }
  }
  if (value == 0) walk.seek(from);
  return value;
}

// 1 to 99 in Arabic digits; 0 where there is none or more digits follow.
int scan_arabic(Walk& walk) {
  int value = 0;
  for (int digits = 0; arabic_digit(walk.peek()) >= 0; ++digits, walk.skip()) {
    if (digits == 2) return 0;
    value = value * 10 + arabic_digit(walk.peek());
  }
  return value;
}

// ① ⑴ ⒈ ㈠ are one character each.
Ordinal scan_enclosed(Walk walk) {
  const char32_t c = walk.next();
  if (c >= 0x2460 && c <= 0x2473) return make(Mark::bracket_digit, static_cast<int>(c - 0x245F), walk);
  if (c >= 0x2474 && c <= 0x2487) return make(Mark::bracket_digit, static_cast<int>(c - 0x2473), walk);
  if (c >= 0x2488 && c <= 0x249B) return make(Mark::digit, static_cast<int>(c - 0x2487), walk);
  if (c >= 0x3220 && c <= 0x3229) return make(Mark::bracket_han, static_cast<int>(c - 0x321F), walk);
  return {};
}

Ordinal scan_bracketed(Walk walk) {
  walk.skip();
  walk.skip_spaces();
  Mark mark = Mark::bracket_han;
  int value = scan_han(walk);
  if (value == 0) {
    mark = Mark::bracket_digit;
    value = scan_arabic(walk);
  }
  walk.skip_spaces();
  if (value == 0 || !closes_bracket(walk.next())) return {};
  if (walk.peek() == U'、' || walk.peek() == U'.' || walk.peek() == U'．') walk.skip();  // "(一)、"
  return make(mark, value, walk);
}

// 第一部分, 第一章, 第一，; not 第一季度, 第一产业.
Ordinal scan_di(Walk walk) {
  walk.skip();
  int value = scan_han(walk);
  if (value == 0) value = scan_arabic(walk);
  if (value == 0) return {};
  const char32_t c = walk.next();
  if (c == U'章') return make(Mark::chapter, value, walk);
  if (c == U'节') return make(Mark::section, value, walk);
  if (c == U'编' || c == U'篇') return make(Mark::part, value, walk);
  if (c == U'部' && walk.next() == U'分') return make(Mark::part, value, walk);
  if (is_comma(c) || c == U'是') return make(Mark::di, value, walk);
  return {};
}

Ordinal scan_han_number(Walk walk) {
  const int value = scan_han(walk);
  if (value == 0) return {};
  const char32_t c = walk.next();
  if (c == U'是') return make(Mark::shi, value, walk);
  if (c == U'要') return make(Mark::yao, value, walk);
  if (c == U'、' || c == U'．' || c == U'.') return make(Mark::han, value, walk);
  if (c == U' ' || c == U'\u3000') {  // "一 、"
    walk.skip_spaces();
    if (walk.peek() == U'、') {
      walk.skip();
      return make(Mark::han, value, walk);
    }
  }
  return {};
}

Ordinal scan_digits(Walk walk) {
  const int value = scan_arabic(walk);
  if (value == 0) return {};
  const char32_t c = walk.next();
  if (closes_bracket(c)) return make(Mark::bracket_digit, value, walk);
  if (c != U'.' && c != U'．' && c != U'、') return {};
  if (arabic_digit(walk.peek()) < 0) return make(Mark::digit, value, walk);
  if (c == U'、') return {};
  // "1.2 总体布局", "1.2.3 …": a number of digits and points with a space behind it; "1.5亿元" has none.
  int last = value;
  while (arabic_digit(walk.peek()) >= 0) {
    last = scan_arabic(walk);
    if (last == 0) return {};
    if (walk.peek() == U'.' || walk.peek() == U'．') walk.skip();
  }
  if (walk.peek() != U' ' && walk.peek() != U'\u3000') return {};
  return make(Mark::dotted, last, walk);
}

Ordinal scan_order_word(Walk walk) {
  struct Word {
    char32_t first, second;
    Mark mark;
    int value;
  };
  static constexpr Word kWords[] = {
      {U'首', U'先', Mark::order, 1},
      {U'其', U'次', Mark::order, 2},
      {U'再', U'次', Mark::order, 3},
      {U'再', U'者', Mark::order, 3},
      {U'最', U'后', Mark::order, Ordinal::kLast},
      {U'其', U'一', Mark::qi, 1},
      {U'其', U'二', Mark::qi, 2},
      {U'其', U'三', Mark::qi, 3},
      {U'其', U'四', Mark::qi, 4},
  };
  const char32_t first = walk.next();
  const char32_t second = walk.next();
  for (const Word& word : kWords)
    if (word.first == first && word.second == second && is_comma(walk.next()))
      return make(word.mark, word.value, walk);
  return {};
}

}  // namespace

Ordinal scan_ordinal(std::string_view text, Offset at, Offset end) {
  const Walk walk(text, at, end);
  const char32_t c = walk.peek();
  if (opens_bracket(c)) return scan_bracketed(walk);
  if (arabic_digit(c) >= 0) return scan_digits(walk);
  if (c == U'第') return scan_di(walk);
  if (han_digit(c) != 0 || c == U'十') return scan_han_number(walk);
  if (c == U'首' || c == U'其' || c == U'再' || c == U'最') return scan_order_word(walk);
  if ((c >= 0x2460 && c <= 0x249B) || (c >= 0x3220 && c <= 0x3229)) return scan_enclosed(walk);
  return {};
}

}  // namespace midyear::reading
