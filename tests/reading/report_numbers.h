#pragma once

// The values of one fact, which agree with each other, and a way to make them disagree. Part of the
// generator.

#include <cstdint>
#include <map>
#include <string>

namespace midyear::reading::testing {

// A plain generator with the same numbers on every machine (distributions of the standard library differ).
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed * 2654435761u + 12345u) {}
  std::uint32_t roll() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
  }
  int between(int low, int high) {
    return low + static_cast<int>(roll() % static_cast<std::uint32_t>(high - low + 1));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }

 private:
  std::uint32_t state_;
};

using Values = std::map<std::string, std::string, std::less<>>;

// Fills the letters of `fact` ("share", "parts", …). `wrong`: one value is changed so that no rounding
// explains it; `direction` is '+', '-' or 'b' as in report_patterns.tsv.
void fill_numbers(const std::string& fact, bool wrong, char direction, bool gross_domestic, Dice& dice,
                  Values& values);

}  // namespace midyear::reading::testing
