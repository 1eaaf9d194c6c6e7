#pragma once

// Joins the map of the mended text with what simplifying changed in it. Internal to the room.

#include <vector>

#include "text/simplify.h"
#include "text/text.h"

namespace midyear::text {

struct Composed {
  std::vector<SourceMap::Piece> pieces;
  std::vector<Mend> mends;  // of rule simplify, in order: what stands in no other mend
};

// Requires: pieces cover the mended text of `size` bytes, or are empty where that is the source; changes are
// in order, inside it. Linear.
Composed compose(std::vector<SourceMap::Piece> pieces, Offset size, const std::vector<FormChange>& changes);

}  // namespace midyear::text
