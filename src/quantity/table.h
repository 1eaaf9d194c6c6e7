#pragma once

// Rows of a lexicon file. Internal to the room.

#include <string>
#include <string_view>
#include <vector>

namespace midyear::quantity {

using Row = std::vector<std::string_view>;  // its cells; live as long as the program

// The rows of lexicon/<name> without comments and empty lines.
std::vector<Row> rows_of(std::string_view name);

// UTF-8 of a lexicon word to folded units (lexicon words are simplified; full-width forms become half-width).
std::u16string widen(std::string_view utf8);

}  // namespace midyear::quantity
