#pragma once

// Records of a Reading as JSON lines (docs/read.md, "Records").

#include <functional>
#include <string>

#include "base/json.h"
#include "reading/reading.h"

namespace midyear::reading {

// What is known of an input besides what it says.
struct InputFacts {
  std::string name;    // as the person gave it
  std::string sha256;  // of its bytes
  std::uint64_t bytes = 0;
};

// Writes single records as JSON objects. Keeps references to all it is given.
class RecordWriter {
 public:
  RecordWriter(const reading::Reading& reading, const InputFacts& input, base::JsonWriter& json)
      : reading_(reading), input_(input), json_(json) {}

  void document();
  void repair(const text::Mend& mend);
  void heading(const reading::Heading& heading);
  void figure(const reading::Figure& figure);
  void bare_figure(const reading::Figure& figure);  // number and unit only: stage figures
  void commitment(const reading::Commitment& commitment);
  void project(const reading::Project& project);
  void check(const reading::Check& check);
  void block(const reading::Block& block);
  void chrome(text::Span span);
  void decoding();
  void page();

 private:
  void begin(std::string_view kind);
  void place(text::Span at);    // start, end and, on damaged pages, source_text
  void text_at(text::Span at);  // place and text
  void headings(std::uint32_t heading);
  void figure_number(const reading::Figure& figure);
  void counts();
  void texts(std::string_view key, const std::vector<std::string_view>& values);

  const reading::Reading& reading_;
  const InputFacts& input_;
  base::JsonWriter& json_;
};

// The repair record of one mend, for texts that were mended without being read.
void write_repair(base::JsonWriter& json, std::string_view document, std::string_view source,
                  std::string_view clean, const text::Mend& mend);

// The sentence of a record that stands at `at`: all of it, or the 2,000 bytes around `at` where it is longer,
// so that what is printed stays linear in a report that has no full stop.
text::Span quoted_sentence(const reading::Reading& reading, std::uint32_t sentence, text::Span at);

// Takes what was written so far; leaves the string empty.
using Spill = std::function<void(std::string&)>;

// All records in the order document, repair, heading, figure, commitment, project, check, a piece at a time.
// Keeps references to both.
class RecordLines {
 public:
  RecordLines(const Reading& reading, const InputFacts& input) : reading_(reading), input_(input) {}
  // Appends whole lines, some 256 KB; false where none were left.
  bool next(std::string& out);

 private:
  const Reading& reading_;
  const InputFacts& input_;
  int section_ = 0;
  std::size_t place_ = 0;
};

// Appends all of them; calls spill whenever about 1 MB is together. What is left in `out` at the end is the
// caller's.
void write_records(const reading::Reading& reading, const InputFacts& input, std::string& out,
                   const Spill& spill);

std::string_view encoding_name(text::Encoding encoding);  // "utf-8", "gb18030", …
std::string_view rule_name(text::Rule rule);              // "gloss", …
std::string_view certainty_name(text::Certainty certainty);
std::string_view measure_name(reading::Measure measure);
std::string_view direction_name(reading::Direction direction);  // "" for none
std::string_view status_name(reading::Status status);
std::string_view exactness_name(reading::Exactness exactness);
std::string_view role_name(reading::Role role);            // "" for none
std::string_view origin_name(reading::YearOrigin origin);  // "" for unknown
std::string date_name(const reading::Date& date);          // "2026-06-30"

}  // namespace midyear::reading
