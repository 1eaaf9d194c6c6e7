#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace midyear::quantity {

enum class Dimension : std::uint8_t {
  none,
  count,
  money,
  percent,
  points,
  ratio,
  length,
  area,
  volume,
  mass,
  energy,
  power,
  time,
  rank,
  other
};

// A unit as lexicon/units.tsv lists it, without a 万 or 亿 before it.
struct Unit {
  std::string_view name;  // "元", "平方米", "个百分点", "家"; UTF-8, lives as long as the program
  std::string_view base;  // "元", "平方米", "百分点", "家"
  double factor = 1;      // amount in base = value × 10^scale × factor
  Dimension dimension = Dimension::other;
};

struct UnitMatch {
  std::uint32_t length = 0;  // UTF-16 units of the folded text; 0 where no unit starts here
  const Unit* unit = nullptr;
};

// The longest unit that text[at…] starts with ("个百分点" before "个"). Words that only begin like a unit are
// listed in lexicon/not_units.tsv and yield nothing: some everywhere ("年度", "部门"), some only where no
// number stands before them ("个人": but "3个人" is 3个). Cost: two trie look-ups.
UnitMatch scan_unit(std::u16string_view text, std::size_t at);

// All units of the lexicon, in its order.
void for_each_unit(const std::function<void(const Unit&)>& visit);

}  // namespace midyear::quantity
