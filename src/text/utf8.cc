#include "text/utf8.h"

#include <cstring>

namespace midyear::text {
namespace {

bool is_tail(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Bytes of the valid character at p, 0 where there is none.
std::size_t valid_size(const unsigned char* p, std::size_t left) {
  const unsigned char a = p[0];
  if (a < 0x80) return 1;
  if (a < 0xC2 || left < 2 || !is_tail(p[1])) return 0;
  if (a < 0xE0) return 2;
  if (left < 3 || !is_tail(p[2])) return 0;
  if (a < 0xF0) {
    if ((a == 0xE0 && p[1] < 0xA0) || (a == 0xED && p[1] > 0x9F)) return 0;
    return 3;
  }
  if (left < 4 || !is_tail(p[3]) || a > 0xF4) return 0;
  if ((a == 0xF0 && p[1] < 0x90) || (a == 0xF4 && p[1] > 0x8F)) return 0;
  return 4;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
  const auto* begin = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t i = 0;
  while (i < text.size()) {
    if (begin[i] < 0x80) {
      std::uint64_t word = 0;
      while (i + sizeof word <= text.size()) {
        std::memcpy(&word, begin + i, sizeof word);
        if ((word & 0x8080808080808080u) != 0) break;
        i += sizeof word;
      }
      while (i < text.size() && begin[i] < 0x80) ++i;
      continue;
    }
    // Han characters: four at a time.
    while (i + 12 <= text.size()) {
      const unsigned char* p = begin + i;
      const auto plain = [p](int k) {
        return (static_cast<unsigned>(p[k]) - 0xE1u < 0xCu) & is_tail(p[k + 1]) & is_tail(p[k + 2]);
      };
      if (!(plain(0) & plain(3) & plain(6) & plain(9))) break;
      i += 12;
    }
    if (i >= text.size()) break;
    if (const unsigned char* p = begin + i; i + 3 <= text.size() &&
                                            static_cast<unsigned>(p[0]) - 0xE1u < 0xCu && is_tail(p[1]) &&
                                            is_tail(p[2])) {
      i += 3;
      continue;
    }
    const std::size_t size = valid_size(begin + i, text.size() - i);
    if (size == 0) return i;
    i += size;
  }
  return i;
}

}  // namespace midyear::text
