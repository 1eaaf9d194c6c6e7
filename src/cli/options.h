#pragma once

// Command lines as plain structs. Pure functions; Errors: "usage" with the option and its remedy, in the
// language asked for, as message.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "quantity/recognize.h"
#include "reading/table.h"

namespace midyear::cli {

enum class Format : std::uint8_t { text, jsonl, csv, html };
enum class StageName : std::uint8_t {
  decode,
  repair,
  trim,
  outline,
  figures,
  facts,
  commitments,
  projects,
  checks
};
using reading::Table;

struct ReadCommand {
  std::vector<std::string> inputs;  // files, folders, "-"
  Format format = Format::text;
  std::optional<StageName> stage;  // prints this stage's JSON instead of a format
  Table table = Table::figure;     // of --format csv
  int year = 0;                    // of the report; 0: as the text says
  bool simplify = false;
  std::uint64_t max_bytes = 256ull << 20;  // of one input
  std::string output;                      // file, or folder for pages of several inputs; "": standard output
  unsigned jobs = 0;                       // threads; 0: one per processor
};

struct RepairCommand {
  std::vector<std::string> inputs;
  bool log = false;  // the list of mends instead of the text
  bool simplify = false;
  std::uint64_t max_bytes = 256ull << 20;
  std::string output;
};

struct ParseCommand {
  std::vector<std::string> inputs;  // files, "-"; none: standard input
  quantity::RecognitionKind kind = quantity::RecognitionKind::number;
  quantity::Date reference;                // year 0: periods have no dates
  std::uint64_t max_bytes = 256ull << 20;  // of one input
  std::string output;
};

base::Result<ReadCommand> parse_read(Arguments arguments, base::Language language);
base::Result<RepairCommand> parse_repair(Arguments arguments, base::Language language);
base::Result<ParseCommand> parse_parse(Arguments arguments, base::Language language);

}  // namespace midyear::cli
