#include "text/fold.h"

#include "text/tables/tables.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

char16_t fold_unit(char32_t c) {
  if (c < 0xA0) return static_cast<char16_t>(c);
  if (c >= 0x4E00 && c <= 0x9FFF) return simplify_unit(static_cast<char16_t>(c));
  if (c == 0x3000 || c == 0xA0) return u' ';
  if (c == 0x2236 || c == 0xFE30 || c == 0xFE55) return u':';  // ∶ ︰ ﹕ of a ratio
  if (c >= 0xFF01 && c < 0xFF5E) return static_cast<char16_t>(c - 0xFEE0);
  if (c > 0xFFFF) return u'\uFFFD';
  return simplify_unit(static_cast<char16_t>(c));
}

}  // namespace

char16_t simplify_unit(char16_t unit) {
  const std::uint16_t form = tables::kSimplified[unit];
  return form == 0 || form == tables::kSlow ? unit : static_cast<char16_t>(form);
}

void fold(std::string_view clean, Span range, Folded& out) {
  out.clear();
  const std::string_view text = clean.substr(0, range.end);
  // Sized for one unit a byte, then cut: no growth inside the loop.
  out.units.resize(range.size());
  out.begin.resize(range.size() + std::size_t{1});
  std::size_t count = 0;
  for (std::size_t i = range.begin; i < text.size(); ++count) {
    out.begin[count] = static_cast<Offset>(i);
    out.units[count] = fold_unit(next_char(text, i));
  }
  out.units.resize(count);
  out.begin[count] = range.end;
  out.begin.resize(count + 1);
}

std::u16string fold_word(std::string_view utf8) {
  std::u16string out;
  for (std::size_t i = 0; i < utf8.size();) out.push_back(fold_unit(next_char(utf8, i)));
  return out;
}

}  // namespace midyear::text
