#include "quantity/unit.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/trie.h"
#include "quantity/han.h"
#include "quantity/table.h"

namespace midyear::quantity {
namespace {

constexpr std::array<std::pair<std::string_view, Dimension>, 15> kDimensions = {{
    {"area", Dimension::area},
    {"count", Dimension::count},
    {"energy", Dimension::energy},
    {"length", Dimension::length},
    {"mass", Dimension::mass},
    {"money", Dimension::money},
    {"none", Dimension::none},
    {"other", Dimension::other},
    {"percent", Dimension::percent},
    {"points", Dimension::points},
    {"power", Dimension::power},
    {"rank", Dimension::rank},
    {"ratio", Dimension::ratio},
    {"time", Dimension::time},
    {"volume", Dimension::volume},
}};

[[noreturn]] void refuse(std::string_view file, std::string_view word) {
  std::fprintf(stderr, "midyear: lexicon/%.*s: bad row %.*s\n", static_cast<int>(file.size()), file.data(),
               static_cast<int>(word.size()), word.data());
  std::abort();
}

struct Units {
  std::vector<Unit> units;
  base::Trie trie;  // values: index into units; kNotUnit for words that only look like one
  base::Trie bare;  // words that are no unit where no number stands before them
  static constexpr std::uint32_t kNotUnit = 0xFFFFFFFEu;
};

Unit unit_of(const Row& row) {
  if (row.size() != 4) refuse("units.tsv", row[0]);
  Unit unit{row[0], row[1], 0, Dimension::none};
  const auto parsed = std::from_chars(row[2].data(), row[2].data() + row[2].size(), unit.factor);
  if (parsed.ec != std::errc{} || unit.factor <= 0) refuse("units.tsv", row[0]);
  for (const auto& [name, dimension] : kDimensions) {
    if (name == row[3]) {
      unit.dimension = dimension;
      return unit;
    }
  }
  refuse("units.tsv", row[0]);
}

const Units& table() {
  static const Units units = [] {
    Units out;
    for (const Row& row : rows_of("units.tsv")) {
      out.trie.add(widen(row[0]), static_cast<std::uint32_t>(out.units.size()));
      out.units.push_back(unit_of(row));
    }
    for (const Row& row : rows_of("not_units.tsv")) {
      if (row.size() != 2 || (row[1] != "always" && row[1] != "bare")) refuse("not_units.tsv", row[0]);
      if (row[1] == "always")
        out.trie.add(widen(row[0]), Units::kNotUnit);
      else
        out.bare.add(widen(row[0]), 0);
    }
    return out;
  }();
  return units;
}

// After a number 个人 is 个 + 人 ("3个人"), elsewhere it is a word.
bool after_number(std::u16string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == u' ') --at;
  if (at == 0) return false;
  const char16_t c = text[at - 1];
  return starts_numeral(c) || han_scale(c) > 0 || c == u'多' || c == u'余' || c == u'几' || c == u'来' ||
         c == u'半';
}

}  // namespace

UnitMatch scan_unit(std::u16string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const Units& units = table();
  const base::Trie::Match match = units.trie.longest(text, at);
  if (match.length == 0 || match.value == Units::kNotUnit) return {};
  if (!after_number(text, at) && units.bare.longest(text, at).length > match.length) return {};
  return {match.length, &units.units[match.value]};
}

void for_each_unit(const std::function<void(const Unit&)>& visit) {
  for (const Unit& unit : table().units) visit(unit);
}

}  // namespace midyear::quantity
