#pragma once

#include <string>
#include <vector>

namespace midyear::cli {

// The names of the inputs' pages in a folder of pages: "reports/a.txt" -> "reports-a.txt.html". All distinct.
std::vector<std::string> page_names(const std::vector<std::string>& inputs);

}  // namespace midyear::cli
