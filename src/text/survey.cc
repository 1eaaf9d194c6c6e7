#include "text/survey.h"

#include <vector>

#include "text/gloss.h"
#include "text/shift.h"
#include "text/tables/tables.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

constexpr std::uint32_t kFewestGlosses = 6, kFewestRepeated = 4;
constexpr std::size_t kLooked = 1 << 20;

// Where the character begins that ends in front of `end`.
std::size_t char_before(std::string_view text, std::size_t end) {
  std::size_t at = end;
  while (at > 0 && end - at < 4) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) break;
  }
  return at;
}

void note_bracket(std::string_view source, std::size_t at, Survey& out) {
  const Syllable gloss = bracketed_syllable(source, at);
  if (!gloss) return;
  const std::size_t front = char_before(source, at);
  if (front == at) return;
  std::size_t after = front;
  const char32_t c = next_char(source, after);
  const bool reads = has_reading(c, gloss.id);
  if (reads && is_traditional(c)) {
    if (out.traditional_glosses++ == 0) out.first_gloss = front;
  } else if (gloss.toned && c >= 0x80) {  // behind ASCII it may stand in shifted text
    ++out.other_glosses;
  }
}

bool beside_character(std::string_view source, std::size_t at, std::size_t size) {
  const auto high = [&](std::size_t i) {
    return i < source.size() && static_cast<unsigned char>(source[i]) >= 0x80;
  };
  return (at > 0 && high(at - 1)) || high(at + size);
}

}  // namespace

Survey survey(std::string_view source) {
  Survey out;
  UncommonRun run;
  const auto* p = reinterpret_cast<const unsigned char*>(source.data());
  const std::size_t n = source.size();
  for (std::size_t i = 0; i < n;) {
    if (p[i] >= 0xE0 && p[i] < 0xF0 && i + 2 < n) {
      const char32_t c = (p[i] & 0x0Fu) << 12 | (p[i + 1] & 0x3Fu) << 6 | (p[i + 2] & 0x3Fu);
      const bool uncommon = tables::uncommon(c);
      if (uncommon && c == kReplacement) ++out.lost_signs;
      if (run.add(uncommon)) out.uncommon_run = true;
      i += 3;
      continue;
    }
    if (p[i] < 0x80) {
      run.reset();
      if (p[i] == '(')
        note_bracket(source, i, out);
      else if (p[i] == '?' && beside_character(source, i, 1))
        ++out.lost_signs;
    }
    ++i;
  }
  return out;
}

bool is_glossed_page(std::string_view source, const Survey& survey) {
  const std::uint32_t glosses = survey.traditional_glosses;
  const bool few = glosses < kFewestGlosses;
  if (glosses < kFewestRepeated || glosses < 8 * survey.other_glosses) return false;
  std::vector<std::uint32_t> seen(65536), glossed(65536);
  std::uint64_t characters = 0;
  source = source.substr(survey.first_gloss, kLooked);
  for (std::size_t i = 0; i < source.size();) {
    const char32_t c = next_char(source, i);
    if (c < 0x80) continue;
    ++characters;
    if (!is_traditional(c)) continue;
    ++seen[c];
    const Syllable gloss = bracketed_syllable(source, i);
    if (gloss && has_reading(c, gloss.id)) ++glossed[c];
  }
  std::uint64_t occurrences = 0, of_them = 0;
  bool repeated = false;
  for (std::size_t c = 0; c < seen.size(); ++c) {
    if (glossed[c] == 0) continue;
    occurrences += seen[c];
    of_them += glossed[c];
    repeated = repeated || glossed[c] > 1;
  }
  if (few && (!repeated || survey.other_glosses > 0)) return false;
  return of_them * 10 >= occurrences * 9 && of_them * 100 >= characters;
}

}  // namespace midyear::text
