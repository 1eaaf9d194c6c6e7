#pragma once

// Where the title behind a heading's number ends, and what its words say of the part. Internal to the
// outline.

#include <string_view>

#include "reading/outline_ordinal.h"
#include "reading/reading.h"
#include "text/fold.h"

namespace midyear::reading {

struct TitleCut {
  bool found = false;
  bool alone = false;  // the title stands for itself; else it is the first clause of a sentence that goes on
  Span title;          // trimmed, without closing punctuation
  text::Offset next = 0;  // where the text behind title and closing mark begins
};

struct TitleRole {
  Role role = Role::none;
  bool turns =
      false;  // it says so plainly enough to differ from the part it stands in ("存在的问题", "下一步打算")
  bool joined = false;      // the title names parts of several roles; `role` is the first
  bool years_work = false;  // no role, but the work of a time: "2026年工作"
};

// Reads titles; keeps its buffers between calls. One per thread.
class TitleReader {
 public:
  // The title that begins at `from` behind a number of kind `mark`. `line_end`: of its line. `opens_line`:
  // the number is the first of its line, so that the line's end is the title's end. Cost: at most 300 bytes
  // read.
  TitleCut cut(std::string_view text, text::Offset from, text::Offset line_end, Mark mark, bool opens_line);

  // What a title's words say of its part.
  TitleRole role(std::string_view text, Span title);

  // The role that the first words of a paragraph give to it ("下半年,", "在看到成绩的同时"), or none. It
  // turns where the words look back wherever they stand ("今年以来,"); "上半年," may lie ahead.
  TitleRole opening_role(std::string_view text, Span line);

 private:
  std::size_t find_glued(std::size_t limit) const;
  std::size_t find_embedded(std::string_view text, std::size_t stop, Mark mark, text::Offset line_end) const;
  void mark_ends(std::size_t limit);
  TitleCut make(std::string_view text, std::size_t count, bool alone, text::Offset next) const;

  text::Folded folded_;
  std::u16string_view units_;
  std::vector<bool> ends_;  // ends_[i]: a title word ends before units_[i]
};

}  // namespace midyear::reading
