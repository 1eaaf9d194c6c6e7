#pragma once

// The first look at a text: are there signs of damage, and is it a glossed page? Internal to the room.

#include <cstdint>
#include <string_view>

namespace midyear::text {

// Sees characters that are hardly ever met where several stand close together.
class UncommonRun {
 public:
  // Returns whether this is such a place. ASCII ends it: call reset().
  bool add(bool uncommon) {
    level_ = uncommon ? level_ + 3 : level_ > 0 ? level_ - 1 : 0;
    return level_ >= 8;
  }
  void reset() { level_ = 0; }

 private:
  int level_ = 0;
};

struct Survey {
  std::uint32_t traditional_glosses = 0;  // "區(qū)": a reading of a traditional character behind it
  std::size_t first_gloss = 0;            // where the first of them stands
  std::uint32_t other_glosses = 0;  // "学(xué)", and toned pinyin that is no reading of what it follows
  std::uint32_t lost_signs = 0;     // "?" or U+FFFD beside a character that is not ASCII
  bool uncommon_run = false;        // characters hardly ever met, several close together
};

// Linear, above 500 MB/s where there is nothing to see.
Survey survey(std::string_view source);

// Whether a blind pass glossed this text: at least six glosses of traditional characters, or four where one
// character has two or more of them and no other syllable is glossed; at least eight times as many as other
// ones; and, in the megabyte from the first one on, one in a hundred characters, and nine in ten of all
// occurrences of the glossed characters. (A lesson glosses words where it needs to, and simplified characters
// too.)
bool is_glossed_page(std::string_view source, const Survey& survey);

}  // namespace midyear::text
