#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "quantity/numeral.h"
#include "quantity/recognizers.h"
#include "quantity/spoken.h"

namespace midyear::quantity {
namespace {

enum class Side : std::uint8_t { none, lower, upper, both };

struct Word {
  std::u16string_view text;
  Side side;
  bool closed;
};

// Before the number; a longer word stands before the word it begins with.
constexpr Word kBefore[] = {
    {u"大于或者等于", Side::lower, true},
    {u"大于或等于", Side::lower, true},
    {u"大于等于", Side::lower, true},
    {u"高于或等于", Side::lower, true},
    {u"高于等于", Side::lower, true},
    {u"多于或等于", Side::lower, true},
    {u"多于等于", Side::lower, true},
    {u"超过或等于", Side::lower, true},
    {u"不小于", Side::lower, true},
    {u"不少于", Side::lower, true},
    {u"不低于", Side::lower, true},
    {u"不短于", Side::lower, true},
    {u"不轻于", Side::lower, true},
    {u"至少", Side::lower, true},
    {u"最少", Side::lower, true},
    {u"最低", Side::lower, true},
    {u"起码", Side::lower, true},
    {u"大于", Side::lower, false},
    {u"高于", Side::lower, false},
    {u"多于", Side::lower, false},
    {u"长于", Side::lower, false},
    {u"重于", Side::lower, false},
    {u"超过", Side::lower, false},
    {u"超出", Side::lower, false},
    {u"突破", Side::lower, false},
    {u"小于或者等于", Side::upper, true},
    {u"小于或等于", Side::upper, true},
    {u"小于等于", Side::upper, true},
    {u"少于或等于", Side::upper, true},
    {u"少于等于", Side::upper, true},
    {u"低于或等于", Side::upper, true},
    {u"低于等于", Side::upper, true},
    {u"不大于", Side::upper, true},
    {u"不多于", Side::upper, true},
    {u"不高于", Side::upper, true},
    {u"不超过", Side::upper, true},
    {u"不长于", Side::upper, true},
    {u"不重于", Side::upper, true},
    {u"至多", Side::upper, true},
    {u"最多", Side::upper, true},
    {u"最高", Side::upper, true},
    {u"小于", Side::upper, false},
    {u"少于", Side::upper, false},
    {u"低于", Side::upper, false},
    {u"短于", Side::upper, false},
    {u"轻于", Side::upper, false},
    {u"不到", Side::upper, false},
    {u"不足", Side::upper, false},
    {u"不及", Side::upper, false},
    {u"等于", Side::both, true},
    {u">=", Side::lower, true},
    {u"<=", Side::upper, true},
    {u"≥", Side::lower, true},
    {u"≤", Side::upper, true},
    {u"≧", Side::lower, true},
    {u"≦", Side::upper, true},
    {u">", Side::lower, false},
    {u"<", Side::upper, false},
    {u"=", Side::both, true},
    {u"过", Side::lower, false},
    {u"逾", Side::lower, false},
};

// After it. "以上" is open here as with other recognizers; a reader of reports asks Exactness instead.
constexpr Word kAfter[] = {
    {u"及以上", Side::lower, true}, {u"或以上", Side::lower, true}, {u"及以下", Side::upper, true},
    {u"或以下", Side::upper, true}, {u"或更多", Side::lower, true}, {u"或更少", Side::upper, true},
    {u"以上", Side::lower, false},  {u"之上", Side::lower, false},  {u"以下", Side::upper, false},
    {u"之下", Side::upper, false},  {u"以内", Side::upper, true},   {u"之内", Side::upper, true},
};

constexpr std::u16string_view kMore = u"大多高长重强晚", kLess = u"小少低短轻弱早";

bool starts(std::u16string_view text, std::size_t i, std::u16string_view word) {
  return i <= text.size() && text.substr(i).starts_with(word);
}

const Word* word_at(std::u16string_view text, std::size_t i, std::span<const Word> words) {
  for (const Word& word : words)
    if (starts(text, i, word.text)) return &word;
  return nullptr;
}

// One bound with its words: "大于二十", "1000以上", "比三十大", "五百多".
struct Bound {
  std::size_t length = 0;
  Side side = Side::none;
  bool closed = false;
  double value = 0;
};

Bound before_number(std::u16string_view text, std::size_t at) {
  const Word* word = word_at(text, at, kBefore);
  if (word == nullptr) return {};
  if (word->side == Side::both && at > 0 && text[at - 1] == u'不') return {};
  constexpr std::u16string_view kNotBeforePass = u"通经度渡穿走路越跳不超";
  if (word->text == u"过" && at > 0 && kNotBeforePass.find(text[at - 1]) != kNotBeforePass.npos) return {};
  std::size_t i = at + word->text.size();
  while (i < text.size() &&
         (text[i] == u'了' || text[i] == u'有' || text[i] == u'为' || text[i] == u'是' || text[i] == u' '))
    ++i;
  const auto number = i - at < 12 ? read_spoken(text, i) : std::nullopt;
  if (!number || number->between) return {};
  return {i + number->exact_length - at, word->side, word->closed, number->value};
}

Bound compared(std::u16string_view text, std::size_t at) {  // 比 170 低
  if (!starts(text, at, u"比")) return {};
  const auto number = read_spoken(text, at + 1);
  if (!number || number->between) return {};
  const std::size_t i = at + 1 + number->exact_length;
  const char16_t c = i < text.size() ? text[i] : u'\0';
  if (c == 0) return {};
  if (kMore.find(c) != kMore.npos) return {i + 1 - at, Side::lower, false, number->value};
  if (kLess.find(c) != kLess.npos) return {i + 1 - at, Side::upper, false, number->value};
  return {};
}

Bound bound_from(std::u16string_view text, std::size_t at, const std::optional<Spoken>& number) {
  if (!number || number->between) return {};
  const std::size_t i = at + number->exact_length;
  if (const Word* word = word_at(text, i, kAfter))
    return {number->exact_length + word->text.size(), word->side, word->closed, number->value};
  if (number->rough) return {number->length, Side::lower, false, number->value};
  return {};
}

bool may_start_bound(char16_t c) {
  constexpr std::u16string_view kFirst = u"大高多超不至最起长重突小少低短轻等><≥≤≧≦=过逾比";
  return kFirst.find(c) != kFirst.npos;
}

Bound bound_at(std::u16string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  if (may_start_bound(text[at])) {
    if (const Bound bound = compared(text, at); bound.length > 0) return bound;
    return before_number(text, at);
  }
  return bound_from(text, at, read_spoken(text, at));
}

// What joins two bounds of one range: a comma, 并且, 的同时.
std::size_t joiner(std::u16string_view text, std::size_t at) {
  static constexpr std::array<std::u16string_view, 14> kWords = {
      u"的同时", u"同时", u"并且", u"而且", u"但是", u"并", u"且",
      u"但",     u"而",   u"又",   u"和",   u"、",   u",",  u" "};
  std::size_t i = at;
  for (int n = 0; n < 3; ++n) {
    std::size_t step = 0;
    for (std::u16string_view word : kWords)
      if (step == 0 && starts(text, i, word)) step = word.size();
    if (step == 0) break;
    i += step;
  }
  return i - at;
}

void set_bound(Recognition& r, const Bound& b) {
  if (b.side != Side::upper) {
    r.lower = b.value;
    r.lower_closed = b.closed;
  }
  if (b.side != Side::lower) {
    r.upper = b.value;
    r.upper_closed = b.closed;
  }
}

// A bound, and the opposite one where it follows.
Recognition range_from(std::u16string_view text, std::size_t at, const Bound& first) {
  Recognition out{.begin = at, .end = at + first.length};
  set_bound(out, first);
  if (first.side == Side::both) return out;
  const std::size_t next = out.end + joiner(text, out.end);
  const Bound second = bound_at(text, next);
  const bool opposite = (first.side == Side::lower && second.side == Side::upper) ||
                        (first.side == Side::upper && second.side == Side::lower);
  if (!opposite) return out;
  const double low = first.side == Side::lower ? first.value : second.value;
  const double high = first.side == Side::lower ? second.value : first.value;
  if (low > high) return out;
  set_bound(out, second);
  out.end = next + second.length;
  return out;
}

std::size_t take_between(std::u16string_view text, std::size_t i) {
  for (std::u16string_view word : {u"之间", u"中间", u"间"})
    if (starts(text, i, word)) return word.size();
  return 0;
}

// "20到30", "20和30之间" after an optional 位于: [lower, upper).
std::optional<Recognition> two_numbers(std::u16string_view text, std::size_t at, std::size_t i,
                                       const Spoken& first) {
  if (first.between || first.rough) return std::nullopt;
  std::size_t k = i + first.exact_length;
  const char16_t c = k < text.size() ? text[k] : u'\0';
  const bool to = c == u'到' || c == u'至' || c == u'~' || c == u'～' || c == u'-' || c == u'—' ||
                  c == u'–' || c == u'〜';
  const bool with = c == u'和' || c == u'与' || c == u'跟' || c == u'、';
  if (!to && !with) return std::nullopt;
  ++k;
  if (c == u'—' && k < text.size() && text[k] == u'—') ++k;
  const auto second = read_spoken(text, k);
  if (!second || second->between || second->rough || second->value < first.value) return std::nullopt;
  k += second->exact_length;
  const std::size_t between = take_between(text, k);
  if (with && between == 0) return std::nullopt;
  Recognition out{.begin = at, .end = k + between};
  out.lower = first.value;
  out.upper = second->value;
  out.lower_closed = true;
  return out;
}

std::size_t lies_at(std::u16string_view text, std::size_t i) {
  for (std::u16string_view word : {u"位于", u"介于", u"处于", u"从"})
    if (starts(text, i, word)) return word.size();
  return 0;
}

}  // namespace

void find_ranges(std::u16string_view text, std::vector<Recognition>& out) {
  for (std::size_t i = 0; i < text.size();) {
    const char16_t c = text[i];
    if (is_ascii_letter(c)) {
      const std::size_t n = web_address(text, i);
      i += n == 0 ? 1 : n;
      continue;
    }
    if (may_start_bound(c)) {
      if (const Bound bound = bound_at(text, i); bound.length > 0) {
        out.push_back(range_from(text, i, bound));
        i = out.back().end;
        continue;
      }
    }
    const std::size_t lies = lies_at(text, i);
    const auto number = read_spoken(text, i + lies);
    if (!number) {
      i += std::max<std::size_t>(1, word_like_numeral(text, i));
      continue;
    }
    if (const auto range = two_numbers(text, i, i + lies, *number)) {
      out.push_back(*range);
      i = range->end;
      continue;
    }
    i += lies;
    if (const Bound bound = bound_from(text, i, number); bound.length > 0) {
      out.push_back(range_from(text, i, bound));
      i = out.back().end;
    } else {
      i += number->length;
    }
  }
}

}  // namespace midyear::quantity
