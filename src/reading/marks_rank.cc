#include "reading/mark_scanner.h"

namespace midyear::reading {

using quantity::Numeral;
using quantity::Script;

std::uint32_t MarkScanner::add_first_place(std::uint32_t i) {
  if (before(i) == u'在' || before(i) == u'到' || before(i) == u'的' ||
      !(has(kClauseEnds, at(i + 2)) || i + 2 == size_))
    return i + 2;  // 摆在首位
  Mark& mark = add(i, i + 2, MarkKind::rank);
  mark.value = {1, 0, false};
  return i + 2;
}

bool MarkScanner::place_before(std::uint32_t i) const {
  return rank_place_words().ends(text_.substr(0, i)) > 0;
}

std::uint32_t MarkScanner::ordinal(std::uint32_t i) {
  const std::uint32_t from = skip_spaces(i + 1);
  if (has(kPlaceholders, at(from))) {
    std::uint32_t k = from;
    while (has(kPlaceholders, at(k))) ++k;
    if (at(k) != u'位' && at(k) != u'名') return k;
    Mark& mark = add(k, k + 1, MarkKind::rank);
    mark.lost = true;
    mark.lead_end = i;
    return k + 1;
  }
  const auto n = quantity::scan_numeral(text_, from);
  if (!n || n->scale != 0 || n->value.exponent != 0) return i + 1;
  std::uint32_t end = from + n->length;
  const char16_t next = at(end);
  const bool named = next == u'位' || next == u'名';
  if (named) ++end;
  const bool largest = next == u'大' && n->value.mantissa == 1 && at(end + 1) != u'类';  // 第一大电源
  const bool ends = has(kClauseEnds, at(end)) || at(end) == u'\0' || at(end) == u'”';
  const bool ranked = rank_cue_before(i) || place_before(i);
  if (!(named || largest || (ranked && ends))) return end;
  if (named && !ranked && next == u'名') return end;
  Mark& mark = add(i, end, MarkKind::rank);
  mark.value = n->value;
  if (named) mark.unit_begin = end - 1;
  return end;
}

std::uint32_t MarkScanner::first_n(std::uint32_t i) {
  auto n = quantity::scan_numeral(text_, i + 1);
  if (!n && at(i + 1) == u'十' && at(i + 2) == u'强')
    n = Numeral{1, 1, {10, 0, false}, 0, quantity::Rough::none, Script::han};
  if (!n || n->scale != 0 || n->rough != quantity::Rough::none) return i + 1;
  std::uint32_t end = i + 1 + n->length;
  const char16_t next = at(end);
  if (next == u'位' || next == u'名' || next == u'强') {
    ++end;
  } else if (!rank_cue_before(i) || !(has(kClauseEnds, next) || next == u'\0')) {
    return i + 1;
  }
  Mark& mark = add(i, end, MarkKind::rank);
  mark.value = n->value;
  if (next == u'位' || next == u'名') mark.unit_begin = end - 1;
  mark.exactness = Exactness::under;
  return end;
}

}  // namespace midyear::reading
