#include "reading/word_table.h"

#include <algorithm>
#include <cassert>

#include "base/lexicon.h"
#include "text/fold.h"

namespace midyear::reading {

base::Trie load_words(std::string_view file, std::span<const std::string_view> classes) {
  base::Trie trie;
  for (const base::Row& row : base::lexicon_rows(file)) {
    std::uint32_t value = 0;
    if (row.size() > 1 && !classes.empty()) {
      const auto place = std::find(classes.begin(), classes.end(), row[1]);
      assert(place != classes.end());
      value = static_cast<std::uint32_t>(place - classes.begin());
    }
    trie.add(text::fold_word(row[0]), value);
  }
  return trie;
}

}  // namespace midyear::reading
