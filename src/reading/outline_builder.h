#pragma once

// One pass over the body that finds lines, headings, blocks and sentences. Internal to the outline.
//
// Open headings stand on a stack with at most one entry for each kind of number, so every step costs a
// bounded number of looks; the whole is linear in the text.

#include <array>
#include <vector>

#include "reading/outline_title.h"
#include "reading/reading.h"

namespace midyear::reading {

using text::Offset;

class OutlineBuilder {
 public:
  explicit OutlineBuilder(Reading& reading);
  // Reads a stretch of the body. Requires: stretches come in order and do not overlap.
  void read(Span body);
  // Closes what is open. To be called once, at the end.
  void finish();

 private:
  // Where a number stands decides what it must bring to count as a heading.
  enum class Place : std::uint8_t { line, sentence, after_title, colon, semicolon, comma };
  struct Open {
    std::uint32_t heading;
    Mark mark;
    std::int16_t value;
    bool ends_with_line;  // an item inside a paragraph holds no later paragraph
  };

  struct Search {            // for the word that opens the second item of a list
    Offset found = 0;        // its next place that is known
    Offset none_before = 0;  // none stands between the last search and here
  };
  static constexpr Offset kNowhere = 0xFFFFFFFFu;

  void read_line(Span line);
  void read_sentences(Offset at);
  bool take_title_line();
  Offset take_headings(Offset at, Place place);
  bool fits(const Ordinal& ordinal, Offset at, Place place);
  bool fits_item(const Ordinal& ordinal, Offset at, Place place);
  bool announced(const Ordinal& first, Offset at);

  void push(const Ordinal& ordinal, Span at, std::string_view number, Span title, bool ends_with_line);
  void pop_for(Mark mark, bool opens_line, Offset at);
  bool title_holds(const Open& title, Mark mark) const;
  void pop(Offset end);
  void close_line();
  std::uint8_t level_of(Mark mark, std::uint32_t parent) const;
  Role role_of(const Heading& heading, Span title, bool outermost);
  void turn_role(Span line);

  Offset trim_end_character(Span line) const;
  Span next_text_line() const;

  void begin_at(Offset at);
  void flush_sentence(Offset end);
  void flush_block(Offset end, bool is_heading = false);
  std::uint32_t top() const { return stack_.empty() ? kNone : stack_.back().heading; }

  Reading& reading_;
  std::string_view text_;
  TitleReader titles_;
  std::vector<Open> stack_;
  std::array<std::int16_t, 16>
      last_item_{};                    // by mark: where its list stands under the heading that holds it
  std::array<Search, 16> searches_{};  // by mark
  Role default_role_ = Role::none;     // by the title of the whole
  bool looks_ahead_ = false;           // the title speaks of the time to come: 下半年
  bool seen_text_ = false;             // behind the lines of the title
  Role last_top_role_ = Role::none;
  bool seen_review_ = false;
  Role turned_ = Role::none;  // by a paragraph's opening words, until the next heading
  Role block_role_ = Role::none;

  Span body_;
  Span line_;                // current line without the white space around it
  Offset next_line_ = 0;     // behind its line end
  bool after_text_ = false;  // the line before ended a sentence, or there was none
  std::uint32_t paragraphs_ = 0;
  Offset block_begin_ = 0, sentence_begin_ = 0;
  std::uint32_t block_heading_ = kNone, sentence_heading_ = kNone;  // what was open where they begin
};

}  // namespace midyear::reading
