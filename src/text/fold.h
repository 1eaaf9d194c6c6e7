#pragma once

// A view for reading: one UTF-16 unit a character, simplified, half-width, so that rules and lexicons are
// written once. The text itself is never changed.

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace midyear::text {

struct Folded {
  std::u16string units;       // characters outside the BMP are U+FFFD
  std::vector<Offset> begin;  // begin[i]: byte of units[i] in the clean text; one more entry: the end

  void clear() {
    units.clear();
    begin.clear();
  }
  Span span(std::size_t from, std::size_t to) const { return {begin[from], begin[to]}; }
};

// Folds clean[range] and replaces what `out` held. Full-width forms become ASCII, ideographic space a space,
// en and em dashes, ～ and 〜 stay as they are, traditional characters take their simplified form. Linear.
void fold(std::string_view clean, Span range, Folded& out);

// The simplified form of one character by OpenCC's table of characters; itself where there is none.
char16_t simplify_unit(char16_t unit);

// UTF-8 to folded units without offsets: for lexicon words and tests.
std::u16string fold_word(std::string_view utf8);

}  // namespace midyear::text
