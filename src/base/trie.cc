#include "base/trie.h"

#include <cassert>

namespace midyear::base {
namespace {
std::size_t slot_of(std::uint64_t key, std::size_t mask) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ull) >> 32) & mask;
}
}  // namespace

Trie::Trie() : first_(65536, 0), pairs_(1024, 0), slots_(1024), values_(1, kNone) {}

std::uint32_t Trie::child(std::uint32_t node, char16_t unit) const {
  const std::uint64_t key = std::uint64_t{node} << 16 | unit;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = slot_of(key, mask);; i = (i + 1) & mask) {
    if (slots_[i].key == key) return slots_[i].node;
    if (slots_[i].key == kEmpty) return 0;
  }
}

void Trie::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.key == kEmpty) continue;
    std::size_t i = slot_of(slot.key, mask);
    while (slots_[i].key != kEmpty) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

std::uint32_t Trie::make_child(std::uint32_t node, char16_t unit) {
  if (node == 0) {
    if (first_[unit] == 0) {
      first_[unit] = static_cast<std::uint32_t>(values_.size());
      values_.push_back(kNone);
    }
    return first_[unit];
  }
  if (const std::uint32_t found = child(node, unit)) return found;
  if (++used_ * 2 > slots_.size()) grow();
  const std::uint64_t key = std::uint64_t{node} << 16 | unit;
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = slot_of(key, mask);
  while (slots_[i].key != kEmpty) i = (i + 1) & mask;
  slots_[i] = {key, static_cast<std::uint32_t>(values_.size())};
  values_.push_back(kNone);
  return slots_[i].node;
}

void Trie::add(std::u16string_view word, std::uint32_t value) {
  assert(!word.empty() && value != kNone);
  if (word.size() > 1) {
    const std::uint32_t pair = pair_of(word[0], word[1]);
    pairs_[pair >> 6] |= std::uint64_t{1} << (pair & 63);
  }
  std::uint32_t node = 0;
  for (char16_t unit : word) node = make_child(node, unit);
  if (values_[node] == kNone) ++words_;
  values_[node] = value;
}

std::uint32_t Trie::find(std::u16string_view word) const {
  const Match match = longest(word, 0);
  return match.length == word.size() ? match.value : kNone;
}

Trie::Match Trie::longest_from(std::uint32_t node, std::u16string_view text, std::size_t at) const {
  Match best;
  for (std::size_t i = at + 1; node != 0; ++i) {
    if (values_[node] != kNone) best = {static_cast<std::uint32_t>(i - at), values_[node]};
    if (i == text.size()) break;
    node = child(node, text[i]);
  }
  return best;
}

}  // namespace midyear::base
