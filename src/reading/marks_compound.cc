#include <algorithm>

#include "reading/mark_scanner.h"

namespace midyear::reading {

using quantity::Dimension;
using quantity::Numeral;
using quantity::Script;

std::uint32_t MarkScanner::fraction(std::uint32_t i, const Numeral& bottom, std::uint32_t from) {
  const auto top = quantity::scan_numeral(text_, from);
  if (!top || bottom.value.mantissa <= 0) return from;
  const std::uint32_t end = from + top->length;
  Mark& mark = add(i, end, MarkKind::fraction);
  if (bottom.value.mantissa == 100 || bottom.value.mantissa == 1000) {
    mark.value = top->value.scaled(bottom.value.mantissa == 100 ? -2 : -3);
  } else {
    const double share = top->value.to_double() / bottom.value.to_double();
    mark.value = {static_cast<std::int64_t>(share * 1e12 + 0.5), -12, true};
  }
  finish(mark);
  return end;
}

std::uint32_t MarkScanner::ratio(std::uint32_t i) {
  const std::uint32_t from = i > 12 ? i - 12 : 0;
  const std::u16string_view lead = text_.substr(from, i - from);
  const bool again = !marks_.empty() && marks_.back().kind == MarkKind::ratio && marks_.back().end + 6 > i;
  if (!again && lead.find(u"比") == lead.npos && lead.find(u"结构") == lead.npos) return 0;
  std::uint32_t k = i;
  const std::size_t first = marks_.size();
  for (;;) {
    const auto term = quantity::scan_numeral(text_, k);
    if (!term || term->script != Script::arabic) break;
    Mark& mark = add(k, k + term->length, MarkKind::ratio);
    mark.value = term->value;
    k += term->length;
    if (at(k) != u':') break;
    k = skip_spaces(k + 1);
  }
  if (marks_.size() - first < 2) {
    marks_.resize(first);
    return 0;
  }
  return k;
}

std::uint32_t MarkScanner::range(std::uint32_t i, const Numeral& low, std::uint32_t end) {
  UnitAt low_unit = unit_after(low, end);
  std::uint32_t k = low_unit.unit != nullptr ? low_unit.end : end;
  const std::uint32_t sign = k;
  if (at(k) == u'-' || at(k) == u'—' || at(k) == u'–' || at(k) == u'~' || at(k) == u'～') {
    while (has(u"-—–~～", at(k))) ++k;
  } else if (at(k) == u'至' || at(k) == u'到') {
    ++k;
  }
  if (k == sign) return 0;
  const auto high = quantity::scan_numeral(text_, k);
  if (!high || high->script != low.script) return 0;
  const UnitAt unit = unit_after(*high, k + high->length);
  if (unit.unit == nullptr && high->scale == 0) return 0;
  if (low_unit.unit != nullptr && low_unit.unit != unit.unit) return 0;
  if (unit.unit != nullptr && unit.unit->dimension == Dimension::time) return unit.end;
  Mark& mark = add(i, std::max(unit.end, k + high->length), MarkKind::plain);
  mark.scale = high->scale;
  mark.value =
      low.scale == 0 || low.scale == high->scale ? low.value : low.value.scaled(low.scale - high->scale);
  mark.upper = high->value;
  mark.has_upper = true;
  mark.unit = unit.unit;
  mark.unit_begin = unit.unit != nullptr ? unit.begin : k + high->length;
  finish(mark);
  return mark.end;
}

}  // namespace midyear::reading
