#include <algorithm>

#include "reading/bind_state.h"

namespace midyear::reading {

using quantity::Dimension;

namespace {

bool tells(Cue cue) {
  switch (cue) {
    case Cue::up:
    case Cue::down:
    case Cue::pull:
    case Cue::reach:
    case Cue::compare:
    case Cue::share:
    case Cue::progress:
    case Cue::plan:
    case Cue::rank:
    case Cue::growth:
    case Cue::fall:
    case Cue::verb:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Binder::percent_like(const Mark& mark) const {
  if (mark.kind == MarkKind::growth) return true;
  if (mark.unit == nullptr) return false;
  const Dimension d = mark.unit->dimension;
  return d == Dimension::percent || d == Dimension::points || d == Dimension::ratio;
}

bool Binder::is_condition(std::size_t k) const {
  const Mark& mark = marks_[k];
  if (mark.kind != MarkKind::plain || mark.lost) return false;
  if (mark.size_class) return true;
  if (mark.unit != nullptr && (mark.unit->dimension == Dimension::count || percent_like(mark))) return false;
  std::uint32_t i = mark.tail_begin;
  const bool bounded = mark.tail_begin > mark.end;
  if (!bounded && mark.exactness != Exactness::over) return false;
  if (bounded && counts_behind(k)) return true;
  if (i < text_.size() && text_[i] == u'的') ++i;
  return class_nouns().starts(text_, i) > 0;
}

bool Binder::counts_behind(std::size_t k) const {
  if (k + 1 >= marks_.size() || !counts(marks_[k + 1])) return false;
  std::uint32_t i = marks_[k].tail_begin;
  if (text_[i] == u'的') ++i;
  if (text_[i] == u'有') ++i;
  return i == marks_[k + 1].lead_end;
}

Clue Binder::clue_of(std::uint32_t from, std::uint32_t to) const {
  for (std::size_t k = block_.first_cue(to); k > 0;) {
    const CueAt& cue = block_.cues[--k];
    if (cue.begin < from) break;
    if (!tells(cue.cue)) continue;
    if (cue.cue == Cue::growth || cue.cue == Cue::fall || cue.cue == Cue::progress || cue.cue == Cue::share)
      if (const Clue gap = gap_before(k, from); gap.cue != Cue::stop) return gap;
    return {cue.cue, cue.begin, cue.end};
  }
  return {};
}

Clue Binder::gap_before(std::size_t k, std::uint32_t from) const {
  while (k > 0 && block_.cues[k - 1].begin >= from) {
    const CueAt& cue = block_.cues[--k];
    if (cue.cue == Cue::compare) return {cue.cue, cue.begin, cue.end};
    if (tells(cue.cue)) break;
  }
  return {};
}

Clue Binder::clue_at(std::uint32_t i) const {
  const std::size_t k = block_.first_cue(i);
  if (k < block_.cues.size() && block_.cues[k].begin == i && tells(block_.cues[k].cue))
    return {block_.cues[k].cue, block_.cues[k].begin, block_.cues[k].end};
  return {};
}

bool Binder::blank(std::uint32_t from, std::uint32_t to) const {
  for (std::uint32_t i = from; i < to; ++i)
    if (text_[i] != u' ' && text_[i] != u'了' && text_[i] != u'、' && text_[i] != u'和' &&
        text_[i] != u'及' && text_[i] != u'与' && text_[i] != u',')
      return false;
  return true;
}

bool Binder::tail_starts(const Mark& mark, std::u16string_view word) const {
  return std::u16string_view(text_)
      .substr(std::min<std::size_t>(mark.tail_begin, text_.size()))
      .starts_with(word);
}

bool Binder::bare_behind(std::size_t k, const Segment& s) const {
  const std::uint32_t to = k + 1 < s.last ? marks_[k + 1].lead_end : s.end;
  const Clue next = clue_at(marks_[k].tail_begin);
  if (k + 1 < s.last && is_condition(k + 1) && !percent_like(marks_[k]) &&
      marks_[k].tail_begin == marks_[k + 1].lead_end)
    return false;  // 10个三十亿以上项目
  return blank(marks_[k].tail_begin, to) || next.cue != Cue::stop || percent_like(marks_[k]) ||
         text_[marks_[k].tail_begin] == u'。' || text_[marks_[k].tail_begin] == u'的';
}

void Binder::bind_mark(std::size_t k, const Segment& s, std::uint32_t from) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  const bool joined =
      last_ != kNoMark && !is_condition(k) &&
      (percent_like(mark) || bounds_[last_].measure != Measure::change || !percent_like(marks_[last_])) &&
      blank(from, mark.lead_end) && (s.before == u'、' || k > s.first) && bare_behind(k, s);
  bound.period = clause_period_.end != 0     ? clause_period_
                 : sentence_period_.end != 0 ? sentence_period_
                                             : block_period_;
  bound.status = condition_ || is_condition(k) ? Status::condition
                 : target_                     ? Status::target
                                               : Status::actual;
  switch (mark.kind) {
    case MarkKind::rank:
      rank(k, from);
      break;
    case MarkKind::ratio:
    case MarkKind::fraction:
      bound.measure = Measure::share;
      if (mark.kind == MarkKind::fraction && tail_starts(mark, u"的")) {  // 三分之二的企业实现盈利
        const std::uint32_t to = k + 1 < s.last ? marks_[k + 1].lead_end : s.end;
        const Subject of = subject_of(block_, mark.tail_begin + 1, to);
        if (!of.what.empty())
          bound.indicator.append((of.entity.empty() ? of.what : of.entity).pieces.front().begin,
                                 of.what.pieces.back().end);
        if (!bound.indicator.empty()) break;
      }
      name_subject(bound, from, mark.lead_end, true);
      break;
    case MarkKind::half:
      bound.measure = Measure::progress;
      inherit(bound);
      break;
    case MarkKind::times:
      bound.measure = Measure::change, bound.direction = Direction::up;
      name_subject(bound, from, mark.lead_end, true);
      break;
    case MarkKind::index:
      name_subject(bound, from, mark.lead_end, true);
      if (mark.lost) bound.indicator.append(mark.begin, mark.begin + 2);
      break;
    case MarkKind::flat:
      bound.measure = Measure::change, bound.direction = Direction::flat;
      name_subject(bound, from, mark.lead_end, true);
      break;
    case MarkKind::run:
      run_length(k, s, from);
      break;
    default:
      if (joined && join(k)) break;
      if (is_condition(k))
        size_class(k, from, s.end);
      else if (percent_like(mark))
        percent(k, s, from);
      else
        amount(k, s, from);
  }
  if (bound.indicator.empty() && bound.indicator_text.empty() && bound.measure == Measure::change)
    bound.indicator = actor_.name;  // 工业经济平稳增长,同比增长5%
  give_actor(bound);
  if (bound.measure != Measure::change) bound.direction = Direction::none;
  if (bound.direction == Direction::up && mark.value.mantissa < 0) bound.direction = Direction::down;
  if (bases_[k].empty()) bases_[k] = bound.indicator;

  plan_words(k, from);
  if (bound.status == Status::condition && is_condition(k)) return;
  if (header_ != kNoMark) under_header(k, from);
  named_ = {};
  last_ = k;
  if (mark.kind == MarkKind::plain && !percent_like(mark)) amount_ = k;
}

void Binder::under_header(std::size_t k, std::uint32_t from) {
  const Phrase& header = bounds_[header_].indicator;
  Bound& bound = bounds_[k];
  if (header.pieces.size() != 1 || !ends_with_text(header, u"率")) return;
  if (bound.measure == Measure::progress && subject_of(block_, from, marks_[k].lead_end).what.empty()) {
    bound.indicator = bases_[k] = header;
    return;
  }
  const std::u16string words = folded_of(header, block_);
  const std::size_t of = words.rfind(u"投资完成率");
  if (of == words.npos || of == 0 || bound.measure != Measure::level ||
      !ends_with_text(bound.indicator, u"投资"))
    return;
  const std::uint32_t begin = header.pieces.front().begin;
  const std::size_t bracket = words.find(u')');  // 县(区)重大项目
  Phrase whole;
  whole.append(begin + static_cast<std::uint32_t>(bracket < of ? bracket + 1 : 0),
               begin + static_cast<std::uint32_t>(of));
  whole.append(bound.indicator);
  bound.indicator = bases_[k] = whole;
}

bool Binder::join(std::size_t k) {
  const Bound* last = last_bound();
  Bound& bound = bounds_[k];
  const Status status = bound.status;
  const PeriodAt period = bound.period;
  bound = *last;
  bound.status = last->status == Status::condition ? status : last->status;
  bound.period = period;
  if (item_ + 1 < items_.size()) {
    ++item_;
    use_item(bound);
  }
  return true;
}

void Binder::inherit(Bound& bound) {
  const Bound* last = last_bound();
  if (last == nullptr) return;
  bound.indicator = last->indicator, bound.entity = last->entity;
  const quantity::Unit* unit = marks_[last_].unit;
  if (last->measure == Measure::level && unit != nullptr && unit->dimension == Dimension::points)
    bound.indicator = bases_[last_];  // 高于全市3个百分点,居第2位: a gap is left behind
  if (marks_[last_].kind == MarkKind::run) bound.indicator = bases_[last_];  // 连续四年稳定在750亿斤
}

bool Binder::ends_with(const Phrase& phrase, const WordSet& words) const {
  return words.ends(folded_of(phrase, block_)) > 0;
}

bool Binder::ends_with_text(const Phrase& phrase, std::u16string_view words) const {
  return folded_of(phrase, block_).ends_with(words);
}

void Binder::rank(std::size_t k, std::uint32_t from) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  bound.measure = Measure::rank;
  std::uint32_t to = mark.lead_end;
  if (k > 0 && last_ == k - 1 && marks_[last_].lead_end > 0 && text_[marks_[last_].lead_end - 1] == u'以') {
    inherit(bound);
    return;
  }
  const Clue clue = clue_of(from, mark.begin);
  if (clue.cue == Cue::rank || clue.cue == Cue::reach) to = clue.begin;
  if (clue.cue == Cue::rank) {  // 跻身全县综合考核前三名: the order is named behind the cue
    const std::u16string_view order = block_.units(clue.end, std::max(clue.end, mark.lead_end));
    if (order_words().inside(order)) {
      bound.indicator.append(clue.end, mark.lead_end);
      return;
    }
  }
  name_subject(bound, from, to, true);
}

void Binder::run_length(std::size_t k, const Segment& s, std::uint32_t from) {
  Bound& bound = bounds_[k];
  const std::uint32_t to = k + 1 < marks_.size() && marks_[k + 1].begin < s.end ? marks_[k + 1].end : s.end;
  std::uint32_t lead = marks_[k].lead_end;
  if (lead >= 2 && text_.compare(lead - 2, 2, u"连续") == 0) lead -= 2;
  const Subject before = subject_of(block_, from, lead);
  bound.indicator = bases_[k] = before.what;
  bound.indicator.append(marks_[k].tail_begin, to);
}

std::uint32_t Binder::head_end(std::uint32_t from, std::uint32_t to) const {
  const std::u16string_view tail = block_.units(from, std::max(from, std::min(to, from + 16)));
  for (std::size_t end = 2; end <= tail.size(); ++end)
    if (class_head_words().ends(tail.substr(0, end)) > 0) {  // 产业项目 goes as far as 项目
      auto behind = from + static_cast<std::uint32_t>(end);
      while (behind < to && class_head_words().starts(text_, behind) > 0)
        behind += class_head_words().starts(text_, behind);
      return std::min(to, behind);
    }
  return from + std::min<std::uint32_t>(class_nouns().starts(text_, from), to > from ? to - from : 0);
}

void Binder::size_class(std::size_t k, std::uint32_t from, std::uint32_t end) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  const Subject subject = subject_of(block_, from, mark.lead_end);
  if (!subject.what.empty()) {
    const Phrase::Piece piece = subject.what.pieces.back();
    const std::uint32_t length = measures().ends(block_.units(piece.begin, piece.end));
    if (length > 0) {
      bound.indicator.append(subject.what.size() <= 6 ? piece.begin : piece.end - length, piece.end);
      class_measure_ = bound.indicator;
      return;
    }
  }
  if (subject.what.empty() && mark.lead_end < mark.begin &&
      !class_measure_.empty()) {  // 产值过10亿元企业6家, 过亿元的25家
    bound.indicator = class_measure_;
    return;
  }
  std::uint32_t i = mark.tail_begin;
  if (i < text_.size() && text_[i] == u'级') ++i;
  if (i < text_.size() && text_[i] == u'的') ++i;
  const std::uint32_t to =
      k + 1 < marks_.size() && marks_[k + 1].lead_end < end ? marks_[k + 1].lead_end : end;
  bound.indicator.append(i, head_end(i, to));
  if (bound.indicator.empty() && counts_behind(k)) bound.indicator = class_noun_;
  class_noun_ = bound.indicator;
  if (bound.indicator.empty() && class_nouns().starts(text_, i) == 0) bound.indicator = subject.what;
}

}  // namespace midyear::reading
