// Parts of a whole in per cent: "其中食品产业591.4亿元，占80%" against the whole named before; shares that
// must add up to a hundred.

#include <algorithm>
#include <cmath>

#include "reading/checks.h"

namespace midyear::reading {
namespace {

// What stands between 占 and the percentage: the name of the whole, without 的比重为 and the like.
std::string_view named_whole(std::string_view before) {
  const std::size_t behind = behind_last(before, {"占"});
  if (behind == std::string_view::npos) return {};
  std::string_view name = before.substr(behind);
  for (const std::string_view tail : {"的比重", "的比例", "的份额", "比重", "比例", "比达", "比为", "的"}) {
    const std::size_t at = name.find(tail);
    if (at != std::string_view::npos) name = name.substr(0, at);
  }
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : {"比", "达到", "达", "为", "近", "约", "超过", "超", "到"})
      if (name.ends_with(word)) name.remove_suffix(word.size()), cut = true;
    for (const std::string_view word : {"全区", "全市", "全县", "全省", "我区", "我市", "园区", "新区", "到"})
      if (name.starts_with(word)) name.remove_prefix(word.size()), cut = true;
  }
  return name;
}

bool means_all(std::string_view name) {
  for (const std::string_view word : {"全部", "总量", "总数", "总额", "总规模", "总投资额", "合计"})
    if (name == word) return true;
  return false;
}

bool names(const Figure& whole, std::string_view name) {
  if (name == whole.indicator) return true;
  if (name.size() < 12 || whole.indicator.size() < 12)
    return false;  // "产值", "投资" stand in too many names
  return whole.indicator.find(name) != std::string_view::npos ||
         name.find(whole.indicator) != std::string_view::npos;
}

// "增支105473万元": a change, whatever it was read as.
bool is_change(const SentenceFigures& figures, std::size_t i) {
  if (figures[i].measure == Measure::change) return true;
  const std::string_view lead = last_clause(figures.before(i));
  return contains_any(lead, {"增支", "增收", "减收", "减支", "净增"}) ||
         ends_with_any(lead, {"增加", "减少", "增加了", "减少了", "多", "少"});
}

bool can_be_whole(const Figure& whole, const Figure& part) {
  return is_amount(whole) && same_unit(whole, part) && whole.status == part.status && value_of(whole) > 0;
}

struct Share {
  const SentenceFigures& figures;
  std::size_t part, share;
};

void compare(const Share& s, const Figure& whole, std::uint32_t whole_index, std::string_view whole_text) {
  const Figure& part = s.figures[s.part];
  const Figure& stated = s.figures[s.share];
  if (value_of(part) > value_of(whole) && value_of(stated) <= 100) return;  // not its whole
  const Interval follows = (interval_of(part) / interval_of(whole)).scaled(100);
  if (follows.overlaps(interval_of(stated))) return;
  const double expected = 100 * value_of(part) / value_of(whole);
  add_check(s.figures.reading(), CheckKind::share_of_total, "share",
            {std::string(s.figures.text(s.part)), std::string(whole_text), shown(expected),
             std::string(s.figures.text(s.share))},
            {whole_index, s.figures.index(s.part), s.figures.index(s.share)}, value_of(stated), expected);
}

// The nearest whole that the words allow: by name, or the amount that 其中 or 中 opens.
void find_whole(const Share& s, std::string_view name, const SentenceFigures* before) {
  const Figure& part = s.figures[s.part];
  const bool unnamed = name.empty() || means_all(name);
  for (std::size_t k = s.part; k-- > (s.part > kReach ? s.part - kReach : 0);) {
    const Figure& whole = s.figures[k];
    if (!can_be_whole(whole, part)) continue;
    const std::string_view link = s.figures.between(k, s.part);
    const bool opened = link.find("其中") != std::string_view::npos || link.starts_with("中");
    if (unnamed ? !opened : !names(whole, name)) {
      if (unnamed) return;  // only the nearest amount can be what 其中 opens
      continue;
    }
    if (unnamed && s.figures.between(k, s.part).find("其中") != s.figures.between(k, s.part).rfind("其中"))
      return;
    compare(s, whole, s.figures.index(k), s.figures.text(k));
    return;
  }
  if (unnamed || before == nullptr) return;
  for (std::size_t k = before->size(); k-- > (before->size() > kReach ? before->size() - kReach : 0);) {
    const Figure& whole = (*before)[k];
    if (!can_be_whole(whole, part) || !names(whole, name) || whole.entity != "" ||
        disjoint_periods(whole, part))
      continue;
    compare(s, whole, before->index(k), before->text(k));
    return;
  }
}

