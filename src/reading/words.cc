#include "reading/words.h"

#include <algorithm>

#include "base/lexicon.h"
#include "text/fold.h"

namespace midyear::reading {
namespace {

bool lists(std::string_view uses, std::string_view use) {
  for (;;) {
    const std::size_t comma = uses.find(',');
    if (uses.substr(0, comma) == use) return true;
    if (comma == std::string_view::npos) return false;
    uses.remove_prefix(comma + 1);
  }
}

}  // namespace

WordSet::WordSet(std::string_view lexicon_file) {
  for (const base::Row& row : base::lexicon_rows(lexicon_file)) trie_.add(text::fold_word(row[0]), 0);
}

WordSet::WordSet(std::string_view lexicon_file, std::string_view use) {
  for (const base::Row& row : base::lexicon_rows(lexicon_file))
    if (row.size() > 1 && lists(row[1], use)) trie_.add(text::fold_word(row[0]), 0);
}

std::uint32_t WordSet::starts(std::u16string_view text, std::size_t at) const {
  return trie_.longest(text, at).length;
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
