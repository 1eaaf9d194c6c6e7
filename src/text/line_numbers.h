#pragma once

#include <string_view>
#include <vector>

#include "text/span.h"

namespace midyear::text {

// Numbers of lines and pages that a converter left inside running text, in order. Linear.
//   a line of a page number alone ("12", "- 3 -", "第3页", "3/12") where the line in front breaks off inside
//   a sentence counting numbers in front of five or more lines, most of which break off inside a sentence
std::vector<Span> find_line_numbers(std::string_view text);

}  // namespace midyear::text
