#include "base/json.h"

#include <array>
#include <cmath>

#include "base/utf8.h"

namespace midyear::base {
namespace {

enum : std::uint8_t { kPlain, kEscape, kWide };

constexpr std::array<std::uint8_t, 256> make_classes(bool script) {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t i = 0; i < 0x20; ++i) classes[i] = kEscape;
  classes['"'] = classes['\\'] = classes[0x7F] = kEscape;
  if (script) classes['<'] = classes['>'] = classes['&'] = kEscape;
  for (std::size_t i = 0x80; i < 256; ++i) classes[i] = kWide;
  return classes;
}

void append_escape(std::string& out, unsigned char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
  }
}

// U+2028 and U+2029 end a line in JavaScript.
bool is_separator(std::string_view text, std::size_t i) {
  return text.compare(i, 3, "\xE2\x80\xA8") == 0 || text.compare(i, 3, "\xE2\x80\xA9") == 0;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text, JsonPlace place) {
  static constexpr auto kData = make_classes(false);
  static constexpr auto kScript = make_classes(true);
  const auto& classes = place == JsonPlace::script ? kScript : kData;
  out += '"';
  std::size_t begin = 0, i = 0;
  const auto copy = [&] { out.append(text, begin, i - begin); };
  while (i < text.size()) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (classes[c] == kPlain) {
      ++i;
      continue;
    }
    if (classes[c] == kWide) {
      const std::size_t size = utf8_size(text, i);
      const bool separator = place == JsonPlace::script && size == 3 && is_separator(text, i);
      if (size != 0 && !separator) {
        i += size;
        continue;
      }
      copy();
      out += size == 0 ? "\xEF\xBF\xBD" : text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      begin = i += size == 0 ? 1 : size;
      continue;
    }
    copy();
    append_escape(out, c);
    begin = ++i;
  }
  copy();
  out += '"';
}

void append_json_number(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  char digits[400];
  const auto put = [&](auto... how) {
    const auto end = std::to_chars(digits, digits + sizeof digits, how...).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
  };
  if (std::fabs(number) < 1e15 && number == std::trunc(number)) {
    put(static_cast<std::int64_t>(number));
    return;
  }
  // Fifteen digits hide what binary fractions add: 5.53 × 10^12 is not 5530000000000.001.
  const auto end =
      std::to_chars(digits, digits + sizeof digits, number, std::chars_format::scientific, 14).ptr;
  std::from_chars(digits, end, number);
  put(number, std::chars_format::fixed);
}

}  // namespace midyear::base
