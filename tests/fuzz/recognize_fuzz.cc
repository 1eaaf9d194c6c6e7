// Any bytes as one line: recognitions of every kind stand in order, inside the line, and their numbers are
// numbers; numerals, units and periods keep to the line from every place.
#include <cmath>

#include "invariants.h"
#include "quantity/numeral.h"
#include "quantity/recognize.h"
#include "quantity/unit.h"
#include "text/fold.h"

namespace {

namespace quantity = midyear::quantity;

void check_recognitions(std::u16string_view line, quantity::RecognitionKind kind) {
  std::size_t last = 0;
  for (const quantity::Recognition& r : quantity::recognize(line, kind, {2026, 6, 15})) {
    MUST(last <= r.begin && r.begin < r.end && r.end <= line.size());
    MUST(!r.lower || !r.upper || *r.lower <= *r.upper);
    MUST(!r.from || !r.to || *r.from <= *r.to);
    last = r.end;
  }
}

void check_scans(std::u16string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const auto numeral = quantity::scan_numeral(line, at);
    MUST(!numeral || (numeral->length > 0 && at + numeral->length <= line.size()));
    const auto unit = quantity::scan_unit(line, at);
    MUST(at + unit.length <= line.size());
    const auto period = quantity::scan_period(line, at);
    MUST(!period || (period->length > period->core_begin && at + period->length <= line.size()));
    if (!period) continue;
    const auto range = quantity::resolve(*period, {2026, {2026, 6, 15}});
    MUST(!range.from || !range.to || *range.from <= *range.to);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;  // the scans below are asked from every place
  const std::u16string line = midyear::text::fold_word(midyear::fuzz::bytes_of(data, size));
  for (int kind = 0; kind < 6; ++kind) check_recognitions(line, static_cast<quantity::RecognitionKind>(kind));
  check_scans(line);
  return 0;
}
