#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace midyear::text {

// One bit for each unit that is in a list: asked at every character of a text, where a search through the
// list would cost as much as all else. To be made once (function-local static).
class UnitSet {
 public:
  explicit UnitSet(std::u16string_view list) : bits_(1024) {
    for (const char16_t unit : list) bits_[unit >> 6] |= std::uint64_t{1} << (unit & 63);
  }
  bool has(char16_t unit) const { return (bits_[unit >> 6] >> (unit & 63) & 1) != 0; }

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace midyear::text
