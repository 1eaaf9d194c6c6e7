#include "quantity/period.h"

#include <algorithm>
#include <array>

#include "quantity/han.h"
#include "quantity/period_cursor.h"
#include "quantity/period_glance.h"
#include "quantity/period_words.h"

namespace midyear::quantity {
namespace {

// The end of a word that follows 月 or 日 and makes it no date: 3月龄, 5日均.
bool spoils_month(char16_t c) { return c == u'龄' || c == u'饼' || c == u'球' || c == u'子'; }

// What it may begin with, period_glance.cc knows as well.
class Scanner {
 public:
  Scanner(std::u16string_view text, std::size_t at) : start_(at), c_{text, at} {}

  std::optional<Period> scan() {
    std::optional<Period> best = word_or_span();
    Scanner dated = *this;
    if (dated.lead() && dated.date()) keep_longer(best, dated.finish());
    return best;
  }

 private:
  enum class Lead : std::uint8_t { none, as_of, until, since };

  static void keep_longer(std::optional<Period>& best, const std::optional<Period>& other) {
    if (other && (!best || other->length > best->length)) best = other;
  }

  std::optional<Period> finish() {
    if (c_.at <= start_) return std::nullopt;
    p_.length = static_cast<std::uint32_t>(c_.at - start_);
    return p_;
  }

  // 截至, 到, 自 before a date. Always true; the rules for them are kept in close().
  bool lead() {
    static constexpr std::array<std::u16string_view, 4> kAsOf = {u"截至到", u"截止到", u"截至", u"截止"};
    if (c_.take_any(kAsOf))
      lead_ = Lead::as_of;
    else if (c_.take(u"到") || c_.take(u"至") || c_.take(u"直到"))
      lead_ = Lead::until;
    else if (c_.take(u"自") || c_.take(u"从"))
      lead_ = Lead::since;
    if (lead_ != Lead::none) c_.skip_space();
    p_.core_begin = static_cast<std::uint32_t>(c_.at - start_);
    return true;
  }

  // A phrase of the lexicon that stands alone, a span of years, or a plan.
  std::optional<Period> word_or_span() {
    std::optional<Period> best;
    if (const PeriodWordMatch m = period_word(c_.text, c_.at); m.word && m.word->role == PeriodRole::phrase) {
      Scanner s = *this;
      s.p_ = m.word->period;
      s.c_.at += m.length;
      keep_longer(best, s.finish());
    }
    Scanner s = *this;
    if (s.span()) keep_longer(best, s.finish());
    Scanner plan = *this;
    if (plan.lead() && plan.five_year_plan()) keep_longer(best, plan.finish());
    return best;
  }

  // 五年来, 这五年, 近三年, 过去的一年, 未来五年, 近5个月.
  bool span() {
    static constexpr std::array<std::u16string_view, 8> kBehind = {
        u"在过去的", u"过去的", u"过去", u"最近", u"近", u"这", u"刚刚过去的", u"前"};
    static constexpr std::array<std::u16string_view, 6> kAhead = {u"未来的", u"未来",     u"今后的",
                                                                  u"今后",   u"接下来的", u"后"};
    const bool before = c_.starts(u"前") || c_.starts(u"后");
    const bool behind = c_.take_any(kBehind);
    p_.ahead = !behind && c_.take_any(kAhead);
    c_.skip_space();
    const int count = take_small(c_);
    if (count <= 0) return false;
    const bool more = c_.take(u"多") || c_.take(u"余");
    if (more) (void)c_.take(u"个");
    c_.skip_space();
    if (c_.take(u"个月")) {
      p_.span_months = true;
      if (before) return false;  // 前5个月: of the year
    } else if (!c_.take(u"年")) {
      return false;
    }
    static constexpr std::array<std::u16string_view, 7> kAfter = {u"以来", u"来",     u"间",    u"里",
                                                                  u"多来", u"时间里", u"时间内"};
    const bool after = c_.take_any(kAfter);
    if (!after && ((!behind && !p_.ahead) || before)) return false;
    if (c_.peek() == u'期' || c_.peek() == u'级' || c_.peek() == u'制') return false;
    p_.kind = PeriodKind::span;
    p_.count = static_cast<std::int16_t>(count);
    return true;
  }

