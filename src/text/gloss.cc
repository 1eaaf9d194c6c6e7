#include "text/gloss.h"

#include <algorithm>
#include <cstring>

#include "text/gbk.h"

namespace midyear::text {
namespace {

constexpr std::size_t kLongest = 12;  // bytes of a syllable: six letters, some of two bytes

bool can_be_in_syllable(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 0xC3 && byte <= 0xC9) || (byte & 0xC0) == 0x80;
}

// Letters of phonetic fonts that stand for plain ones.
std::size_t plain_letters(std::string_view letters, char* out) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters.substr(i).starts_with("\u0251") || letters.substr(i).starts_with("\u0261")) {
      out[n++] = letters.substr(i).starts_with("\u0251") ? 'a' : 'g';
      ++i;
    } else {
      out[n++] = letters[i];
    }
  }
  return n;
}

}  // namespace

Syllable closing_syllable(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < kLongest &&
         can_be_in_syllable(static_cast<unsigned char>(text[end])))
    ++end;
  if (end == at || end >= text.size() || text[end] != ')') return {};
  char plain[kLongest];
  const std::string_view letters(plain, plain_letters(text.substr(at, end - at), plain));
  const auto all = tables::syllables();
  const auto found = std::lower_bound(all.begin(), all.end(), letters);
  if (found == all.end() || *found != letters) return {};
  const bool toned = std::any_of(letters.begin(), letters.end(),
                                 [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return {static_cast<std::uint16_t>(found - all.begin()), static_cast<std::uint8_t>(end + 1 - at), toned};
}

Syllable bracketed_syllable(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '(') return {};
  Syllable syllable = closing_syllable(text, at + 1);
  if (syllable) ++syllable.size;
  return syllable;
}

bool has_reading(char32_t c, std::uint16_t syllable) {
  const auto all = tables::readings(c);
  return std::binary_search(all.begin(), all.end(), syllable);
}

bool is_traditional(char32_t c) { return c < 0x10000 && tables::kSimplified[c] != 0; }

void glossed_characters(unsigned lead, std::uint16_t syllable, std::vector<char16_t>& out) {
  out.clear();
  for (unsigned trail = 0x80; trail <= 0xFE; ++trail) {
    const char16_t c = gbk_char(lead, trail);
    if (c != 0 && is_traditional(c) && has_reading(c, syllable)) out.push_back(c);
  }
}

}  // namespace midyear::text
