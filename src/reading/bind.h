#pragma once

#include <vector>

#include "reading/marks.h"
#include "reading/phrase.h"
#include "reading/reading.h"

namespace midyear::reading {

// What a mark was found to say. Phrases point into the block.
struct Bound {
  Measure measure = Measure::level;
  Direction direction = Direction::none;
  Status status = Status::actual;
  Phrase entity, indicator;
  std::string_view entity_text, indicator_text;  // from elsewhere, where the phrase is empty
  PeriodAt period;                               // empty where none governs
};

// What goes from one block to the next under the same heading.
struct Carry {
  bool past_year = false;               // a heading says that the block looks back on a year
  bool plan = false;                    // the block speaks of what is to be done
  bool open = false;                    // no heading says what it speaks of
  bool future = false;                  // in and out: the block before ended in what is to come
  std::string_view headline;            // in and out: what the first figure under the heading measures
  bool self = false;                    // out: a sentence is about 全市, 我区 …, the reporting place
  std::vector<std::string_view> firms;  // out: firms at the head of sentences, each time
};

// Binds the marks of one block, sentence by sentence. `sentence_ends` are places in folded units, ascending;
// the last is the block's end. One Bound for each mark, in order. Cost: linear in the block, with each clause
// looked at a bounded number of times.
std::vector<Bound> bind_marks(const BlockView& block, const std::vector<Mark>& marks,
                              const std::vector<std::uint32_t>& sentence_ends, Carry& carry);

}  // namespace midyear::reading
