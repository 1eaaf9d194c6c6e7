#pragma once

// What holds of every Reading, whatever the input was. A breach aborts with its condition, so that a fuzzer
// sees it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"

#define MUST(condition)                                                            \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                \
    }                                                                              \
  } while (false)

namespace midyear::fuzz {

using reading::Reading;
using text::Span;

inline bool at_character(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

inline void must_fit(const Reading& r, Span at) {
  MUST(at.begin <= at.end && at.end <= r.text().size());
  MUST(at_character(r.text(), at.begin) && at_character(r.text(), at.end));
  const text::SourceSpan source = r.source(at);
  MUST(source.begin <= source.end && source.end <= r.source_text().size());
}

inline bool inside(Span inner, Span outer) { return outer.begin <= inner.begin && inner.end <= outer.end; }

// Every record lies in the text, in order; `open` is where the next may begin.
template <class Records>
void must_be_ordered(const Reading& r, const Records& records, bool apart) {
  text::Offset open = 0;
  for (const auto& record : records) {
    must_fit(r, record.at);
    MUST(record.at.begin >= open);
    open = apart ? record.at.end : record.at.begin;
  }
}

inline void check_outline(const Reading& r) {
  must_be_ordered(r, r.headings, true);
  must_be_ordered(r, r.blocks, true);
  must_be_ordered(r, r.sentences, true);
  for (std::size_t i = 0; i < r.headings.size(); ++i) {
    const reading::Heading& heading = r.headings[i];
    must_fit(r, heading.body);
    MUST(heading.parent == reading::kNone || heading.parent < i);
    MUST(heading.parent == reading::kNone || r.headings[heading.parent].level < heading.level);
    MUST(r.heading_path(static_cast<std::uint32_t>(i)).back() == i);
  }
  for (const auto& block : r.blocks)
    MUST(block.heading == reading::kNone || block.heading < r.headings.size());
  for (const auto& sentence : r.sentences)
    MUST(sentence.heading == reading::kNone || sentence.heading < r.headings.size());
}

inline void check_figures(const Reading& r) {
  must_be_ordered(r, r.figures, true);
  for (const reading::Figure& figure : r.figures) {
    MUST(figure.at.size() > 0);
    MUST(figure.sentence < r.sentences.size());
    MUST(inside(figure.at, r.sentences[figure.sentence].at));
    MUST(figure.measure == reading::Measure::change || figure.direction == reading::Direction::none);
  }
}

inline void check_commitments(const Reading& r) {
  must_be_ordered(r, r.commitments, false);
  for (const reading::Commitment& commitment : r.commitments) {
    MUST(commitment.clause == r.text(commitment.at));
    MUST(commitment.sentence < r.sentences.size());
    MUST(commitment.heading == reading::kNone || commitment.heading < r.headings.size());
    for (const std::uint32_t figure : commitment.figures) {
      MUST(figure < r.figures.size());
      MUST(inside(r.figures[figure].at, commitment.at));
      MUST(r.figures[figure].status == reading::Status::target);
    }
  }
  must_be_ordered(r, r.projects, false);
  for (const reading::Project& project : r.projects) {
    must_fit(r, project.name_at);
    MUST(inside(project.name_at, project.at));
    MUST(project.name == r.text(project.name_at));
    MUST(project.sentence < r.sentences.size());
  }
  for (const reading::Check& check : r.checks) {
    MUST(!check.message.empty());
    for (const std::uint32_t figure : check.figures) MUST(figure < r.figures.size());
    for (const std::uint32_t sentence : check.sentences) MUST(sentence < r.sentences.size());
  }
}

inline std::string bytes_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace midyear::fuzz
