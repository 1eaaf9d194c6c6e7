#pragma once

// Sections of a numeral: a run of Arabic digits, or Han digits with 十 百 千. Internal to the room.

#include <cstdint>
#include <string_view>

namespace midyear::quantity {

using Wide = unsigned __int128;

inline Wide power_of_ten(int n) {
  Wide out = 1;
  while (n-- > 0) out *= 10;
  return out;
}

struct Section {
  std::size_t length = 0;
  Wide value = 0;      // × 10^exponent; at most 18 digits are kept
  int exponent = 0;    // of the last written place; below zero after a point
  int digits = 0;      // Arabic digits before the point
  int last_power = 0;  // of the last 十 百 千; 0 where the section ends in a plain digit
  bool arabic = false;
  bool about = false;       // 三四百, 十五六
  bool rounded = false;     // more digits than are kept
  bool after_zero = false;  // 零五
  bool positional = false;  // 二〇二五: Han digits one by one
};

inline char16_t unit_at(std::u16string_view text, std::size_t i) { return i < text.size() ? text[i] : u'\0'; }

// The section that starts at text[i], of length 0 where none does; with_point: 三点五 counts as one. Cost:
// linear in it.
Section section_at(std::u16string_view text, std::size_t i, bool with_point = true);

// Takes 百 or 千 after Arabic digits into the section ("3千", "5千4百", "1千零20"), unless it begins a unit
// (千瓦, 千克, 百分点). Returns the units taken.
std::size_t take_arabic_powers(std::u16string_view text, std::size_t i, Section& section);

}  // namespace midyear::quantity
