#include <algorithm>

#include "reading/bind_state.h"

namespace midyear::reading {

namespace {

// Holds for what follows in its sentence, whatever is measured; the others for measures that say nothing of
// what they are of.
bool strong(NameKind kind) {
  return kind == NameKind::firm || kind == NameKind::trade || kind == NameKind::place ||
         kind == NameKind::park;
}
bool has_place_measures(NameKind kind) { return kind == NameKind::place || kind == NameKind::park; }
bool opens_topic(NameKind kind) { return strong(kind) || kind == NameKind::industry; }

// 二是: another matter begins.
bool listed_ordinal(std::u16string_view text, std::uint32_t i) {
  return i + 1 < text.size() && text[i + 1] == u'是' &&
         std::u16string_view(u"一二三四五六七八九").find(text[i]) != text.npos;
}

}  // namespace

void Binder::begin_actors() {
  actor_ = {};
  sentence_place_ = {};
  own_subject_ = false;
  at_head_ = true;
}

void Binder::read_actor(const Segment& s) {
  clause_begin_ = s.begin;
  if (s.before == u';' && !strong(actor_.kind)) {
    actor_ = {};
    if (!sentence_place_.empty()) actor_ = {sentence_place_, NameKind::place};
  }
  if (listed_ordinal(text_, s.begin)) actor_ = topic_ = {}, sentence_place_ = {};
  const bool head = at_head_;
  const std::uint32_t to = s.first < s.last ? marks_[s.first].lead_end : s.end;
  const NameAt name = name_at(block_, s.begin, to);
  at_head_ = head && name.empty() && name.begin >= s.end;  // 上半年, before who it is about
  if (name.back) {
    if (actor_.name.empty()) actor_ = topic_;
    return;
  }
  if (name.empty()) {
    if (!name.self) return;
    if (head) carry_.self = true;
    actor_ = topic_ = {}, sentence_place_ = {}, own_subject_ = true;
    return;
  }
  // 枫树小学、平安小学3所…: examples of what is counted.
  if (name.end == to && s.first < s.last && !strong(name.kind) && counts(marks_[s.first])) return;
  name_actor(name, head);
}

void Binder::name_actor(const NameAt& name, bool head) {
  // A building or firm in another zone: the zone's.
  if (name.kind == NameKind::carrier && !sentence_place_.empty()) return;
  Phrase phrase;
  if (name.kind == NameKind::industry) phrase = sentence_place_;  // 长沙经开区…, 汽车产业…
  phrase.append(name.begin, name.end);
  actor_ = {phrase, name.kind};
  if (name.kind == NameKind::place) sentence_place_ = phrase;
  if (!head || !opens_topic(name.kind)) return;
  topic_ = actor_;
  if (name.kind == NameKind::firm || name.kind == NameKind::trade)
    carry_.firms.push_back(text_of(phrase, block_));
}

bool Binder::counts(const Mark& mark) {
  return mark.unit != nullptr && mark.unit->dimension == quantity::Dimension::count;
}

bool Binder::bare_measure(const Phrase& indicator, const std::u16string& words) const {
  if (place_words().inside(words)) return false;
  if (measures().has(words) || generic_nouns().has(words)) return true;
  return indicator.size() <= 6 && measures().ends(words) > 0;
}

bool Binder::takes(const Actor& actor, const Phrase& indicator, const std::u16string& words) const {
  const std::uint32_t begin = actor.name.pieces.back().begin;
  const bool same_clause = begin >= clause_begin_ && begin < indicator.pieces.front().begin;
  if (!has_place_measures(actor.kind) && place_words().inside(words)) return false;
  if (same_clause || strong(actor.kind)) return true;
  if (bare_measure(indicator, words)) return true;
  return actor.kind == NameKind::carrier && part_words().inside(words);
}

void Binder::give_actor(Bound& bound) {
  if (bound.indicator.empty()) return;
  if (!bound.entity.empty()) {
    if (!actor_.name.empty() && names_back(folded_of(bound.entity, block_))) bound.entity = actor_.name;
    return;
  }
  const std::u16string words = folded_of(bound.indicator, block_);
  if (actor_.name.empty()) {
    if (topic_.name.empty()) return;
    if (own_subject_ || !bare_measure(bound.indicator, words)) {
      own_subject_ = true;
      topic_ = {};
      return;
    }
    bound.entity = topic_.name;
    return;
  }
  if (own_name(bound) || words.find(folded_of(actor_.name, block_)) != words.npos) return;
  if (takes(actor_, bound.indicator, words)) bound.entity = actor_.name;
}

bool Binder::own_name(Bound& bound) const {
  if (!strong(actor_.kind)) return false;
  const Phrase::Piece name = actor_.name.pieces.back();
  Phrase::Piece& piece = bound.indicator.pieces.front();
  if (piece.begin != name.begin || piece.end < name.end + 2) return false;
  bound.entity = actor_.name;
  piece.begin = name.end;
  if (text_[piece.begin] == u'的') ++piece.begin;
  return true;
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
    if (topic_not().starts(words, 0) > 0 || words[p + 1 < words.size() ? p + 1 : p] == u')' ||
        words.substr(0, p).find(u'级') != words.npos || words[p + 1 < words.size() ? p + 1 : p] == u'场' ||
        words[p - 1] == u'城')
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
  if (subject.entity.empty()) {
    split_place(bound);
    return;
  }
  const NameKind kind = kind_of_name(folded_of(subject.entity, block_));
  if (kind == NameKind::none) return;
  if (kind == NameKind::industry && !sentence_place_.empty() && !(sentence_place_ == subject.entity)) {
    bound.entity = sentence_place_;
    bound.entity.append(subject.entity);
  }
  if (kind == NameKind::place) sentence_place_ = subject.entity;
  actor_ = {bound.entity, kind};
}

}  // namespace midyear::reading
