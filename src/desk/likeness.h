#pragma once

// How alike short texts are, for comparing two reports. Pure.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace midyear::desk {

inline constexpr std::uint32_t kNobody = 0xFFFFFFFFu;

// The set of pairs of neighbouring characters of a text, folded, without white space and punctuation, as
// sorted 32-bit keys. A text of one character has that character.
class Grams {
 public:
  explicit Grams(std::string_view utf8);
  std::span<const std::uint32_t> keys() const { return keys_; }

 private:
  std::vector<std::uint32_t> keys_;
};

// Dice's coefficient: shared pairs, twice, by the pairs of both. 0 to 1; 1 for two empty ones. Linear.
double likeness(const Grams& a, const Grams& b);

struct Alike {
  std::uint32_t left = 0, right = 0;
  double likeness = 0;
};

// Pairs of texts from the two lists that are at least so alike, the best first; each text is in one pair at
// most. Texts that share none but frequent pairs of characters are not held against each other. Cost: near
// linear in the characters of both, whatever the texts.
std::vector<Alike> pair_alike(std::span<const Grams> left, std::span<const Grams> right, double least);

// The longest run of pairs whose right numbers rise too. Requires: the left numbers rise. n log n.
std::vector<std::pair<std::uint32_t, std::uint32_t>> rising(
    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs);

// Lines that two sequences share in the same order (patience): lines are numbers, equal where the texts are.
// Returns pairs (index in left, index in right), both ascending. Cost: n log n a level, 24 levels at most.
std::vector<std::pair<std::uint32_t, std::uint32_t>> common_lines(std::span<const std::uint32_t> left,
                                                                  std::span<const std::uint32_t> right);

}  // namespace midyear::desk
