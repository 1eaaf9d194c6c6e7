#pragma once

// Reads text that a byte-blind pass over GBK bytes shifted by one byte. Internal to the room.
//
// The pass put "(pinyin)" behind a pair of bytes that straddled two characters, or made one ASCII byte of it.
// What a decoder showed afterwards is: pairs of bytes that begin one byte late, and "?" for a byte left over,
// which took a following "(" with it. Read again with the boundaries where they were, the text comes back.

#include <cstddef>
#include <string>
#include <string_view>

namespace midyear::text {

struct Shift {
  bool found = false;   // read to the place where the boundaries meet again
  bool told = true;     // no byte of it was chosen by likelihood
  std::size_t end = 0;  // in the source, behind what was read
  std::string clean;    // what stood in source[begin, end)
  int characters = 0;   // in clean
  int gain = 0;         // weight of clean less that of what was shown (likelihood.h)
};

// "要?jiǎng)邮智": the first byte of a pair is the last of the character in front of "?", the second was left
// over. Requires: lost is where "?" (or U+FFFD) stands, before the character in front of it. clean begins
// behind that character.
Shift read_glossed_shift(std::string_view source, std::size_t lost, char32_t before);

// "鎮??焖俾": the byte left over, then the ASCII byte that the pair became (? or !).
Shift read_bare_shift(std::string_view source, std::size_t lost, char32_t before);

// Bytes of the sign of a lost byte at `at`: "?" or U+FFFD; 0 where there is none.
std::size_t lost_sign(std::string_view source, std::size_t at);

}  // namespace midyear::text
