#include "text/likelihood.h"

#include "text/fold.h"
#include "text/gbk.h"

namespace midyear::text {
namespace {

constexpr int kPairWeight = 6;

char32_t plain_form(char32_t c) { return c < 0x10000 ? simplify_unit(static_cast<char16_t>(c)) : c; }

int weight_alone(char32_t c) {
  if (c >= 0x4E00 && c <= 0x9FFF) return tables::usualness(plain_form(c));
  switch (c) {
    case U'、':
    case U'。':
    case U'，':
      return 14;
    case U'“':
    case U'”':
    case U'；':
    case U'：':
    case U'（':
    case U'）':
      return 12;
    case U'《':
    case U'》':
    case U'—':
    case U'…':
    case U'％':
    case U'？':
    case U'！':
    case U'·':
      return 9;
    default:
      break;
  }
  if (c < 0x80) return 10;
  if (c >= 0x3040 && c < 0x3100) return 6;  // kana: another language, not damage
  if (c >= 0xFF01 && c < 0xFF5F) return 6;
  return 1;
}

template <class Character>
char16_t likeliest(unsigned from, unsigned to, char32_t before, char32_t next, Character&& character) {
  char16_t best = 0;
  int best_weight = -1;
  for (unsigned byte = from; byte <= to; ++byte) {
    const char16_t c = character(byte);
    if (c == 0) continue;
    const int w = weight(before, c) + (next != 0 ? weight(c, next) : 0);
    if (w > best_weight) best = c, best_weight = w;
  }
  return best;
}

}  // namespace

int weight(char32_t before, char32_t c) {
  const int alone = weight_alone(c);
  return before != 0 && tables::neighbours(plain_form(before), plain_form(c)) ? alone + kPairWeight : alone;
}

char16_t likeliest_with_lead(unsigned lead, unsigned low, char32_t before, char32_t next) {
  return likeliest(low, 0xFE, before, next, [lead](unsigned byte) { return gbk_char(lead, byte); });
}

char16_t likeliest_with_trail(unsigned trail, char32_t before, char32_t next) {
  return likeliest(0x81, 0xFE, before, next, [trail](unsigned byte) { return gbk_char(byte, trail); });
}

}  // namespace midyear::text
