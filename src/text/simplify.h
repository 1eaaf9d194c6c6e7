#pragma once

// Traditional to simplified, byte-identical with OpenCC's t2s, from tables made of its dictionaries. Internal
// to the room except for simplify().

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace midyear::text {

// A stretch of text that changed, or that a phrase holds together.
struct FormChange {
  Offset from = 0;  // in the text given
  Offset size = 0;  // there
  Offset new_size = 0;
  bool whole = false;   // a phrase: its characters alone would come out otherwise
  bool changed = true;  // false: a phrase that stays as it is

  // Whether offsets inside it mean nothing on the other side.
  bool breaks() const { return whole || size != new_size; }
};

// Requires: valid UTF-8 (what is not passes unchanged). Linear, above 200 MB/s.
std::string simplify(std::string_view text);
std::string simplify(std::string_view text, std::vector<FormChange>& changes);

}  // namespace midyear::text
