#include <algorithm>

#include "reading/mark_scanner.h"

namespace midyear::reading {

using quantity::Dimension;
using quantity::Numeral;
using quantity::Script;

std::uint32_t MarkScanner::number(std::uint32_t i, char16_t c) {
  const char16_t left = before(i);
  if (is_digit(c) && (is_letter(left) || is_digit(left) || left == u'.')) return skip_name(i);  // PM2.5, G334
  const auto n = quantity::scan_numeral(text_, i);
  if (!n) return i + 1;
  const std::uint32_t end = i + n->length;
  if (is_digit(c) && (at(end) == u'+' || at(end) == u'×') && is_digit(at(end + 1)))
    return skip_name(end + 1);  // 4+4
  if (starts(end, u"分之")) return fraction(i, *n, end + 2);
  if (at(end) == u':' && (is_digit(at(skip_spaces(end + 1))))) {
    if (const std::uint32_t after = ratio(i)) return after;
  }
  if (const std::uint32_t after = range(i, *n, end)) return after;
  return single(i, *n, end);
}

std::uint32_t MarkScanner::skip_name(std::uint32_t i) const {
  while (is_digit(at(i)) || is_letter(at(i)) || at(i) == u'.' || at(i) == u'-') ++i;
  return i;
}

quantity::UnitMatch MarkScanner::scan_unit(std::uint32_t from) const {
  const quantity::UnitMatch match = quantity::scan_unit(text_, from);
  if (match.length > 1 && text_[from + match.length - 1] == u'级')
    return quantity::scan_unit(text_.substr(0, from + match.length - 1), from);
  if (match.length > 1 && text_[from] == u'元' && text_[from + 1] == u'人')
    return quantity::scan_unit(text_.substr(0, from + 1), from);
  return match;
}

MarkScanner::UnitAt MarkScanner::unit_after(const Numeral& n, std::uint32_t end) const {
  const std::uint32_t from = skip_spaces(end);
  const quantity::UnitMatch match = scan_unit(from);
  UnitAt out{n.scale > 0 ? end : from, from + match.length, match.unit};
  if (match.length == 0 || (match.length == 1 && text_[from] == u'级')) out = {end, end, nullptr};
  return out;
}

std::uint32_t MarkScanner::single(std::uint32_t i, const Numeral& n, std::uint32_t end) {
  const UnitAt unit = unit_after(n, end);
  if (unit.unit == nullptr && n.scale == 0) return number_without_unit(i, n, end);
  if (unit.unit != nullptr && !is_figure(i, n, unit)) {
    if (unit.unit->name == "年" && cue_after(unit.end))
      periods_.push_back({i, unit.end, {}});  // 3年增长58.6%
    return std::max(end, unit.end);
  }
  if (unit.unit == nullptr && at(end) == u'多') return end;
  if (unit.unit != nullptr && unit.end == unit.begin + 1 && text_[unit.begin] == u'个' &&
      at(unit.end) == u'、' && shares_unit(i, n, unit.end))
    return unit.end;  // 2.9个、23.9个百分点
  add_number(i, n, unit);
  if (power_alone(i, n) && marks_.back().exactness == Exactness::exact && !marks_.back().size_class &&
      !counted_money(unit))
    marks_.pop_back();
  return std::max(end, unit.end);
}

bool MarkScanner::power_alone(std::uint32_t i, const Numeral& n) const {
  return n.core_length == 1 && (text_[i] == u'百' || text_[i] == u'千') && n.rough == quantity::Rough::none;
}

bool MarkScanner::counted_money(const UnitAt& unit) const {
  return unit.unit != nullptr && unit.unit->dimension == Dimension::money;
}

void MarkScanner::add_number(std::uint32_t i, const Numeral& n, const UnitAt& unit) {
  const bool run = unit.unit != nullptr && unit.unit->dimension == Dimension::time && ends_before(i, u"连续");
  Mark& mark = add(i, std::max(unit.end, i + n.length), run ? MarkKind::run : MarkKind::plain);
  mark.value = n.value;
  mark.scale = n.scale;
  mark.unit = unit.unit;
  mark.unit_begin = unit.unit != nullptr ? unit.begin : i + n.length;
  if (n.rough == quantity::Rough::over) mark.exactness = Exactness::over;
  if (n.rough == quantity::Rough::about) mark.exactness = Exactness::about;
  finish(mark);
}

bool MarkScanner::is_figure(std::uint32_t i, const Numeral& n, const UnitAt& unit) const {
  const Dimension dimension = unit.unit->dimension;
  const char16_t next = at(unit.end);
  if (next == u'号' || is_letter(next)) return false;
  if (before(i) == u'每') return false;                                           // 每百元营业收入
  if (text_[unit.begin] == u'角' && has(u"长珠金大小", before(i))) return false;  // 长三角
  if (starts(unit.end, u"方面") || starts(unit.end, u"维度")) return false;
  if (n.script == Script::han && n.length == 1 &&
      (text_[unit.begin] == u'期' || text_[unit.begin] == u'届' || text_[unit.begin] == u'级' ||
       text_[unit.begin] == u'线' || text_[unit.begin] == u'产'))
    return false;  // 二期
  if (text_[unit.begin] == u'届') return false;
  if (dimension == Dimension::time) return time_counts(i, unit);
  if (n.script != Script::han || n.scale > 0) return true;
  if (dimension == Dimension::percent || dimension == Dimension::points || dimension == Dimension::money)
    return true;
  if (n.value.mantissa == 1 && n.value.exponent == 0 && n.length == 1) return false;  // 一个, 一家
  if (has(u"这那每某另", before(i)) || ends_before(i, u"半")) return false;
  if (dimension == Dimension::count || dimension == Dimension::rank || dimension == Dimension::other)
    return rhetorical().starts(text_, unit.end) == 0 && !bundle(n, unit);
  return true;
}

bool MarkScanner::bundle(const Numeral& n, const UnitAt& unit) const {
  return n.length == 1 && unit.end - unit.begin == 1 &&
         has(u"项大点条面手头位种类层块字会次", text_[unit.begin]);
}

bool MarkScanner::from_before(std::uint32_t i) const {
  return before(i) == u'由' || before(i) == u'从' || before(i) == u'的' || before(i) == u'原';
}

bool MarkScanner::time_counts(std::uint32_t i, const UnitAt& unit) const {
  if (ends_before(i, u"连续")) return true;
  if (unit.unit->name == "岁") return true;
  const std::uint32_t from = i > 14 ? i - 14 : 0;
  std::u16string_view lead = text_.substr(from, i - from);
  if (const std::size_t cut = lead.find_last_of(u",;。"); cut != lead.npos) lead.remove_prefix(cut + 1);
  if (length_words().inside(lead)) return true;
  std::u16string_view tail = text_.substr(unit.end, kLengthBehind);  // 由120天压缩到50天
  tail = tail.substr(0, tail.find_first_of(u",;。"));
  return from_before(i) && length_words().inside(tail);
}

std::uint32_t MarkScanner::number_without_unit(std::uint32_t i, const Numeral& n, std::uint32_t end) {
  if (n.script != Script::arabic) return end;
  if (shares_unit(i, n, end)) return end;
  const std::uint32_t from = i > 10 ? i - 10 : 0;
  std::u16string_view lead = text_.substr(from, i - from);
  if (const std::size_t cut = lead.find_last_of(u",;。、"); cut != lead.npos) lead.remove_prefix(cut + 1);
  if (!index_words().inside(lead) || is_letter(at(end)) || !(has(kClauseEnds, at(end)) || at(end) == u'\0'))
    return is_letter(at(end)) ? skip_name(end) : end;
  Mark& mark = add(i, end, MarkKind::index);
  mark.value = n.value;
  finish(mark);
  return end;
}

bool MarkScanner::shares_unit(std::uint32_t i, const Numeral& n, std::uint32_t end) {
  if (at(end) != u'、' && at(end) != u'和') return false;
  const auto next = quantity::scan_numeral(text_, end + 1);
  if (!next || next->script != Script::arabic || is_letter(before(i))) return false;
  const std::uint32_t from = i > 16 ? i - 16 : 0;
  if (text_.substr(from, i - from).find(u"分别") == std::u16string_view::npos && n.value.exponent == 0)
    return false;
  const UnitAt unit = unit_after(*next, end + 1 + next->length);
  if (unit.unit == nullptr || unit.unit->dimension == Dimension::time) return false;
  if (text_[end - 1] == u'个' && unit.unit->dimension != Dimension::points) return false;
  Mark& mark = add(i, end, MarkKind::plain);
  mark.value = n.value;
  mark.scale = next->scale;
  mark.unit = unit.unit;
  mark.lent_begin = end + 1 + next->core_length;
  mark.lent_end = unit.end;
  finish(mark);
  return true;
}

}  // namespace midyear::reading
