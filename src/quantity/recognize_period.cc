// Periods the way other recognizers give them: no lead-ins, half-open ends, weeks, decades, eras.

#include <charconv>
#include <optional>

#include "base/trie.h"
#include "quantity/han.h"
#include "quantity/numeral_section.h"
#include "quantity/period_cursor.h"
#include "quantity/recognizers.h"
#include "quantity/table.h"

namespace midyear::quantity {
namespace {

struct Span {
  std::size_t end = 0;  // in the text; 0 where nothing was found
  std::optional<Date> from, to;
};

Date first_of(int year, int month = 1) {
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), 1};
}

Date months_later(Date date, int months) {
  const int count = date.year * 12 + date.month - 1 + months;
  const int year = count / 12, month = count % 12 + 1;
  const int day = std::min<int>(date.day, days_in_month(year, month));
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

// 0 Monday … 6 Sunday.
int weekday(Date date) {
  int days = 0;  // from a Monday, by years and months of a 400-year cycle
  const int y = date.year - 1;
  days = y * 365 + y / 4 - y / 100 + y / 400;
  for (int m = 1; m < date.month; ++m) days += days_in_month(date.year, m);
  return (days + date.day - 1) % 7;
}

Date monday_of(Date date) { return plus_days(date, -weekday(date)); }

bool valid(int year, int month, int day) {
  return year > 0 && year < 10000 && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(year, month);
}

// Up to `most` Arabic digits, -1 where there are none or more.
int take_digits(Cursor& c, std::size_t most) {
  std::size_t n = 0;
  int value = 0;
  while (n <= most && is_arabic(c.peek(n))) value = value * 10 + (c.peek(n++) - u'0');
  if (n == 0 || n > most) return -1;
  c.at += n;
  return value;
}

// "下周", "上上个星期", "本周末".
Span week(std::u16string_view text, std::size_t at, Date today) {
  Cursor c{text, at};
  int offset = 0;
  if (c.take(u"上"))
    offset = c.take(u"上") ? -2 : -1;
  else if (c.take(u"下"))
    offset = c.take(u"下") ? 2 : 1;
  else if (!c.take(u"本") && !c.take(u"这") && !c.take(u"当") && !c.starts(u"周末"))
    return {};
  (void)c.take(u"一");
  (void)c.take(u"个");
  if (!c.take(u"周") && !c.take(u"星期") && !c.take(u"礼拜")) return {};
  const bool weekend = c.take(u"末");
  if (!weekend && (han_digit(c.peek()) > 0 || c.peek() == u'日' || c.peek() == u'天' || c.peek() == u'年'))
    return {};
  const Date monday = plus_days(monday_of(today), 7 * offset);
  return {c.at, weekend ? plus_days(monday, 5) : monday, plus_days(monday, 7)};
}

// 上一年, 下一个月: of the calendar, not counted from the day.
Span neighbour(Cursor c, int offset, Date today) {
  if (c.take(u"年")) return {c.at, first_of(today.year + offset), first_of(today.year + offset + 1)};
  if (!c.take(u"月")) return {};
  const Date month = months_later(first_of(today.year, today.month), offset);
  return {c.at, month, months_later(month, 1)};
}

// "上2个月", "后1年", "过去三周", "近10天".
Span counted(std::u16string_view text, std::size_t at, Date today) {
  Cursor c{text, at};
  static constexpr std::array<std::u16string_view, 11> kBehind = {
      u"过去的", u"过去", u"最近的", u"最近", u"近", u"上个", u"前面", u"之前", u"上", u"前", u"往前"};
  static constexpr std::array<std::u16string_view, 10> kAhead = {
      u"未来的", u"未来", u"接下来的", u"接下来", u"今后的", u"今后", u"下个", u"之后", u"后", u"下"};
  const bool behind = c.take_any(kBehind);
  if (!behind && !c.take_any(kAhead)) return {};
  const int n = take_small(c);
  if (n <= 0) return {};
  (void)c.take(u"个");
  const bool next_one =
      n == 1 && (text[at] == u'上' || text[at] == u'下') && c.peek() != u'天' && c.peek() != u'日';
  if (next_one) return neighbour(c, text[at] == u'上' ? -1 : 1, today);
  Date end = today;
  const int sign = behind ? -1 : 1;
  const Date begin = behind ? today : plus_days(today, 1);
  if (c.take(u"年") || c.take(u"周年"))
    end = months_later(begin, sign * 12 * n);
  else if (c.take(u"月"))
    end = months_later(begin, sign * n);
  else if (c.take(u"周") || c.take(u"星期") || c.take(u"礼拜"))
    end = plus_days(begin, sign * 7 * n);
  else if (c.take(u"天") || c.take(u"日"))
    end = plus_days(begin, sign * n);
  else
    return {};
  for (std::u16string_view word : {u"以来", u"来", u"间", u"里", u"内"})
    if (c.take(word)) break;
  return behind ? Span{c.at, end, begin} : Span{c.at, begin, end};
}

// "19世纪70年代", "九十年代", "21世纪".
Span decade(std::u16string_view text, std::size_t at, Date today) {
  Cursor c{text, at};
  if (const Year year = take_year_digits(c);
      year.is == YearIs::absolute && year.value % 10 == 0 && c.take(u"年代"))
    return {c.at, first_of(year.value), first_of(year.value + 10)};
  c.at = at;
  int century = c.take(u"上世纪") ? (today.year - 1) / 100 : c.take(u"本世纪") ? (today.year + 99) / 100 : 0;
  Cursor start = c;
  int n = take_small(c);
  if (n > 0 && c.take(u"世纪")) {
    century = n;
    start = c;
    n = take_small(c);
  }
  if (n >= 10 && n <= 90 && n % 10 == 0 && c.take(u"年代")) {
    const int base = century > 0 ? (century - 1) * 100 : (n <= 20 && today.year >= 2000 + n ? 2000 : 1900);
    return {c.at, first_of(base + n), first_of(base + n + 10)};
  }
  if (century == 0) return {};
  return {start.at, first_of((century - 1) * 100 + 1), first_of(century * 100 + 1)};
}

const base::Trie& eras() {
  static const base::Trie trie = [] {
    base::Trie out;
    for (const Row& row : rows_of("eras.tsv")) {
      std::uint32_t year = 0;
      std::from_chars(row.at(1).data(), row.at(1).data() + row.at(1).size(), year);
      out.add(widen(row[0]), year);
    }
    return out;
  }();
  return trie;
}

struct Month {
  std::size_t end = 0;
  int year = 0, month = 0, day = 0;  // month and day 0: not named
};

// A year in any spelling with 年, and its month and day: "康熙二十年9月", "08年", "18年10月1日", "789年".
Month year_month(std::u16string_view text, std::size_t at, Date today) {
  Cursor c{text, at};
  Month out;
  bool short_year = false;
  if (const base::Trie::Match era = eras().longest(text, at); era.length > 0) {
    c.at += era.length;
    const int n = c.take(u"元") ? 1 : take_small(c);
    if (n < 1) return {};
    out.year = static_cast<int>(era.value) + n;
  } else {
    Cursor digits = c;
    const Year year = take_year_digits(digits);
    if (year.is == YearIs::absolute) {
      out.year = year.value;
      c = digits;
    } else {
      const std::size_t before = c.at;
      int value = take_digits(c, 3);
      const int tens = han_digit(c.peek()), ones = han_digit(c.peek(1));
      if (value < 0 && tens >= 5 && ones >= 0 && c.peek(2) == u'年') {  // 九八年
        value = 10 * tens + ones;
        c.at += 2;
      }
      const std::size_t n = c.at - before;
      if (value < 0 || n == 1) return {};
      short_year = n == 2;
      const int pivot = today.year % 100 + 20;
      out.year = n == 3 ? value : value + (value <= pivot ? 2000 : 1900);
      const bool telling = n == 3 ? value >= 100 : text[before] == u'0' || value >= 50;
      if (!telling) out.day = -1;  // a month must follow
    }
  }
  c.skip_space();
  if (!c.take(u"年")) return {};
  const bool needs_month = out.day < 0;
  out.day = 0;
  const Cursor after_year = c;
  c.skip_space();
  if (const int month = take_up_to(c, 12); month > 0 && c.take(u"月")) {
    out.month = month;
    (void)c.take(u"份");
    const Cursor after_month = c;
    const int day = take_up_to(c, 31);
    if (day > 0 && (c.take(u"日") || c.take(u"号")))
      out.day = day;
    else
      c = after_month;
  } else {
    c = after_year;
    if (needs_month) return {};
    if (short_year && (c.peek() == u'来' || c.peek() == u'前' || c.peek() == u'后' || c.peek() == u'间' ||
                       c.peek() == u'内'))
      return {};
  }
  out.end = c.at;
  return out;
}

Span of_month(const Month& m) {
  if (m.end == 0 || m.day > 0) return {};
  if (m.month == 0) return {m.end, first_of(m.year), first_of(m.year + 1)};
  return {m.end, first_of(m.year, m.month), months_later(first_of(m.year, m.month), 1)};
}

// "18年10月1日到19年2月3日": both ends with a year.
Span day_range(std::u16string_view text, std::size_t at, Date today) {
  const Month first = year_month(text, at, today);
  if (first.end == 0 || first.day == 0) return {};
  Cursor c{text, first.end};
  if (!take_to(c)) return {};
  const Month last = year_month(text, c.at, today);
  if (last.end == 0 || last.day == 0 || !valid(first.year, first.month, first.day) ||
      !valid(last.year, last.month, last.day))
    return {};
  const auto date = [](const Month& m) {
    return Date{static_cast<std::int16_t>(m.year), static_cast<std::int8_t>(m.month),
                static_cast<std::int8_t>(m.day)};
  };
  if (date(last) < date(first)) return {};
  return {last.end, date(first), date(last)};
}

// "2016到2018", "2016年至2018年", "2007年与2009年间": from the first year to the begin of the last.
Span year_range(std::u16string_view text, std::size_t at) {
  Cursor c{text, at};
  const Year first = take_year_digits(c);
  if (first.is != YearIs::absolute) return {};
  (void)c.take(u"年");
  const bool with = c.take(u"与") || c.take(u"和");
  if (!with && !take_to(c)) return {};
  const Year last = take_year_digits(c);
  if (last.is != YearIs::absolute || last.value < first.value) return {};
  const bool named = c.take(u"年");
  if (!named && (c.peek() == u'-' || c.peek() == u'/' || c.peek() == u'.')) return {};
  const bool between = c.take(u"之间") || c.take(u"间") || c.take(u"期间");
  if ((with && !between) || (han_digit(c.peek()) >= 0 && named) || (named && is_arabic(c.peek()))) return {};
  return {c.at, first_of(first.value), first_of(last.value)};
}

struct Numbers {
  std::size_t end = 0;
  Date date;
};

// "2018/1/10", "2018-1-10", "2018.1.10", "10/1/2018" (the day first).
Numbers date_of_numbers(std::u16string_view text, std::size_t at) {
  Cursor c{text, at};
  int n[3] = {};
  char16_t sign = 0;
  std::size_t lengths[3] = {};
  for (int k = 0; k < 3; ++k) {
    if (k > 0) {
      if (c.peek() != u'/' && c.peek() != u'-' && c.peek() != u'.') return {};
      if (sign != 0 && c.peek() != sign) return {};
      sign = c.peek();
      ++c.at;
    }
    const std::size_t before = c.at;
    n[k] = take_digits(c, 4);
    lengths[k] = c.at - before;
    if (n[k] < 0) return {};
  }
  if (lengths[2] == 4)
    std::swap(n[0], n[2]);
  else if (lengths[0] != 4)
    return {};
  if (!valid(n[0], n[1], n[2])) return {};
  return {c.at,
          {static_cast<std::int16_t>(n[0]), static_cast<std::int8_t>(n[1]), static_cast<std::int8_t>(n[2])}};
}

Span numbers_range(std::u16string_view text, std::size_t at) {
  const Numbers first = date_of_numbers(text, at);
  if (first.end == 0) return {};
  Cursor c{text, first.end};
  if (!take_to(c)) return {};
  const Numbers last = date_of_numbers(text, c.at);
  if (last.end == 0 || last.date < first.date) return {};
  return {last.end, first.date, last.date};
}

// "十月的第一周", "2016年9月的最后一周": whole weeks that begin in the month.
Span week_of_month(std::u16string_view text, std::size_t at, Date today) {
  Cursor c{text, at};
  int year = 0, month = 0;
  if (const Month named = year_month(text, at, today); named.month > 0 && named.day == 0) {
    year = named.year;
    month = named.month;
    c.at = named.end;
  } else {
    month = take_up_to(c, 12);
    if (month < 1 || !c.take(u"月")) return {};
    (void)c.take(u"份");
    year = first_of(today.year, month) < today ? today.year : today.year - 1;
  }
  (void)c.take(u"的");
  int n = 0;
  if (c.take(u"最后一"))
    n = -1;
  else if (c.take(u"第"))
    n = take_up_to(c, 5);
  if (n == 0 || n == kNoNumber) return {};
  (void)c.take(u"个");
  if (!c.take(u"周") && !c.take(u"星期")) return {};
  Date monday = monday_of(plus_days(first_of(year, month), 6));  // the first Monday of the month
  if (weekday(first_of(year, month)) <= 3 && weekday(first_of(year, month)) > 0)
    monday = monday_of(first_of(year, month));
  if (n > 0)
    monday = plus_days(monday, 7 * (n - 1));
  else
    monday = monday_of(plus_days(months_later(first_of(year, month), 1), -1));
  return {c.at, monday, plus_days(monday, 7)};
}

// "2017年的第一周"
Span week_of_year(std::u16string_view text, std::size_t at, Date today) {
  const Month year = year_month(text, at, today);
  if (year.end == 0 || year.month != 0) return {};
  Cursor c{text, year.end};
  (void)c.take(u"的");
  if (!c.take(u"第")) return {};
  const int n = take_up_to(c, 53);
  (void)c.take(u"个");
  if (n < 1 || (!c.take(u"周") && !c.take(u"星期"))) return {};
  const Date fourth{static_cast<std::int16_t>(year.year), 1, 4};  // is always in the first week
  const Date monday = plus_days(monday_of(fourth), 7 * (n - 1));
  return {c.at, monday, plus_days(monday, 7)};
}

bool is_period(const Period& p) {
  if (p.kind == PeriodKind::now || p.kind == PeriodKind::other || p.same_period) return false;
  if (p.kind == PeriodKind::span) return false;  // counted() knows their day
  const bool one_day = p.kind == PeriodKind::days && p.first_day == p.last_day &&
                       p.first_month == p.last_month && p.last_year_is == YearIs::none;
  return !one_day;
}

// A phrase of reports, with the reference day's conventions.
Span of_report(std::u16string_view text, std::size_t at, Date today) {
  const auto p = scan_period(text, at);
  if (!p || !is_period(*p)) return {};
  const bool festival =
      p->kind == PeriodKind::season && text.substr(at, p->length).find_first_of(u"春夏秋冬") == text.npos;
  if (festival) return {};
  Span out{at + p->length, std::nullopt, std::nullopt};
  DateRange range = resolve(*p, {today.year, today});
  if (p->year_is == YearIs::none && !p->relative_month && range.from && today < *range.from)
    range = resolve(*p, {static_cast<std::int16_t>(today.year - 1), {}});
  out.from = range.from;
  const bool named_days = p->kind == PeriodKind::days && text[out.end - 1] != u'旬';
  if (range.to) out.to = named_days ? *range.to : plus_days(*range.to, 1);
  if (p->kind == PeriodKind::years && range.to && !p->as_of) out.to = first_of(range.to->year);
  return out;
}

void keep_longer(Span& best, const Span& other) {
  if (other.end > best.end) best = other;
}

Span period_at(std::u16string_view text, std::size_t at, Date today) {
  Span best;
  keep_longer(best, numbers_range(text, at));
  keep_longer(best, day_range(text, at, today));
  keep_longer(best, year_range(text, at));
  keep_longer(best, week_of_month(text, at, today));
  keep_longer(best, week_of_year(text, at, today));
  keep_longer(best, decade(text, at, today));
  keep_longer(best, of_month(year_month(text, at, today)));
  keep_longer(best, week(text, at, today));
  keep_longer(best, counted(text, at, today));
  keep_longer(best, of_report(text, at, today));
  if (best.end == 0 && (text[at] == u'从' || text[at] == u'自') && at + 1 < text.size()) {
    keep_longer(best, year_range(text, at + 1));
    keep_longer(best, day_range(text, at + 1, today));
    keep_longer(best, numbers_range(text, at + 1));
  }
  return best;
}

bool may_start(char16_t c) {
  constexpr std::u16string_view kWords = u"上下本这当后未过最近前往接今从自之周";
  return may_start_period(c) || kWords.find(c) != kWords.npos;
}

bool may_start_era(std::u16string_view text, std::size_t at) { return eras().longest(text, at).length > 0; }

}  // namespace

void find_periods(std::u16string_view text, Date reference, std::vector<Recognition>& out) {
  const Date today = reference.year == 0 ? Date{1, 1, 1} : reference;
  for (std::size_t i = 0; i < text.size();) {
    const char16_t c = text[i];
    const bool inside = i > 0 && is_arabic(c) && (is_arabic(text[i - 1]) || is_ascii_letter(text[i - 1]));
    const Span found =
        !inside && (may_start(c) || may_start_era(text, i)) ? period_at(text, i, today) : Span{};
    if (found.end == 0) {
      ++i;
      continue;
    }
    Recognition r{.begin = i, .end = found.end};
    if (reference.year != 0) {
      r.from = found.from;
      r.to = found.to;
    }
    out.push_back(r);
    i = found.end;
  }
}

}  // namespace midyear::quantity
