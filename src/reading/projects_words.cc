#include "reading/projects_words.h"

#include <cassert>
#include <vector>

#include "reading/commitments_clause.h"

namespace midyear::reading::plan {
namespace {

std::string_view next_field(std::string_view& column, char separator) {
  const std::size_t at = column.find(separator);
  const std::string_view field = column.substr(0, at);
  column = at == std::string_view::npos ? std::string_view() : column.substr(at + 1);
  return field;
}

std::uint32_t stage_number(std::string_view name) {
  for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(Stage::other); ++i)
    if (stage_name(static_cast<Stage>(i)) == name) return i;
  assert(false && "unknown stage in project_stages.tsv");
  return static_cast<std::uint32_t>(Stage::other);
}

std::uint32_t stage_value(std::string_view column) {
  const std::uint32_t done = stage_number(next_field(column, '\t'));
  const std::uint32_t promised = stage_number(next_field(column, '\t'));
  // A closing "?" marks a loose word.
  const bool loose = column.ends_with('?');
  if (loose) column.remove_suffix(1);
  static constexpr std::string_view kUses[] = {"state", "verb", "both", "work", "denial", "doubt", "none"};
  std::uint32_t use = 0;
  while (use + 1 < std::size(kUses) && kUses[use] != column) ++use;
  return done | promised << 4 | use << 8 | (loose ? 1u << 12 : 0u);
}

std::uint32_t kind_value(std::string_view column) {
  static constexpr std::string_view kNames[] = {"head",    "front",  "back", "class", "stop",
                                                "generic", "single", "deed", "remark"};
  std::uint32_t bits = 0;
  while (!column.empty()) {
    const std::string_view name = next_field(column, ',');
    for (std::size_t i = 0; i < std::size(kNames); ++i)
      if (kNames[i] == name) bits |= 1u << i;
  }
  return bits;
}

const base::Trie& stages() {
  static const base::Trie trie = load_words("project_stages.tsv", stage_value);
  return trie;
}

struct Names {
  base::Trie words;
  std::vector<std::uint8_t> begins, ends;  // unit -> kinds of the words that begin or end with it

  Names() : words(load_words("project_names.tsv", kind_value)), begins(65536), ends(65536) {
    for_each_word("project_names.tsv", [this](std::u16string_view word, std::string_view column) {
      const auto kinds = static_cast<std::uint8_t>(kind_value(column));
      begins[word.front()] |= kinds;
      ends[word.back()] |= kinds;
    });
  }
};

const Names& tables() {
  static const Names names;
  return names;
}

const base::Trie& names() { return tables().words; }

}  // namespace

// Whether nothing but adverbs stands between a denial and what it denies: 未能|如期|竣工.
bool only_manner(std::u16string_view units, Range gap) {
  while (!gap.empty()) {
    const Token word = word_at(units, gap.begin, gap.end);
    if (word.at.empty() || !word.is(kAdverb)) return false;
    gap.begin = word.at.end;
  }
  return true;
}

// Adds a word; a denial in front of it makes one of both: "尚未开工" is a state of its own.
void add_stage_word(std::u16string_view units, StageWord word, std::vector<StageWord>& out) {
  const bool denied = !out.empty() && out.back().use == StageUse::denial && word.use <= StageUse::both &&
                      only_manner(units, {out.back().at.end, word.at.begin});
  if (!denied) {
    out.push_back(word);
    return;
  }
  out.back() = {{out.back().at.begin, word.at.end}, Stage::other, Stage::other, StageUse::state, word.loose};
}

void find_stage_words(std::u16string_view units, Range range, std::vector<StageWord>& out) {
  const base::Trie& trie = stages();
  const std::u16string_view text = units.substr(0, range.end);
  for (std::uint32_t i = range.begin; i < range.end;) {
    const std::uint32_t after = skip_enclosed(units, i, range.end);
    if (after > i) {
      i = after;
      continue;
    }
    const base::Trie::Match match = trie.longest(text, i);
    if (match.length == 0) {
      ++i;
      continue;
    }
    const StageWord word{{i, i + match.length},
                         static_cast<Stage>(match.value & 15),
                         static_cast<Stage>(match.value >> 4 & 15),
                         static_cast<StageUse>(match.value >> 8 & 15),
                         (match.value >> 12 & 1) != 0};
    if (word.use != StageUse::none) add_stage_word(units, word, out);
    i += match.length;
  }
}

bool may_begin(char16_t unit, std::uint32_t kinds) { return (tables().begins[unit] & kinds) != 0; }
bool may_end(char16_t unit, std::uint32_t kinds) { return (tables().ends[unit] & kinds) != 0; }

std::uint32_t name_kinds(std::u16string_view word) {
  const std::uint32_t kinds = names().find(word);
  return kinds == base::Trie::kNone ? 0 : kinds;
}

std::uint32_t name_word_at(std::u16string_view units, std::uint32_t at, std::uint32_t end,
                           std::uint32_t& length) {
  const base::Trie::Match match = names().longest(units.substr(0, end), at);
  length = match.length;
  return match.length == 0 ? 0 : match.value;
}

}  // namespace midyear::reading::plan
