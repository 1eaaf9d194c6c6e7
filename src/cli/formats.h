#pragma once

#include "cli/options.h"
#include "cli/records.h"

namespace midyear::cli {

// How a page for the terminal is laid out.
struct TerminalStyle {
  int columns = 80;
  bool color = false;
  base::Language language = base::Language::chinese;
};

// The page a person reads in a terminal.
std::string text_page(const reading::Reading& reading, const InputFacts& input, const TerminalStyle& style);

// The header line of a table (once per output, with the byte order mark) and the rows of one document.
std::string csv_header(Table table, base::Language language);
void append_csv_rows(Table table, const reading::Reading& reading, const InputFacts& input,
                     base::Language language, std::string& out, const Spill& spill);

}  // namespace midyear::cli
