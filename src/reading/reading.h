#pragma once

// The room of reading: a report in, records out, each at its bytes.
//
//   base::Result<Reading> r = midyear::reading::read(bytes, {});
//   for (const Figure& f : r->figures)
//     use(r->text(f.at), f.value.to_double(), f.unit, f.indicator, r->source(f.at));
//
// Lifetimes: every string_view and Span in a record points into its Reading (its clean text or its arena) and
// lives as long as that Reading, also after a move. Threads: read() is pure and may run on any number of
// threads at once; a Reading is not changed after read() and may be shared for reading.
// Cost: linear in the input; about six times its size in memory at the peak, three while kept.
// Errors: "too_large" (over max_bytes), "not_text" (PDF, docx, an image …), "empty_input"; whatever else the
// bytes hold is read as far as it goes.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "quantity/decimal.h"
#include "quantity/period.h"
#include "text/span.h"
#include "text/text.h"

namespace midyear::reading {

using text::SourceSpan;
using text::Span;

enum class Measure : std::uint8_t { level, change, share, progress, rank };
enum class Direction : std::uint8_t { none, up, down, flat };
enum class Status : std::uint8_t { actual, target, condition };
enum class Exactness : std::uint8_t { exact, about, over, under };
enum class Role : std::uint8_t { none, review, problems, plan, glossary };

inline constexpr std::uint32_t kNone = 0xFFFFFFFFu;  // no such index

using quantity::Date;

enum class YearOrigin : std::uint8_t { unknown, text, document, option };

// A place of the outline: "一、上半年工作基本情况", "(一)经济运行态势企稳回升。", "一是激活存量。"
struct Heading {
  Span at;                  // number and title, without the sentence after it
  std::string_view number;  // "一、", "(一)", "1.", "一是"; "" for an unnumbered title line
  std::string_view title;   // without the closing 。
  std::uint8_t level =
      1;  // 1 一、 2 (一) 3 1. 4 (1); items (一是, 第一,) are one deeper than what holds them
  bool item = false;
  Role role = Role::none;  // of the part it stands in
  std::uint32_t parent = kNone;
  Span body;  // from its begin to the begin of the next heading of its level or above; an item
              // inside a paragraph ends with the paragraph
};

// A stretch of the body between line ends and headings; every byte of the body but the white space around
// lines is in one block. A block is 64 KB long at most.
struct Block {
  Span at;
  std::uint32_t heading = kNone;  // the deepest heading it stands under (its own, where is_heading)
  Role role = Role::none;
  bool is_heading = false;
};

struct Sentence {  // to 。！？ or the end of the block
  Span at;
  std::uint32_t heading = kNone;
};

struct Figure {
  Span at;                     // number to unit
  std::uint32_t sentence = 0;  // index into Reading::sentences
  quantity::Decimal value;     // as written, before 万 or 亿 of the unit; meaningless where lost
  quantity::Decimal upper;     // of a range
  bool has_upper = false;
  bool lost = false;           // a place where a number stood and is gone
  std::string_view unit;       // "亿元", "个百分点", "家"
  double amount = 0;           // in base_unit; of the lower end in a range
  std::string_view base_unit;  // "元"
  Exactness exactness = Exactness::exact;
  Measure measure = Measure::level;
  Direction direction = Direction::none;  // none unless measure is change
  Status status = Status::actual;
  std::string_view indicator;
  std::string_view entity;       // "" where it is the reporting place itself
  std::string_view period;       // in the report's words; "" where none governs it
  std::optional<Date> from, to;  // where the year is known
  YearOrigin year_origin = YearOrigin::unknown;
};

struct Commitment {
  Span at;
  std::uint32_t sentence = 0;
  std::string_view clause;
  std::vector<std::string_view> owners, supporting;
  std::string_view deadline;           // "" where none
  std::vector<std::uint32_t> figures;  // indices into Reading::figures: the target figures inside the clause
  std::uint32_t heading = kNone;       // the nearest numbered heading of the level (一), or of the part
};

// The closed list of stages, in order.
enum class Stage : std::uint8_t {
  lead,
  signed_up,
  preparing,
  starting,
  started,
  building,
  topped_out,
  finishing,
  finished,
  opening,
  running,
  other
};
std::string_view stage_name(Stage stage);  // "跟进", "签约", …

struct Project {
  Span at;  // the clause that holds name and cue
  Span name_at;
  std::uint32_t sentence = 0;
  std::string_view name;
  Stage stage = Stage::other;
  std::string_view state;   // the words as written where stage is other, else the cue word
  std::string_view entity;  // the other place whose project it is
};

enum class CheckKind : std::uint8_t {
  share_of_total,
  sum_of_parts,
  progress_of_target,
  lead_over_schedule,
  count_of_list,
  growth_of_values,
  conflicting_values,
  stage_conflict,
  range_order,
  other
};
std::string_view check_name(CheckKind kind);  // "share_of_total", …

struct Check {  // a place where the report contradicts itself
  CheckKind kind = CheckKind::other;
  std::string_view
      message;  // one Chinese sentence with the numbers: what is stated, what follows from the rest
  std::string_view message_english;      // the same in English
  std::vector<std::uint32_t> figures;    // those that take part
  std::vector<std::uint32_t> sentences;  // those to show
  double stated = 0, expected = 0;
};

// What the page around the text says of it. Empty or -1 where it says nothing.
struct Page {
  std::string_view title;
  std::int32_t pages_read = -1, pages_left = -1;
  std::vector<std::string_view> notices;  // 版权说明, 温馨提示 … as they stand
  std::vector<Span> chrome;               // what is not body, in order
};

// The text and the strings made for records; never moves once read.
class Storage;

class Reading {
 public:
  Reading();
  Reading(Reading&&) noexcept;
  Reading& operator=(Reading&&) noexcept;
  ~Reading();

