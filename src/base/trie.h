#pragma once

#include <cassert>
#include <cstdint>
#include <string_view>
#include <vector>

namespace midyear::base {

// Words of UTF-16 code units to numbers, asked for the longest word that starts at a place. Built once at the
// start of the program, then read by any number of threads. A look-up costs one table access for the first
// unit and one hash probe for each further one; it ends at the first unit that no word goes on with.
class Trie {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  struct Match {
    std::uint32_t length = 0;  // units; 0 where no word starts here
    std::uint32_t value = kNone;
  };

  Trie();
  // A word that is there already takes the new value. Requires: word is not empty, value != kNone.
  void add(std::u16string_view word, std::uint32_t value);
  // The value of exactly this word, or kNone.
  std::uint32_t find(std::u16string_view word) const;
  // The longest word that text[at…] begins with. Requires: at <= text.size().
  Match longest(std::u16string_view text, std::size_t at) const {
    assert(at <= text.size());
    // Inline, because at most places of a text it ends here.
    if (at == text.size()) return {};
    const std::uint32_t node = first_[text[at]];
    if (node == 0) return {};
    if (at + 1 < text.size() && may_begin(text[at], text[at + 1])) return longest_from(node, text, at);
    return values_[node] == kNone ? Match{} : Match{1, values_[node]};
  }
  std::size_t size() const { return words_; }

 private:
  struct Slot {
    std::uint64_t key = kEmpty;  // parent node << 16 | unit
    std::uint32_t node = 0;
  };
  static constexpr std::uint64_t kEmpty = ~std::uint64_t{0};

  // The same for text[at] that leads to `node`, and a pair that a word may begin with.
  Match longest_from(std::uint32_t node, std::u16string_view text, std::size_t at) const;
  std::uint32_t child(std::uint32_t node, char16_t unit) const;
  std::uint32_t make_child(std::uint32_t node, char16_t unit);
  void grow();

  // Whether a word may begin with the two.
  bool may_begin(char16_t a, char16_t b) const {
    const std::uint32_t pair = pair_of(a, b);
    return (pairs_[pair >> 6] >> (pair & 63) & 1) != 0;
  }
  static std::uint32_t pair_of(char16_t a, char16_t b) {
    return (static_cast<std::uint32_t>(a) * 40503u + b) & 0xFFFFu;
  }

  std::vector<std::uint32_t> first_;  // 65,536 entries: unit -> node, 0 where none
  std::vector<std::uint64_t>
      pairs_;                // a bit for each pair of units that a word may begin with: most places end here
  std::vector<Slot> slots_;  // power of two, at most half full
  std::size_t used_ = 0;
  std::vector<std::uint32_t> values_;  // node -> value or kNone; node 0 is nobody
  std::size_t words_ = 0;
};

}  // namespace midyear::base