  // “十四五”期间, 十四五末. A plan's bare name is a name.
  bool five_year_plan() {
    static constexpr std::u16string_view kOpen = u"“\"「『";
    static constexpr std::u16string_view kClose = u"”\"」』";
    const bool quoted = c_.peek() != 0 && kOpen.find(c_.peek()) != kOpen.npos;
    if (quoted) ++c_.at;
    std::size_t n = 0;
    while (n < 3 && (han_digit(c_.peek(n)) > 0 || c_.peek(n) == u'十')) ++n;
    if (n < 2 || c_.peek(n - 1) != u'五') return false;
    const bool ten = c_.peek() == u'十';
    const int ones = n == 2 && ten ? 0 : han_digit(c_.peek(ten ? 1 : 0));
    if (n == 3 && !ten) return false;
    const int plan = (ten ? 10 : 0) + ones;
    if (plan < 6) return false;
    c_.at += n;
    if (quoted) {
      if (kClose.find(c_.peek()) == kClose.npos || c_.peek() == 0) return false;
      ++c_.at;
    }
    const Year first{YearIs::absolute, static_cast<std::int16_t>(1981 + 5 * (plan - 6))};
    set_years(first, {YearIs::absolute, static_cast<std::int16_t>(first.value + 4)});
    p_.kind = PeriodKind::plan;
    (void)c_.take(u"规划");
    return plan_part() || lead_ == Lead::until;
  }

  bool plan_part() {
    static constexpr std::array<std::u16string_view, 6> kWhole = {u"期间", u"时期", u"时间",
                                                                  u"期内", u"以来", u"期"};
    static constexpr std::array<std::u16string_view, 4> kEnd = {u"时期末", u"期末", u"末期", u"末"};
    static constexpr std::array<std::u16string_view, 3> kBegin = {u"初期", u"期初", u"初"};
    const Cursor before = c_;
    if (c_.take(u"前") || c_.take(u"头") || c_.take(u"后")) {
      const bool late = before.peek() == u'后';
      const int n = take_small(c_);
      if (n >= 1 && n <= 4 && c_.take(u"年")) {
        if (late)
          p_.year = static_cast<std::int16_t>(p_.last_year - n + 1);
        else
          p_.last_year = static_cast<std::int16_t>(p_.year + n - 1);
        return true;
      }
      c_ = before;
      return false;
    }
    if (c_.take_any(kEnd)) {
      p_.as_of = true;
      return true;
    }
    if (c_.take_any(kBegin)) {
      p_.last_year = p_.year;
      return true;
    }
    if (!c_.take_any(kWhole)) return false;
    p_.since = c_.text.substr(before.at, 2) == u"以来";
    return true;
  }

  void set_years(Year first, Year last) {
    p_.year_is = first.is;
    p_.year = first.value;
    p_.last_year_is = last.is;
    p_.last_year = last.value;
  }

  // A year, a part of one, or both; a range of them; what follows.
  bool date() {
    const bool has_year = year();
    if (has_year) {
      const Cursor before = c_;
      c_.skip_space();
      (void)c_.take(u"的");
      if (!part(true)) c_ = before;
    } else if (!part(false)) {
      return false;
    }
    range_end();
    close();
    return lead_ != Lead::since || p_.since || p_.last_year_is != YearIs::none ||
           p_.first_month != p_.last_month || ranged_;
  }

  bool year() {
    const Cursor before = c_;
    if (const PeriodWordMatch m = period_word(c_.text, c_.at); m.word && m.word->role == PeriodRole::year) {
      c_.at += m.length;
      set_years({m.word->period.year_is, m.word->period.year}, {});
      p_.kind = PeriodKind::year;
      return true;
    }
    const Year first = take_year_digits(c_);
    if (first.is == YearIs::none) return false;
    c_.skip_space();
    if (c_.take(u"年")) {
      set_years(first, {});
      p_.kind = PeriodKind::year;
      return true;
    }
    if (take_to(c_)) {  // 2021-2025年
      const Year last = take_year_digits(c_);
      c_.skip_space();
      if (last.is != YearIs::none && c_.take(u"年")) {
        set_years(first, last);
        p_.kind = PeriodKind::years;
        return true;
      }
    }
    c_ = before;
    return false;
  }

  // A half, quarter, month, day.
  bool part(bool after_year) {
    if (const PeriodWordMatch m = period_word(c_.text, c_.at); m.word && m.word->role == PeriodRole::sub) {
      if (after_year && c_.peek() == u'年' && m.length == 2 && c_.peek(1) == u'度') return false;
      const Period kept = p_;
      p_ = m.word->period;
      p_.core_begin = kept.core_begin;
      if (p_.year_is == YearIs::none || after_year) {
        p_.year_is = kept.year_is;
        p_.year = kept.year;
      }
      p_.last_year_is = kept.last_year_is;
      p_.last_year = kept.last_year;
      c_.at += m.length;
      return true;
    }
    return first_months() || month() || unknown_quarter() || days_only();
  }

