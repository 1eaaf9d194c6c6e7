#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reading/reading.h"

namespace midyear::desk {

// A stretch of the body for the search: whole sentences under one heading, some 600 characters.
struct PassagePlace {
  reading::Span at;
  std::uint32_t start = 0;  // UTF-16 units of the clean text
  std::uint32_t heading = reading::kNone;
};

// All of the body, without chrome, in order; no passage is longer than 2,000 UTF-16 units. Linear.
std::vector<PassagePlace> cut_passages(const reading::Reading& reading);

// What is searched: the text of the passage, of the same length in UTF-16 units, fit for a database.
std::string passage_text(const reading::Reading& reading, const PassagePlace& passage);
// Number and title of the headings it stands under, outermost first, as a JSON list.
std::string passage_headings(const reading::Reading& reading, const PassagePlace& passage);

}  // namespace midyear::desk
