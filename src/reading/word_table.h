#pragma once

// Words of one lexicon file as a trie: column 1 is the word, column 2 (where there is one) its class by name.

#include <span>
#include <string_view>

#include "base/trie.h"

namespace midyear::reading {

// Builds the trie of lexicon/<file>. The value of a word is the place of its class in `classes`, or 0 where
// the file has one column. Requires: every class of the file is listed (the lexicon linter checks the files).
base::Trie load_words(std::string_view file, std::span<const std::string_view> classes = {});

}  // namespace midyear::reading
