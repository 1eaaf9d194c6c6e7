#include "text/toneless.h"

#include <array>
#include <string>
#include <vector>

#include "text/tables/tables.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

constexpr std::size_t kMostLetters = 24, kMostCharacters = 4;

struct Bare {
  std::string toneless;  // "qu"
  std::string stripped;  // "q": the vowel with the tone is gone
};

// The plain letter of a vowel with a tone mark; 0 for what bears none.
char plain_vowel(char32_t c) {
  static constexpr std::u32string_view kToned = U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿếềê";
  static constexpr std::string_view kPlain = "aaaaeeeeiiiioooouuuuuuuuunnnmeee";
  const std::size_t at = kToned.find(c);
  return at == std::u32string_view::npos ? '\0' : kPlain[at];
}

// By syllable id.
const std::vector<Bare>& bare_syllables() {
  static const std::vector<Bare> kTable = [] {
    std::vector<Bare> out;
    for (const std::string_view syllable : tables::syllables()) {
      Bare bare;
      for (std::size_t i = 0; i < syllable.size();) {
        const char32_t c = next_char(syllable, i);
        const char plain = plain_vowel(c);
        if (plain != 0) {
          bare.toneless.push_back(plain);
        } else {
          bare.toneless.push_back(static_cast<char>(c));
          bare.stripped.push_back(static_cast<char>(c));
        }
      }
      out.push_back(std::move(bare));
    }
    return out;
  }();
  return kTable;
}

std::size_t char_begin(std::string_view text, std::size_t end) {
  std::size_t at = end;
  while (at > 0 && end - at < 4 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
  }
  return at;
}

}  // namespace

std::size_t toneless_gloss(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at + 1, kMostLetters + 1);
  std::size_t size = 0;
  while (size < rest.size() && rest[size] >= 'a' && rest[size] <= 'z') ++size;
  if (size < 2 || size > kMostLetters || size == rest.size() || rest[size] != ')') return at;
  // open[k]: the last characters read account for the letters from k on.
  std::array<bool, kMostLetters + 1> open{};
  open[size] = true;
  std::size_t end = at;
  for (std::size_t count = 0; count < kMostCharacters && end > 0; ++count) {
    const std::size_t begin = char_begin(text, end);
    std::size_t i = begin;
    const char32_t c = next_char(text, i);
    std::array<bool, kMostLetters + 1> further{};
    for (const std::uint16_t id : tables::readings(c)) {
      for (const std::string& form : {bare_syllables()[id].toneless, bare_syllables()[id].stripped}) {
        if (form.empty()) continue;
        for (std::size_t k = form.size(); k <= size; ++k)
          if (open[k] && rest.substr(k - form.size(), form.size()) == form) further[k - form.size()] = true;
      }
    }
    if (further[0]) return at + size + 2;
    open = further;
    end = begin;
  }
  return at;
}

}  // namespace midyear::text
