#pragma once

// Two reports side by side: which figures stayed, which promises were kept up, dropped or added, which
// sentences changed. Pure.
//
// - Figures are of one thing when indicator, entity, measure, status and the time of the year are the same;
//   the year itself is not compared, so that this year's half meets last year's. Figures without an
//   indicator are not listed here; their sentences are.
// - Promises and sentences meet by their characters (likeness.h).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reading/reading.h"

namespace midyear::desk {

enum class Found : std::uint8_t { same, changed, left, right };  // left, right: only there

struct FigureMatch {
  Found state = Found::same;
  std::vector<std::uint32_t> left, right;  // indices into Reading::figures
  // Right minus left, where each side has one number in one unit: in the base unit, and in percent of the
  // left one where that is above 0 and no percentage itself.
  std::optional<double> absolute, percent;
};

struct TextMatch {
  Found state = Found::same;
  std::optional<std::uint32_t> left, right;  // indices into Reading::commitments, or ::sentences
};

struct Comparison {
  std::vector<FigureMatch> figures;    // in the order of the left report, then what only the right one has
  std::vector<TextMatch> commitments;  // the same
  std::vector<TextMatch> passages;     // in the order of both texts
};

// Cost: near linear in both.
Comparison compare(const reading::Reading& left, const reading::Reading& right);

// The time of the year that a figure is about, without the year of its report: "0:1-1/0:6-30", "-1:…" for
// the year before. The phrase itself where the calendar cannot tell it; "" where the figure has none.
std::string time_of_year(const reading::Reading& reading, const reading::Figure& figure);

}  // namespace midyear::desk
