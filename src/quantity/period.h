#pragma once

// Periods and dates of reports: 1-6月, 上半年, 截至2021年底, 今年一季度, “十四五”期间, 五年来, 1至X月.

#include <cstdint>
#include <optional>
#include <string_view>

namespace midyear::quantity {

struct Date {  // a day of the Gregorian calendar; year 0: none
  std::int16_t year = 0;
  std::int8_t month = 0, day = 0;
  auto operator<=>(const Date&) const = default;
};

int days_in_month(int year, int month);
// The day so many days later (or earlier).
Date plus_days(Date date, int days);

enum class PeriodKind : std::uint8_t {
  year,     // 2025年, 今年, 全年
  years,    // 2021-2025年
  half,     // 上半年
  quarter,  // 一季度, 前三季度
  months,   // 1-6月, 前5个月
  month,    // 6月份, 本月
  season,   // 春季
  days,     // 6月30日, 23日至24日
  plan,     // “十四五”期间
  span,     // 五年来, 近三年, 过去的一年
  now,      // 目前, 今年以来 without an end
  other     // 同期, 春节期间: a time without a calendar
};

enum class YearIs : std::uint8_t {
  none,      // 上半年: of the year that the text is about
  absolute,  // 2025年
  offset,    // 去年: counted from the year that the text is about
  unknown    // 20XX年
};

inline constexpr std::int8_t kUnknownPart = -1;  // X月

// What a phrase says; nothing in it is guessed.
struct Period {
  std::uint32_t length = 0;      // UTF-16 units, with 截至 before it and 底, 以来 after it
  std::uint32_t core_begin = 0;  // units before the calendar words: 2 in 截至6月底
  PeriodKind kind = PeriodKind::other;
  YearIs year_is = YearIs::none;
  YearIs last_year_is = YearIs::none;           // none: the first year holds for the end too
  std::int16_t year = 0, last_year = 0;         // by year_is: a year or an offset
  std::int8_t first_month = 0, last_month = 0;  // 0: none named
  std::int8_t first_day = 0, last_day = 0;      // 0: whole months
  std::int8_t month_offset = 0;                 // 上月 -1; where relative_month; quarters for 上季度
  std::int16_t count = 0;                       // of a span: years, or months where span_months
  bool relative_month = false;
  bool span_months = false;
  bool ahead = false;        // 未来五年
  bool as_of = false;        // a point in time, its end: 截至…, 6月底, 2021年末
  bool until = false;        // anything up to its end: 年底前, 到2030年
  bool since = false;        // from its begin to the day of the text: 今年以来
  bool same_period = false;  // 去年同期: the months of another phrase in this year
};

// The period phrase that text[at…] starts with, the longest reading, or nothing. Text is folded
// (text/fold.h); bare lengths of time ("3年", "20天") are no periods. Cost: linear in the phrase.
std::optional<Period> scan_period(std::u16string_view text, std::size_t at);

// False for most characters: a quick test before scan_period.
bool may_start_period(char16_t unit);

struct Reference {
  std::int16_t year = 0;  // the year that the text is about; 0 where unknown
  Date date;              // the day of the text; year 0 where unknown
};

struct DateRange {
  std::optional<Date> from, to;  // inclusive; nothing where unknown or open
  bool operator==(const DateRange&) const = default;
};

// The calendar days of a period. A point (as_of) has from == to; until has only to; since has to only with a
// reference day. Both are absent where the year, or a part of the date, is not known.
DateRange resolve(const Period& period, const Reference& reference);

// The range depends on Reference::year.
inline bool needs_year(const Period& period) {
  return period.year_is == YearIs::none || period.year_is == YearIs::offset;
}

}  // namespace midyear::quantity
