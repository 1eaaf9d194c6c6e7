#pragma once

// Cells of comma-separated values as spreadsheets take them: RFC 4180, UTF-8 with a byte order mark, and no
// cell that a spreadsheet would take for a formula.

#include <string>
#include <string_view>

namespace midyear::base {

// Begins a file: without it a spreadsheet takes UTF-8 for the local encoding.
inline constexpr std::string_view kCsvBegin = "\xEF\xBB\xBF";

// One row after the other onto the end of a string, which must outlive it.
class CsvRows {
 public:
  explicit CsvRows(std::string& out) : out_(out) {}

  // Quoted where it must be; an apostrophe stands before what looks like a formula.
  void text(std::string_view cell);
  // As it stands. Requires: digits, a sign or a point; nothing that needs quotes.
  void number(std::string_view digits);
  void end();  // of the row

 private:
  void separate();
  std::string& out_;
  bool first_ = true;
};

}  // namespace midyear::base
