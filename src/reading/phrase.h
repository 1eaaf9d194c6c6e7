#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reading/cues.h"
#include "reading/marks.h"
#include "text/fold.h"

namespace midyear::reading {

class Storage;

// One block as the binding sees it.
struct BlockView {
  const text::Folded& folded;
  const std::vector<CueAt>& cues;
  const std::vector<PeriodAt>& periods;
  std::string_view clean;  // the whole clean text
  Storage& storage;

  std::u16string_view units(std::uint32_t from, std::uint32_t to) const {
    return std::u16string_view(folded.units).substr(from, to - from);
  }
  // The first cue (period) that begins at or behind a place. Cost: logarithmic.
  std::size_t first_cue(std::uint32_t from) const;
  std::size_t first_period(std::uint32_t from) const;
};

// A noun phrase in pieces of the block, as it will be shown: what lies between the pieces was dropped.
struct Phrase {
  struct Piece {
    std::uint32_t begin, end;
  };
  boost::container::small_vector<Piece, 4> pieces;  // most phrases are whole: no allocation

  bool empty() const { return pieces.empty(); }
  std::uint32_t size() const;
  void append(std::uint32_t begin, std::uint32_t end);
  void append(const Phrase& other) { pieces.insert(pieces.end(), other.pieces.begin(), other.pieces.end()); }
  bool operator==(const Phrase& other) const;
};

// The phrase's text: a view of the clean text where it is one stretch, else kept by the storage.
std::string_view text_of(const Phrase& phrase, const BlockView& block);
std::u16string folded_of(const Phrase& phrase, const BlockView& block);

// What stands before (or behind) a number, taken apart.
struct Subject {
  Phrase entity;      // who, where a verb parts it from what: 中联重科 | 产值
  Phrase what;        // the noun measured
  Phrase act;         // 新增, 引进, where the phrase begins with one; part of `what` too
  bool self = false;  // names the reporting place: 全市
};

// Cleans block[from, to): cuts periods, adverbs, comparisons and cues off and out. Cost: linear in the range.
Subject subject_of(const BlockView& block, std::uint32_t from, std::uint32_t to);

}  // namespace midyear::reading
