#include "reading/commitments_clause.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/unit_set.h"

namespace midyear::reading::plan {
namespace {

constexpr std::uint32_t kReach = 80;  // units to look for what closes a quote or bracket

char16_t closer_of(char16_t opener) {
  switch (opener) {
    case u'“':
      return u'”';
    case u'‘':
      return u'’';
    case u'《':
      return u'》';
    case u'〈':
      return u'〉';
    case u'「':
      return u'」';
    case u'『':
      return u'』';
    case u'(':
      return u')';
    case u'〔':
      return u'〕';
    case u'[':
      return u']';
    case u'【':
      return u'】';
    case u'"':
      return u'"';
    default:
      return 0;
  }
}

bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }

bool ends_clause(std::u16string_view units, std::uint32_t i, std::uint32_t begin, std::uint32_t end) {
  switch (units[i]) {
    case u';':
    case u'。':
    case u'!':
    case u'?':
    case u'\n':
      return true;
    case u',':
    case u':':
      return !(i > begin && i + 1 < end && is_digit(units[i - 1]) && is_digit(units[i + 1]));
    default:
      return false;
  }
}

bool is_numeral(char16_t c) {
  return is_digit(c) || std::u16string_view(u"一二三四五六七八九十两").find(c) != std::u16string_view::npos;
}

bool starts_with(std::u16string_view units, std::uint32_t at, std::uint32_t end, std::u16string_view word) {
  return end - at >= word.size() && units.substr(at, word.size()) == word;
}

// The longest of the words that stands at `at`: its length, or 0.
template <std::size_t N>
std::uint32_t any_of(std::u16string_view units, std::uint32_t at, std::uint32_t end,
                     const std::u16string_view (&list)[N]) {
  std::size_t best = 0;
  if (at >= end) return 0;
  for (const std::u16string_view word : list)
    if (word[0] == units[at] && word.size() > best && starts_with(units, at, end, word)) best = word.size();
  return static_cast<std::uint32_t>(best);
}

// Whether 、 stands between two measures, not between two things: "引进30个项目、1000家企业落户",
// "不少于65亿元、力争突破70亿元", "新开工20个、竣工投产15个".
bool parts_measures(std::u16string_view units, std::uint32_t begin, std::uint32_t at, std::uint32_t end) {
  static constexpr std::u16string_view kModals[] = {u"力争", u"确保", u"争取", u"保证"};
  static constexpr std::u16string_view kSettles[] = {u"落户", u"挂牌", u"上市", u"入规", u"投产", u"竣工",
                                                     u"开工", u"达产", u"入驻", u"签约", u"纳统", u"升规"};
  static constexpr std::u16string_view kStops = u",;。:!?、";
  begin = std::max(begin, at - std::min(at, 60u));  // far enough for a measure
  const std::u16string_view left = units.substr(begin, at - begin);
  if (std::none_of(left.begin(), left.end(), is_digit)) return false;
  if (any_of(units, at + 1, end, kModals)) return true;
  std::uint32_t stop = at + 1;
  bool digits = false;
  for (; stop < end && stop < at + 24 && kStops.find(units[stop]) == std::u16string_view::npos; ++stop)
    digits |= is_digit(units[stop]);
  if (!digits && (at < begin + 3 || !any_of(units, at - 2, at, kSettles))) return false;
  if (digits && any_of(units, at + 1, end, kSettles)) return true;
  return stop >= at + 3 && (!digits || is_digit(units[at + 1])) && any_of(units, stop - 2, end, kSettles);
}

constexpr std::u16string_view kOfYear[] = {u"上半年", u"下半年", u"年底", u"年末", u"年内", u"年初",
                                           u"年中",   u"底",     u"末",   u"内",   u"初"};
constexpr std::u16string_view kOfMonth[] = {u"份",   u"底",   u"末", u"初", u"中旬",
                                            u"上旬", u"下旬", u"中", u"内"};
constexpr std::u16string_view kYears[] = {u"今年", u"明年", u"本年", u"后年", u"今明两年"};
constexpr std::u16string_view kWhole[] = {
    u"年底",   u"年末",   u"年内",   u"上半年",   u"下半年", u"全年",   u"年度",   u"本月底",
    u"本月",   u"月底",   u"下月底", u"前三季度", u"本季度", u"季度末", u"春节",   u"国庆",
    u"国庆节", u"元旦",   u"五一",   u"十一",     u"中秋",   u"汛期",   u"主汛期", u"供暖期",
    u"采暖期", u"供暖季", u"采暖季", u"开学",     u"暑期",   u"入冬",   u"年关",   u"岁末"};
// Feasts and seasons are deadlines only with 前 after them.
bool is_feast(std::u16string_view word) {
  return word.find(u'年') == std::u16string_view::npos && word.find(u'月') == std::u16string_view::npos &&
         word.find(u"季度") == std::u16string_view::npos;
}
constexpr std::u16string_view kNotAfterYear[] = {u"度",   u"来",   u"前",   u"均", u"内生",
                                                 u"计划", u"行动", u"以来", u"级"};

std::uint32_t month_tail(std::u16string_view units, std::uint32_t at, std::uint32_t end) {
  std::uint32_t i = at;
  while (i < end && i - at < 2 && is_numeral(units[i])) ++i;
  if (i > at && i < end && (units[i] == u'日' || units[i] == u'号')) return i + 1;
  return at + any_of(units, at, end, kOfMonth);
}

// A number and what makes a date of it: 10月份, 三季度末, 2026年底, 30日内.
std::uint32_t scan_numbered(std::u16string_view units, std::uint32_t at, std::uint32_t end,
                            bool ordinal = false) {
  if (units[at] == u'第') {  // 第三季度
    const std::uint32_t quarter = at + 1 < end ? scan_numbered(units, at + 1, end, true) : at + 1;
    return quarter > at + 3 && units.substr(at + 2, 2) == u"季度" ? quarter : at;
  }
  std::uint32_t i = at;
  while (i < end && i - at < 4 && is_numeral(units[i])) ++i;
  const std::uint32_t digits = i - at;
  if (digits == 0 || i == end ||
      (at > 0 &&
       (is_numeral(units[at - 1]) || (units[at - 1] == u'第' && !ordinal) || units[at - 1] == u'-')))
    return at;
  if (digits == 4 && units[i] == u'年') {
    if (units[at] != u'2' && units[at] != u'二') return at;
    const std::uint32_t tail = i + 1 + any_of(units, i + 1, end, kOfYear);
    if (tail > i + 1) return tail;
    const std::uint32_t month = scan_numbered(units, i + 1, end);
    return std::max(month, i + 1);
  }
  if (digits > 2) return at;
  if (units[i] == u'月') return month_tail(units, i + 1, end);
  if (starts_with(units, i, end, u"季度")) {
    i += 2;
    return i < end && (units[i] == u'末' || units[i] == u'底' || units[i] == u'初') ? i + 1 : i;
  }
  return at;
}

std::uint32_t scan_body(std::u16string_view units, std::uint32_t at, std::uint32_t end) {
  if (const std::uint32_t length = any_of(units, at, end, kYears)) {
    const std::uint32_t i = at + length;
    if (const std::uint32_t tail = any_of(units, i, end, kOfYear)) return i + tail;
    return std::max(scan_numbered(units, i, end), i);
  }
  if (const std::uint32_t length = any_of(units, at, end, kWhole)) {
    // 年度 of "2026年度", 年内 of "2年内".
    const bool tail = at > 0 && (units[at] == u'年' || units[at] == u'月') && is_numeral(units[at - 1]);
    return tail ? at : at + length;
  }
  return is_numeral(units[at]) || units[at] == u'第' ? scan_numbered(units, at, end) : at;
}

}  // namespace

