#include "reading/bind_state.h"

namespace midyear::reading {

using quantity::Dimension;

void Binder::amount(std::size_t k, const Segment& s, std::uint32_t from) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  bound.measure = Measure::level;
  const Clue clue = clue_of(from, mark.begin);
  if (clue.cue == Cue::up || clue.cue == Cue::down) {
    const bool next_to = blank(clue.end, mark.lead_end);
    if (next_to || counts_change(clue)) {
      bound.measure = Measure::change;
      bound.direction = clue.cue == Cue::up ? Direction::up : Direction::down;
      change_subject(k, from, clue);
      changed_items_ = !next_to;
      return;
    }
  }

  if (clue.cue == Cue::growth && blank(clue.end, mark.lead_end)) {
    bound.measure = Measure::change;
    bound.direction = Direction::up;
    change_subject(k, from, clue);
    return;
  }
  if (clue.cue == Cue::stop && s.before == u'、' && last_ != kNoMark && changed_items_ &&
      bounds_[last_].measure == Measure::change) {
    bound.measure = Measure::change;
    bound.direction = bounds_[last_].direction;
    if (!borrow_measure(k, from)) name_subject(bound, from, mark.lead_end, false);
    return;
  }
  changed_items_ = false;
  if (clue.cue == Cue::compare && blank(clue.end, mark.lead_end)) {
    gap(k, from, clue);
    return;
  }
  if (distribute(k, from, mark.lead_end)) return;
  if (capacity(k, from)) return;
  if (ranked_by(k, s, from)) return;
  if (number_first(k, s, from)) return;
  if (aim_behind(k, s)) return;
  if (bare_behind(k, s) && holder(bound, subject_of(block_, from, mark.lead_end))) return;
  if (qualified(k, from)) return;
  if (borrow_measure(k, from)) return;
  if (only_act(k, s, from)) return;
  if (counted_of(k, from)) return;
  name_subject(bound, from, mark.lead_end, false);
  drop_number_word(bound, mark);
  if (k > 0 && !class_noun_.empty() && is_condition(k - 1) && counts_behind(k - 1))
    bound.indicator.append(class_noun_);
  share_act(k, s, from);
}

bool Binder::sizes_project(const Mark& mark) const {
  if (mark.unit == nullptr || mark.tail_begin != mark.end) return false;
  switch (mark.unit->dimension) {
    case Dimension::mass:
    case Dimension::power:
    case Dimension::energy:
    case Dimension::volume:
      return true;
    default:
      return made_units().has(text_.substr(mark.unit_begin, mark.end - mark.unit_begin));
  }
}

bool Binder::capacity(std::size_t k, std::uint32_t from) {
  constexpr std::uint32_t kName = 16, kList = 36;
  const Mark& mark = marks_[k];
  if (!sizes_project(mark) || !is_han(text_[mark.end])) return false;
  const Clue clue = clue_of(from, mark.begin);
  if (clue.cue != Cue::stop && blank(clue.end, mark.lead_end)) return false;  // 达到6万吨
  const std::uint32_t stop = std::min<std::uint32_t>(sentence_end_, mark.end + kList);
  std::uint32_t end = 0, list = 0;
  for (std::uint32_t i = mark.end + 1; i < stop && end == 0; ++i) {
    if (text_[i] == u',' || text_[i] == u';' || text_[i] == u'。' || text_[i] == u':') break;
    if (list == 0 && (text_[i] == u'、' || text_[i] == u'等' || is_digit(text_[i]))) list = i;
    if (list == 0 && i > mark.end + kName) break;
    if (built_words().starts(text_, i) > 0) end = i;
  }
  if (end == 0) return false;
  Bound& bound = bounds_[k];
  bound.measure = Measure::level;
  bound.status = plan_                                                            ? Status::condition
                 : finished_words().inside(block_.units(mark.end, sentence_end_)) ? Status::actual
                                                                                  : Status::target;
  std::uint32_t lead_end = mark.lead_end;
  if (lead_end >= from + 2 && text_[lead_end - 1] == u'产') {  // 年产40万件
    lead_end -= 2;
    bound.indicator.append(lead_end, mark.lead_end);
  }
  bound.indicator.append(mark.end, list == 0 ? end : list);
  Subject lead = subject_of(block_, from, lead_end);
  if (lead.act.size() < lead.what.size() && !lead.act.empty())  // 推动恒岳化工
    lead.what.pieces.front().begin = lead.act.pieces.back().end;
  if (!lead.what.empty() && kind_of_name(folded_of(lead.what, block_)) != NameKind::none)
    bound.entity = lead.what;
  return true;
}

