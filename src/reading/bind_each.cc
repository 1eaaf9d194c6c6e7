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
  if (before.what.empty() && behind.what.empty() && each_amount(k, group)) return true;
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
    } else if (i + 1 == parts.size() && shared_length > 0 && !items_.empty() &&
               !items_.back().entity.empty()) {
      last_of_list(item, part, shared_length);
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

// 集成电路三大主导产业产值: the last name, the bundle that all belong to, the measure.
void Binder::last_of_list(Item& item, const Phrase& part, std::uint32_t measure) const {
  const Phrase::Piece piece = part.pieces.front();
  const std::u16string_view stem = block_.units(piece.begin, piece.end - measure);
  std::uint32_t end = piece.end - measure;
  const std::size_t bundle = stem.find(u'大', 2);
  if (bundle != stem.npos &&
      std::u16string_view(u"二两三四五六七八九十").find(stem[bundle - 1]) != std::u16string_view::npos)
    end = piece.begin + static_cast<std::uint32_t>(bundle) - 1;
  item.entity.append(piece.begin, end);
  item.indicator.append(piece.end - measure, piece.end);
}

// 实际使用外资3.2亿美元,进出口总额156亿元,分别增长8.7%和12.1%: the amounts before are the list.
bool Binder::each_amount(std::size_t k, std::size_t group) {
  std::vector<std::size_t> amounts;
  for (std::size_t j = k; j > 0 && amounts.size() < group && marks_[j - 1].begin >= sentence_begin_; --j) {
    const Bound& bound = bounds_[j - 1];
    if (bound.status == Status::condition) continue;
    // 分别增长2%、25%,分别比一季度回升3个、24个百分点: as many changes as there are gaps now.
    const bool again = bound.measure == Measure::change && percent_like(marks_[j - 1]) &&
                       percent_like(marks_[k]) && group_size(j - 1) == amounts.size() + 1;
    if (!again && (bound.measure != Measure::level || percent_like(marks_[j - 1]))) break;
    amounts.push_back(j - 1);
  }
  if (amounts.size() < group) return false;
  items_.clear();
  item_ = 0;
  for (std::size_t i = group; i-- > 0;)
    items_.push_back({bounds_[amounts[i]].entity, bounds_[amounts[i]].indicator});
  use_item(bounds_[k]);
  return true;
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
