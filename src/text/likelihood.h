#pragma once

// How likely characters are in a report: a small model made of counts of words (tables.h). It decides between
// two readings of the same bytes, nothing else. Internal to the room.

namespace midyear::text {

inline constexpr int kFactorOfTen = 10;  // in weights

// The logarithm of the likelihood of c after `before` (0: unknown), from 0 (one in ten million or less) to 70
// (certain). Either form of a character weighs the same.
int weight(char32_t before, char32_t c);

// The characters of GBK with this lead byte and a trail byte in [low, 0xFE], or with this trail byte; the one
// that weighs most after `before` and in front of `next`, each 0 where unknown. 0 where there is none.
char16_t likeliest_with_lead(unsigned lead, unsigned low, char32_t before, char32_t next);
char16_t likeliest_with_trail(unsigned trail, char32_t before, char32_t next);

}  // namespace midyear::text
