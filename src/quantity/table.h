#pragma once

// The lexicon files of this room. Internal to it.

#include <string>
#include <string_view>
#include <vector>

#include "base/lexicon.h"

namespace midyear::quantity {

using base::Row;

inline std::vector<Row> rows_of(std::string_view name) { return base::lexicon_rows(name); }

// UTF-8 of a lexicon word to folded units (lexicon words are simplified; full-width forms become half-width).
std::u16string widen(std::string_view utf8);

}  // namespace midyear::quantity
