#include "reading/words.h"

#include <algorithm>

#include "base/embedded.h"
#include "text/fold.h"

namespace midyear::reading {

WordSet::WordSet(std::string_view lexicon_file) {
  for_each_row(base::embedded_lexicon(lexicon_file),
               [&](std::string_view word, std::string_view) { trie_.add(text::fold_word(word), 0); });
}

std::uint32_t WordSet::starts(std::u16string_view text, std::size_t at) const {
  return trie_.longest(text, at).length;
}

std::uint32_t WordSet::ends(std::u16string_view text) const {
  for (std::size_t length = std::min<std::size_t>(8, text.size()); length > 0; --length)
    if (has(text.substr(text.size() - length))) return static_cast<std::uint32_t>(length);
  return 0;
}

}  // namespace midyear::reading
