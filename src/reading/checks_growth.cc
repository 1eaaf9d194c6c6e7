// Growth against two stated values ("由A增加到B，增长g%"; "达B，比上年增加d，增长g%"), and the order of
// ranges.

#include <algorithm>
#include <cmath>
#include <optional>

#include "reading/checks.h"

namespace midyear::reading {
namespace {

constexpr std::string_view kUpTo[] = {"增加到", "增长到", "提高到", "上升到", "提升到", "扩大到", "增至",
                                      "升至",   "提升至", "提高至", "上升至", "增加至", "增长至", "扩充至",
                                      "扩大至", "攀升至", "增到",   "升到",   "跃升至", "发展到", "发展至",
                                      "壮大到", "壮大至", "攀升到", "扩充到", "扩展到", "拓展到", "跃升到"};
constexpr std::string_view kDownTo[] = {"下降到", "降至",   "降到",   "减少到", "减至",   "压减到", "压缩到",
                                        "回落到", "降低到", "降低至", "下降至", "减少至", "回落至", "压缩至"};
constexpr std::string_view kChangeWords[] = {"增长", "提高", "增加", "上升", "提升", "下降", "减少", "降低",
                                             "回落", "净增", "增幅", "降幅", "多",   "少",   "扩大", "压减",
                                             "压缩", "增速", "增收", "增支", "减收", "减支", "涨幅"};
// A second reference in between breaks the chain: the growth is against something else.
constexpr std::string_view kOtherReference[] = {"年均",   "平均",   "环比", "比上月", "比一季度",
                                                "较年初", "比年初", "可比", "不变价", "同口径",
                                                "扣除",   "剔除",   "高于", "低于",   "占"};

std::optional<double> sign_of(const Figure& f, std::string_view lead) {
  if (f.direction == Direction::up) return 1;
  if (f.direction == Direction::down) return -1;
  if (contains_any(lead, {"下降", "减少", "降低", "回落", "降幅", "减收", "减支", "少"})) return -1;
  if (ends_with_any(lead, {"少", "少收", "少支"})) return -1;
  if (contains_any(lead, kChangeWords)) return 1;
  return std::nullopt;
}

// The stated change with its sign, "下降-3%" read as written.
Interval signed_interval(const Figure& f, double sign) {
  const Interval i = interval_of(f);
  return sign < 0 && value_of(f) >= 0 ? i.scaled(-1) : i;
}

void report(const SentenceFigures& figures, std::vector<std::size_t> involved, std::size_t stated,
            std::string_view how, Values values, double expected) {
  const Figure& f = figures[stated];
  std::vector<std::uint32_t> indices;
  for (const std::size_t i : involved) indices.push_back(figures.index(i));
  const std::string unit = is_percent(f) ? "%" : std::string(f.unit);
  const double scale = is_percent(f) || f.amount == 0 ? 1 : f.value.to_double() / f.amount;
  values.push_back(shown(std::abs(expected) * scale) + unit);
  values.emplace_back(figures.text(stated));
  add_check(figures.reading(), CheckKind::growth_of_values,
            std::string(how) + (expected < 0 ? "_down" : "_up"), values, std::move(indices), value_of(f),
            expected);
}

// What was before and what is now; `change` says how much lies between, in the same unit, in points or in per
// cent.
void compare(const SentenceFigures& figures, std::size_t was, std::size_t now, std::size_t change) {
  const Figure& a = figures[was];
  const Figure& b = figures[now];
  const Figure& c = figures[change];
  const std::optional<double> sign = sign_of(c, last_clause(figures.before(change)));
  if (!sign || value_of(a) <= 0) return;
  const Values from = {std::string(figures.text(was)), std::string(figures.text(now))};
  const Interval stated = signed_interval(c, *sign);
  const Interval by = interval_of(b) - interval_of(a);
  const double difference = value_of(b) - value_of(a);
  if (is_percent(c) && !is_percent(a)) {
    const Interval growth = (by / interval_of(a)).scaled(100);
    if (!growth.overlaps(stated))
      report(figures, {was, now, change}, change, "growth_from", from, 100 * difference / value_of(a));
  } else if (is_points(c) && is_percent(a)) {
    if (!by.overlaps(stated)) report(figures, {was, now, change}, change, "growth_from", from, difference);
  } else if (c.unit == "倍") {
    const bool times = contains_any(last_clause(figures.before(change)), {"是", "为"});
    const Interval ratio = interval_of(b) / interval_of(a);
    const Interval written = interval_of(c);
    if (!ratio.overlaps(written) && (times || !(ratio - Interval{1, 1}).overlaps(written)))
      report(figures, {was, now, change}, change, "growth_from", from,
             value_of(b) / value_of(a) - (times ? 0 : 1));
  } else if (same_unit(a, c) && !is_percent(c)) {
    if (!by.overlaps(stated)) report(figures, {was, now, change}, change, "growth_from", from, difference);
  }
}

bool usable(const Figure& f) {
  return is_known(f) && f.exactness == Exactness::exact && f.status != Status::condition;
}

bool is_level(const Figure& f) {
  return usable(f) && (f.measure == Measure::level || f.measure == Measure::share ||
                       f.measure == Measure::progress || f.measure == Measure::change);
}

// Whether figure c states, right behind figure b, how much has changed.
bool states_change(const SentenceFigures& figures, std::size_t c, bool own_reference) {
  const std::string_view gap = figures.before(c);
  if (gap.size() > 48 || has_stop(gap) || !usable(figures[c]) || contains_any(gap, kOtherReference))
    return false;
  if (!own_reference && contains_any(gap, {"比", "较"}) &&
      !contains_any(gap, {"同比", "比上年", "较上年", "比去年", "较去年", "比重"}))
    return false;
  return contains_any(gap, kChangeWords);
}

// "由361.6亿元提高到405亿元，增长12%".
void check_from_to(const SentenceFigures& figures, std::size_t was) {
  if (was + 1 >= figures.size()) return;
  const std::size_t now = was + 1;
  const std::string_view link = figures.between(was, now);
  if (link.size() > 60 || !contains_any(link, {"到", "至"}) ||
      !contains_any(last_clause(figures.before(was)), {"由", "从"}))
    return;
  const bool up = contains_any(link, kUpTo);
  const bool down = contains_any(link, kDownTo);
  if (up == down || has_stop(link)) return;
  const Figure& a = figures[was];
  const Figure& b = figures[now];
  const bool same = same_unit(a, b) || (is_percent(a) && is_percent(b));
  if (!same || !is_level(a) || !is_level(b)) return;
  if (up ? interval_of(b).hi < interval_of(a).lo : interval_of(b).lo > interval_of(a).hi) {
    add_check(figures.reading(), CheckKind::growth_of_values, up ? "fall_called_rise" : "rise_called_fall",
              {std::string(figures.text(was)), std::string(figures.text(now))},
              {figures.index(was), figures.index(now)}, value_of(b), value_of(a));
    return;
  }
  if (now + 1 < figures.size() && states_change(figures, now + 1, false)) compare(figures, was, now, now + 1);
}

// "达到149家，较去年底的124家增加25家".
void check_now_was(const SentenceFigures& figures, std::size_t now) {
  if (now + 2 >= figures.size()) return;
  const std::string_view link = figures.between(now, now + 1);
  const std::size_t than = behind_last(link, {"比", "较"});
  if (than == std::string_view::npos || link.size() > 45 || has_stop(link) || !link.ends_with("的") ||
      contains_any(link, {"计划", "目标", "全国", "全省", "全市", "平均"}))
    return;
  const Figure& a = figures[now + 1];
  const Figure& b = figures[now];
  if (!(same_unit(a, b) || (is_percent(a) && is_percent(b))) || !is_level(a) || !is_level(b)) return;
  const std::string_view gap = figures.before(now + 2);
  if (gap.size() <= 24 && states_change(figures, now + 2, false)) compare(figures, now + 1, now, now + 2);
}

// "4.62亿美元，上年同期为4.4亿美元，同比增长5%".
void check_now_and_before(const SentenceFigures& figures, std::size_t now) {
  if (now + 2 >= figures.size()) return;
  const std::string_view link = figures.between(now, now + 1);
  const bool before = contains_any(link, {"上年同期", "去年同期", "上年为", "去年为", "上年是", "去年是"});
  if (!before || link.size() > 40 || has_stop(link) || contains_any(link, {"比", "较", "占", "增", "降"}))
    return;
  const Figure& a = figures[now + 1];
  const Figure& b = figures[now];
  if (!is_amount(a) || !is_amount(b) || !same_unit(a, b) || !usable(a) || !usable(b)) return;
  if (figures[now + 2].measure == Measure::change && states_change(figures, now + 2, false))
    compare(figures, now + 1, now, now + 2);
}

// "140.1亿元，比去年同期增加6.7亿元，增长5%": growth = d ÷ (v − d).
void check_value_and_change(const SentenceFigures& figures, std::size_t now) {
  if (now + 2 >= figures.size()) return;
  const Figure& v = figures[now];
  const Figure& d = figures[now + 1];
  const Figure& g = figures[now + 2];
  const bool growth = is_percent(g) || g.unit == "倍";
  if (!is_amount(v) || v.exactness != Exactness::exact || !same_unit(v, d) || g.measure != Measure::change ||
      !growth)
    return;
  const std::string_view link = figures.before(now + 1);
  const bool change = d.measure == Measure::change || contains_any(link, {"增收", "增支", "减收", "减支"}) ||
                      ends_with_any(link, {"多", "少", "增加", "减少"});
  if (!change) return;
  if (!contains_any(link, {"比", "较", "同比"}) ||
      contains_any(link, {"计划", "目标", "全国", "全省", "全市"}) || has_stop(link))
    return;
  if (!states_change(figures, now + 1, true) || !states_change(figures, now + 2, false)) return;
  if (contains_any(link, {"年初", "上月", "季度", "上年末", "年底"}) !=
          contains_any(figures.before(now + 2), {"年初", "上月", "季度", "上年末", "年底"}) &&
      figures.before(now + 2).find("同比") != std::string_view::npos)
    return;
  const std::optional<double> sign = sign_of(d, link);
  const std::optional<double> direction = sign_of(g, figures.before(now + 2));
  if (!sign || !direction) return;
  const Interval by = signed_interval(d, *sign);
  const Interval base = interval_of(v) - by;
  const double was = value_of(v) - *sign * value_of(d);
  if (base.lo <= 0 || was <= 0) return;
  const double factor = g.unit == "倍" ? 1 : 100;
  const Interval follows = (by / base).scaled(factor);
  if (follows.overlaps(signed_interval(g, *direction))) return;
  report(figures, {now, now + 1, now + 2}, now + 2, "growth_within",
         {std::string(figures.text(now)), std::string(figures.text(now + 1))},
         factor * *sign * value_of(d) / was);
}

}  // namespace

void check_growth(const SentenceFigures& figures) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    check_from_to(figures, i);
    check_now_was(figures, i);
    check_now_and_before(figures, i);
    check_value_and_change(figures, i);
  }
}

