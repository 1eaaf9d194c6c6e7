#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "quantity/decimal.h"

namespace midyear::quantity {

enum class Script : std::uint8_t { arabic, han, mixed };
enum class Rough : std::uint8_t { none, over, about };  // 多 余 -> over; 几 来 -> about

// A number as it stands in a text, without its unit. Counts are UTF-16 units of the folded text
// (text/fold.h: simplified characters, half-width digits and punctuation).
struct Numeral {
  std::uint32_t length = 0;       // the whole, with rough mark and scale: "8600多万"
  std::uint32_t core_length = 0;  // the digits only: "8600"
  Decimal value;  // of the digits, before the scale: 8600; "两千余" -> 2000; "1亿2千万" -> 120000000
  std::int8_t scale = 0;  // power of ten of a closing 万 (4), 亿 (8), 万亿 (12) that is no part of value
  Rough rough = Rough::none;
  Script script = Script::arabic;
};

// The number that starts at text[at], longest reading, or nothing. Arabic digits with thousands commas
// ("1,362") and decimals; Han numerals up to 千 in the core with 万 亿 万亿 as scale, compound ones
// ("三亿五千万") as a whole value with scale 0; 半, 两, 〇, 零, 百 and 千 that stand alone before a rough
// mark or unit ("千家"). A sign counts ("-0.08").
// Vague amounts are none (几十, 数百, 上千). No fractions, no ranges, no units. Cost: linear in the
// number's length.
std::optional<Numeral> scan_numeral(std::u16string_view text, std::size_t at);

// The length of the word at text[at] that begins like a Han numeral but is none (一带一路, 百姓), 0 where
// there is none. A walk over a text that finds no number at such a place goes on after the word.
std::size_t word_like_numeral(std::u16string_view text, std::size_t at);

}  // namespace midyear::quantity
