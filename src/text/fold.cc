#include "text/fold.h"

namespace midyear::text {
namespace {

char16_t fold_unit(char32_t c) {
  if (c == 0x3000 || c == 0xA0) return u' ';
  if (c >= 0xFF01 && c <= 0xFF5E && c != 0xFF5E) return static_cast<char16_t>(c - 0xFEE0);
  if (c > 0xFFFF) return u'\uFFFD';
  return simplify_unit(static_cast<char16_t>(c));
}

// Decodes one character of valid UTF-8; a broken one reads as U+FFFD of one byte.
char32_t next(std::string_view text, Offset& i) {
  const auto byte = [&](Offset k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char lead = byte(i);
  if (lead < 0x80) return byte(i++);
  const int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (size == 1 || i + static_cast<Offset>(size) > text.size()) {
    ++i;
    return 0xFFFD;
  }
  char32_t c = lead & (0xFF >> (size + 1));
  for (int k = 1; k < size; ++k) c = c << 6 | (byte(i + static_cast<Offset>(k)) & 0x3F);
  i += static_cast<Offset>(size);
  return c;
}

}  // namespace

char16_t simplify_unit(char16_t unit) { return unit; }

void fold(std::string_view clean, Span range, Folded& out) {
  out.clear();
  for (Offset i = range.begin; i < range.end;) {
    out.begin.push_back(i);
    out.units.push_back(fold_unit(next(clean, i)));
  }
  out.begin.push_back(range.end);
}

std::u16string fold_word(std::string_view utf8) {
  std::u16string out;
  for (Offset i = 0; i < utf8.size();) out.push_back(fold_unit(next(utf8, i)));
  return out;
}

}  // namespace midyear::text
