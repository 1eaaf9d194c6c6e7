#pragma once

// Tables of Chinese characters, made at build time by make_tables.cc from the dictionaries of OpenCC and from
// Unihan, and words with counts from rime-essay (packages opencc, libopencc-data, unicode-data, rime-essay).
// Internal to the room. Valid for the whole run.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace midyear::text::tables {

// Traditional to simplified. kSimplified[c] is 0 where c stays, kSlow where its form is in kRare.
extern const std::uint16_t kSimplified[65536];
inline constexpr std::uint16_t kSlow = 0xFFFF;

struct RareForm {  // where one side is outside the BMP; sorted by from
  char32_t from, to;
};
std::span<const RareForm> rare_forms();

struct Phrase {  // UTF-8; sorted by the first character, then longest first
  std::string_view from, to;
};
std::span<const Phrase> phrases();

// The phrases that begin with a character of the BMP: a half-open range of phrases(); empty for most.
struct PhraseRange {
  std::uint16_t begin = 0, end = 0;
};
PhraseRange phrases_of(char32_t first);

// Bit c of kPhraseStart: some phrase begins with c.
extern const std::uint64_t kPhraseStart[1024];
inline bool starts_phrase(char32_t c) { return c < 0x10000 && (kPhraseStart[c >> 6] >> (c & 63) & 1) != 0; }

// Pinyin syllables with tone marks as precomposed UTF-8, sorted; a syllable's id is its index.
std::span<const std::string_view> syllables();

// The readings of a character of U+4E00…U+9FFF as syllable ids, sorted; empty where none is known.
std::span<const std::uint16_t> readings(char32_t c);

// How often a character, and two side by side inside a word, were met in simplified text: eight steps for
// each doubling of 1 + count; 0 where never. Together the characters were met kTotalCount times.
std::uint8_t log_count(char32_t c);
std::uint8_t log_pair_count(char32_t first, char32_t second);
extern const double kTotalCount;

// How many of 255 occurrences of a character end a word.
std::uint8_t ends_word(char32_t c);

// Bit c of kUncommon: c is hardly ever met in reports, in either form (rare Han, other scripts, private use).
extern const std::uint64_t kUncommon[1024];
inline bool uncommon(char32_t c) { return c >= 0x10000 || (kUncommon[c >> 6] >> (c & 63) & 1) != 0; }

// Two-byte codes of GBK: rows of 192 from lead 0x81, trail 0x40; 0 where there is none.
extern const std::uint16_t kGbkChars[126 * 192];
extern const std::uint16_t kGbkBytes[65536];

}  // namespace midyear::text::tables
