#include "reading/commitments_words.h"

#include <cassert>

#include "base/embedded.h"
#include "text/fold.h"

namespace midyear::reading::plan {
namespace {

std::uint32_t class_bit(std::string_view name) {
  static constexpr std::string_view kNames[] = {"modal", "promise", "adverb", "connective", "act",
                                                "mid",   "direct",  "tail",   "thing",      "measure",
                                                "field", "frame",   "slogan", "noise",      "quality"};
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) return 1u << i;
  assert(false && "unknown class in plan_words.tsv");
  return 0;
}

std::uint32_t class_bits(std::string_view column) {
  std::uint32_t bits = 0;
  while (!column.empty()) {
    const std::size_t comma = column.find(',');
    bits |= class_bit(column.substr(0, comma));
    column = comma == std::string_view::npos ? std::string_view() : column.substr(comma + 1);
  }
  return bits;
}

const base::Trie& words() {
  static const base::Trie trie = load_words("plan_words.tsv", class_bits);
  return trie;
}

}  // namespace

void for_each_word(std::string_view file,
                   const std::function<void(std::u16string_view word, std::string_view column)>& use) {
  std::string_view rest = base::embedded_lexicon(file);
  while (!rest.empty()) {
    const std::size_t line_end = rest.find('\n');
    const std::string_view line = rest.substr(0, line_end);
    rest = line_end == std::string_view::npos ? std::string_view() : rest.substr(line_end + 1);
    const std::size_t tab = line.find('\t');
    if (line.empty() || line.front() == '#' || tab == std::string_view::npos) continue;
    use(text::fold_word(line.substr(0, tab)), line.substr(tab + 1));
  }
}

base::Trie load_words(std::string_view file, std::uint32_t (*value_of)(std::string_view column)) {
  base::Trie trie;
  for_each_word(file,
                [&](std::u16string_view word, std::string_view column) { trie.add(word, value_of(column)); });
  return trie;
}

Token word_at(std::u16string_view units, std::uint32_t at, std::uint32_t end) {
  const base::Trie::Match match = words().longest(units.substr(0, end), at);
  if (match.length == 0) return {{at, at}, 0};
  return {{at, at + match.length}, match.value};
}

void tokenize(std::u16string_view units, Range range, std::vector<Token>& out) {
  const base::Trie& trie = words();
  const std::u16string_view text = units.substr(0, range.end);
  for (std::uint32_t i = range.begin; i < range.end;) {
    const base::Trie::Match match = trie.longest(text, i);
    if (match.length == 0) {
      ++i;
      continue;
    }
    out.push_back({{i, i + match.length}, match.value});
    i += match.length;
  }
}

}  // namespace midyear::reading::plan
