#pragma once

// The numbers that open a heading: 一、 (一) 1. (1) ① 第一章 一是 第一，首先，. Internal to the outline.

#include <cstdint>
#include <string_view>

#include "text/span.h"

namespace midyear::reading {

// Marks up to bracket_digit are numbers of headings, outermost first; those after it number items.
enum class Mark : std::uint8_t {
  none,
  part,           // 第一部分, 第二编
  chapter,        // 第一章
  section,        // 第一节
  han,            // 一、
  bracket_han,    // (一) ㈠
  digit,          // 1. 1、 ⒈
  dotted,         // 1.2 of a plan's numbered titles
  bracket_digit,  // (1) 1) ① ⑴
  shi,            // 一是
  yao,            // 一要
  di,             // 第一，
  order,          // 首先，其次，最后，
  qi,             // 其一，
};

inline bool is_item(Mark mark) { return mark >= Mark::shi; }

struct Ordinal {
  Mark mark = Mark::none;
  std::int16_t value = 0;  // kLast for 最后
  text::Offset end = 0;    // behind the number and its mark

  static constexpr std::int16_t kLast = 99;
};

// The number of a heading that text[at…] begins with, or Mark::none. Looks at no more than a dozen
// characters. Whether it is one in its place (and not "1.5亿元") is for the caller to say where the number
// alone does not.
Ordinal scan_ordinal(std::string_view text, text::Offset at, text::Offset end);

// False for bytes that no such number begins with: a cheap test before scan_ordinal.
inline bool may_start_ordinal(unsigned char byte) {
  return (byte >= '0' && byte <= '9') || byte == '(' || (byte >= 0xE2 && byte <= 0xE9) || byte == 0xEF;
}

}  // namespace midyear::reading
