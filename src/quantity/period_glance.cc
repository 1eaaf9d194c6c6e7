#include "quantity/period_glance.h"

#include <array>
#include <cstdint>

#include "quantity/han.h"
#include "quantity/period_cursor.h"
#include "quantity/period_words.h"

namespace midyear::quantity {
namespace {

// What a phrase may begin with; most characters begin none.
enum Begins : std::uint8_t {
  kWord = 1,      // a phrase of the lexicon
  kDigit = 2,     // Arabic, Han or unknown: 2025年, 一季度, X月
  kLead = 4,      // 截至, 自
  kReach = 8,     // 近三年, 未来五年
  kQuote = 16,    // “十四五”
  kOfMonths = 32  // 前5个月, 元月
};

const std::array<std::uint8_t, 65536>& begins() {
  static const std::array<std::uint8_t, 65536> table = [] {
    std::array<std::uint8_t, 65536> out{};
    const auto mark = [&](std::u16string_view units, std::uint8_t what) {
      for (const char16_t c : units) out[c] = static_cast<std::uint8_t>(out[c] | what);
    };
    mark(u"0123456789一二三四五六七八九十〇零两XxХ×*╳", kDigit);
    mark(u"截到至直自从", kLead);
    mark(u"在过最近这刚前后未今接", kReach);
    mark(u"“\"「『", kQuote);
    mark(u"元前头首", kOfMonths);
    for (std::uint32_t c = 0; c < 65536; ++c)
      if (period_first(static_cast<char16_t>(c))) out[c] |= kWord;
    return out;
  }();
  return table;
}

class Glance {
 public:
  explicit Glance(std::u16string_view text) : c_{text} {}

  bool phrase_at(std::size_t at) const {
    const std::uint8_t what = begins()[c_.text[at]];
    if ((what & kWord) != 0 && period_word(c_.text, at).length > 0) return true;
    return ((what & kDigit) != 0 && number_at(at)) || ((what & kReach) != 0 && reach_at(at)) ||
           ((what & kLead) != 0 && lead_at(at)) || ((what & kQuote) != 0 && plan_at(at + 1)) ||
           ((what & kOfMonths) != 0 && months_at(at));
  }

 private:
  char16_t peek(std::size_t i) const { return c_.peek(i); }
  bool numeric(std::size_t i) const {
    const char16_t c = peek(i);
    return is_arabic(c) || c == u'十' || han_digit(c) >= 0 || is_unknown_digit(c);
  }

  // Digits and then a word or sign of dates.
  bool number_at(std::size_t at) const {
    constexpr std::size_t kLongest = 6;
    std::size_t n = 0;
    while (n < kLongest && numeric(at + n)) ++n;
    if (n == 0) return false;
    if (n == kLongest || plan_at(at)) return true;
    switch (peek(at + n)) {
      case u'年':
      case u'月':
      case u'日':
      case u'季':
      case u'多':
      case u'余':
      case u'、':
      case u' ':
        return true;
      case u'个':
        return peek(at + n + 1) == u'月';
      default: {
        Cursor after = c_;
        after.at = at + n;
        return take_to(after);
      }
    }
  }

  // 十四五: two or three digits that end in 五.
  bool plan_at(std::size_t at) const {
    return numeric(at) && (peek(at + 1) == u'五' || (numeric(at + 1) && peek(at + 2) == u'五'));
  }

  bool spaced_number_at(std::size_t at) const { return peek(at) == u' ' || number_at(at); }

  // 前5个月, 头三个月, 元月.
  bool months_at(std::size_t at) const {
    return peek(at) == u'元' ? peek(at + 1) == u'月' : spaced_number_at(at + 1);
  }

  // 近三年, 这五年, 过去的一年.
  bool reach_at(std::size_t at) const {
    const char16_t next = peek(at + 1);
    switch (peek(at)) {
      case u'在':
        return next == u'过';
      case u'过':
        return next == u'去';
      case u'最':
        return next == u'近';
      case u'刚':
        return next == u'刚';
      case u'未':
        return next == u'来';
      case u'今':
        return next == u'后';
      case u'接':
        return next == u'下';
      default:  // 近 这 前 后
        return spaced_number_at(at + 1);
    }
  }

  // 截至 and its like, and what they lead to.
  bool lead_at(std::size_t at) const {
    const char16_t first = peek(at++);
    if (first == u'截') {
      if (peek(at) != u'至' && peek(at) != u'止') return false;
      if (peek(++at) == u'到') ++at;
    } else if (first == u'直' && peek(at++) != u'到') {
      return false;
    }
    if (peek(at) == u' ') ++at;
    const std::uint8_t what = at < c_.text.size() ? begins()[peek(at)] : std::uint8_t{0};
    return ((what & kWord) != 0 && period_word(c_.text, at).length > 0) || number_at(at) ||
           ((what & kQuote) != 0 && plan_at(at + 1)) || ((what & kOfMonths) != 0 && months_at(at));
  }

  Cursor c_;
};

}  // namespace

bool may_start_period(char16_t unit) { return begins()[unit] != 0; }

bool may_be_period(std::u16string_view text, std::size_t at) { return Glance(text).phrase_at(at); }

}  // namespace midyear::quantity
