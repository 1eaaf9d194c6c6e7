#pragma once

#include <cstdint>
#include <string_view>

#include "base/trie.h"

namespace midyear::reading {

// A set of words of one lexicon file (first column), folded. Built on first use, then shared by all threads.
class WordSet {
 public:
  explicit WordSet(std::string_view lexicon_file);
  // Of the rows whose second column lists `use`, between commas.
  WordSet(std::string_view lexicon_file, std::string_view use);
  // Length of the longest word that text[at…] begins with; 0 where none does.
  std::uint32_t starts(std::u16string_view text, std::size_t at) const;
  // Length of the longest word that text ends with; 0 where it ends with none. Cost: words of at most 8
  // units.
  std::uint32_t ends(std::u16string_view text) const;
  // Whether any word stands anywhere in the text.
  bool inside(std::u16string_view text) const;
  bool has(std::u16string_view word) const { return trie_.find(word) != base::Trie::kNone; }

 private:
  base::Trie trie_;
};

}  // namespace midyear::reading