bool Binder::qualified(std::size_t k, std::uint32_t from) {
  if (!counts(marks_[k]) || amount_ == kNoMark || marks_[amount_].unit != marks_[k].unit) return false;
  const Subject subject = subject_of(block_, from, marks_[k].lead_end);
  if (subject.what.empty() || !subject.entity.empty() || subject.what.size() > 6 ||
      qualities().ends(folded_of(subject.what, block_)) == 0)
    return false;
  Phrase noun = bases_[amount_];
  if (noun.pieces.size() != 1) return false;
  Phrase::Piece& piece = noun.pieces.front();
  const std::size_t cue = block_.first_cue(piece.begin);  // 新认定 of 新认定企业
  if (cue < block_.cues.size() && block_.cues[cue].begin == piece.begin && block_.cues[cue].cue == Cue::act &&
      block_.cues[cue].end < piece.end)
    piece.begin = block_.cues[cue].end;
  bounds_[k].entity = bounds_[amount_].entity;
  bounds_[k].indicator = subject.what;
  bounds_[k].indicator.append(noun);
  bases_[k] = bases_[amount_];
  return true;
}

void Binder::drop_number_word(Bound& bound, const Mark& mark) const {
  if (mark.unit == nullptr || mark.unit->dimension != Dimension::count || bound.indicator.size() < 4) return;
  if (ends_with_text(bound.indicator, u"数量") &&
      bound.indicator.pieces.back().end - bound.indicator.pieces.back().begin > 2)
    bound.indicator.pieces.back().end -= 2;
}

bool Binder::aim_behind(std::size_t k, const Segment& s) {
  const Mark& mark = marks_[k];
  if (!tail_starts(mark, u"的") || k + 1 < s.last) return false;
  const std::u16string_view tail = block_.units(mark.tail_begin, s.end);
  if (aim_end_words().ends(tail) == 0 || tail.size() < 4 || tail.size() > 16) return false;
  const Subject subject = subject_of(block_, mark.tail_begin, s.end);
  if (subject.what.size() < 3) return false;
  bounds_[k].indicator = subject.what;
  bounds_[k].status = Status::target;
  if (k > s.first && bounds_[k - 1].status == Status::target && marks_[k - 1].tail_begin + 2 >= mark.lead_end)
    bounds_[k - 1].indicator = subject.what;
  return true;
}

bool Binder::only_act(std::size_t k, const Segment& s, std::uint32_t from) {
  const Subject subject = subject_of(block_, from, marks_[k].lead_end);
  if (amount_ == kNoMark && things_ != kNoMark) amount_ = things_;  // 截至10月底,已开工21个
  if (amount_ == kNoMark || subject.act.empty() || subject.act.size() != subject.what.size() ||
      marks_[amount_].unit != marks_[k].unit)
    return false;
  Bound& bound = bounds_[k];
  const Bound& before = bounds_[amount_];
  bound.entity = before.entity;
  bound.indicator = before.indicator;
  if (marks_[k].unit == nullptr || marks_[k].unit->dimension != Dimension::count) return true;
  if ((s.before != u'、' && s.before != u',' && s.before != u';' && k == s.first) ||
      before.indicator.empty() || bounds_[amount_].measure != Measure::level)
    return false;
  bases_[k] = bases_[amount_];
  bound.indicator = subject.act;
  Phrase noun = before.indicator;
  const std::size_t cue = block_.first_cue(noun.pieces.front().begin);
  if (cue < block_.cues.size() && block_.cues[cue].begin == noun.pieces.front().begin &&
      block_.cues[cue].cue == Cue::act) {
    if (block_.cues[cue].end < noun.pieces.front().end)
      noun.pieces.front().begin = block_.cues[cue].end;
    else
      noun.pieces.erase(noun.pieces.begin());  // 新增5个、竣工3个: no noun at all
  }
  bound.indicator.append(noun);
  return true;
}

bool Binder::counted_of(std::size_t k, std::uint32_t from) {
  const std::uint32_t to = marks_[k].lead_end;
  const std::size_t of = block_.units(from, to).rfind(u"的有");
  if (of == std::u16string_view::npos || of < 2) return false;
  Subject subject = subject_of(block_, from, from + static_cast<std::uint32_t>(of));
  if (subject.what.empty()) return false;
  const bool whole_known = amount_ != kNoMark && marks_[amount_].unit == marks_[k].unit &&
                           marks_[k].unit != nullptr && !bounds_[amount_].indicator.empty() &&
                           !ends_with(subject.what, class_nouns());
  bounds_[k].indicator.append(subject.what.pieces.front().begin,
                              from + static_cast<std::uint32_t>(of) + (whole_known ? 1 : 0));
  if (whole_known) bounds_[k].indicator.append(bounds_[amount_].indicator);
  return true;
}

