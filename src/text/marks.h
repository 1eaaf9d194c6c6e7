#pragma once

// Finds what looks damaged but cannot be mended: it is listed and left as it is. Internal to the room.

#include <string_view>
#include <vector>

#include "text/text.h"

namespace midyear::text {

struct Doubt {
  Rule rule;
  Span at;  // in the clean text
};

// In order. Linear, above 500 MB/s where there is little to see.
//   pinyin       toneless or vowel-stripped readings of the characters in front: 规模(guimo), 区(qu),
//   领导(lngdo) line_number  a line of a number alone inside a sentence; numbers in front of five or more
//   lines of running text placeholder  X X月, XX市, 20XX年, **局, ××区, ○○县 lost_number  a "%" with no
//   number in front lost_dash    13月 to 19月, which were 1-3月 to 1-9月; 12月份 with 累计 behind it
std::vector<Doubt> find_doubts(std::string_view clean);

}  // namespace midyear::text
