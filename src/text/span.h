#pragma once

#include <cstdint>

namespace midyear::text {

using Offset = std::uint32_t;  // bytes; a document is smaller than 4 GB

// Half-open byte range in the clean text (mended, chrome kept).
struct Span {
  Offset begin = 0;
  Offset end = 0;
  Offset size() const { return end - begin; }
  bool operator==(const Span&) const = default;
};

// Half-open byte range in the source (the decoded bytes before repair). A type of its own, so that the two
// cannot be mixed up.
struct SourceSpan {
  Offset begin = 0;
  Offset end = 0;
  Offset size() const { return end - begin; }
  bool operator==(const SourceSpan&) const = default;
};

}  // namespace midyear::text
