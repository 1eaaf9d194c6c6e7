#pragma once

#include <string>

#include "base/errors.h"
#include "reading/records.h"

namespace midyear::reading {

// Appends a Reading as one JSON object for a page that shows it: its text, its records with their places in
// the text ("at") and, on a damaged page, in the source ("src"); records name each other by their place in
// the lists. Offsets count UTF-16 units, as the script of a browser does. Fit to stand in a <script>.
void write_view(const Reading& reading, const InputFacts& input, base::Language language, std::string& out);

}  // namespace midyear::reading
