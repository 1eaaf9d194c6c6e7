#include "quantity/period_words.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include "base/trie.h"
#include "quantity/table.h"

namespace midyear::quantity {
namespace {

[[noreturn]] void refuse(std::string_view cell) {
  std::fprintf(stderr, "midyear: lexicon/periods.tsv: bad cell %.*s\n", static_cast<int>(cell.size()),
               cell.data());
  std::abort();
}

int number(std::string_view cell) {
  int out = 0;
  const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), out);
  if (parsed.ec != std::errc{} || parsed.ptr != cell.data() + cell.size()) refuse(cell);
  return out;
}

template <class T, std::size_t N>
T named(std::string_view cell, const std::array<std::pair<std::string_view, T>, N>& names) {
  for (const auto& [name, value] : names)
    if (name == cell) return value;
  refuse(cell);
}

constexpr std::array<std::pair<std::string_view, PeriodRole>, 3> kRoles = {
    {{"year", PeriodRole::year}, {"sub", PeriodRole::sub}, {"phrase", PeriodRole::phrase}}};

constexpr std::array<std::pair<std::string_view, PeriodKind>, 7> kKinds = {{{"year", PeriodKind::year},
                                                                            {"half", PeriodKind::half},
                                                                            {"quarter", PeriodKind::quarter},
                                                                            {"month", PeriodKind::month},
                                                                            {"season", PeriodKind::season},
                                                                            {"now", PeriodKind::now},
                                                                            {"other", PeriodKind::other}}};

PeriodWord word_of(const Row& row) {
  if (row.size() != 7) refuse(row[0]);
  PeriodWord word;
  word.role = named(row[1], kRoles);
  Period& p = word.period;
  p.kind = named(row[2], kKinds);
  if (row[3].starts_with('m') || row[3].starts_with('q')) {  // months, or quarters by kind
    p.relative_month = true;
    p.month_offset = static_cast<std::int8_t>(number(row[3].substr(1)));
  } else if (row[3] != "-") {
    p.year_is = YearIs::offset;
    p.year = static_cast<std::int16_t>(number(row[3]));
  }
  p.first_month = static_cast<std::int8_t>(number(row[4]));
  p.last_month = static_cast<std::int8_t>(number(row[5]));
  p.as_of = row[6] == "as_of";
  p.until = row[6] == "until";
  p.since = row[6] == "since";
  p.same_period = row[6] == "same";
  return word;
}

struct Words {
  base::Trie trie;
  std::array<bool, 65536> first{};
  std::vector<PeriodWord> words;
};

const Words& table() {
  static const Words words = [] {
    Words out;
    for (const Row& row : rows_of("periods.tsv")) {
      const std::u16string word = widen(row[0]);
      out.first[word[0]] = true;
      out.trie.add(word, static_cast<std::uint32_t>(out.words.size()));
      out.words.push_back(word_of(row));
    }
    return out;
  }();
  return words;
}

}  // namespace

PeriodWordMatch period_word(std::u16string_view text, std::size_t at) {
  const Words& words = table();
  const base::Trie::Match match = words.trie.longest(text, at);
  if (match.length == 0) return {};
  return {match.length, &words.words[match.value]};
}

bool period_first(char16_t unit) { return table().first[unit]; }

}  // namespace midyear::quantity
