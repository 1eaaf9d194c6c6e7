#pragma once

#include <string_view>
#include <vector>

namespace midyear::base {

using Row = std::vector<std::string_view>;  // its cells, at least one; live as long as the program

// The rows of lexicon/<name> without comments and empty lines. Requires: the file exists.
std::vector<Row> lexicon_rows(std::string_view name);

}  // namespace midyear::base
