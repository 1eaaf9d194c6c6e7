#include <string>

#include "reading/bind_state.h"
#include "reading/storage.h"

namespace midyear::reading {

namespace {

constexpr std::uint32_t kHolder = 12;  // a longer phrase is no name alone

}  // namespace

bool Binder::names_place(const Subject& subject) const {
  return subject.entity.empty() && subject.act.empty() && subject.what.pieces.size() == 1 &&
         subject.what.size() <= kHolder && kind_of_name(folded_of(subject.what, block_)) == NameKind::place &&
         topic_not().starts(text_, subject.what.pieces.front().begin) == 0;
}

bool Binder::of_named(Bound& bound, const Subject& subject) {
  const auto k = static_cast<std::size_t>(&bound - bounds_.data());
  const Mark& mark = marks_[k];
  if (!subject.entity.empty() || counts(mark) || percent_like(mark) || !tail_starts(mark, u"的") ||
      !of_named_words().has(folded_of(subject.what, block_)))
    return false;
  const std::uint32_t to =
      k + 1 < marks_.size() ? std::min(sentence_end_, marks_[k + 1].lead_end) : sentence_end_;
  bound.indicator = bases_[k] = subject.what;
  const NameAt name = name_at(block_, mark.tail_begin + 1, to);
  if (!name.empty()) bound.entity.append(name.begin, name.end);
  return true;
}

bool Binder::names_site(const Subject& subject) const {
  if (!subject.entity.empty() || !subject.act.empty() || subject.what.pieces.size() != 1) return false;
  std::u16string words = folded_of(subject.what, block_);
  if (words.size() > 3 && words.back() == u'期')
    words.resize(words.size() - 2);  // 食品产业园三期12万平方米厂房
  if (topic_not().starts(words, 0) > 0) return false;
  const NameKind kind = kind_of_name(words);
  return kind == NameKind::place || kind == NameKind::park || kind == NameKind::firm;
}

bool Binder::holder(Bound& bound, const Subject& subject) {
  if (!names_place(subject)) return false;
  const auto k = static_cast<std::size_t>(&bound - bounds_.data());
  Bound source;
  if (header_ != kNoMark && last_ == header_)
    source = bounds_[header_];
  else if (!named_.empty())
    source.indicator = named_;
  else if (const Bound* last = last_bound())
    source = *last, source.indicator = shared_measure(*last);
  else if (breakdown_)
    source.indicator_text = carry_.headline;
  if (source.indicator.empty() && source.indicator_text.empty()) return false;
  bound.entity = subject.what;
  bound.indicator = bases_[k] = source.indicator;
  bound.indicator_text = source.indicator_text;
  sentence_place_ = subject.what;
  actor_ = {subject.what, NameKind::place};
  if (percent_like(marks_[k]) && bound.measure == Measure::level) {
    if (source.measure == Measure::share || source.measure == Measure::progress)
      bound.measure = source.measure;
    if (ends_with(bound.indicator, done_rate_words())) bound.measure = Measure::progress;
  }
  return true;
}

Phrase Binder::shared_measure(const Bound& last) const {
  if (!last.entity.empty() || last.indicator.pieces.size() != 1) return last.indicator;
  const Phrase::Piece piece = last.indicator.pieces.front();
  const std::u16string_view words = block_.units(piece.begin, piece.end);
  const std::uint32_t length = measures().ends(words);
  if (length == 0 || length + 2 > words.size() || place_words().inside(words)) return last.indicator;
  const std::u16string_view stem = words.substr(0, words.size() - length);
  if (entity_ends().ends(stem) == 0 && kind_of_name(stem) == NameKind::none) return last.indicator;
  Phrase measure;
  measure.append(piece.end - length, piece.end);
  return measure;
}

bool Binder::ranked_by(std::size_t k, const Segment& s, std::uint32_t from) {
  const std::uint32_t by = marks_[k].lead_end;
  if (by <= from || text_[by - 1] != u'以' || k + 1 >= s.last || marks_[k + 1].kind != MarkKind::rank)
    return false;
  Bound& bound = bounds_[k];
  const Subject subject = subject_of(block_, from, by - 1);
  const Clue next = clue_of(marks_[k].tail_begin, marks_[k + 1].begin);
  const Subject behind = subject_of(block_, marks_[k].tail_begin, next.cue == Cue::stop ? by : next.begin);
  const Bound* last = last_bound();
  if (subject.what.empty()) {
    inherit(bound);
  } else if (ends_with(subject.what, measures())) {
    bound.indicator = subject.what, bound.entity = subject.entity;
  } else {
    bound.entity = subject.what;
    if (last != nullptr) bound.indicator = last->indicator;
  }
  if (bound.indicator.empty()) bound.indicator = behind.what;
  return !bound.indicator.empty();
}

void Binder::name_header(std::size_t last) {
  if (header_ == kNoMark || !bounds_[header_].entity.empty()) return;
  std::string names;
  std::size_t count = 0;
  for (std::size_t k = header_ + 1; k < last; ++k) {
    const Bound& bound = bounds_[k];
    if (bound.entity.empty() || bound.entity == bounds_[k - 1].entity) continue;
    if (kind_of_name(folded_of(bound.entity, block_)) != NameKind::place) continue;
    if (count++ > 0) names += "、";
    names += text_of(bound.entity, block_);
  }
  if (count > 1) bounds_[header_].entity_text = block_.storage.keep(names);
}

}  // namespace midyear::reading
