#include "reading/bind_state.h"

namespace midyear::reading {

void Binder::read_topic(std::uint32_t begin, std::uint32_t end) {
  std::uint32_t i = begin;
  std::size_t cue = block_.first_cue(i), period = block_.first_period(i);
  for (bool more = true; more && i < end;) {
    more = false;
    while (i < end && (text_[i] == u' ' || text_[i] == u',' || text_[i] == u'•')) ++i, more = true;
    while (cue < block_.cues.size() && block_.cues[cue].begin < i) ++cue;
    while (period < block_.periods.size() && block_.periods[period].begin < i) ++period;
    if (period < block_.periods.size() && block_.periods[period].begin == i)
      i = block_.periods[period].end, more = true;
    else if (cue < block_.cues.size() && block_.cues[cue].begin == i && block_.cues[cue].cue == Cue::done)
      i = block_.cues[cue].end, more = true;
  }
  while (cue < block_.cues.size() && block_.cues[cue].begin < i) ++cue;
  if (cue < block_.cues.size() && block_.cues[cue].begin == i && block_.cues[cue].cue == Cue::self)
    topic_ = {}, carry_.self = true;
  if (i < end && text_[i] == u'在') ++i;
  std::uint32_t stop = i;
  while (stop < end && stop < i + 16 &&
         std::u16string_view(u",;。:、(“》").find(text_[stop]) == std::u16string_view::npos)
    ++stop;
  for (std::size_t k = cue; k < block_.cues.size() && block_.cues[k].begin < stop; ++k) {
    const Cue kind = block_.cues[k].cue;
    if (kind != Cue::stop &&
        !(kind == Cue::edge && block_.units(block_.cues[k].begin, block_.cues[k].end) != u"的"))
      stop = block_.cues[k].begin;
  }
  for (std::size_t p = period; p < block_.periods.size() && block_.periods[p].begin < stop; ++p)
    stop = block_.periods[p].begin;
  if (stop < i + 3 || stop == end || text_[stop] == u'、' || text_[stop] == u'。') return;
  if (stop > i + 12 || topic_ends().ends(block_.units(i, stop)) == 0 || topic_not().starts(text_, i) > 0)
    return;
  topic_ = {};
  topic_.append(i, stop);
  topic_begin_ = sentence_begin_;
  if (firm_ends().ends(block_.units(i, stop)) > 0) carry_.firms.push_back(text_of(topic_, block_));
}

void Binder::give_topic(Bound& bound) const {
  if (topic_.empty() || !bound.entity.empty() || bound.indicator.empty()) return;
  const std::u16string words = folded_of(bound.indicator, block_);
  if (words.find(folded_of(topic_, block_)) != words.npos) return;
  const bool here = topic_begin_ == sentence_begin_;
  const bool heads =
      bound.indicator.pieces.front().begin <= sentence_begin_ + 2;  // 产值突破1300亿元。 as a sentence
  if (here || (heads && measures().has(words))) bound.entity = topic_;
}

bool Binder::split_place(Bound& bound) const {
  if (bound.indicator.empty()) return false;
  const Phrase::Piece piece = bound.indicator.pieces.front();
  const std::u16string_view words = block_.units(piece.begin, piece.end);
  std::uint32_t measure = measures().ends(folded_of(bound.indicator, block_));
  if (measure == 0) return false;
  if (bound.indicator.pieces.size() > 1) measure = 0;  // 吴江县(计划)投资: it stands in a piece behind
  for (std::uint32_t p = 2; p < 7 && p + measure <= words.size(); ++p) {
    if (std::u16string_view(u"县市州盟旗").find(words[p]) == words.npos &&
        !(words[p] == u'区' &&
          std::u16string_view(u"新发园地社小片景市灌库山牧林城高经保矿校院老").find(words[p - 1]) ==
              words.npos))
      continue;
    if (topic_not().starts(words, 0) > 0 || words.substr(0, p).find(u'级') != words.npos ||
        words[p + 1 < words.size() ? p + 1 : p] == u'场' || words[p - 1] == u'城')
      return false;
    bound.entity = {};
    bound.entity.append(piece.begin, piece.begin + p + 1);
    Phrase rest;
    rest.append(piece.begin + p + 1, piece.end);
    for (std::size_t i = 1; i < bound.indicator.pieces.size(); ++i)
      rest.append(bound.indicator.pieces[i].begin, bound.indicator.pieces[i].end);
    bound.indicator = rest;
    return !bound.indicator.empty();
  }
  return false;
}

void Binder::settle_entity(Bound& bound, const Subject& subject) {
  if (!subject.entity.empty()) {
    if (sentence_entity_.empty() || ends_with(subject.entity, zone_ends())) sentence_entity_ = subject.entity;
    return;
  }
  if (split_place(bound)) return;
  if (!sentence_entity_.empty() && ends_with(sentence_entity_, zone_ends()) && !subject.self)
    bound.entity = sentence_entity_;
}

}  // namespace midyear::reading
