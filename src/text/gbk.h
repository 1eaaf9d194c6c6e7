#pragma once

// The two-byte codes of GBK, the encoding in which the damage was done. Internal to the room.

#include "text/tables/tables.h"

namespace midyear::text {

// The character of two bytes; 0 where they are no code.
inline char16_t gbk_char(unsigned lead, unsigned trail) {
  if (lead < 0x81 || lead > 0xFE || trail < 0x40 || trail > 0xFF) return 0;
  return static_cast<char16_t>(tables::kGbkChars[(lead - 0x81) * 192 + (trail - 0x40)]);
}

struct GbkCode {
  unsigned lead = 0, trail = 0;
  explicit operator bool() const { return lead != 0; }
};

// The two bytes of a character; none where GBK has no such character.
inline GbkCode gbk_code(char32_t c) {
  if (c >= 0x10000) return {};
  const unsigned code = tables::kGbkBytes[c];
  return {code >> 8, code & 0xFF};
}

}  // namespace midyear::text
