#include "reading/words.h"

#include <algorithm>
#include <cassert>

#include "base/lexicon.h"
#include "text/fold.h"

namespace midyear::reading {

UsedWords::UsedWords(std::string_view lexicon_file) {
  for (const base::Row& row : base::lexicon_rows(lexicon_file)) {
    if (row.size() < 2) continue;
    std::uint32_t bits = 0;
    std::string_view list = row[1];
    for (bool more = true; more;) {
      const std::size_t comma = list.find(',');
      const std::string_view use = list.substr(0, comma);
      const auto known = std::find(uses.begin(), uses.end(), use);
      bits |= 1u << (known - uses.begin());
      if (known == uses.end()) uses.emplace_back(use);
      more = comma != std::string_view::npos;
      list.remove_prefix(more ? comma + 1 : list.size());
    }
    trie.add(text::fold_word(row[0]), bits);
  }
  assert(uses.size() <= 31);  // all bits set would be Trie::kNone
}

WordSet::WordSet(std::string_view lexicon_file) : own_(std::make_shared<base::Trie>()), trie_(own_.get()) {
  for (const base::Row& row : base::lexicon_rows(lexicon_file)) own_->add(text::fold_word(row[0]), 0);
}

WordSet::WordSet(const UsedWords& words, std::string_view use) : trie_(&words.trie) {
  const auto found = std::find(words.uses.begin(), words.uses.end(), use);
  assert(found != words.uses.end());
  bits_ = 1u << (found - words.uses.begin());
}

std::uint32_t WordSet::starts(std::u16string_view text, std::size_t at) const {
  const base::Trie::Match match = trie_->longest(text, at);
  if (bits_ == 0 || match.length == 0 || (match.value & bits_) != 0) return match.length;
  for (std::uint32_t length = match.length - 1; length > 0; --length)  // a shorter word is for this use
    if (has(text.substr(at, length))) return length;
  return 0;
}

std::uint32_t WordSet::ends(std::u16string_view text) const {
  for (std::size_t length = std::min<std::size_t>(8, text.size()); length > 0; --length)
    if (has(text.substr(text.size() - length))) return static_cast<std::uint32_t>(length);
  return 0;
}

bool WordSet::inside(std::u16string_view text) const {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (starts(text, i) > 0) return true;
  return false;
}

}  // namespace midyear::reading
