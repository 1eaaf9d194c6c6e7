#include "text/marks.h"

#include <algorithm>

#include "text/line_numbers.h"
#include "text/toneless.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

// What a number or a name was followed by, behind a placeholder of one X or of asterisks.
constexpr std::u32string_view kBehindPlaceholder =
    U"年月日季期届号市县区省镇乡村州旗街路局委办处科部厅院校厂所站亿万千百个家名人次项件套位户亩元吨度％%";
constexpr std::u32string_view kNumerals = U"〇零一二两三四五六七八九十百千万亿几数半点";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<Doubt> run() {
    for (std::size_t i = 0; i < text_.size();) {
      const auto byte = static_cast<unsigned char>(text_[i]);
      if (byte >= 0x80) {
        i = byte == 0xC3 || byte == 0xE2 ? beyond_ascii(i) : i + utf8_size(byte);
        continue;
      }
      switch (byte) {
        case 'X':
        case 'x':
        case '*':
          i = placeholder(i, 1);
          break;
        case '%':
          i = percent(i);
          break;
        case '(':
          i = pinyin(i);
          break;
        default:
          i = byte >= '1' && byte <= '9' ? number(i) : i + 1;
      }
    }
    add_line_numbers();
    return std::move(out_);
  }

 private:
  char32_t before(std::size_t at) const {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text_[--begin]) & 0xC0) == 0x80) {
    }
    return begin < at ? next_char(text_, begin) : 0;
  }

  char32_t behind(std::size_t at) const { return at < text_.size() ? next_char(text_, at) : 0; }

  void add(Rule rule, std::size_t begin, std::size_t end) {
    out_.push_back({rule, {static_cast<Offset>(begin), static_cast<Offset>(end)}});
  }

  // "××" and "○○".
  std::size_t beyond_ascii(std::size_t i) {
    const std::string_view rest = text_.substr(i);
    if (rest.starts_with("××")) return placeholder(i, 2);
    if (rest.starts_with("○○")) return placeholder(i, 3);
    return i + utf8_size(static_cast<unsigned char>(text_[i]));
  }

  // A run of one sign of `size` bytes. One X, and asterisks, only where a unit or the end of a name stands
  // behind.
  std::size_t placeholder(std::size_t i, std::size_t size) {
    const std::string_view sign = text_.substr(i, size);
    std::size_t end = i + size;
    while (text_.substr(end, size) == sign) end += size;
    const std::size_t count = (end - i) / size;
    const char32_t next = behind(end), previous = before(i);
    const bool fits = kBehindPlaceholder.find(next) != std::u32string_view::npos && next != 0;
    std::size_t begin = i;
    while (begin > 0 && is_digit(text_[begin - 1])) --begin;  // 20XX
    const char32_t front = before(begin);
    bool is_one = false;
    if (sign[0] == '*') {
      is_one = fits && (count >= 2 || begin < i);
    } else if (previous < 0x80 && previous != 0 && is_letter(static_cast<char>(previous))) {
      is_one = false;
    } else if (sign[0] == 'x') {
      is_one = count >= 2 && fits;
    } else {
      const bool among_han = is_han(next) || is_han(front);
      const bool letter_behind = next < 0x80 && next != 0 && is_letter(static_cast<char>(next));
      is_one = !letter_behind && (fits || (count >= 2 && among_han));
    }
    if (is_one) add(Rule::placeholder, begin, end);
    return end;
  }

  std::size_t percent(std::size_t i) {
    const char32_t c = before(i);
    const bool numeral = kNumerals.find(c) != std::u32string_view::npos;
    if ((is_han(c) && !numeral) || c == U'、' || c == U'，' || c == ',') add(Rule::lost_number, i, i + 1);
    return i + 1;
  }

  std::size_t pinyin(std::size_t i) {
    const std::size_t end = toneless_gloss(text_, i);
    if (end == i) return i + 1;
    add(Rule::pinyin, i, end);
    return end;
  }

  std::size_t number(std::size_t i) {
    std::size_t end = i;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    const char32_t front = before(i);
    const bool alone =
        end - i == 2 && front != '.' && front != '-' && front != '/' && front != U'—' && front != U'至';
    if (alone && text_[i] == '1' && text_.substr(end).starts_with("月")) {
      const bool impossible = text_[i + 1] >= '3';
      const bool unlikely = text_.substr(i).starts_with("12月份") && clause_holds(end, "累计");
      if (impossible || unlikely) add(Rule::lost_dash, i, end + std::string_view("月").size());
    }
    return end;
  }

  // Whether the clause behind `at`, of 60 bytes at most, holds a word.
  bool clause_holds(std::size_t at, std::string_view word) const {
    std::string_view clause = text_.substr(at, 60);
    clause = clause.substr(0, clause.find("。"));
    return clause.find(word) != std::string_view::npos;
  }

  void add_line_numbers() {
    const auto middle = static_cast<std::ptrdiff_t>(out_.size());
    for (const Span& at : find_line_numbers(text_)) out_.push_back({Rule::line_number, at});
    std::inplace_merge(out_.begin(), out_.begin() + middle, out_.end(),
                       [](const Doubt& a, const Doubt& b) { return a.at.begin < b.at.begin; });
  }

  std::string_view text_;
  std::vector<Doubt> out_;
};

}  // namespace

std::vector<Doubt> find_doubts(std::string_view clean) { return Finder(clean).run(); }

}  // namespace midyear::text