bool Binder::borrow_measure(std::size_t k, std::uint32_t from) {
  const Mark& mark = marks_[k];
  const Bound* last = last_bound();
  if (last == nullptr || last->measure == Measure::rank || mark.unit == nullptr ||
      mark.unit->dimension == Dimension::count)
    return false;
  if (amount_ == kNoMark || marks_[amount_].unit != mark.unit) return false;
  const Subject subject = subject_of(block_, from, mark.lead_end);
  if (subject.what.empty() || !subject.entity.empty() || !subject.act.empty() || subject.what.size() > 12 ||
      ends_with(subject.what, measures()))
    return false;
  const Bound& base = bounds_[amount_];
  if (base.indicator.empty()) return false;
  const Phrase::Piece tail = base.indicator.pieces.back();
  const std::uint32_t length = measures().ends(block_.units(tail.begin, tail.end));
  if (length < 2) return false;
  Bound& bound = bounds_[k];
  bound.indicator = {};
  if (ends_with(subject.what, entity_ends()))
    bound.entity = subject.what;
  else
    bound.indicator = subject.what;
  bound.indicator.append(tail.end - length, tail.end);
  return true;
}

bool Binder::counts_change(const Clue& clue) const {
  const std::u16string_view word = block_.units(clue.begin, clue.end);
  return item_change_words().has(word);
}

void Binder::share_act(std::size_t k, const Segment& s, std::uint32_t from) {
  Bound& bound = bounds_[k];
  const Subject subject = subject_of(block_, from, marks_[k].lead_end);
  if (!subject.act.empty()) {
    act_ = subject.act;
    return;
  }
  const bool among = !act_.empty() && text_[act_.pieces.front().begin] == u'新' &&
                     marks_[k].unit != nullptr && counts(marks_[k]) && of_which(s.begin) &&
                     amount_ != kNoMark && marks_[amount_].unit == marks_[k].unit;
  if ((s.before == u'、' || among) && !act_.empty() && !subject.what.empty() && bound.entity.empty() &&
      bases_[k].empty()) {
    Phrase whole = act_;
    whole.append(bound.indicator);
    bound.indicator = whole;
    return;
  }
  act_ = {};
}

bool Binder::number_first(std::size_t k, const Segment& s, std::uint32_t from) {
  const Mark& mark = marks_[k];
  Bound& bound = bounds_[k];
  std::uint32_t to = s.end;
  for (std::size_t n = k + 1; n < s.last; ++n) {
    if (is_condition(n)) continue;
    to = marks_[n].lead_end;
    break;
  }
  if (mark.tail_begin >= to) return false;
  const bool counted = mark.unit == nullptr || mark.unit->dimension == Dimension::count ||
                       mark.unit->dimension == Dimension::rank || mark.unit->dimension == Dimension::other ||
                       mark.unit->dimension == Dimension::time;
  Subject lead = subject_of(block_, from, mark.lead_end);
  if (names_site(lead)) lead.entity = lead.what, lead.what = {};  // 石桥县3个项目
  const bool only_verb = !lead.act.empty() && lead.act.size() == lead.what.size() && lead.entity.empty();
  if (!counted && lead.what.size() > 0 && !only_verb) return false;  // 设立2亿元基金
  const Clue next = clue_at(mark.tail_begin);
  if (next.cue != Cue::stop && next.cue != Cue::verb && next.cue != Cue::share) return false;
  to = to < s.end ? thing_end(mark.tail_begin, to) : thing_alone(mark.tail_begin, to);
  Subject tail = subject_of(block_, mark.tail_begin, to);
  if (tail.what.empty() && tail.entity.empty()) return false;
  if (height_words().starts(text_, mark.tail_begin) > 0) return false;

  Phrase noun;  // the whole of it, verbs and all: 企业获评国家领航级智能工厂
  noun.append((tail.entity.empty() ? tail.what : tail.entity).pieces.front().begin,
              (tail.what.empty() ? tail.entity : tail.what).pieces.back().end);
  if (const std::uint32_t change = change_of_things(noun, s); k + 1 == s.last && change > 0) {
    const std::uint32_t begin = noun.pieces.front().begin;
    noun = {};
    noun.append(begin, change);
  }
  if (same_thing_acted(k, noun, lead)) return true;
  const std::u16string lead_words = folded_of(lead.what, block_);
  if (!lead.what.empty() && lead.act.empty() && !ends_list(mark.lead_end) && !partitive(lead_words)) {
    // 企业43家获评…: the noun stands before the number, the rest says what became of it.
    if (ends_with(lead.what, class_nouns()) || ends_with(lead.what, measures())) return false;
  }
  if (ends_list(mark.lead_end))
    bound.indicator = {};
  else if (said_before(mark.lead_end, lead))
    bound.indicator.append(lead.entity.empty() ? behind_act(lead) : lead.entity.pieces.front().begin,
                           mark.lead_end);
  else if (!lead.act.empty() && lead.what.size() <= 12)
    bound.indicator = lead.what;
  else if (!lead.what.empty() && lead.what.size() <= 4 && !ends_list(mark.lead_end))
    bound.indicator = lead.what;
  bound.indicator.append(noun);
  bound.entity = lead.entity;
  settle_entity(bound, lead);
  act_ = lead.act;
  return true;
}

