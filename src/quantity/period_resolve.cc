#include <algorithm>

#include "quantity/period.h"

namespace midyear::quantity {
namespace {

// Days since 1970-01-01, by the proleptic Gregorian calendar.
std::int64_t to_days(Date d) {
  const int y = d.month <= 2 ? d.year - 1 : d.year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return std::int64_t{era} * 146097 + day_of_era - 719468;
}

Date from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<int>(days - era * 146097);
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted = (5 * day_of_year + 2) / 153;
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  const auto year = static_cast<int>(era) * 400 + year_of_era + (month <= 2 ? 1 : 0);
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month),
          static_cast<std::int8_t>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

Date day(int year, int month, int day_of_month) {
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month),
          static_cast<std::int8_t>(std::min(day_of_month, days_in_month(year, month)))};
}

Date last_day(int year, int month) { return day(year, month, 31); }

// The year that is meant, 0 where unknown.
int year_of(YearIs is, int value, const Reference& reference) {
  const int base = reference.year != 0 ? reference.year : reference.date.year;
  switch (is) {
    case YearIs::absolute:
      return value;
    case YearIs::offset:
      return base == 0 ? 0 : base + value;
    case YearIs::none:
      return base;
    case YearIs::unknown:
      break;
  }
  return 0;
}

Date plus_months(Date date, int months) {
  const int count = date.year * 12 + date.month - 1 + months;
  return day(count / 12, count % 12 + 1, date.day);
}

DateRange span(const Period& p, const Reference& reference) {
  if (reference.date.year == 0) return {};
  const int months = p.span_months ? p.count : 12 * p.count;
  if (p.ahead) return {plus_days(reference.date, 1), plus_months(reference.date, months)};
  return {plus_days(plus_months(reference.date, -months), 1), reference.date};
}

DateRange relative_month(const Period& p, const Reference& reference) {
  if (reference.date.year == 0) return {};
  if (p.kind == PeriodKind::quarter) {
    const Date first =
        plus_months(day(reference.date.year, (reference.date.month - 1) / 3 * 3 + 1, 1), 3 * p.month_offset);
    const Date last = plus_months(first, 2);
    return {first, last_day(last.year, last.month)};
  }
  const Date in = plus_months(day(reference.date.year, reference.date.month, 1), p.month_offset);
  return {in, last_day(in.year, in.month)};
}

bool part_unknown(const Period& p) {
  return p.first_month == kUnknownPart || p.last_month == kUnknownPart || p.first_day == kUnknownPart ||
         p.last_day == kUnknownPart;
}

bool has_calendar(PeriodKind kind) {
  return kind != PeriodKind::season && kind != PeriodKind::other && kind != PeriodKind::span;
}

}  // namespace

int days_in_month(int year, int month) {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

Date plus_days(Date date, int days) { return from_days(to_days(date) + days); }

DateRange resolve(const Period& p, const Reference& reference) {
  if (p.kind == PeriodKind::span) return span(p, reference);
  if (p.relative_month) return relative_month(p, reference);
  if (!has_calendar(p.kind) || p.same_period || part_unknown(p)) return {};
  if (p.kind == PeriodKind::quarter && p.first_month == 0) return {};
  if (p.kind == PeriodKind::now && !p.since) return {};
  const int first_year = year_of(p.year_is, p.year, reference);
  const int last_year =
      p.last_year_is == YearIs::none ? first_year : year_of(p.last_year_is, p.last_year, reference);
  if (first_year <= 0 || last_year <= 0) return {};
  const Date from =
      day(first_year, p.first_month == 0 ? 1 : p.first_month, p.first_day == 0 ? 1 : p.first_day);
  const int end_month = p.last_month == 0 ? 12 : p.last_month;
  const Date to = day(last_year, end_month, p.last_day == 0 ? 31 : p.last_day);
  if (p.since) {
    if (reference.date.year == 0) return {from, std::nullopt};
    return {from, reference.date};
  }
  if (to < from) return {};
  if (p.as_of) return {to, to};
  if (p.until) return {std::nullopt, to};
  return {from, to};
}

}  // namespace midyear::quantity
