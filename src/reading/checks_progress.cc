// Done against planned: value ÷ target = stated percentage; counts against their rate
// (58个…开工51个，开工率87.9%); progress against the schedule (91.78% at half-year is 41.78 points ahead).

#include <algorithm>
#include <cmath>
#include <optional>

#include "quantity/period.h"
#include "reading/checks.h"
#include "text/fold.h"

namespace midyear::reading {
namespace {

constexpr std::string_view kTargetWords[] = {"目标", "计划", "任务",   "预算",  "盘子",
                                             "安排", "下达", "全年要", "今年要"};

// What is done to things one by one, so that done ÷ all is its rate.
constexpr std::string_view kDoneWords[] = {
    "开工", "竣工", "办结", "完工", "投产", "到位", "完成", "合格", "签约", "履约", "落地", "开业",
    "入驻", "投用", "整改", "交付", "复工", "达产", "建成", "达标", "化解", "兑现", "转化", "销号",
    "结案", "回复", "解决", "启动", "动工", "落实", "出让", "出租", "通过", "录用"};

bool speaks_of_target(const SentenceFigures& figures, std::size_t i) {
  if (figures[i].status == Status::target) return true;
  const std::string_view lead = last_clause(figures.before(i));
  if (contains_any(lead, kTargetWords))
    return !contains_any(lead, {"完成年度", "完成全年任务", "公共预算", "预算收入", "预算支出"});
  // "全年250亿元的目标", "全年642亿元目标的": the word stands behind.
  std::string_view tail = figures.after(i);
  tail = tail.substr(0, std::min<std::size_t>(tail.size(), 15));
  return (tail.starts_with("的") || tail.starts_with("目标") || tail.starts_with("任务") ||
          tail.starts_with("计划")) &&
         contains_any(tail, kTargetWords);
}

void compare(const SentenceFigures& figures, std::size_t done, std::size_t planned, std::size_t rate) {
  const Figure& p = figures[done];
  const Figure& t = figures[planned];
  const Figure& s = figures[rate];
  if (value_of(t) <= 0) return;
  const Interval follows = (interval_of(p) / interval_of(t)).scaled(100);
  if (follows.overlaps(interval_of(s))) return;
  const double expected = 100 * value_of(p) / value_of(t);
  add_check(figures.reading(), CheckKind::progress_of_target, "progress",
            {std::string(figures.text(done)), std::string(figures.text(planned)), shown(expected),
             std::string(figures.text(rate))},
            {figures.index(done), figures.index(planned), figures.index(rate)}, value_of(s), expected);
}

// The word before 率 ("开工" of 开工率) must be what was counted.
std::string_view rated_word(std::string_view lead) {
  const std::size_t rate = lead.rfind("率");
  if (rate == std::string_view::npos || rate < 6) return {};
  const std::string_view word = lead.substr(rate - 6, 6);
  return contains_any(word, kDoneWords) ? word : std::string_view();
}

void check_count_rate(const SentenceFigures& figures, std::size_t k) {
  if (k < 2) return;
  const Figure& whole = figures[k - 2];
  const Figure& part = figures[k - 1];
  const std::string_view lead = figures.before(k);
  const std::string_view word = rated_word(lead);
  if (word.empty() || lead.size() > 40 || !is_amount(whole) || !is_amount(part) || !same_unit(whole, part) ||
      !is_count(part))
    return;
  const std::string_view middle = figures.between(k - 2, k - 1);
  const std::string_view behind = lead.substr(0, lead.rfind("率") - 6);
  if (has_stop(lead) ||
      (middle.find(word) == std::string_view::npos && behind.find(word) == std::string_view::npos))
    return;
  if (value_of(part) > value_of(whole)) return;
  compare(figures, k - 1, k - 2, k);
}

void check_target(const SentenceFigures& figures, std::size_t k) {
  const std::string_view lead = figures.before(k);
  if (contains_any(lead, {"去年", "上年", "同期", "增长", "下降"})) return;
  std::optional<std::size_t> target;
  std::optional<std::size_t> done;
  const std::size_t lowest = k > 5 ? k - 5 : 0;
  for (std::size_t i = k; i-- > lowest;) {
    if (has_stop(figures.before(i + 1)) && i + 1 < k) break;
    if (i + 1 == k && has_stop(lead)) break;
    const Figure& f = figures[i];
    if (!is_amount(f)) continue;
    const std::optional<std::size_t> other = target ? target : done;
    if (other && !same_unit(f, figures[*other])) continue;
    if (speaks_of_target(figures, i)) {
      if (!target) target = i;
    } else if (!done && f.status == Status::actual) {
      done = i;
    }
    if (target && done) break;
  }
  if (target && done) compare(figures, *done, *target, k);
}

// Months gone at the end of the period that a progress speaks of; 0 where the words do not say.
int months_gone(std::string_view period) {
  const std::u16string units = text::fold_word(period);
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!quantity::may_start_period(units[i])) continue;
    const auto found = quantity::scan_period(units, i);
    if (!found) continue;
    if (found->kind == quantity::PeriodKind::half || found->kind == quantity::PeriodKind::quarter ||
        found->kind == quantity::PeriodKind::months ||
        (found->kind == quantity::PeriodKind::month && found->as_of)) {
      const bool from_start = found->first_month <= 1 || found->as_of;
      if (from_start && found->last_month >= 1 && found->last_month < 12) return found->last_month;
    }
    i += std::max<std::size_t>(1, found->length) - 1;
  }
  return 0;
}

}  // namespace