bool Binder::said_before(std::uint32_t to, const Subject& lead) const {
  return to > 0 && text_[to - 1] == u'的' && !lead.what.empty() &&
         lead.what.size() + lead.entity.size() <= 16;
}

std::uint32_t Binder::behind_act(const Subject& lead) {
  const bool more = !lead.act.empty() && lead.act.size() + 1 < lead.what.size();  // 列入市级重点的58个项目
  return more ? lead.act.pieces.back().end : lead.what.pieces.front().begin;
}

std::uint32_t Binder::change_of_things(const Phrase& noun, const Segment& s) const {
  constexpr std::uint32_t kWhole = 20;
  const std::uint32_t from = noun.pieces.back().end;
  if (!ends_with(noun, measures()) || s.end - noun.pieces.front().begin > kWhole) return 0;
  const std::size_t next = block_.first_cue(s.end);
  if (next == 0) return 0;
  const CueAt& last = block_.cues[next - 1];
  return last.end == s.end && last.begin >= from && (last.cue == Cue::up || last.cue == Cue::down) ? s.end
                                                                                                   : 0;
}

std::uint32_t Binder::thing_alone(std::uint32_t from, std::uint32_t to) const {
  constexpr std::uint32_t kLong = 14;
  const std::u16string_view tail = block_.units(from, to);
  if (tail.ends_with(u'中') && class_head_words().ends(tail.substr(0, tail.size() - 1)) > 0) return to - 1;
  for (std::uint32_t end = 2; end + 1 < tail.size() && end < kLong; ++end) {
    if (class_head_words().ends(tail.substr(0, end)) == 0) continue;
    const bool joined = std::u16string_view(u"和与及").find(tail[end]) != std::u16string_view::npos;
    const std::size_t k = block_.first_cue(from + end);
    const bool said = k < block_.cues.size() && block_.cues[k].begin == from + end &&
                      block_.cues[k].cue != Cue::stop && block_.cues[k].cue != Cue::act && tail[end] != u'的';
    if (joined || (said && tail.size() > kLong)) return from + end;
  }
  return to;
}

std::uint32_t Binder::thing_end(std::uint32_t from, std::uint32_t to) const {
  for (std::size_t k = block_.first_cue(from + 2); k < block_.cues.size() && block_.cues[k].end <= to; ++k) {
    const Cue cue = block_.cues[k].cue;
    if (cue != Cue::verb && cue != Cue::target && cue != Cue::act && cue != Cue::reach) continue;
    if (class_head_words().ends(block_.units(from, block_.cues[k].begin)) > 0) return block_.cues[k].begin;
  }
  return things_measured(from, to);
}

std::uint32_t Binder::things_measured(std::uint32_t from, std::uint32_t to) const {
  constexpr std::uint32_t kThings = 16;
  const Subject whole = subject_of(block_, from, to);
  if (whole.what.empty() || !ends_with(whole.what, measures())) return to;
  const std::u16string_view tail = block_.units(from, std::min(to, from + kThings));
  for (std::uint32_t end = 1; end + 1 < tail.size(); ++end) {
    if (tail[end - 1] == u'(') break;
    if (counted_words().ends(tail.substr(0, end)) == 0 || counted_words().starts(text_, from + end) > 0)
      continue;
    if (subject_of(block_, from + end, to).what.size() >= 2) return from + end;
  }
  return to;
}

bool Binder::same_thing_acted(std::size_t k, const Phrase& noun, const Subject& lead) {
  if (!lead.what.empty() || amount_ == kNoMark || marks_[amount_].unit != marks_[k].unit) return false;
  const std::size_t cue = block_.first_cue(noun.pieces.front().begin);
  if (cue >= block_.cues.size() || block_.cues[cue].begin != noun.pieces.front().begin ||
      block_.cues[cue].cue != Cue::act || block_.cues[cue].end != noun.pieces.back().end)
    return false;
  bounds_[k].indicator = bounds_[amount_].indicator;
  bounds_[k].entity = bounds_[amount_].entity;
  return true;
}

}  // namespace midyear::reading
