#include <algorithm>

#include "text/text.h"

namespace midyear::text {

SourceMap SourceMap::from_pieces(std::vector<Piece> pieces) {
  SourceMap map;
  map.pieces_ = std::move(pieces);
  return map;
}

SourceSpan SourceMap::to_source(Span clean) const { return {clean.begin, clean.end}; }
Span SourceMap::to_clean(SourceSpan source) const { return {source.begin, source.end}; }

}  // namespace midyear::text
