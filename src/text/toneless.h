#pragma once

#include <cstddef>
#include <string_view>

namespace midyear::text {

// Where text[at] is "(" and the letters up to ")" are readings, without tones or without the vowels that bore
// them, of the one to four characters in front: the offset behind ")". Else `at`. At least two letters.
std::size_t toneless_gloss(std::string_view text, std::size_t at);

}  // namespace midyear::text