  text::Encoding encoding = text::Encoding::utf8;
  text::Form form = text::Form::plain;
  bool verbatim = true;      // source() offsets are offsets into the input as given
  std::uint32_t faults = 0;  // places that could not be decoded
  std::uint64_t first_fault = 0;
  std::vector<text::Mend> mends;
  Page page;
  std::int16_t year = 0;  // of the report; 0 where unknown
  YearOrigin year_origin = YearOrigin::unknown;
  std::string_view place;  // the reporting place, as far as the text names it: "高新区"

  std::vector<Heading> headings;
  std::vector<Block> blocks;
  std::vector<Sentence> sentences;
  std::vector<Figure> figures;
  std::vector<Commitment> commitments;
  std::vector<Project> projects;
  std::vector<Check> checks;

  std::string_view text() const;  // clean: decoded and mended, chrome kept
  std::string_view text(Span at) const;
  std::string_view source_text() const;  // decoded, before repair
  std::string_view source_text(SourceSpan at) const;
  bool mended() const;  // the two differ
  SourceSpan source(Span at) const;
  Span clean(SourceSpan at) const;
  // The heading's ancestors and itself, outermost first.
  std::vector<std::uint32_t> heading_path(std::uint32_t heading) const;

  Storage& storage() { return *storage_; }  // for the stages of this room

 private:
  std::unique_ptr<Storage> storage_;
};

struct ReadOptions {
  std::uint64_t max_bytes = 256ull << 20;
  int year = 0;           // of the report, where the reader of it knows; 0: as the text says
  bool simplify = false;  // text::RepairOptions::simplify
  bool commitments = true, projects = true, checks = true;  // off: cheaper, and those records stay empty
};

// Takes the bytes by value so that a clean UTF-8 report is kept without a copy.
base::Result<Reading> read(std::string bytes, const ReadOptions& options = {});

}  // namespace midyear::reading
