#pragma once

// The fixed phrases of lexicon/periods.tsv. Internal to the room.

#include <cstdint>
#include <string_view>

#include "quantity/period.h"

namespace midyear::quantity {

enum class PeriodRole : std::uint8_t { year, sub, phrase };

struct PeriodWord {
  PeriodRole role = PeriodRole::phrase;
  Period period;  // without length
};

struct PeriodWordMatch {
  std::uint32_t length = 0;  // 0 where none starts here
  const PeriodWord* word = nullptr;
};

// The longest phrase that text[at…] starts with. Requires: at <= text.size(). Cost: one trie look-up.
PeriodWordMatch period_word(std::u16string_view text, std::size_t at);

// A phrase begins with this character.
bool period_first(char16_t unit);

}  // namespace midyear::quantity
