#pragma once

#include <string>

#include "base/errors.h"
#include "reading/records.h"

namespace midyear::cli {

// How a page for the terminal is laid out.
struct TerminalStyle {
  int columns = 80;
  bool color = false;
  base::Language language = base::Language::chinese;
};

// The page a person reads in a terminal.
std::string text_page(const reading::Reading& reading, const reading::InputFacts& input,
                      const TerminalStyle& style);

}  // namespace midyear::cli