  bool first_months() {  // 前5个月, 前5月
    const Cursor before = c_;
    if (c_.take(u"前") || c_.take(u"头") || c_.take(u"首")) {
      const int n = take_up_to(c_, 12);
      if (n != kNoNumber && (c_.take(u"个月") || c_.take(u"月"))) {
        set_months(n == kUnknownPart ? kUnknownPart : 1, n);
        p_.kind = PeriodKind::months;
        return true;
      }
    }
    c_ = before;
    return false;
  }

  bool unknown_quarter() {
    const Cursor before = c_;
    if (take_small(c_) == kUnknownPart && c_.take(u"季度")) {
      set_months(kUnknownPart, kUnknownPart);
      p_.kind = PeriodKind::quarter;
      return true;
    }
    c_ = before;
    return false;
  }

  void set_months(int first, int last) {
    p_.first_month = static_cast<std::int8_t>(first);
    p_.last_month = static_cast<std::int8_t>(last);
  }

  bool month() {
    const Cursor before = c_;
    const int first = c_.take(u"元月") ? (--c_.at, 1) : take_up_to(c_, 12);
    if (first == kNoNumber) return false;
    c_.skip_space();
    if (c_.peek() == u'月' && !spoils_month(c_.peek(1))) {
      ++c_.at;
      set_months(first, first);
      p_.kind = PeriodKind::month;
      (void)c_.take(u"份");
      day();
      return true;
    }
    if (take_to(c_) || c_.take(u"、")) {  // 1-6月
      const int last = take_up_to(c_, 12);
      c_.skip_space();
      if (last != kNoNumber && c_.peek() == u'月' && !spoils_month(c_.peek(1)) &&
          (last == kUnknownPart || first <= last)) {
        ++c_.at;
        (void)c_.take(u"份");
        set_months(first, last);
        p_.kind = PeriodKind::months;
        return true;
      }
    }
    c_ = before;
    return false;
  }

  // The day after a month: 30日, 上旬.
  void day() {
    const Cursor before = c_;
    c_.skip_space();
    const int d = take_up_to(c_, 31);
    if (d != kNoNumber && (c_.take(u"日") || c_.take(u"号"))) {
      p_.kind = PeriodKind::days;
      p_.first_day = p_.last_day = static_cast<std::int8_t>(d);
      return;
    }
    c_ = before;
    const auto third = [&](std::u16string_view word, int first, int last) {
      if (!c_.take(word)) return false;
      p_.kind = PeriodKind::days;
      p_.first_day = static_cast<std::int8_t>(first);
      p_.last_day = static_cast<std::int8_t>(last);
      return true;
    };
    (void)(third(u"上旬", 1, 10) || third(u"中旬", 11, 20) || third(u"下旬", 21, 31));
  }

  bool days_only() {  // 23日至24日
    const Cursor before = c_;
    const int first = take_up_to(c_, 31);
    if (first != kNoNumber && c_.take(u"日") && take_to(c_)) {
      const int last = take_up_to(c_, 31);
      if (last != kNoNumber && c_.take(u"日")) {
        p_.kind = PeriodKind::days;
        p_.first_day = static_cast<std::int8_t>(first);
        p_.last_day = static_cast<std::int8_t>(last);
        set_months(kUnknownPart, kUnknownPart);
        ranged_ = true;
        return true;
      }
    }
    c_ = before;
    return false;
  }

  // "2013年1月[至6月]", "2024年7月[-2025年6月]", "6月1日[至7日]", "2021年[至2025年]".
  void range_end() {
    const bool whole_year = p_.kind == PeriodKind::year && p_.first_month == 0;
    const bool dated = p_.kind == PeriodKind::month || p_.kind == PeriodKind::days;
    if ((!whole_year && !dated) || p_.as_of || p_.until) return;
    const Cursor before = c_;
    if (!take_to(c_)) return;
    Scanner end(c_.text, c_.at);
    const bool has_year = end.year();
    const bool has_part = !whole_year && (end.month() || end.last_day_only(p_));
    const bool fits = whole_year
                          ? has_year && end.p_.kind == PeriodKind::year && end.p_.last_year_is == YearIs::none
                          : has_part && end.p_.kind != PeriodKind::months;
    if (!fits) {
      c_ = before;
      return;
    }
    ranged_ = true;
    c_ = end.c_;
    if (has_year) {
      p_.last_year_is = end.p_.year_is;
      p_.last_year = end.p_.year;
    }
    if (whole_year) {
      p_.kind = PeriodKind::years;
      return;
    }
    p_.last_month = end.p_.last_month;
    p_.last_day = end.p_.last_day;
    p_.kind = p_.first_day != 0 ? PeriodKind::days : PeriodKind::months;
  }