void check_share(const SentenceFigures& figures, std::size_t k, const SentenceFigures* before) {
  const std::string_view lead = figures.before(k);
  // "…占全区总产值600亿元的70%": the whole stands right before the percentage.
  if (k >= 2 && is_amount(figures[k - 1]) && lead.starts_with("的") && lead.size() <= 12 &&
      figures.before(k - 1).find("占") != std::string_view::npos) {
    const std::string_view name = figures.before(k - 1).substr(figures.before(k - 1).rfind("占"));
    if (contains_any(name, {"目标", "任务", "计划", "年初", "年度", "全年"})) return;
    for (std::size_t i = k - 1; i-- > (k > kReach ? k - kReach : 0);) {
      if (!is_amount(figures[i])) continue;
      if (same_unit(figures[i], figures[k - 1]) && !has_stop(figures.between(i, k - 1)))
        compare({figures, i, k}, figures[k - 1], figures.index(k - 1), figures.text(k - 1));
      return;
    }
    return;
  }
  if (contains_any(lead, {"占全年", "占年度", "目标", "任务", "预计数", "计划"}) ||
      (lead.find("预算") != std::string_view::npos && lead.find("公共预算") == std::string_view::npos))
    return;
  for (std::size_t i = k; i-- > (k > kReach ? k - kReach : 0);) {
    if (is_change(figures, i)) continue;
    if (!is_amount(figures[i])) {
      if (figures[i].measure == Measure::change || is_percent(figures[i])) continue;
      return;
    }
    if (has_stop(figures.between(i, k))) return;
    const std::string_view gap = figures.before(i);
    if (i > 0 && (gap == "、" || gap == "和" || gap == "与" || gap == "及"))
      return;  // a list: the share is of all of it
    find_whole({figures, i, k}, named_whole(lead), before);
    return;
  }
}

// "占比分别为12%、45%和43%", "从来源看，政府投资占…，企业投资占…": together no more than a hundred.
void check_hundred(const SentenceFigures& figures) {
  std::vector<std::uint32_t> run;
  Interval sum;
  double stated = 0;
  bool listed = true;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Figure& f = figures[i];
    if (f.measure != Measure::share || !is_percent(f) || !is_known(f)) return;
    if (!run.empty()) {
      const std::string_view gap = figures.before(i);
      listed = listed && gap.size() <= 6;
    }
    run.push_back(figures.index(i));
    sum = sum + interval_of(f);
    stated += value_of(f);
  }
  if (run.size() < 2) return;
  const std::string_view head = figures.before(0);
  const bool parts = (listed && head.find("分别") != std::string_view::npos) ||
                     (head.find("从") != std::string_view::npos &&
                      head.find("看") != std::string_view::npos && run.size() >= 3);
  if (!parts || sum.lo <= 100.0001) return;
  add_check(figures.reading(), CheckKind::sum_of_parts, "shares_over_whole", {shown(stated)}, run, stated,
            100);
}

}  // namespace

void check_shares(const SentenceFigures& figures, const SentenceFigures* before) {
  for (std::size_t k = 0; k < figures.size(); ++k) {
    const Figure& f = figures[k];
    if (!is_percent(f) || !is_known(f) || f.status == Status::condition) continue;
    const bool of_whole =
        k > 0 && figures.before(k) == "的" && figures.before(k - 1).find("占") != std::string_view::npos;
    if (f.measure == Measure::share || of_whole) check_share(figures, k, before);
  }
  check_hundred(figures);
}

}  // namespace midyear::reading
