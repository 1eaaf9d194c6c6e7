#pragma once

// Taking the words of dates from a text one by one. Internal to the room.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "quantity/period.h"

namespace midyear::quantity {

inline constexpr int kNoNumber = -2;

// A place in the text that moves on as words are taken; comes back by assignment of a copy.
struct Cursor {
  std::u16string_view text;
  std::size_t at = 0;

  char16_t peek(std::size_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : u'\0'; }
  bool starts(std::u16string_view word) const { return text.substr(at).starts_with(word); }
  bool take(std::u16string_view word) {
    if (!starts(word)) return false;
    at += word.size();
    return true;
  }
  template <std::size_t N>
  bool take_any(const std::array<std::u16string_view, N>& words) {  // longest first
    return std::any_of(words.begin(), words.end(), [this](std::u16string_view w) { return take(w); });
  }
  void skip_space() {
    if (peek() == u' ') ++at;
  }
};

// A placeholder for a digit: 20XX年, X月.
bool is_unknown_digit(char16_t c);

// 至, 到 or a dash between two dates.
bool take_to(Cursor& c);

// A number below 100: "6", "06", "十二", "二十三"; kUnknownPart for "X", "XX"; kNoNumber where there is none,
// and the cursor may then have moved.
int take_small(Cursor& c);

// The same from 1 to `most`, or kUnknownPart; else kNoNumber and the cursor stays.
int take_up_to(Cursor& c, int most);

struct Year {
  YearIs is = YearIs::none;
  std::int16_t value = 0;
};

// "2025", "二〇二五", "20XX", without 年; YearIs::none where there is none, and the cursor stays.
Year take_year_digits(Cursor& c);

}  // namespace midyear::quantity
