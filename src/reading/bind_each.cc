#include <algorithm>

#include "reading/bind_state.h"

namespace midyear::reading {

void Binder::use_item(Bound& bound) {
  bound.entity = items_[item_].entity;
  bound.indicator = items_[item_].indicator;
}

bool Binder::distribute(std::size_t k, std::uint32_t from, std::uint32_t to) {
  const std::uint32_t end = marks_[k].begin;
  std::uint32_t each = 0;
  for (std::size_t c = block_.first_cue(from); c < block_.cues.size() && block_.cues[c].begin < end; ++c)
    if (block_.cues[c].cue == Cue::each) each = block_.cues[c].begin;
  const std::size_t group = group_size(k);
  if (each == 0) {
    if (items_.size() > 1 && group == items_.size() &&
        subject_of(block_, from, std::min(to, marks_[k].lead_end)).what.empty()) {
      item_ = 0;
      use_item(bounds_[k]);
      return true;
    }
    items_.clear();
    return false;
  }
  items_.clear();
  item_ = 0;
  if (group < 2) return false;
  const Subject before = subject_of(block_, from, each);
  const Subject behind = subject_of(block_, each, std::max(each, std::min(to, marks_[k].lead_end)));
  list_items(before.what, behind.what);
  if (items_.size() != group) {
    items_.clear();
    return false;
  }
  use_item(bounds_[k]);
  return true;
}

std::size_t Binder::group_size(std::size_t k) const {
  std::size_t n = 1;
  while (k + n < marks_.size() && marks_[k + n].lead_end - marks_[k + n - 1].tail_begin <= 2 &&
         text_[marks_[k + n - 1].tail_begin] != u',' &&
         blank(marks_[k + n - 1].tail_begin, marks_[k + n].lead_end))
    ++n;
  return n;
}

void Binder::list_items(const Phrase& list, const Phrase& behind) {
  std::vector<Phrase> parts(1);
  for (const Phrase::Piece& piece : list.pieces) {
    std::uint32_t begin = piece.begin;
    bool quoted = false;
    for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
      const char16_t c = text_[i];
      if (c == u'“' || c == u'(') quoted = true;
      if (c == u'”' || c == u')') quoted = false;
      const bool joint = c == u'、' || c == u',' ||
                         ((c == u'和' || c == u'及' || c == u'与') && i > begin + 1 && i + 2 < piece.end &&
                          !(i > 0 && text_[i - 1] == u'以'));
      if (quoted || !joint) continue;
      parts.back().append(begin, i);
      parts.emplace_back();
      begin = i + 1;
    }
    parts.back().append(begin, piece.end);
  }
  if (parts.size() < 2) return;
  Phrase& last = parts.back();
  const std::u16string last_words = folded_of(last, block_);
  // 食品、石化等产业增加值: what stands behind 等 belongs to each.
  Phrase shared = behind;
  const std::size_t etc = last_words.find(u'等');
  std::uint32_t shared_length = 0;
  if (etc != last_words.npos && etc > 0 && last.pieces.size() == 1) {
    const Phrase::Piece piece = last.pieces.front();
    shared = {};
    shared.append(piece.begin + static_cast<std::uint32_t>(etc) + 1, piece.end);
    last = {};
    last.append(piece.begin, piece.begin + static_cast<std::uint32_t>(etc));
  } else if (behind.empty() && last.pieces.size() == 1) {
    shared_length = measures().ends(last_words);
    if (shared_length == last_words.size()) shared_length = 0;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Item item;
    Phrase& part = parts[i];
    if (!shared.empty()) {
      item.entity = part;
      item.indicator = shared;
      if (etc != last_words.npos && measures().ends(folded_of(shared, block_)) > 0) split_class(item, shared);
    } else if (i + 1 < parts.size() && shared_length > 0 && measures().ends(folded_of(part, block_)) == 0) {
      const Phrase::Piece tail = last.pieces.front();
      item.entity = part;
      item.indicator.append(tail.end - shared_length, tail.end);
    } else {
      item.indicator = part;
      if (i > 0 && part.size() <= 4) shared_head(parts.front(), item.indicator);
    }
    items_.push_back(std::move(item));
  }
}

void Binder::split_class(Item& item, const Phrase& shared) const {
  const std::u16string words = folded_of(shared, block_);
  const std::uint32_t length = measures().ends(words);
  if (length == 0 || length == words.size() || shared.pieces.size() != 1) return;
  const Phrase::Piece piece = shared.pieces.front();
  item.entity.append(piece.begin, piece.end - length);
  item.indicator = {};
  item.indicator.append(piece.end - length, piece.end);
}

void Binder::shared_head(const Phrase& first, Phrase& noun) const {
  if (first.pieces.size() != 1 || measures().ends(folded_of(noun, block_)) == 0) return;
  const Phrase::Piece piece = first.pieces.front();
  const std::uint32_t length = measures().ends(block_.units(piece.begin, piece.end));
  if (length == 0 || piece.end - piece.begin <= length + 1) return;
  Phrase whole;
  whole.append(piece.begin, piece.end - length);
  whole.append(noun);
  noun = whole;
}

}  // namespace midyear::reading
