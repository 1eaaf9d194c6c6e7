#pragma once

#include <string>
#include <vector>

#include "base/errors.h"
#include "cli/records.h"

namespace midyear::cli {

// One page that needs nothing else: styles, script and data are in it, and its content policy forbids
// requests. Offsets in its data count UTF-16 units, as the script of a browser does.
std::string html_page(const reading::Reading& reading, const InputFacts& input, base::Language language);

// The names of the inputs' pages in a folder of pages: "reports/a.txt" -> "reports-a.txt.html". All distinct.
std::vector<std::string> page_names(const std::vector<std::string>& inputs);

}  // namespace midyear::cli
