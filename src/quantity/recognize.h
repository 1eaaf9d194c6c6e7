#pragma once

// Bare recognitions in one line of text, of one kind at a time: for use as a component, and for comparison
// with other recognizers. The reader's own figures (reading.h) say more and are stricter.
//
//   for (const Recognition& r : recognize(text::fold_word("增长百分之五"), RecognitionKind::percent))
//     use(r.begin, r.end, r.value);  // 2, 6, 5

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "quantity/period.h"

namespace midyear::quantity {

enum class RecognitionKind : std::uint8_t { number, percent, range, currency, dimension, period };

struct Recognition {
  std::size_t begin = 0, end = 0;  // UTF-16 units of the folded line, which are its characters
  double value = 0;                // number; percent (90 for 90%); currency and dimension in the written unit
  std::optional<double> lower{}, upper{};  // range; nothing where it is open to that side
  bool lower_closed = false, upper_closed = false;
  std::string_view unit{};  // currency: ISO 4217, "" for a part alone (三美分); dimension: the unit
  std::optional<Date> from{},
      to{};  // period; `to` is the last day of a span of days, else the day after the end
};

// The recognitions of a folded line (text/fold.h) in their order; they do not overlap. Spaces beside Chinese
// characters do not count. `reference` is the day for periods; a period without a year is then the latest
// that began before it. Pure. Cost: linear in the line.
std::vector<Recognition> recognize(std::u16string_view folded, RecognitionKind kind, Date reference = {});

}  // namespace midyear::quantity
