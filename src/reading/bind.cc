#include "reading/bind.h"

#include "reading/bind_state.h"

namespace midyear::reading {

bool Binder::goes_on() const {
  std::size_t i = 0;
  while (i < text_.size() && text_[i] == u' ') ++i;
  return resume_words().starts(text_, i) > 0;
}

void Binder::sentence(std::uint32_t begin, std::uint32_t end, std::size_t first, std::size_t last) {
  sentence_begin_ = begin;
  sentence_end_ = end;
  read_mode(begin, end);
  begin_actors();
  if (first == last) {
    std::uint32_t clause = clause_end_after(begin, end);
    while (clause < end && clause < begin + 4) clause = clause_end_after(clause + 1, end);
    read_actor({begin, clause, u'。', first, last});
    note_periods(begin, end, true, false);
    if (open_role_) note_status(begin, end);
    return;
  }
  sentence_period_ = earlier_period_ = clause_period_ = {};
  target_ = plan_ || future_;
  promised_ = false;
  condition_ = arranged_ = false;
  aside_ = false;
  last_ = kNoMark;
  amount_ = kNoMark;
  class_measure_ = class_noun_ = act_ = {};
  changed_items_ = false;
  items_.clear();
  cut(begin, end, first, last);

  named_ = {};
  outer_ = header_ = kNoMark;
  const bool part = main_ != kNoMark && breaks_down(begin);
  breakdown_ = main_ == kNoMark && !carry_.headline.empty() && breaks_down(begin);
  if (part) {
    last_ = main_;
    if (bounds_[main_].status == Status::target) target_ = true;
  }
  for (std::size_t i = 0; i < segments_.size(); ++i) segment(i);
  things_ = kNoMark;
  for (std::size_t k = first; k < last; ++k)
    if (counts(marks_[k]) && bounds_[k].measure == Measure::level && !is_condition(k) &&
        project_like(folded_of(bounds_[k].indicator, block_))) {
      things_ = k;
      break;
    }
  name_header(last);
  fill_gaps(first, last);
  if (carry_.headline.empty() && !is_condition(first))
    carry_.headline = text_of(bounds_[first].indicator, block_);
  if (!part) main_ = is_condition(first) && first + 1 < last ? first + 1 : first;
}

bool Binder::of_which(std::uint32_t begin) const {
  const std::size_t k = block_.first_cue(begin);
  return k < block_.cues.size() && block_.cues[k].begin == begin && block_.cues[k].cue == Cue::of_which;
}

bool Binder::breaks_down(std::uint32_t begin) const {
  while (begin < text_.size() && (text_[begin] == u' ' || text_[begin] == u'\n')) ++begin;
  const std::size_t k = block_.first_cue(begin);
  if (k < block_.cues.size() && block_.cues[k].begin == begin && block_.cues[k].cue == Cue::of_which)
    return true;
  const std::u16string_view head = std::u16string_view(text_).substr(begin, 14);
  if (head.empty() || std::u16string_view(u"分按从").find(head.front()) == head.npos) return false;
  const std::size_t comma = head.find(u',');
  return comma != head.npos && comma > 2 && (head[comma - 1] == u'看' || head[comma - 1] == u'分');
}

Phrase Binder::measure_named(std::uint32_t begin, std::uint32_t end) const {
  constexpr std::uint32_t kReach = 24, kTail = 5;
  std::uint32_t stop = std::min(end, begin + kReach);
  for (std::size_t k = block_.first_cue(begin); k < block_.cues.size() && block_.cues[k].begin < stop; ++k) {
    const Cue cue = block_.cues[k].cue;
    const bool of_noun = cue == Cue::stop || cue == Cue::edge || cue == Cue::self || cue == Cue::growth ||
                         cue == Cue::fall || cue == Cue::share || cue == Cue::progress ||
                         cue == Cue::of_which || cue == Cue::over_after || cue == Cue::under_after;
    if (of_noun) continue;
    if (block_.cues[k].begin <= begin + 1 && cue == Cue::drop) continue;
    stop = block_.cues[k].begin;
  }
  std::uint32_t found = 0;
  for (std::uint32_t i = begin + 2; i <= stop; ++i)
    if (measures().ends(block_.units(begin, i)) >= 2) found = i;
  if (found == 0) return {};
  const std::size_t k = block_.first_cue(found);
  const bool closed =
      found == stop || found + kTail >= end ||
      (k < block_.cues.size() && block_.cues[k].begin == found && block_.cues[k].cue != Cue::stop);
  if (!closed) return {};
  Phrase what = subject_of(block_, begin, found).what;
  if (what.empty() || only_relation(what) || generic(what) || text_[what.pieces.front().begin] == u'占')
    return {};
  return what;
}

void Binder::fill_gaps(std::size_t first, std::size_t last) {
  for (std::size_t k = last; k-- > first;)
    if (bounds_[k].indicator.empty() && k + 1 < last) bounds_[k].indicator = bounds_[k + 1].indicator;
  for (std::size_t k = first + 1; k < last; ++k)
    if (bounds_[k].indicator.empty()) bounds_[k].indicator = bounds_[k - 1].indicator;
}

void Binder::cut(std::uint32_t begin, std::uint32_t end, std::size_t first, std::size_t last) {
  segments_.clear();
  std::size_t mark = first;
  std::uint32_t clause_end = begin;
  Segment now{begin, begin, u'。', first, first};
  const auto close = [&](std::uint32_t at, char16_t separator) {
    now.end = at;
    now.last = mark;
    segments_.push_back(now);
    now = {at + 1, at + 1, separator, mark, mark};
  };
  for (std::uint32_t i = begin; i < end; ++i) {
    if (mark < last && i >= marks_[mark].begin) {
      i = marks_[mark].end - 1;
      ++mark;
      continue;
    }
    const char16_t c = text_[i];
    if (c == u'(')
      if (const std::uint32_t inside = aside_in_name(i, mark < last ? marks_[mark].begin : end); inside > i) {
        i = inside;
        continue;
      }
    if (c == u',' || c == u';' || c == u':' || c == u'。' || c == u'(' || c == u')' || c == u'!' ||
        c == u'?' || c == u'\n') {
      if (c == u',' && i > begin && is_digit(text_[i - 1]) && i + 1 < end && is_digit(text_[i + 1])) continue;
      close(i, c);
    } else if (c == u'、' && mark > now.first && mark < last && !only_size_classes(now.first, mark)) {
      if (clause_end <= i) clause_end = clause_end_after(i, end);
      if (marks_[mark].begin < clause_end) close(i, c);  // a list behind the last number stays with it
    }
  }
  now.end = end;
  now.last = mark;
  if (now.begin < now.end) segments_.push_back(now);
}

std::uint32_t Binder::aside_in_name(std::uint32_t i, std::uint32_t end) const {
  constexpr std::uint32_t kAside = 8;
  for (std::uint32_t k = i + 1; k < end && k < i + kAside; ++k) {
    if (text_[k] != u')') continue;
    return k + 1 == end || (k + 1 < end && is_han(text_[k + 1])) ? k : i;
  }
  return i;
}

std::uint32_t Binder::clause_end_after(std::uint32_t i, std::uint32_t end) const {
  while (i < end && text_[i] != u',' && text_[i] != u';' && text_[i] != u':' && text_[i] != u'。' &&
         text_[i] != u'(' && text_[i] != u')')
    ++i;
  return i;
}

bool Binder::only_size_classes(std::size_t first, std::size_t last) const {
  for (std::size_t k = first; k < last; ++k)
    if (!is_condition(k)) return false;
  return true;
}

void Binder::segment(std::size_t index) {
  const Segment& s = segments_[index];
  if (s.before != u'(' && s.before != u'、') read_actor(s);

  if (of_which(s.begin))
    outer_ = last_;
  else if (s.before == u';' && outer_ != kNoMark)
    last_ = outer_, outer_ = kNoMark;
  if (s.before == u':' && last_ != kNoMark) {
    name_header(s.first);
    header_ = bounds_[last_].measure == Measure::rank ? last_ : kNoMark;
  }
  if (s.before == u'(') saved_ = {sentence_period_, last_}, aside_ = true;
  if (s.before == u')') {
    sentence_period_ = saved_.period, aside_ = false;
    if (saved_.last != kNoMark) last_ = saved_.last;
  }
  if (s.first == s.last) {
    clause_period_ = {};
    note_periods(s.begin, s.end, s.before == u'。', false);
    note_status(s.begin, s.end);
    if (Phrase named = measure_named(s.begin, s.end); !named.empty()) named_ = std::move(named);
    return;
  }
  std::uint32_t from = s.begin;
  std::uint32_t noted = s.begin;
  if (s.before != u'、') clause_period_ = {};
  promised_ = false;
  for (std::size_t k = s.first; k < s.last; ++k) {
    const Mark& mark = marks_[k];
    note_periods(noted, mark.lead_end, s.before == u'。' && k == s.first);
    note_status(noted, mark.lead_end);
    noted = mark.tail_begin;
    bind_mark(k, s, from);
    if (lead_period_) clause_period_ = {}, lead_period_ = false;
    if (k > s.first && bounds_[k - 1].indicator.empty() && marks_[k - 1].tail_begin == mark.begin)
      bounds_[k - 1].indicator = bounds_[k].indicator;  // 7大类31项实事

    if (is_condition(k)) continue;
    from = mark.tail_begin;
    if (k + 1 < s.last && !bounds_[k].indicator.empty()) {  // 58个项目开工51个: 项目 is taken
      const Phrase::Piece noun = bounds_[k].indicator.pieces.back();
      if (noun.begin == from && noun.end <= marks_[k + 1].lead_end) from = noun.end;
    }
  }
  note_periods(noted, s.end, false);
  note_status(noted, s.end);
}

std::vector<Bound> Binder::run(const std::vector<std::uint32_t>& sentence_ends) {
  std::uint32_t begin = 0;
  std::size_t mark = 0;
  for (std::uint32_t end : sentence_ends) {
    const std::size_t first = mark;
    while (mark < marks_.size() && marks_[mark].begin < end) ++mark;
    sentence(begin, end, first, mark);
    begin = end;
  }
  return std::move(bounds_);
}

std::vector<Bound> bind_marks(const BlockView& block, const std::vector<Mark>& marks,
                              const std::vector<std::uint32_t>& sentence_ends, Carry& carry) {
  Binder binder(block, marks, carry);
  std::vector<Bound> bounds = binder.run(sentence_ends);
  carry.future = binder.future();
  return bounds;
}

}  // namespace midyear::reading
