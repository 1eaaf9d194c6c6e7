// Any bytes: decode, then repair. What comes out is valid UTF-8, and every offset leads somewhere and back.
#include "invariants.h"
#include "text/simplify.h"
#include "text/text.h"
#include "text/utf8.h"

namespace {

using namespace midyear::text;

void check_map(const Repaired& repaired, std::string_view source, std::string_view clean) {
  Offset at = 0, from = 0;
  for (const SourceMap::Piece& piece : repaired.map.pieces()) {
    MUST(piece.clean == at && piece.source == from && piece.clean_size > 0);
    MUST(!piece.in_step || piece.clean_size == piece.source_size);
    at += piece.clean_size;
    from += piece.source_size;
  }
  if (!repaired.map.identity()) MUST(at == clean.size() && from == source.size());
  const auto end = static_cast<Offset>(clean.size());
  const Offset step = end / 64 + 1;
  SourceSpan before;
  for (Offset i = 0; i < end; i += step) {
    const SourceSpan there = repaired.map.to_source({i, std::min(end, i + step)});
    MUST(there.begin <= there.end && there.end <= source.size());
    MUST(there.begin >= before.begin && there.end >= before.end);
    const Span back = repaired.map.to_clean(there);
    MUST(back.begin <= i && back.end >= std::min(end, i + step));
    before = there;
  }
}

void check_mends(const Repaired& repaired, std::string_view source, std::string_view clean) {
  Offset at = 0;
  for (const Mend& mend : repaired.mends) {
    MUST(mend.source.begin >= at && mend.source.begin <= mend.source.end && mend.source.end <= source.size());
    MUST(mend.clean.begin <= mend.clean.end && mend.clean.end <= clean.size());
    at = mend.source.begin;
  }
}

void check_repair(std::string_view source, const RepairOptions& options) {
  const Repaired repaired = repair(source, options);
  const std::string_view clean = repaired.map.identity() ? source : std::string_view(repaired.text);
  MUST(repaired.map.identity() == repaired.text.empty() || clean.empty());
  MUST(valid_utf8_prefix(clean) == clean.size());
  check_map(repaired, source, clean);
  check_mends(repaired, source, clean);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = midyear::fuzz::bytes_of(data, size);
  const auto decoded = decode(bytes);
  if (!decoded.ok()) {  // a file of another kind is refused, nothing else
    MUST(decoded.error().code == "not_text");
    return 0;
  }
  MUST(decoded->verbatim == decoded->text.empty() || decoded->text.empty());
  const std::string_view text = decoded->verbatim ? std::string_view(bytes) : std::string_view(decoded->text);
  MUST(valid_utf8_prefix(text) == text.size());
  MUST(decoded->faults == 0 || decoded->first_fault < bytes.size());
  check_repair(text, {});
  check_repair(text, {.simplify = true});
  check_repair(text, {.simplify = true, .assume_glossed = true});
  const std::string simple = simplify(text);
  MUST(valid_utf8_prefix(simple) == simple.size());
  return 0;
}