void check_ranges(const SentenceFigures& figures) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Figure& f = figures[i];
    if (f.has_upper && !f.lost && !f.unit.empty() && f.value.to_double() >= 0 &&
        f.upper.to_double() < f.value.to_double()) {
      add_check(figures.reading(), CheckKind::range_order, "range_reversed", {std::string(figures.text(i))},
                {figures.index(i)}, f.upper.to_double(), f.value.to_double());
    }
    if (i + 1 >= figures.size() || !is_known(f) || !is_known(figures[i + 1]) || !same_unit(f, figures[i + 1]))
      continue;
    // "保5000亩争8000亩": a floor and what is hoped for beyond it.
    const std::string_view link = figures.between(i, i + 1);
    const bool stretch =
        link.size() <= 18 && ends_with_any(link, {"争", "力争", "冲刺", "争取", "争增长", "力争增长"});
    if (!stretch ||
        !ends_with_any(figures.before(i), {"保", "确保", "确保完成", "保证", "保增长", "确保增长"}))
      continue;
    if (interval_of(figures[i + 1]).hi < interval_of(f).lo)
      add_check(figures.reading(), CheckKind::range_order, "stretch_below_floor",
                {std::string(figures.text(i + 1)), std::string(figures.text(i))},
                {figures.index(i), figures.index(i + 1)}, value_of(figures[i + 1]), value_of(f));
  }
}

}  // namespace midyear::reading
