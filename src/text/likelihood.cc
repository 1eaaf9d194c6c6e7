#include "text/likelihood.h"

#include <algorithm>
#include <cmath>

#include "text/fold.h"
#include "text/gbk.h"

namespace midyear::text {
namespace {

enum class Kind {
  unknown,
  han,
  digit,
  letter,
  opening,
  closing,
  stop,
  pause,
  comma,
  line_end,
  other_script,
  symbol
};

char32_t plain_form(char32_t c) { return c < 0x10000 ? simplify_unit(static_cast<char16_t>(c)) : c; }

Kind kind_of(char32_t c) {
  switch (c) {
    case 0:
      return Kind::unknown;
    case U'\n':
    case U'\r':
      return Kind::line_end;
    case U'“':
    case U'《':
    case U'（':
    case U'‘':
    case U'(':
      return Kind::opening;
    case U'”':
    case U'》':
    case U'）':
    case U'’':
    case U')':
    case U'%':
    case U'％':
      return Kind::closing;
    case U'。':
    case U'！':
    case U'？':
    case U'!':
    case U'?':
      return Kind::stop;
    case U'、':
      return Kind::pause;
    case U'，':
    case U'；':
    case U'：':
    case U',':
    case U';':
    case U':':
      return Kind::comma;
    default:
      break;
  }
  if (c >= 0x4E00 && c <= 0x9FFF) return Kind::han;
  if ((c >= '0' && c <= '9') || (c >= U'０' && c <= U'９')) return Kind::digit;
  if (c < 0x80) return Kind::letter;
  if ((c >= 0x3040 && c < 0x3100) || (c >= 0x370 && c < 0x500)) return Kind::other_script;
  return Kind::symbol;
}

double share(std::uint8_t log_count) { return std::exp2(log_count / 8.0) - 1; }

double of_han(char32_t before, char32_t c) {
  const char32_t plain = plain_form(c), plain_before = plain_form(before);
  const double alone = share(tables::log_count(plain)) / tables::kTotalCount;
  const double all_before = share(tables::log_count(plain_before));
  if (all_before <= 0) return alone;
  return alone / 2 + share(tables::log_pair_count(plain_before, plain)) / all_before / 2;
}

// Marks and scripts, by what stands in front: rough shares in reports.
double of_mark(char32_t before, Kind kind, char32_t c) {
  const Kind front = before == 0 ? Kind::han : kind_of(before);
  const bool in_word = front == Kind::han || front == Kind::digit || front == Kind::letter;
  const double after_word =
      front == Kind::han && before != 0 ? tables::ends_word(plain_form(before)) / 128.0 + 0.01 : 1;
  switch (kind) {
    case Kind::stop:
      return (in_word ? 0.03 * after_word : front == Kind::closing ? 0.1 : 1e-5) * (c == U'。' ? 1 : 0.02);
    case Kind::pause:
    case Kind::comma:
      return in_word ? 0.03 * after_word : front == Kind::closing ? 0.1 : 1e-6;
    case Kind::line_end:
      return front == Kind::stop ? 0.2 : in_word || front == Kind::closing ? 0.003 * after_word : 1e-4;
    case Kind::opening:
      return (in_word ? 0.005 * after_word : front == Kind::opening ? 1e-4 : 0.03) * (c == U'‘' ? 0.02 : 1);
    case Kind::closing:
      return (in_word                  ? 0.005 * after_word
              : front == Kind::stop    ? 0.002
              : front == Kind::closing ? 0.005
                                       : 1e-6) *
             (c == U'’' ? 0.02 : 1);
    case Kind::digit:
      return front == Kind::digit ? 0.3 : 0.01 * after_word;
    case Kind::letter:
      return front == Kind::letter ? 0.3 : (c >= 'a' ? 2e-4 : 0.003) * after_word;
    case Kind::other_script:
      return front == Kind::other_script ? 1e-3 : 1e-6;
    default:
      return 1e-6;
  }
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
  const Kind kind = kind_of(c);
  const double p = kind == Kind::han ? of_han(before, c) : of_mark(before, kind, c);
  return std::clamp(static_cast<int>(std::lround(70 + 10 * std::log10(std::max(p, 1e-9)))), 0, 70);
}

char16_t likeliest_with_lead(unsigned lead, unsigned low, char32_t before, char32_t next) {
  return likeliest(low, 0xFE, before, next, [lead](unsigned byte) { return gbk_char(lead, byte); });
}

char16_t likeliest_with_trail(unsigned trail, char32_t before, char32_t next) {
  return likeliest(0x81, 0xFE, before, next, [trail](unsigned byte) { return gbk_char(byte, trail); });
}

}  // namespace midyear::text
