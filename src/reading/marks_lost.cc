#include "reading/mark_scanner.h"

namespace midyear::reading {

using quantity::Dimension;

std::uint32_t MarkScanner::placeholder(std::uint32_t i) {
  std::uint32_t k = i;
  while (has(kPlaceholders, at(k)) || at(k) == u'.') ++k;
  if (is_letter(at(k)) || is_digit(at(k)) ||
      (is_letter(text_[i]) && (is_letter(before(i)) || is_digit(before(i)))))
    return skip_name(k);
  std::uint32_t from = skip_spaces(k);
  std::int8_t scale = 0;
  std::uint32_t unit_from = from;
  while (at(unit_from) == u'万' || at(unit_from) == u'亿')
    scale = static_cast<std::int8_t>(scale + (text_[unit_from++] == u'万' ? 4 : 8));
  const quantity::UnitMatch match = quantity::scan_unit(text_, unit_from);
  if (match.length == 0 && scale == 0) return k;
  // XX市, X镇: a place whose name was left out, no count of places.
  static constexpr std::u16string_view kPlaceEnds = u"省市州县区旗镇乡村";
  if (scale == 0 && match.length == 1 && has(kPlaceEnds, text_[unit_from])) return unit_from + 1;
  if (match.unit != nullptr && match.unit->dimension == Dimension::time) return unit_from + match.length;
  return add_lost(from, unit_from + match.length, scale, match.unit, i);
}

std::uint32_t MarkScanner::add_lost(std::uint32_t begin, std::uint32_t end, std::int8_t scale,
                                    const quantity::Unit* unit, std::uint32_t lead_end) {
  Mark& mark = add(begin, end, MarkKind::plain);
  mark.lost = true;
  mark.lead_end = lead_end;
  mark.scale = scale;
  mark.unit = unit;
  mark.unit_begin = begin;
  finish(mark);
  return end;
}

std::uint32_t MarkScanner::percent_alone(std::uint32_t i) {
  const char16_t left = before(skip_back(i));
  if (unit_label(i, i + 1)) return i + 1;
  if (!is_han(left) && left != u'、' && left != u',' && left != u'”') return i + 1;
  const quantity::UnitMatch match = quantity::scan_unit(text_, i);
  return add_lost(i, i + 1, 0, match.unit, i);
}

// 财政总收入(亿元), 同比(%): the head of a table, which says in what its cells are told.
bool MarkScanner::unit_label(std::uint32_t begin, std::uint32_t end) const {
  const std::uint32_t open = skip_back(begin);
  const auto is = [](char16_t c, char16_t half, char16_t full) { return c == half || c == full; };
  return is(before(open), u'(', u'（') && is(at(skip_spaces(end)), u')', u'）');
}

std::uint32_t MarkScanner::skip_back(std::uint32_t i) const {
  while (i > 0 && text_[i - 1] == u' ') --i;
  return i;
}

std::uint32_t MarkScanner::points_alone(std::uint32_t i) {
  if (has(u"几数多每一", before(i))) return i + 4;
  const quantity::UnitMatch match = quantity::scan_unit(text_, i);
  return add_lost(i, i + 4, 0, match.unit, i);
}

std::uint32_t MarkScanner::index_alone(std::uint32_t i) {
  if (!has(kClauseEnds, at(i + 3)) || at(i + 3) == u' ') return i + 2;
  Mark& mark = add(i, i + 3, MarkKind::index);
  mark.lost = true;
  mark.unit_begin = i + 3;
  return i + 3;
}

std::uint32_t MarkScanner::scale_alone(std::uint32_t i) {
  std::uint32_t k = i;
  std::int8_t scale = 0;
  while (at(k) == u'万' || at(k) == u'亿')
    scale = static_cast<std::int8_t>(scale + (text_[k++] == u'万' ? 4 : 8));
  const quantity::UnitMatch match = quantity::scan_unit(text_, k);
  const std::uint32_t end = k + match.length;
  if (has(u"几数多上千百十近", before(i)) && !ends_before(i, u"新上")) return end;
  const bool after_threshold = class_threshold(end);
  const bool crossed = before(i) == u'过' || before(i) == u'超' || before(i) == u'逾';
  if (after_threshold || (crossed && match.length > 0)) {
    if (match.length == 0 && !after_threshold) return end;
    Mark& mark = add(i, end, MarkKind::plain);
    mark.value = {1, 0, false};
    mark.scale = scale;
    mark.unit = match.unit;
    mark.unit_begin = i;
    mark.size_class = true;
    mark.exactness = Exactness::over;
    finish(mark);
    return end;
  }
  if (match.length == 0 || !(lost_unit(*match.unit))) return end == i ? i + 1 : end;
  if (unit_label(i, end)) return end;
  const char16_t next = at(end);
  const bool closed = next == u'\0' || has(kClauseEnds, next) || cue_after(end);
  if (!closed && !starts(end, u"以") && !has(u"募资投", next)) return end;
  return add_lost(i, end, scale, match.unit, i);
}

bool MarkScanner::lost_unit(const quantity::Unit& unit) const {
  switch (unit.dimension) {
    case Dimension::money:
    case Dimension::area:
    case Dimension::mass:
    case Dimension::energy:
    case Dimension::power:
    case Dimension::volume:
    case Dimension::length:
      return true;
    default:
      return unit.name == "人次" || unit.name == "人" || unit.name == "辆" || unit.name == "台";
  }
}

bool MarkScanner::class_threshold(std::uint32_t i) const {
  if (at(i) == u'级') return true;
  if (starts(i, u"以上") || starts(i, u"以下"))
    i += 2;
  else
    return at(i) == u'的' ? class_nouns().starts(text_, i + 1) > 0
                          : class_nouns().starts(text_, i) > 0 && at(i) == u'企';
  if (at(i) == u'的') ++i;
  return class_nouns().starts(text_, i) > 0;
}

}  // namespace midyear::reading
