#pragma once

#include <string_view>
#include <vector>

namespace midyear::base {

using Row =
    std::vector<std::string_view>;  // its cells, at least one; of a lexicon they live as long as the program

// The rows of a table: cells between tabs, without comments (lines that begin with #) and empty lines. They
// are views of `bytes`.
std::vector<Row> table_rows(std::string_view bytes);

// The rows of lexicon/<name> without comments and empty lines. Requires: the file exists.
std::vector<Row> lexicon_rows(std::string_view name);

}  // namespace midyear::base
