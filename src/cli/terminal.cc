#include "cli/terminal.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace midyear::cli {
namespace {

struct Range {
  char32_t first, last;
};

// East Asian Width W and F of Unicode, in blocks; what lies between and is unassigned does not come up.
constexpr Range kWide[] = {
    {0x1100, 0x115F}, {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x2614, 0x2615},
    {0x2648, 0x2653}, {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x2705, 0x2705},   {0x2728, 0x2728},
    {0x274C, 0x274C}, {0x2753, 0x2757},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2E80, 0x303E},
    {0x3041, 0x33FF}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
constexpr Range kNone[] = {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F},
                           {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064},
                           {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};

template <std::size_t N>
bool in(const Range (&ranges)[N], char32_t c) {
  const Range* found = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                        [](char32_t x, const Range& range) { return x < range.first; });
  return found != std::begin(ranges) && c <= std::prev(found)->last;
}

int width_of(char32_t c) {
  if (c < 0x300) return in(kNone, c) ? 0 : 1;
  return in(kNone, c) ? 0 : in(kWide, c) ? 2 : 1;
}

struct Character {
  std::size_t size;
  int width;
  char32_t code;
};

Character character(std::string_view text, std::size_t i) {
  const std::size_t size = base::utf8_size(text, i);
  if (size == 0) return {1, 1, 0xFFFD};
  const char32_t code = base::utf8_decode(text, i, size);
  return {size, width_of(code), code};
}

// Marks that must not begin a line (避头).
bool closes(char32_t c) {
  static constexpr std::u32string_view kMarks = U",.;:!?)]}%，。；：！？、）】》」』”’％…—·〉〕";
  return kMarks.find(c) != std::u32string_view::npos;
}

constexpr std::string_view code_of(Ink ink) {
  constexpr std::string_view kCodes[] = {"", "1", "2", "31", "32", "33", "34", "35"};
  return kCodes[static_cast<std::size_t>(ink)];
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character(text, i);
    width += c.width;
    i += c.size;
  }
  return width;
}

std::string_view fit(std::string_view text, int columns) {
  std::size_t i = 0;
  for (int width = 0; i < text.size();) {
    const Character c = character(text, i);
    if (width + c.width > columns) break;
    width += c.width;
    i += c.size;
  }
  return text.substr(0, i);
}

void Screen::open(Ink ink) {
  if (color_ && ink != Ink::plain) (((out_ += "\x1b[") += code_of(ink)) += 'm');
}

void Screen::close(Ink ink) {
  if (color_ && ink != Ink::plain) out_ += "\x1b[0m";
}

void Screen::put(std::string_view text, Ink ink) {
  open(ink);
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character(text, i);
    if (c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0))
      out_ += ' ', ++column_;
    else if (c.code == 0xFFFD)
      out_ += "\xEF\xBF\xBD", ++column_;
    else
      out_.append(text, i, c.size), column_ += c.width;
    i += c.size;
  }
  close(ink);
}

void Screen::rule(std::string_view title) {
  put("── ", Ink::dim);
  put(title, Ink::bold);
  put(" ", Ink::dim);
  const int left = std::min(columns_, 80) - column_;
  std::string line;
  for (int i = 0; i < left; ++i) line += "─";
  put(line, Ink::dim);
  end_line();
}

namespace {

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
}

// What of the text goes onto a line with `room` columns left.
std::string_view line_of(std::string_view text, int room) {
  std::string_view head = fit(text, room);
  if (head.size() == text.size()) return head;
  // A closing mark may hang over rather than begin the next line.
  if (const Character next = character(text, head.size()); closes(next.code))
    return text.substr(0, head.size() + next.size);
  if (!is_word(text[head.size()])) return head;
  std::size_t back = head.size();
  while (back > 0 && is_word(text[back - 1])) --back;
  return back > head.size() / 2 ? text.substr(0, back) : head;
}

}  // namespace

void Screen::make_room(int width, int rest) {
  if (column_ + width <= columns_ || column_ <= rest) return;
  end_line();
  spaces(rest);
}

void Screen::flow(std::string_view text, int rest, Ink ink) {
  while (!text.empty()) {
    make_room(std::min(display_width(fit(text, 2)), 2), rest);
    const std::string_view head = line_of(text, std::max(columns_ - column_, 8));
    put(head, ink);
    text.remove_prefix(head.size());
    if (text.empty()) return;
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    end_line();
    spaces(rest);
  }
}

void Screen::paragraph(std::string_view text, int rest, Ink ink) {
  flow(text, rest, ink);
  end_line();
}

void Screen::cut_line(std::string_view text, Ink ink) {
  const int room = std::max(columns_ - column_, 2);
  if (display_width(text) <= room) {
    put(text, ink);
  } else {
    put(fit(text, room - 1), ink);
    put("…", Ink::dim);
  }
  end_line();
}

}  // namespace midyear::cli
