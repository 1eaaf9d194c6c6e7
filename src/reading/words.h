#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/trie.h"

namespace midyear::reading {

// The words of a lexicon file whose second column lists what they are used for, between commas; 32 uses at
// most. Read once, shared by its WordSets.
struct UsedWords {
  explicit UsedWords(std::string_view lexicon_file);
  base::Trie trie;  // word -> a bit for each use, by its place in `uses`
  std::vector<std::string> uses;
};

// A set of words of one lexicon file (first column), folded. Built on first use, then shared by all threads.
class WordSet {
 public:
  explicit WordSet(std::string_view lexicon_file);
  // Of the words that are for this use. Requires: `words` lives longer, and lists the use.
  WordSet(const UsedWords& words, std::string_view use);
  // Length of the longest word that text[at…] begins with; 0 where none does.
  std::uint32_t starts(std::u16string_view text, std::size_t at) const;
  // Length of the longest word that text ends with; 0 where it ends with none. Cost: words of at most 8
  // units.
  std::uint32_t ends(std::u16string_view text) const;
  // Whether any word stands anywhere in the text.
  bool inside(std::u16string_view text) const;
  bool has(std::u16string_view word) const {
    const std::uint32_t value = trie_->find(word);
    return value != base::Trie::kNone && (bits_ == 0 || (value & bits_) != 0);
  }

 private:
  std::shared_ptr<base::Trie> own_;  // empty where the words are a UsedWords'
  const base::Trie* trie_;
  std::uint32_t bits_ = 0;  // 0: all words of the trie
};

}  // namespace midyear::reading