  bool last_day_only(const Period& first) {
    if (first.kind != PeriodKind::days) return false;
    const Cursor before = c_;
    const int d = take_up_to(c_, 31);
    if (d == kNoNumber || !(c_.take(u"日") || c_.take(u"号"))) {
      c_ = before;
      return false;
    }
    p_.kind = PeriodKind::days;
    set_months(first.last_month, first.last_month);
    p_.first_day = p_.last_day = static_cast<std::int8_t>(d);
    return true;
  }

  // What follows a date: 底, 以来, 同期 …; and what 截至 and 到 before it make of it.
  void close() {
    static constexpr std::array<std::u16string_view, 4> kBeforeEnd = {u"底之前", u"底以前", u"底前", u"末前"};
    static constexpr std::array<std::u16string_view, 4> kSince = {u"以来", u"至今", u"迄今", u"到现在"};
    (void)(p_.kind == PeriodKind::year && c_.take(u"度"));
    if (p_.kind == PeriodKind::month) (void)(c_.take(u"当月") || c_.take(u"单月") || c_.take(u"全月"));
    if (c_.take_any(kBeforeEnd)) {
      p_.until = true;
    } else if (!p_.as_of && c_.peek() != u'底' && takes_before()) {
      p_.until = true;
    } else if (c_.take(u"底") || take_end()) {
      p_.as_of = true;
    } else if (c_.take_any(kSince)) {
      p_.since = true;
    } else if (c_.take(u"同期")) {
      p_.same_period = true;
    } else if (c_.peek() == u'初' && (p_.kind == PeriodKind::month || p_.kind == PeriodKind::year)) {
      ++c_.at;
      if (p_.kind == PeriodKind::year)
        set_months(1, 1);
      else
        p_.first_day = 1, p_.last_day = 10;
    } else if (c_.starts(u"期间") || c_.starts(u"年间")) {
      c_.at += 2;
    }
    if (lead_ == Lead::as_of) {
      (void)(c_.take(u"为止") || c_.take(u"止"));
      p_.as_of = true;
    }
    if (lead_ == Lead::until && !p_.as_of) p_.until = true;
    if (p_.until) p_.as_of = false;
  }

  bool take_end() {  // 末, but not 末端
    if (c_.peek() != u'末' || c_.peek(1) == u'端' || c_.peek(1) == u'梢') return false;
    ++c_.at;
    return true;
  }

  bool takes_before() {  // 前, but not of 前5个月, 前列, 前后, 前期
    if (c_.take(u"之前") || c_.take(u"以前")) return true;
    if (c_.peek() != u'前') return false;
    const char16_t next = c_.peek(1);
    static constexpr std::u16string_view kNot = u"后列期往来沿景所端半";
    if (starts_numeral(next) || is_unknown_digit(next) || (next != 0 && kNot.find(next) != kNot.npos))
      return false;
    ++c_.at;
    return true;
  }

  std::size_t start_;
  Cursor c_;
  Period p_;
  Lead lead_ = Lead::none;
  bool ranged_ = false;
};

// A date does not begin inside a number or right after one: "125月", "三年前".
bool inside_number(std::u16string_view text, std::size_t at) {
  if (at == 0) return false;
  const char16_t before = text[at - 1];
  const char16_t c = text[at];
  const bool after_number = starts_numeral(before) || before == u'多' || before == u'余' || before == u'几';
  if (c == u'年') return after_number || is_unknown_digit(before);
  if (is_arabic(c)) return is_arabic(before) || (before == u'.' && at > 1 && is_arabic(text[at - 2]));
  if (is_unknown_digit(c)) return is_arabic(before) || is_unknown_digit(before);
  return starts_numeral(c) && (han_digit(before) >= 0 || han_power(before) > 0);
}

}  // namespace

std::optional<Period> scan_without_glance(std::u16string_view text, std::size_t at) {
  if (at >= text.size() || !may_start_period(text[at]) || inside_number(text, at)) return std::nullopt;
  return Scanner(text, at).scan();
}

std::optional<Period> scan_period(std::u16string_view text, std::size_t at) {
  if (at >= text.size() || !may_be_period(text, at)) return std::nullopt;
  return scan_without_glance(text, at);
}

}  // namespace midyear::quantity
