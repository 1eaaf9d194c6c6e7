#pragma once

#include <cstddef>
#include <string_view>

namespace midyear::base {

// Bytes of the well-formed UTF-8 character that starts at text[i] (1 to 4), or 0 where none does: stray
// continuation bytes, overlong forms, surrogates, what is past U+10FFFF or cut off. Requires: i <
// text.size().
inline std::size_t utf8_size(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const auto tail = [&](std::size_t k) { return (byte(k) & 0xC0) == 0x80; };
  const unsigned char lead = byte(i);
  const std::size_t left = text.size() - i;
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return left >= 2 && tail(i + 1) ? 2 : 0;
  if (lead < 0xF0) {
    if (left < 3 || !tail(i + 1) || !tail(i + 2)) return 0;
    if (lead == 0xE0 && byte(i + 1) < 0xA0) return 0;
    if (lead == 0xED && byte(i + 1) > 0x9F) return 0;
    return 3;
  }
  if (lead > 0xF4 || left < 4 || !tail(i + 1) || !tail(i + 2) || !tail(i + 3)) return 0;
  if (lead == 0xF0 && byte(i + 1) < 0x90) return 0;
  if (lead == 0xF4 && byte(i + 1) > 0x8F) return 0;
  return 4;
}

// The code point of a character of `size` bytes that utf8_size() found at text[i].
inline char32_t utf8_decode(std::string_view text, std::size_t i, std::size_t size) {
  const auto byte = [&](std::size_t k) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[i + k]));
  };
  switch (size) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    case 3:
      return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    default:
      return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  }
}

}  // namespace midyear::base
