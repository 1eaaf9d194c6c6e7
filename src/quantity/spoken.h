#pragma once

// Numbers in any spelling: fractions, powers, points after a scale. Internal to the room.

#include <optional>
#include <string_view>

namespace midyear::quantity {

struct Spoken {
  std::size_t length = 0;        // with a rough mark at the end: "四百多"
  std::size_t exact_length = 0;  // without it
  double value = 0;
  bool rough = false;       // 多 余 几: more than value
  bool between = false;     // 二三十: no single number
  bool positional = false;  // 三八: Han digits one by one, without 〇
  bool fraction = false;    // 三分之二
};

// The number that starts at text[at]. Cost: linear in it.
std::optional<Spoken> read_spoken(std::u16string_view text, std::size_t at);

}  // namespace midyear::quantity
