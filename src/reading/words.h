#pragma once

#include <cstdint>
#include <string_view>

#include "base/trie.h"

namespace midyear::reading {

// A set of words of one lexicon file (first column), folded. Built on first use, then shared by all threads.
class WordSet {
 public:
  explicit WordSet(std::string_view lexicon_file);
  // Length of the longest word that text[at…] begins with; 0 where none does.
  std::uint32_t starts(std::u16string_view text, std::size_t at) const;
  // Length of the longest word that text ends with; 0 where it ends with none. Cost: words of at most 8
  // units.
  std::uint32_t ends(std::u16string_view text) const;
  bool has(std::u16string_view word) const { return trie_.find(word) != base::Trie::kNone; }

 private:
  base::Trie trie_;
};

// Calls each(first column, second column) for every row of a lexicon file; lines that begin with # are
// comments.
template <class Each>
void for_each_row(std::string_view bytes, Each each) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t tab = line.find('\t');
    const std::string_view rest = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
    each(line.substr(0, tab), rest.substr(0, rest.find('\t')));
  }
}

}  // namespace midyear::reading
