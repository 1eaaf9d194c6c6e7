#include "quantity/period.h"

#include <gtest/gtest.h>

#include "quantity/cases.h"
#include "quantity/table.h"

namespace midyear::quantity {
namespace {

constexpr const char* kKinds[] = {"year",   "years", "half", "quarter", "months", "month",
                                  "season", "days",  "plan", "span",    "now",    "other"};

std::string written(const std::optional<Date>& date) {
  if (!date) return "-";
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(date->year) + "-" + two(date->month) + "-" + two(date->day);
}

TEST(Period, table) {
  for (const Case& c : cases_of("quantity/periods.tsv", 7)) {
    SCOPED_TRACE(c[0] + " (" + c[6] + ")");
    const std::u16string text = widen(c[0]);
    const auto got = scan_period(text, 0);
    if (c[2] == "-") {
      EXPECT_FALSE(got) << got->length;
      continue;
    }
    ASSERT_TRUE(got);
    EXPECT_EQ(got->length, widen(c[1]).size());
    EXPECT_STREQ(kKinds[static_cast<int>(got->kind)], c[2].c_str());
    const DateRange range = resolve(*got, {static_cast<std::int16_t>(std::stoi(c[3])), {}});
    EXPECT_EQ(written(range.from), c[4]);
    EXPECT_EQ(written(range.to), c[5]);
  }
}

TEST(Period, a_day_of_reference_resolves_spans_and_months) {
  const Reference reference{2026, {2026, 3, 31}};
  const auto range = [&](std::u16string_view text) { return resolve(*scan_period(text, 0), reference); };
  EXPECT_EQ(range(u"上月"), (DateRange{Date{2026, 2, 1}, Date{2026, 2, 28}}));
  EXPECT_EQ(range(u"近三年"), (DateRange{Date{2023, 4, 1}, Date{2026, 3, 31}}));
  EXPECT_EQ(range(u"今年以来"), (DateRange{Date{2026, 1, 1}, Date{2026, 3, 31}}));
  EXPECT_EQ(range(u"未来五年"), (DateRange{Date{2026, 4, 1}, Date{2031, 3, 31}}));
}

TEST(Period, does_not_start_inside_a_number) {
  EXPECT_FALSE(scan_period(u"125月", 1));
  EXPECT_FALSE(scan_period(u"三年底", 1));
  EXPECT_FALSE(scan_period(u"1.5月", 2));
  EXPECT_FALSE(scan_period(u"十五月", 1));
}

TEST(Period, days_are_counted_across_months_and_years) {
  EXPECT_EQ(plus_days({2024, 2, 28}, 1), (Date{2024, 2, 29}));
  EXPECT_EQ(plus_days({2025, 12, 31}, 1), (Date{2026, 1, 1}));
  EXPECT_EQ(plus_days({2000, 3, 1}, -1), (Date{2000, 2, 29}));
  EXPECT_EQ(plus_days({1900, 3, 1}, -1), (Date{1900, 2, 28}));
}

}  // namespace
}  // namespace midyear::quantity
