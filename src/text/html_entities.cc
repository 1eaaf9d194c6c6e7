#include "text/html_entities.h"

#include <algorithm>
#include <vector>

#include "base/embedded.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

struct Named {
  std::string_view name;
  char32_t character;
};

const std::vector<Named>& named_entities() {
  static const std::vector<Named> kTable = [] {
    std::vector<Named> out;
    std::string_view rest = base::embedded_lexicon("html_entities.tsv");
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      if (line.starts_with('#') || tab == std::string_view::npos) continue;
      std::size_t at = tab + 1;
      out.push_back({line.substr(0, tab), next_char(line, at)});
    }
    return out;
  }();
  return kTable;
}

// What pages mean by &#128; to &#159;: the characters of Windows-1252.
constexpr char32_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                       0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

Entity numeric(std::string_view text) {
  std::size_t at = 2;
  const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  if (hex) ++at;
  const std::size_t begin = at;
  const int base = hex ? 16 : 10;
  char32_t c = 0;
  for (; at < text.size() && digit_value(text[at]) < base; ++at)
    c = std::min<char32_t>(c * static_cast<char32_t>(base) + static_cast<char32_t>(digit_value(text[at])),
                           0x110000);
  if (at == begin) return {};
  if (at < text.size() && text[at] == ';') ++at;
  if (c >= 0x80 && c < 0xA0) c = kWindows1252[c - 0x80];
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = kReplacement;
  return {at, c};
}

}  // namespace

Entity decode_entity(std::string_view text) {
  if (text.size() > 2 && text[1] == '#') return numeric(text);
  std::size_t end = 1;
  while (end < text.size() && digit_value(text[end]) >= 10 &&
         ((text[end] | 32) >= 'a' && (text[end] | 32) <= 'z'))
    ++end;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  const std::string_view name = text.substr(1, end - 1);
  const auto& all = named_entities();
  const auto at = std::lower_bound(all.begin(), all.end(), name,
                                   [](const Named& n, std::string_view key) { return n.name < key; });
  if (at == all.end() || at->name != name) return {};
  const bool closed = end < text.size() && text[end] == ';';
  return {end + (closed ? 1u : 0u), at->character};
}

}  // namespace midyear::text