void check_progress(const SentenceFigures& figures) {
  for (std::size_t k = 0; k < figures.size(); ++k) {
    const Figure& f = figures[k];
    if (!is_percent(f) || !is_known(f) || f.status != Status::actual || f.measure == Measure::change)
      continue;
    const std::string_view lead = last_clause(figures.before(k));
    const bool rate = lead.find("率") != std::string_view::npos;
    if (rate) check_count_rate(figures, k);
    const bool progress =
        f.measure == Measure::progress || contains_any(lead, {"进度", "占全年", "占年度", "占年初"}) ||
        (figures.before(k).starts_with("的") && k > 0 && speaks_of_target(figures, k - 1)) ||
        (k > 0 && figures.before(k).size() <= 18 &&
         ends_with_any(figures.before(k), {"目标的", "任务的", "计划的", "预算的"}));
    if (progress && !(rate && k >= 2 && is_count(figures[k - 1]))) check_target(figures, k);
  }
}

void check_schedule(const SentenceFigures& figures, int title_month) {
  for (std::size_t k = 1; k < figures.size(); ++k) {
    const Figure& gap = figures[k];
    if (!(is_points(gap) || is_percent(gap)) || !is_known(gap)) continue;
    const std::string_view lead = last_clause(figures.before(k));
    if (!contains_any(lead, {"时序进度", "序时进度", "时间进度", "序时", "时序"})) continue;
    if (contains_any(lead, {"去年", "上年", "全国", "全省", "全市", "平均", "投资时序"})) continue;
    const bool ahead = contains_any(lead, {"超", "快", "高于", "领先", "高出", "提前"});
    const bool behind = contains_any(lead, {"落后", "慢", "低于", "滞后", "差", "欠"});
    if (ahead == behind) continue;
    std::size_t p = k;
    while (p-- > 0 && !(is_percent(figures[p]) &&
                        (figures[p].measure == Measure::progress || figures[p].measure == Measure::share))) {
      if (k - p > 4) return;
    }
    if (p >= figures.size() || !is_known(figures[p]) || has_stop(figures.between(p, k))) continue;

    int month = 0;
    for (std::size_t i = p + 1; i-- > 0 && month == 0 && p - i < 4;) month = months_gone(figures.before(i));
    if (month == 0) month = months_gone(figures[p].period);
    if (month == 0) month = title_month;
    if (month == 0) continue;
    const double schedule = 100.0 * month / 12;
    const Interval done = interval_of(figures[p]);
    // The schedule itself is rounded by people: 41.7 or 41.67 for five months.
    const double rounding = month % 3 == 0 ? 0 : 0.05;
    const Interval base{schedule - rounding, schedule + rounding};
    const Interval follows = ahead ? done - base : base - done;
    if (follows.overlaps(interval_of(gap))) continue;
    const double expected = ahead ? value_of(figures[p]) - schedule : schedule - value_of(figures[p]);
    add_check(figures.reading(), CheckKind::lead_over_schedule,
              ((expected >= 0) == ahead ? std::string("schedule_ahead") : std::string("schedule_behind")) +
                  (ahead ? "_ahead" : "_behind"),
              {std::string(figures.text(p)), std::to_string(month), shown(schedule),
               shown(std::abs(expected)), std::string(figures.text(k))},
              {figures.index(p), figures.index(k)}, value_of(gap), expected);
  }
}

}  // namespace midyear::reading
