#include "text/gloss.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "text/gbk.h"

namespace midyear::text {
namespace {

constexpr std::size_t kLongest = 12;  // bytes of a syllable: six letters, some of two bytes

bool can_be_in_syllable(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 0xC3 && byte <= 0xC9) || (byte & 0xC0) == 0x80;
}

// The syllables by their bytes, of which none has more than eight: looked up for every bracket of a glossed
// page.
class SyllableIndex {
 public:
  SyllableIndex() {
    const auto all = tables::syllables();
    for (std::size_t id = 0; id < all.size(); ++id) {
      const std::uint64_t key = pack(all[id]);
      if (key == 0) continue;
      std::size_t slot = slot_of(key);
      while (slots_[slot].key != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = {key, static_cast<std::uint16_t>(id)};
    }
  }

  // The id; no_syllable() where there is none.
  std::uint16_t find(std::string_view letters) const {
    const std::uint64_t key = pack(letters);
    if (key == 0) return no_syllable();
    for (std::size_t slot = slot_of(key); slots_[slot].key != 0; slot = (slot + 1) % kSlots)
      if (slots_[slot].key == key) return slots_[slot].id;
    return no_syllable();
  }

  static constexpr std::uint16_t no_syllable() { return 0xFFFF; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint16_t id = 0;
  };
  static constexpr std::size_t kSlots = 8192;  // five times the syllables

  static std::uint64_t pack(std::string_view letters) {
    std::uint64_t key = 0;
    if (letters.size() > sizeof key) return 0;
    std::memcpy(&key, letters.data(), letters.size());
    return key;
  }
  static std::size_t slot_of(std::uint64_t key) { return key * 0x9E3779B97F4A7C15u >> 51; }

  std::array<Slot, kSlots> slots_{};
};

// Letters of phonetic fonts that stand for plain ones: U+0251 for a, U+0261 for g.
std::size_t plain_letters(std::string_view letters, char* out) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char next = i + 1 < letters.size() ? letters[i + 1] : '\0';
    if (letters[i] == '\xC9' && (next == '\x91' || next == '\xA1')) {
      out[n++] = next == '\x91' ? 'a' : 'g';
      ++i;
    } else {
      out[n++] = letters[i];
    }
  }
  return n;
}

}  // namespace

Syllable closing_syllable(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < kLongest &&
         can_be_in_syllable(static_cast<unsigned char>(text[end])))
    ++end;
  if (end == at || end >= text.size() || text[end] != ')') return {};
  char plain[kLongest];
  const std::string_view letters(plain, plain_letters(text.substr(at, end - at), plain));
  static const SyllableIndex kIndex;
  const std::uint16_t id = kIndex.find(letters);
  if (id == SyllableIndex::no_syllable()) return {};
  const bool toned = std::any_of(letters.begin(), letters.end(),
                                 [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return {id, static_cast<std::uint8_t>(end + 1 - at), toned};
}

Syllable bracketed_syllable(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '(') return {};
  Syllable syllable = closing_syllable(text, at + 1);
  if (syllable) ++syllable.size;
  return syllable;
}

bool has_reading(char32_t c, std::uint16_t syllable) {
  const auto all = tables::readings(c);
  return std::binary_search(all.begin(), all.end(), syllable);
}

bool is_traditional(char32_t c) { return c < 0x10000 && tables::kSimplified[c] != 0; }

void glossed_characters(unsigned lead, std::uint16_t syllable, std::vector<char16_t>& out) {
  out.clear();
  for (unsigned trail = 0x80; trail <= 0xFE; ++trail) {
    const char16_t c = gbk_char(lead, trail);
    if (c != 0 && is_traditional(c) && has_reading(c, syllable)) out.push_back(c);
  }
}

}  // namespace midyear::text
