#include "text/line_numbers.h"

#include <algorithm>
#include <cstring>

#include "text/utf8.h"

namespace midyear::text {
namespace {

constexpr std::size_t kFewestLines = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Line {
  std::size_t begin, end;
};

// Drops spaces and the marks that stand around page numbers.
std::string_view bare(std::string_view line) {
  const auto drop = [&](std::string_view mark, bool front) {
    if (front ? !line.starts_with(mark) : !line.ends_with(mark)) return false;
    front ? line.remove_prefix(mark.size()) : line.remove_suffix(mark.size());
    return true;
  };
  static constexpr std::string_view kMarks[] = {" ", "\r", "\t", "-",  "—",     "–",
                                                "·", "第", "页", "頁", "\u3000"};
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view mark : kMarks) more = drop(mark, true) || drop(mark, false) || more;
  }
  return line;
}

bool is_page_number(std::string_view line) {
  if (line.size() > 40) return false;
  const std::string_view number = bare(line);
  if (number.empty() || number.size() > 7 || !is_digit(number.front()) || !is_digit(number.back()))
    return false;
  return std::count(number.begin(), number.end(), '/') <= 1 &&
         std::all_of(number.begin(), number.end(), [](char c) { return is_digit(c) || c == '/'; });
}

// A line of running text that ends inside a sentence: in a Han character or a comma, and long enough to be
// broken.
bool breaks_off(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  if (line.size() < 30) return false;
  std::size_t at = line.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) --at;
  const char32_t c = next_char(line, at);
  return (c >= 0x4E00 && c <= 0x9FFF) || c == U'，' || c == U'、' || c == ',';
}

// The number that a line begins with, a space behind it and text behind that; 0 where there is none.
unsigned leading_number(std::string_view line, std::size_t& size) {
  unsigned value = 0;
  for (size = 0; size < line.size() && size < 4 && is_digit(line[size]); ++size)
    value = value * 10 + static_cast<unsigned>(line[size] - '0');
  const bool ends = size > 0 && size + 3 < line.size() && (line[size] == ' ' || line[size] == '\t');
  return ends && static_cast<unsigned char>(line[size + 1]) >= 0x80 ? value : 0;
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<Span> run() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const auto* found =
          static_cast<const char*>(std::memchr(text_.data() + begin, '\n', text_.size() - begin));
      const std::size_t end =
          found == nullptr ? text_.size() : static_cast<std::size_t>(found - text_.data());
      line({begin, end});
      begin = end + 1;
    }
    end_of_count();
    std::sort(out_.begin(), out_.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    return std::move(out_);
  }

 private:
  void line(Line at) {
    const std::string_view line = text_.substr(at.begin, at.end - at.begin);
    if (waiting_.size() > 0 && !line.empty()) {  // a page number is one if the sentence goes on behind it
      if (static_cast<unsigned char>(line[0]) >= 0xE4 && static_cast<unsigned char>(line[0]) <= 0xE9)
        out_.push_back(waiting_);
      waiting_ = {};
    }
    if (broken_ && is_page_number(line))
      waiting_ = {static_cast<Offset>(at.begin), static_cast<Offset>(at.end)};
    else if (!line.empty())
      broken_ = breaks_off(line);
    count(at, line);
  }

  void count(Line at, std::string_view line) {
    std::size_t size = 0;
    const unsigned number = leading_number(line, size);
    if (number == 0 || number != last_ + 1) end_of_count();
    if (number == 0) return;
    last_ = number;
    counted_.push_back({static_cast<Offset>(at.begin), static_cast<Offset>(at.begin + size)});
    broken_lines_ += breaks_off(line);
  }

  void end_of_count() {
    if (counted_.size() >= kFewestLines && broken_lines_ * 10 >= counted_.size() * 6)
      out_.insert(out_.end(), counted_.begin(), counted_.end());
    counted_.clear();
    broken_lines_ = 0;
    last_ = 0;
  }

  std::string_view text_;
  std::vector<Span> out_, counted_;
  Span waiting_;
  bool broken_ = false;  // the line in front, numbers of pages aside, breaks off inside a sentence
  unsigned last_ = 0;
  std::size_t broken_lines_ = 0;
};

}  // namespace

std::vector<Span> find_line_numbers(std::string_view text) { return Finder(text).run(); }

}  // namespace midyear::text
