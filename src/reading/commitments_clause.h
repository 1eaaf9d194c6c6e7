#pragma once

// Sentences cut into clauses, and the dates in them. Internal to the stages of commitments and projects.

#include <string_view>
#include <vector>

#include "reading/commitments_words.h"

namespace midyear::reading::plan {

struct Clause {
  Range at;
  char16_t closer = 0;  // the mark that ends it: , ; : 。 or 0 at the end of the text
};

// Longer clauses hold no record: lists in reports stay below half of it.
inline constexpr std::uint32_t kLongestClause = 600;

// Cuts units[range] at , ; : 。 ! ? outside quotes and brackets; empty clauses are left out. Appends to out.
// Cost: linear; a quote or bracket is looked after for at most 80 units.
void cut_clauses(std::u16string_view units, Range range, std::vector<Clause>& out);

// The end of the quote or bracket that opens at `at` (after its closer), or `at` where nothing opens there or
// nothing closes it within 80 units before `end`.
std::uint32_t skip_enclosed_at(std::u16string_view units, std::uint32_t at, std::uint32_t end);
inline std::uint32_t skip_enclosed(std::u16string_view units, std::uint32_t at, std::uint32_t end) {
  return units[at] > u'】'
             ? at
             : skip_enclosed_at(units, at, end);  // Han characters lie above all openers but few
}

struct DateWord {
  Range at;             // as a deadline is written: "10月份", "9月左右"; empty where none
  bool before = false;  // 前, 之前, 以前 follow
};

// The first date of units[range] that can be a deadline, outside quotes: a month, a quarter, 年底, 全年,
// 2026年. Ranges of months, spans of years and lengths of time are none.
DateWord find_date(std::u16string_view units, Range range);

// Whether a date can start or end with the unit; a cheap look before scan_date.
bool may_open_date(char16_t unit);
bool may_close_date(char16_t unit);

// The date that starts at `at`, or an empty one.
DateWord scan_date(std::u16string_view units, std::uint32_t at, std::uint32_t end);

}  // namespace midyear::reading::plan
