#include "reading/bind_state.h"

namespace midyear::reading {

void Binder::percent(std::size_t k, const Segment& s, std::uint32_t from) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  const Clue clue = clue_of(from, mark.begin);
  const bool moves =
      clue.cue == Cue::up || clue.cue == Cue::down || clue.cue == Cue::growth || clue.cue == Cue::fall;
  if ((!moves || mark.kind == MarkKind::growth) && tail_percent(k, s, from, clue.cue)) return;
  if (clue.cue == Cue::stop && more_than_before(k, from)) return;
  switch (clue.cue) {
    case Cue::up:
    case Cue::down:
    case Cue::pull:
      bound.measure = Measure::change;
      bound.direction = falls(clue) ? Direction::down : Direction::up;
      change_subject(k, from, clue);
      return;
    case Cue::growth:
    case Cue::fall:
      bound.measure = Measure::change;
      bound.direction = clue.cue == Cue::fall ? Direction::down : Direction::up;
      change_subject(k, from, clue);
      return;
    case Cue::compare:
      gap(k, from, clue);
      return;
    case Cue::plan:
      bound.measure = Measure::progress;
      name_subject(bound, from, clue.begin, false);
      return;
    default:
      break;
  }
  if (clue.cue == Cue::reach && k > s.first && last_ + 1 == k &&
      blank(marks_[last_].tail_begin, clue.begin) &&
      blank(clue.end, mark.lead_end)) {  // 增速由3.2%提高到6.8%
    const Status status = bound.status;
    const PeriodAt period = bound.period;
    bound = bounds_[last_];
    bound.status = status;
    bound.period = period;
    bases_[k] = bases_[last_];
    return;
  }
  rate(k, from, clue);
}

bool Binder::more_than_before(std::size_t k, std::uint32_t from) {
  const std::uint32_t to = marks_[k].lead_end;
  if (to <= from || text_[to - 1] != u'多') return false;
  const std::u16string_view lead = block_.units(from, to);
  if (lead.find(u'比') == lead.npos && lead.find(u'较') == lead.npos) return false;
  Bound& bound = bounds_[k];
  bound.measure = Measure::change;
  bound.direction = Direction::up;
  name_subject(bound, from, to - 1, true);
  return true;
}

bool Binder::falls(const Clue& clue) const {
  if (clue.cue == Cue::down || clue.cue == Cue::fall) return true;
  const std::u16string_view word = block_.units(clue.begin, clue.end);
  return word.starts_with(u"负向") || word == u"下拉" || word == u"拉低";
}

Clue Binder::closing_change(std::uint32_t from, std::uint32_t end) const {
  for (std::size_t k = block_.first_cue(from); k < block_.cues.size() && block_.cues[k].begin <= from + 4;
       ++k) {
    const CueAt& cue = block_.cues[k];
    const bool moves =
        cue.cue == Cue::up || cue.cue == Cue::down || cue.cue == Cue::growth || cue.cue == Cue::fall;
    if (moves && cue.end == end) return {cue.cue, cue.begin, cue.end};
  }
  return {};
}

bool Binder::tail_percent(std::size_t k, const Segment& s, std::uint32_t from, Cue before) {
  const bool bare = before == Cue::stop;
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  std::uint32_t i = mark.tail_begin;
  const bool of = i < text_.size() && text_[i] == u'的';
  if (of) ++i;
  Clue next = clue_at(i);
  if (of && next.cue == Cue::stop && (bare || before == Cue::verb)) next = closing_change(i, s.end);
  const bool noun = of || bare || mark.kind == MarkKind::growth;
  if (noun && (mark.kind == MarkKind::growth || next.cue == Cue::up || next.cue == Cue::down ||
               next.cue == Cue::growth || next.cue == Cue::fall)) {
    bound.measure = Measure::change;
    bound.direction = next.cue == Cue::down || next.cue == Cue::fall ? Direction::down : Direction::up;
    name_subject(bound, from, mark.lead_end, true);
    return true;
  }
  if (!bare || !of || subject_of(block_, from, mark.lead_end).what.size() > 0) return false;
  bound.measure = Measure::share;
  bound.indicator = subject_of(block_, i, s.end).what;
  return true;
}

void Binder::rate(std::size_t k, std::uint32_t from, const Clue& clue) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  bound.measure = Measure::level;
  if (distribute(k, from, mark.lead_end)) {
    if (clue.cue == Cue::share || block_.units(from, mark.lead_end).find(u'占') != std::u16string_view::npos)
      bound.measure = Measure::share;
    if (clue.cue == Cue::progress) bound.measure = Measure::progress;
    return;
  }
  const Clue noun = clue.cue == Cue::reach || clue.cue == Cue::verb ? clue_of(from, clue.begin) : clue;
  const bool near = noun.cue != Cue::stop && subject_of(block_, noun.end, mark.lead_end).what.empty();
  const std::u16string lead(block_.units(from, mark.lead_end));
  if (noun.cue == Cue::share || lead.find(u"占") != lead.npos) {
    bound.measure = Measure::share;
    const std::size_t at = lead.rfind(u"占");
    if (at != lead.npos && year_plan_words().inside(std::u16string_view(lead).substr(at))) {
      bound.measure = Measure::progress;
      name_subject(bound, from, from + static_cast<std::uint32_t>(at), true);
      return;
    }
    share_subject(bound, from, mark.lead_end);
    return;
  }
  if (near && (noun.cue == Cue::growth || noun.cue == Cue::fall)) {
    bound.measure = Measure::change;
    bound.direction = noun.cue == Cue::fall ? Direction::down : Direction::up;
    change_subject(k, from, noun);
    return;
  }
  name_subject(bound, from, mark.lead_end, true);
  if (mark.unit != nullptr && mark.unit->name == "倍")
    bound.measure = Measure::change, bound.direction = Direction::up;
  if (near && noun.cue == Cue::progress) bound.measure = Measure::progress;
  if (noun.cue == Cue::plan) bound.measure = Measure::progress;
  const bool only_verb = clue.cue == Cue::verb && blank(clue.end, mark.lead_end);
  // 完成桩基施工40%: how far the work is; 实现利润率40% is a rate.
  const bool work_done =
      clue.cue == Cue::verb && text_.compare(clue.begin, 2, u"完成") == 0 && !bound.indicator.empty() &&
      noun.cue == Cue::stop &&
      (!ends_with(bound.indicator, measures()) || ends_with_text(bound.indicator, u"总量"));
  if (only_verb || work_done ||
      (after_plan(k) && (clue.cue == Cue::verb || clue.cue == Cue::stop || clue.cue == Cue::reach)))
    bound.measure = Measure::progress;
}

