#pragma once

// Finds the encoding of a text and converts it to UTF-8. Internal to the room.

#include <cstdint>
#include <string>
#include <string_view>

#include "text/text.h"

namespace midyear::text {

// What `bytes` most likely are, without a byte-order mark in front. Looks at 64 KB at most. `valid_utf8`:
// whether all of them are that (valid_utf8_prefix), which the caller knows.
Encoding detect_encoding(std::string_view bytes, bool valid_utf8);

struct Converted {
  std::string text;  // valid UTF-8; U+FFFD for each fault
  std::uint32_t faults = 0;
  std::uint64_t first_fault = 0;  // byte of `bytes`
};

// Linear. A control character, 0x00 among them, stays.
Converted convert(std::string_view bytes, Encoding from);

}  // namespace midyear::text
