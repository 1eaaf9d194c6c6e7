#pragma once

// Pinyin in brackets: what it says, and of which characters it is a reading. Internal to the room.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace midyear::text {

struct Syllable {
  std::uint16_t id = 0;   // index into tables::syllables()
  std::uint8_t size = 0;  // bytes as written; 0: no syllable stands here
  bool toned = false;
  explicit operator bool() const { return size != 0; }
};

// The syllable that makes up text[at…] up to the next ")" or, in `bracketed`, between "(" and ")": size then
// counts the brackets. In the first form it counts the closing one.
Syllable closing_syllable(std::string_view text, std::size_t at);
Syllable bracketed_syllable(std::string_view text, std::size_t at);

bool has_reading(char32_t c, std::uint16_t syllable);

// Whether the character has another form in simplified text.
bool is_traditional(char32_t c);

// The traditional characters of GBK with this lead byte and this reading, with a trail byte of 0x80 or above.
void glossed_characters(unsigned lead, std::uint16_t syllable, std::vector<char16_t>& out);

}  // namespace midyear::text
