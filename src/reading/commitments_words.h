#pragma once

// The words of plans (lexicon/plan_words.tsv), found in folded text. Internal to the stages of commitments
// and projects. Tables are built once and shared by all threads.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/trie.h"

namespace midyear::reading::plan {

// Offsets here are UTF-16 units of one block's folded text.
struct Range {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin >= end; }
  bool holds(Range other) const { return begin <= other.begin && other.end <= end; }
};

// What a word may be in a plan; a word has one bit or more.
enum WordClass : std::uint32_t {
  kModal = 1u << 0,       // 要 必须 力争
  kPromise = 1u << 1,     // 力争 将 下一步: makes a sentence outside a plan part a promise
  kAdverb = 1u << 2,      // 大力 高标准
  kConnective = 1u << 3,  // 同时 此外 全区
  kAct = 1u << 4,         // 开展 出台: an act that ends
  kMid = 1u << 5,         // 推进 优化: as strong as its object
  kDirect = 1u << 6,      // 发展 加强: a direction
  kTail = 1u << 7,        // 增强 成为: says what it is good for
  kThing = 1u << 8,       // 行动 制度 大桥: makes the object a thing that one can ask about
  kMeasured = 1u << 9,    // 范围 企业: half a thing
  kField = 1u << 10,      // 产业 能力: a field of work
  kFrame = 1u << 11,      // 坚持 围绕: opens a frame
  kSlogan = 1u << 12,     // an appeal, wherever it stands
  kNoise = 1u << 13,      // holds another word as a part only: 需要 能源
  kQuality = 1u << 14,    // 水平 效益: what grows by a measure, none itself
  kVerb = kAct | kMid | kDirect | kTail,
};

struct Token {
  Range at;
  std::uint32_t classes = 0;
  bool is(std::uint32_t mask) const { return (classes & mask) != 0; }
};

// The words of units[range] from left to right, longest first, without overlap. Appends to out.
void tokenize(std::u16string_view units, Range range, std::vector<Token>& out);

// The longest word that starts at `at`; an empty token where none does.
Token word_at(std::u16string_view units, std::uint32_t at, std::uint32_t end);

// Calls use(word, second column) for each row of a lexicon of `word<TAB>…`.
void for_each_word(std::string_view file,
                   const std::function<void(std::u16string_view word, std::string_view column)>& use);

// Reads a lexicon of `word<TAB>values` into a trie; value_of maps the second column to the trie's value.
base::Trie load_words(std::string_view file, std::uint32_t (*value_of)(std::string_view column));

}  // namespace midyear::reading::plan
