#include "reading/bind_state.h"

namespace midyear::reading {

void Binder::read_mode(std::uint32_t begin, std::uint32_t end) {
  while (begin < end && (text_[begin] == u' ' || text_[begin] == u'“')) ++begin;
  if (plan_head_words().starts(text_, begin) > 0) plan_ = true;
}

bool Binder::comparison_base(std::uint32_t begin) const {
  std::uint32_t i = begin;
  while (i > 0 && text_[i - 1] == u' ') --i;
  if (i == 0) return false;
  const char16_t c = text_[i - 1];
  if (std::u16string_view(u"比较与同是从占").find(c) != std::u16string_view::npos) return true;
  return i > 1 && (text_.compare(i - 2, 2, u"高于") == 0 || text_.compare(i - 2, 2, u"低于") == 0 ||
                   text_.compare(i - 2, 2, u"相比") == 0);
}

bool Binder::instant(std::u16string_view words) {
  return words.find(u'底') != words.npos || words.find(u'末') != words.npos ||
         words.find(u"目前") != words.npos || words.starts_with(u"截") || words.starts_with(u"到") ||
         words.starts_with(u"近") || words.find(u"同期") != words.npos;
}

bool Binder::names_plan(const PeriodAt& period) const {
  const std::size_t k = block_.first_cue(period.begin);
  if (k < block_.cues.size() && block_.cues[k].begin == period.begin && block_.cues[k].cue == Cue::plan &&
      block_.cues[k].end > period.end)
    return true;
  return plan_noun_words().starts(text_, period.end) > 0;
}

bool Binder::passing(const PeriodAt& at, bool head) const {
  using quantity::PeriodKind;
  const quantity::Period& period = at.period;
  if (period.same_period || period.kind == PeriodKind::days || at.period.length == 0) return true;
  const std::u16string_view words = block_.units(at.begin, at.end);
  if (words == u"年度" || words.ends_with(u"至今")) return true;  // 年度化债任务, 至今未开工
  if (period.since && period.year_is == quantity::YearIs::absolute) return true;
  const bool spoken = text_[at.end - 1] == u'来' || text_[at.begin] == u'这' || text_[at.begin] == u'过';
  return period.kind == PeriodKind::span && !head && !spoken;
}

void Binder::note_periods(std::uint32_t begin, std::uint32_t end, bool head, bool counted) {
  for (std::size_t p = block_.first_period(begin); p < block_.periods.size() && block_.periods[p].begin < end;
       ++p) {
    const PeriodAt& period = block_.periods[p];
    if (comparison_base(period.begin)) continue;
    if (names_plan(period)) {  // 下半年,紧盯全年目标,确保…: what is promised is for the year
      if (plan_ && !counted && text_[period.begin] == u'全') sentence_period_ = period;
      continue;
    }
    const bool first =
        (head && period.begin <= begin + 4) || (sentence_begin_ + 12 > period.begin && last_ == kNoMark);
    const bool from = period.begin > 0 && text_[period.begin - 1] == u'由';
    if (aside_ || from || passing(period, first)) {
      if (counted) clause_period_ = period, lead_period_ = from;
      continue;
    }
    clause_period_ = {};
    earlier_period_ = sentence_period_;
    sentence_period_ = period;
    const std::u16string_view words = block_.units(period.begin, period.end);
    if (period.period.as_of && !plan_ && !instant_ahead(words)) target_ = false;
    const bool opens = period.begin <= begin + 4 || block_period_.end == 0;
    if (first && opens && !instant(words)) block_period_ = period;
  }
}

bool Binder::instant_ahead(std::u16string_view words) {
  return words.find(u"年底") != words.npos || words.find(u'前') != words.npos ||
         words.find(u"年末") != words.npos;
}

void Binder::note_status(std::uint32_t begin, std::uint32_t end) {
  for (std::size_t k = block_.first_cue(begin); k < block_.cues.size() && block_.cues[k].begin < end; ++k) {
    const CueAt& cue = block_.cues[k];
    if (cue.cue == Cue::condition && cue.end - cue.begin > 1)
      condition_ = hypothesis_words().starts(text_, cue.begin) > 0;
    if (cue.cue == Cue::done) target_ = future_ = false;
    if (arranged_ && cue.cue == Cue::verb && !arranges(cue) && !planned_before(cue))
      target_ = arranged_ = false;
    if (cue.cue == Cue::target && !weak_target(cue, end)) {
      target_ = promised_ = true, condition_ = false;
      if (open_role_ && text_[cue.end - 1] == u'将') future_ = true;
    }
  }
}

bool Binder::plans(const CueAt& cue, std::uint32_t end) const {
  if (cue.end >= end) return false;
  const std::u16string_view behind = std::u16string_view(text_).substr(cue.end, 2);
  if (behind == u"投资" || behind.starts_with(u'共')) return true;
  const std::size_t next = block_.first_cue(cue.end);
  if (next < block_.cues.size() && block_.cues[next].begin == cue.end) {
    const Cue kind = block_.cues[next].cue;
    if (kind == Cue::act || kind == Cue::verb || kind == Cue::reach || kind == Cue::up || kind == Cue::down ||
        kind == Cue::drop)
      return true;
  }
  if (cue.begin == 0) return true;
  const char16_t before = text_[cue.begin - 1];
  if (before == u',' || before == u'。' || before == u';' || before == u'、' || before == u'(')
    return text_[cue.end] != u'生';
  const std::size_t k = block_.first_cue(cue.begin);
  if (k > 0 && block_.cues[k - 1].end == cue.begin && block_.cues[k - 1].cue == Cue::self) return true;
  const std::size_t p = block_.first_period(cue.begin);
  return p > 0 && block_.periods[p - 1].end == cue.begin;
}

bool Binder::weak_target(const CueAt& cue, std::uint32_t end) const {
  const std::u16string_view word = block_.units(cue.begin, cue.end);
  if (word == u"保" || word == u"争") return cue.end >= text_.size() || !is_digit(text_[cue.end]);
  if (word == u"计划") return !plans(cue, end);
  if (word == u"争取")
    return (cue.begin >= 2 && text_.compare(cue.begin - 2, 2, u"累计") == 0) ||
           (!plan_ && !open_role_ && wins(cue));
  if (word == u"预计") return of_past(cue);
  if (word == u"预期")  // 低于预期, 好于预期: said of what has come
    return cue.begin > 0 &&
           std::u16string_view(u"于超合出过达").find(text_[cue.begin - 1]) != std::u16string_view::npos;
  if (word == u"将") return cue.end >= end || is_digit(text_[cue.end]);

  return false;
}

bool Binder::arranges(const CueAt& cue) const {
  return arrange_words().has(block_.units(cue.begin, cue.end));
}

bool Binder::planned_before(const CueAt& cue) const {
  const std::size_t k = block_.first_cue(cue.begin);
  if (k == 0 || block_.cues[k - 1].end != cue.begin) return false;
  return block_.cues[k - 1].cue == Cue::plan || block_.cues[k - 1].cue == Cue::target;
}

bool Binder::arranged(std::size_t k, std::uint32_t from) const {
  const Bound& bound = bounds_[k];
  if (bound.measure != Measure::level || percent_like(marks_[k]) || bound.indicator.empty()) return false;
  for (std::size_t c = block_.first_cue(from);
       c < block_.cues.size() && block_.cues[c].begin < marks_[k].begin; ++c)
    if (arranges(block_.cues[c])) return arranged_things().ends(folded_of(bound.indicator, block_)) > 0;
  return false;
}

bool Binder::wins(const CueAt& cue) const {
  const std::size_t next = block_.first_cue(cue.end);
  if (next >= block_.cues.size() || block_.cues[next].begin != cue.end) {
    const std::size_t p = block_.first_period(cue.end);
    return p >= block_.periods.size() || block_.periods[p].begin != cue.end;
  }
  return block_.cues[next].cue == Cue::stop;
}

bool Binder::of_past(const CueAt& cue) const {
  if (plan_) return false;
  const PeriodAt& at = clause_period_.end != 0 ? clause_period_ : sentence_period_;
  if (at.end == 0) return carry_.past_year;
  if (at.begin > cue.begin || at.period.ahead || at.period.until) return false;
  using quantity::PeriodKind;
  switch (at.period.kind) {
    case PeriodKind::half:
    case PeriodKind::quarter:
    case PeriodKind::months:
    case PeriodKind::month:
      return true;
    default:
      return carry_.past_year;
  }
}

void Binder::plan_words(std::size_t k, std::uint32_t from) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  if (bound.status == Status::target && bound.measure == Measure::progress && !plan_ && !promised_)
    bound.status = Status::actual;
  if (bound.status != Status::actual) return;
  if (bound.measure == Measure::level && aim_words().starts(text_, mark.tail_begin) > 0) {
    bound.status = Status::target;
    if (sentence_period_.end + 1 >= mark.lead_end && earlier_period_.end != 0)
      sentence_period_ = earlier_period_;  // 全年589亿元任务
  }
  if (bound.measure != Measure::level || percent_like(mark)) return;
  if (arranged(k, from)) {
    bound.status = Status::target;
    target_ = arranged_ = true;
  }
  for (std::size_t c = block_.first_cue(from); c < block_.cues.size() && block_.cues[c].begin < mark.begin;
       ++c)
    if (block_.cues[c].cue == Cue::plan) {
      bound.status = Status::target;
      const std::size_t p = block_.first_period(block_.cues[c].begin);  // 全年 of 完成全年目标800亿元
      if (p < block_.periods.size() && block_.periods[p].end <= block_.cues[c].end)
        bound.period = block_.periods[p];
    }
}

}  // namespace midyear::reading
