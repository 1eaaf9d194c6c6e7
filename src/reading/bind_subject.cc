#include "reading/bind_state.h"

namespace midyear::reading {

bool Binder::generic(const Phrase& phrase) const {
  return phrase.size() <= 6 && generic_nouns().has(folded_of(phrase, block_));
}

void Binder::name_subject(Bound& bound, std::uint32_t from, std::uint32_t to, bool may_be_entity) {
  from = last_item(from, to);
  to = before_list(from, to);
  Subject subject = subject_of(block_, from, to);
  if (subject.what.empty() || only_relation(subject.what)) {
    if (yearly_plan(bound, from, to)) return;
    if (!named_.empty()) {
      bound.indicator = named_, bound.entity = subject.entity;
      return;
    }
    inherit(bound);
    if (!subject.entity.empty()) bound.entity = subject.entity;
    return;
  }
  if (of_named(bound, subject)) return;
  if (holder(bound, subject)) return;
  const Bound* last = last_bound();
  if (!named_.empty() && generic(subject.what)) {
    bound.indicator = named_;
    if (!ends_with_text(named_, folded_of(subject.what, block_))) bound.indicator.append(subject.what);
    return;
  }
  if (last != nullptr && subject.entity.empty() && !last->indicator.empty()) {
    if (elliptic(bound, *last, subject.what)) return;
    if (may_be_entity && !ends_with(subject.what, measures()) &&
        (condition_ || ends_with(subject.what, entity_ends()))) {
      if (last->entity.empty() && !ends_with(last->indicator, measures()) &&
          ends_with(last->indicator, entity_ends())) {  // 采矿业增长3%,制造业增长5%
        bound.indicator = subject.what;
        return;
      }
      bound.entity = subject.what;
      bound.indicator = shared_measure(*last);
      return;
    }
  }
  bound.indicator = subject.what;
  bound.entity = subject.entity;
  settle_entity(bound, subject);
}

bool Binder::yearly_plan(Bound& bound, std::uint32_t from, std::uint32_t to) {
  const auto k = static_cast<std::size_t>(&bound - bounds_.data());
  const Bound* last = last_bound();
  if (last == nullptr || counts(marks_[k]) || percent_like(marks_[k])) return false;
  const std::size_t cue = block_.first_cue(from);
  if (cue >= block_.cues.size() || block_.cues[cue].begin > from + 1 || block_.cues[cue].cue != Cue::plan ||
      block_.cues[cue].end > to || !project_like(folded_of(bases_[last_], block_)))
    return false;
  bound.indicator = bases_[last_];
  bound.indicator.append(block_.cues[cue].begin, to);
  bound.entity = last->entity;
  bases_[k] = bases_[last_];
  return true;
}

bool Binder::project_like(const std::u16string& base) {
  return base.find(u"项目") != base.npos || base.ends_with(u"工程");
}

std::uint32_t Binder::behind_list(std::uint32_t from, std::uint32_t to) const {
  const std::u16string_view lead = block_.units(from, to);
  const std::size_t comma = lead.rfind(u'、');
  if (comma == lead.npos || comma + 2 >= lead.size()) return from;
  if (const std::size_t etc = lead.rfind(u'等');
      etc != lead.npos && etc > comma && etc + 3 < lead.size() && lead[etc - 1] != u'高') {
    const auto at = from + static_cast<std::uint32_t>(etc) + 1;
    for (std::size_t k = block_.first_cue(at); k < block_.cues.size() && block_.cues[k].end < to; ++k)
      if (block_.cues[k].cue == Cue::act) return block_.cues[k].begin;
    return subject_of(block_, at, to).what.size() >= 3 ? at : from;
  }
  const auto at = from + static_cast<std::uint32_t>(comma);
  if (lead.substr(0, comma).find(u"持平") != lead.npos) return at + 1;
  for (std::size_t k = block_.first_cue(from + 1); k < block_.cues.size() && block_.cues[k].end <= at; ++k)
    if (block_.cues[k].cue == Cue::act && block_.cues[k].end == at && block_.cues[k].begin > from + 1)
      return at + 1;
  return from;
}

bool Binder::only_relation(const Phrase& what) const {
  const std::uint32_t begin = what.pieces.front().begin;
  const char16_t first = text_[begin];
  if (what.size() == 1) return first == u'占' || first == u'比' || first == u'较' || first == u'转';
  if (first != u'较' && first != u'比') return false;
  return std::u16string_view(u"重例率值价强大高好快赛亚特武对选").find(text_[begin + 1]) ==
         std::u16string_view::npos;
}

std::uint32_t Binder::before_list(std::uint32_t from, std::uint32_t to) const {
  const std::u16string_view lead = block_.units(from, to);
  const std::size_t has = lead.find(u'有');
  if (has == lead.npos || has < 2 || lead.find(u'、', has) == lead.npos) return to;
  const auto at = from + static_cast<std::uint32_t>(has);
  const std::size_t k = block_.first_cue(at);
  const bool verb = k < block_.cues.size() && block_.cues[k].begin == at && block_.cues[k].cue == Cue::edge;
  return verb ? at : to;
}

bool Binder::elliptic(Bound& bound, const Bound& last, const Phrase& what) {
  const auto k = static_cast<std::size_t>(&bound - bounds_.data());
  const std::u16string words = folded_of(what, block_);
  if (what.size() <= 6 && generic_nouns().has(words)) {
    const std::u16string base = folded_of(bases_[last_], block_);
    bases_[k] = bases_[last_];
    bound.indicator = bases_[last_];
    if (!base.ends_with(words)) bound.indicator.append(what);
    bound.entity = last.entity;
    return true;
  }
  if (of_project_words().has(words) && project_like(folded_of(bases_[last_], block_))) {
    bases_[k] = bases_[last_];
    bound.indicator = bases_[last_];
    if (!folded_of(bases_[last_], block_).ends_with(words)) bound.indicator.append(what);
    bound.entity = last.entity;
    return true;
  }
  const std::size_t cue = block_.first_cue(what.pieces.front().begin);
  if (cue < block_.cues.size() && block_.cues[cue].begin == what.pieces.front().begin &&
      block_.cues[cue].cue == Cue::pull) {
    bound.indicator = last.indicator;
    bound.indicator.append(what);
    bound.entity = last.entity;
    return true;
  }
  // E + G: another one's 开工率 after somebody's 开工率.
  const std::uint32_t length = generic_nouns().ends(words);
  if (length == 0 || what.pieces.size() != 1 || words.size() < length + 2) return false;
  const Phrase::Piece piece = what.pieces.front();
  const char16_t end = words[words.size() - length - 1];
  if (std::u16string_view(u"县市区州盟旗").find(end) == std::u16string_view::npos ||
      words[words.size() - length - 2] == u'园')
    return false;
  const std::u16string base = folded_of(last.indicator, block_);
  if (!base.ends_with(words.substr(words.size() - length))) return false;
  bound.entity = {};
  bound.entity.append(piece.begin, piece.end - length);
  bound.indicator = last.indicator;
  return true;
}

std::uint32_t Binder::last_item(std::uint32_t from, std::uint32_t to) const {
  for (std::size_t k = block_.first_cue(to); k > 0 && block_.cues[k - 1].begin > from;) {
    const CueAt& cue = block_.cues[--k];
    if (cue.cue == Cue::act && text_[cue.begin - 1] == u'、' && cue.end < to) return cue.begin;
  }
  return behind_list(from, to);
}

bool Binder::ends_list(std::uint32_t to) const {
  while (to > 0 && text_[to - 1] == u' ') --to;
  return to > 0 && text_[to - 1] == u'等';
}

bool Binder::partitive(const std::u16string& lead) {
  return !lead.empty() && (lead.back() == u'中' || lead.back() == u'的');
}

}  // namespace midyear::reading
