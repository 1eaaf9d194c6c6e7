#pragma once

// Records of a Reading as a table of comma-separated values (docs/read.md, "Tables").

#include <string>

#include "base/errors.h"
#include "reading/records.h"

namespace midyear::reading {

enum class Table : std::uint8_t { figure, commitment, project, check, repair };

// The header line of a table (once per output, with the byte order mark) and the rows of one document.
std::string csv_header(Table table, base::Language language);
void append_csv_rows(Table table, const Reading& reading, const InputFacts& input, base::Language language,
                     std::string& out, const Spill& spill);

}  // namespace midyear::reading
