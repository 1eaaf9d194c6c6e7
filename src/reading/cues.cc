#include "reading/cues.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/lexicon.h"
#include "base/trie.h"
#include "text/fold.h"

namespace midyear::reading {
namespace {

Cue cue_named(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "stop",        "up",           "down",        "pull",       "reach",       "compare", "about_before",
      "over_before", "under_before", "about_after", "over_after", "under_after", "target",  "done",
      "condition",   "share",        "progress",    "rank",       "plan",        "verb",    "drop",
      "edge",        "each",         "of_which",    "self",       "prior",       "growth",  "fall",
      "times",       "act",          "lead"};
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) return static_cast<Cue>(i);
  std::fprintf(stderr, "midyear: lexicon/cues.tsv names the unknown class %.*s\n",
               static_cast<int>(name.size()), name.data());
  std::abort();
}

const base::Trie& cue_trie() {
  static const base::Trie trie = [] {
    base::Trie made;
    for (const base::Row& row : base::lexicon_rows("cues.tsv"))
      made.add(text::fold_word(row[0]), static_cast<std::uint32_t>(cue_named(row.size() > 1 ? row[1] : "")));
    return made;
  }();
  return trie;
}

}  // namespace

void scan_cues(std::u16string_view text, std::vector<CueAt>& out) {
  out.clear();
  const base::Trie& trie = cue_trie();
  for (std::size_t i = 0; i < text.size();) {
    const base::Trie::Match match = trie.longest(text, i);
    if (match.length == 0) {
      ++i;
      continue;
    }
    const auto begin = static_cast<std::uint32_t>(i);
    const auto cue = static_cast<Cue>(match.value);
    out.push_back({begin, begin + match.length, cue});
    i += match.length;
  }
}

}  // namespace midyear::reading