std::uint32_t skip_enclosed_at(std::u16string_view units, std::uint32_t at, std::uint32_t end) {
  const char16_t closer = closer_of(units[at]);
  if (closer == 0) return at;
  const std::size_t found = units.substr(0, std::min(end, at + kReach)).find(closer, at + 1);
  return found == std::u16string_view::npos ? at : static_cast<std::uint32_t>(found) + 1;
}

void cut_clauses(std::u16string_view units, Range range, std::vector<Clause>& out) {
  std::uint32_t begin = range.begin;
  for (std::uint32_t i = range.begin; i < range.end;) {
    if (units[i] > u'】' && units[i] < u'\uFF00') {  // no mark
      ++i;
      continue;
    }
    if (const std::uint32_t after = skip_enclosed(units, i, range.end); after > i) {
      i = after;
      continue;
    }
    if (ends_clause(units, i, range.begin, range.end) ||
        (units[i] == u'、' && parts_measures(units, begin, i, range.end))) {
      if (i > begin) out.push_back({{begin, i}, units[i]});
      begin = i + 1;
    }
    ++i;
  }
  if (range.end > begin) out.push_back({{begin, range.end}, 0});
}

bool may_open_date(char16_t unit) {
  static const text::UnitSet set(
      u"0123456789今明本后年上下全月前季春国元五十中汛主供采开暑入岁一二三四六七八九两第");
  return set.has(unit);
}

bool may_close_date(char16_t unit) {
  static const text::UnitSet set(u"月份底末初旬日号年度内中右节期季半学冬关庆旦秋一");
  return set.has(unit);
}

DateWord scan_date(std::u16string_view units, std::uint32_t at, std::uint32_t end) {
  if (!may_open_date(units[at])) return {};
  std::uint32_t i = scan_body(units, at, end);
  if (i == at) return {};
  DateWord date;
  if (starts_with(units, i, end, u"左右")) i += 2;
  date.at = {at, i};
  if (starts_with(units, i, end, u"之前") || starts_with(units, i, end, u"以前")) date.before = true;
  if (i < end && units[i] == u'前' && !starts_with(units, i, end, u"前期") &&
      !starts_with(units, i, end, u"前三"))
    date.before = true;
  if (i < end && (units[i] == u'-' || units[i] == u'—' || units[i] == u'~' || units[i] == u'至')) return {};
  if (units[i - 1] == u'年' && any_of(units, i, end, kNotAfterYear) && !date.before) return {};
  if (is_feast(units.substr(at, i - at)) && !is_numeral(units[at]) && !date.before) return {};
  return date;
}

DateWord find_date(std::u16string_view units, Range range) {
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    if (const std::uint32_t after = skip_enclosed(units, i, range.end); after > i && units[i] != u'(') {
      i = after - 1;
      continue;
    }
    if (!may_open_date(units[i])) continue;
    const DateWord date = scan_date(units, i, range.end);
    if (!date.at.empty()) return date;
  }
  return {};
}

}  // namespace midyear::reading::plan
