#include <algorithm>
#include <cassert>

#include "text/text.h"

namespace midyear::text {
namespace {

using Piece = SourceMap::Piece;

// The last piece that begins at or before `at` on one side. Requires: pieces is not empty.
const Piece& piece_at(const std::vector<Piece>& pieces, Offset Piece::*side, Offset at) {
  const auto after = std::upper_bound(pieces.begin(), pieces.end(), at,
                                      [side](Offset value, const Piece& p) { return value < p.*side; });
  return after == pieces.begin() ? *after : *(after - 1);
}

// Begin and end on the far side of what [begin, end) of the near side touches.
struct Range {
  Offset begin, end;
};
Range across(const std::vector<Piece>& pieces, Range range, Offset Piece::*near, Offset Piece::*near_size,
             Offset Piece::*far, Offset Piece::*far_size) {
  const auto clip = [&](const Piece& p, Offset at) { return p.*far + std::min(at - p.*near, p.*far_size); };
  const Piece& first = piece_at(pieces, near, range.begin);
  const bool past_first = range.begin >= first.*near + first.*near_size;  // only past the very end
  const Offset begin = past_first      ? first.*far + first.*far_size
                       : first.in_step ? clip(first, range.begin)
                                       : first.*far;
  if (range.end <= range.begin) return {begin, begin};
  const Piece& last = piece_at(pieces, near, range.end - 1);
  return {begin, std::max(begin, last.in_step ? clip(last, range.end) : last.*far + last.*far_size)};
}

}  // namespace

SourceMap SourceMap::from_pieces(std::vector<Piece> pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    assert(pieces[i].clean_size > 0 && (!pieces[i].in_step || pieces[i].clean_size == pieces[i].source_size));
    assert(i == 0 || (pieces[i].clean == pieces[i - 1].clean + pieces[i - 1].clean_size &&
                      pieces[i].source == pieces[i - 1].source + pieces[i - 1].source_size));
  }
  SourceMap map;
  map.pieces_ = std::move(pieces);
  return map;
}

SourceSpan SourceMap::to_source(Span clean) const {
  if (pieces_.empty()) return {clean.begin, clean.end};
  const Range r = across(pieces_, {clean.begin, clean.end}, &Piece::clean, &Piece::clean_size, &Piece::source,
                         &Piece::source_size);
  return {r.begin, r.end};
}

Span SourceMap::to_clean(SourceSpan source) const {
  if (pieces_.empty()) return {source.begin, source.end};
  const Range r = across(pieces_, {source.begin, source.end}, &Piece::source, &Piece::source_size,
                         &Piece::clean, &Piece::clean_size);
  return {r.begin, r.end};
}

}  // namespace midyear::text
