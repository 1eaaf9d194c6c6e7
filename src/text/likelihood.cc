#include "text/likelihood.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

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
  if (c < 0x80 || (c >= U'Ａ' && c <= U'ｚ')) return Kind::letter;
  if ((c >= 0x3040 && c < 0x3130) || (c >= 0xA1 && c < 0x500)) return Kind::other_script;
  return Kind::symbol;
}

// Weights are 70 plus ten times the decimal logarithm; counts come as eighths of a binary one.
int decibels(int log_counts) { return log_counts * 301 / 800; }

int of_han(char32_t before, char32_t c) {
  static const int kAll = 3 + static_cast<int>(std::lround(10 * std::log10(tables::kTotalCount)));
  const char32_t plain = plain_form(c), plain_before = plain_form(before);
  const int alone = 70 - kAll + decibels(tables::log_count(plain));
  const int pair = tables::log_pair_count(plain_before, plain);
  if (pair == 0) return alone;
  return std::max(alone, 70 - 3 + decibels(pair - tables::log_count(plain_before)));
}

// How much more or less often than others a character ends a word.
int end_of_word(char32_t c) {
  static const std::array<std::int8_t, 256> kTable = [] {
    std::array<std::int8_t, 256> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<std::int8_t>(std::lround(10 * std::log10(static_cast<double>(i) / 128 + 0.01)));
    return out;
  }();
  return kTable[tables::ends_word(plain_form(c))];
}

// Marks and scripts, by what stands in front: rough shares in reports, as weights.
int of_mark(char32_t before, Kind kind, char32_t c) {
  const Kind front = before == 0 ? Kind::han : kind_of(before);
  const bool in_word = front == Kind::han || front == Kind::digit || front == Kind::letter;
  const bool closed = front == Kind::closing;
  const int after_word = front == Kind::han && before != 0 ? end_of_word(before) : 0;
  constexpr int kRare = -17;  // the rarer of two marks of a kind
  switch (kind) {
    case Kind::stop:
      return (in_word ? 55 + after_word : closed ? 60 : 20) + (c == U'。' ? 0 : kRare);
    case Kind::pause:
    case Kind::comma:
      return in_word ? 55 + after_word : closed ? 60 : 10;
    case Kind::line_end:
      return front == Kind::stop ? 63 : in_word || closed ? 45 + after_word : 30;
    case Kind::opening:
      return (in_word ? 47 + after_word : front == Kind::opening ? 30 : 55) + (c == U'‘' ? kRare : 0);
    case Kind::closing:
      return (in_word               ? 47 + after_word
              : front == Kind::stop ? 43
              : closed              ? 47
                                    : 10) +
             (c == U'’' ? kRare : 0);
    case Kind::digit:
      return front == Kind::digit || before == U'第' ? 65 : 50 + after_word;
    case Kind::letter:
      return front == Kind::letter ? 65 : (c >= 'a' ? 33 : 45) + after_word;
    case Kind::other_script:
      return front == Kind::other_script ? 40 : 10;
    default:
      return front == Kind::symbol ? 45 : 25;
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
  return std::clamp(kind == Kind::han ? of_han(before, c) : of_mark(before, kind, c), 0, 70);
}

char16_t likeliest_with_lead(unsigned lead, unsigned low, char32_t before, char32_t next) {
  return likeliest(low, 0xFE, before, next, [lead](unsigned byte) { return gbk_char(lead, byte); });
}

char16_t likeliest_with_trail(unsigned trail, char32_t before, char32_t next) {
  return likeliest(0x81, 0xFE, before, next, [trail](unsigned byte) { return gbk_char(byte, trail); });
}

}  // namespace midyear::text
