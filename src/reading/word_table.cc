#include "reading/word_table.h"

#include <algorithm>
#include <cassert>

#include "base/embedded.h"
#include "text/fold.h"

namespace midyear::reading {

base::Trie load_words(std::string_view file, std::span<const std::string_view> classes) {
  base::Trie trie;
  std::string_view bytes = base::embedded_lexicon(file);
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    std::uint32_t value = 0;
    if (tab != std::string_view::npos && classes.size() > 0) {
      std::string_view name = line.substr(tab + 1);
      name = name.substr(0, name.find('\t'));
      const auto place = std::find(classes.begin(), classes.end(), name);
      assert(place != classes.end());
      value = static_cast<std::uint32_t>(place - classes.begin());
    }
    trie.add(text::fold_word(line.substr(0, tab)), value);
  }
  return trie;
}

}  // namespace midyear::reading
