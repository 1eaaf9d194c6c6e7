#pragma once

#include <string>

#include "base/errors.h"
#include "reading/records.h"

namespace midyear::reading {

// One page that needs nothing else: styles, script and data are in it, and its content policy forbids
// requests.
std::string html_page(const Reading& reading, const InputFacts& input, base::Language language);

}  // namespace midyear::reading