bool Binder::after_plan(std::size_t k) const {
  const Bound* last = last_bound();
  if (last == nullptr || last->measure != Measure::level || last->status != Status::target || k == 0)
    return false;
  const std::u16string between(block_.units(marks_[last_].tail_begin, marks_[k].lead_end));
  if (between.size() > 16) return false;
  return between == u"的" || after_plan_words().inside(between);
}

bool Binder::inside_share(const Phrase& what) const {
  const std::uint32_t begin = what.pieces.front().begin;
  return begin > 0 && text_[begin - 1] == u'在' &&
         block_.units(begin, what.pieces.back().end).find(u"中的") != std::u16string_view::npos;
}

void Binder::share_subject(Bound& bound, std::uint32_t from, std::uint32_t to) {
  Subject subject = subject_of(block_, from, to);
  const std::u16string what = folded_of(subject.what, block_);
  const Bound* last = last_bound();
  if (what.empty() ||
      (last != nullptr &&
       (what.starts_with(u"占") || what.starts_with(u"在") || inside_share(subject.what))) ||
      generic(subject.what)) {
    inherit(bound);
    if (last != nullptr) {  // said of the thing itself, not of an earlier 占比
      bases_[static_cast<std::size_t>(&bound - bounds_.data())] = bases_[last_];
      bound.indicator = bases_[last_];
    }
    bound.indicator.append(subject.what);
    return;
  }
  bound.indicator = subject.what;
  bound.entity = subject.entity;
  settle_entity(bound, subject);
}

void Binder::change_subject(std::size_t k, std::uint32_t from, const Clue& clue) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  const bool is_noun = clue.cue == Cue::growth || clue.cue == Cue::fall;
  const std::uint32_t to = is_noun ? clue.end : clue.begin;
  if (distribute(k, from, to)) return;
  Subject behind = subject_of(block_, clue.end, mark.lead_end);
  if (!behind.what.empty() && clue.cue != Cue::pull) {
    bound.indicator = behind.what;
    return;
  }
  if (clue.cue == Cue::pull) {
    Subject before = subject_of(block_, from, clue.begin);
    if (before.what.empty()) {
      inherit(bound);
      if (last_ != kNoMark) bound.indicator = bases_[last_];
    } else {
      bound.indicator = before.what;
    }
    bound.indicator.append(clue.begin, mark.lead_end);
    return;
  }
  if (is_noun) {
    Subject before = subject_of(block_, from, clue.begin);
    name_subject(bound, from, clue.begin, true);
    if (before.what.empty() && last_bound() == nullptr) bound.indicator.append(clue.begin, clue.end);
    return;
  }
  name_subject(bound, from, to, true);
  leave_share(k, from, to);
  for (std::size_t c = block_.first_cue(from); c < block_.cues.size() && block_.cues[c].begin < to; ++c)
    if (block_.cues[c].cue == Cue::prior &&
        block_.units(block_.cues[c].begin, block_.cues[c].end) == u"两年平均" &&
        !ends_with_text(bound.indicator, u"两年平均"))
      bound.indicator.append(block_.cues[c].begin, block_.cues[c].end);
}

void Binder::leave_share(std::size_t k, std::uint32_t from, std::uint32_t to) {
  const Mark& mark = marks_[k];
  const Bound* last = last_bound();
  if (last == nullptr || last->measure != Measure::share || mark.unit == nullptr ||
      mark.unit->dimension == quantity::Dimension::points || bases_[last_].empty() ||
      !subject_of(block_, from, to).what.empty())
    return;
  bounds_[k].indicator = bases_[k] = bases_[last_];
}

void Binder::gap(std::size_t k, std::uint32_t from, const Clue& clue) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  const std::u16string with(block_.units(clue.end, mark.lead_end));
  const std::u16string head(block_.units(from, clue.begin));
  const bool earlier = earlier_words().inside(with) || head.find(u"同比") != head.npos ||
                       head.find(u"比去年") != head.npos || head.find(u"比上年") != head.npos;
  if (earlier) {
    bound.measure = Measure::change;
    const std::u16string_view word = block_.units(clue.begin, clue.end);
    bound.direction =
        word.find(u'低') != word.npos || word.find(u'慢') != word.npos || word.find(u"落后") != word.npos
            ? Direction::down
            : Direction::up;
    name_subject(bound, from, clue.begin, true);
    return;
  }
  bound.measure = Measure::level;
  name_subject(bound, from, clue.begin, true);
  if (bases_[k].empty()) bases_[k] = bound.indicator;
  bound.indicator.append(clue.begin, mark.lead_end);
}

}  // namespace midyear::reading
