#include "reading/phrase.h"

#include <algorithm>

#include "reading/storage.h"
#include "text/unit_set.h"

namespace midyear::reading {
namespace {

bool rim(char16_t c) {
  static const text::UnitSet set(u" \t\r\n,、;:。“”\"'()[]•·*Xx×—-的");
  return set.has(c);
}
bool space(char16_t c) {
  static const text::UnitSet set(u" \t\r\n　");
  return set.has(c);
}
// 对, 以, 将 … begin many nouns; at the head of a phrase only the words that join or qualify go.
bool joins(std::u16string_view word) {
  return std::u16string_view(u"和及与并且而但又也还均仅共已其是有到达了至在将为的使让仍尚").find(word) !=
         std::u16string_view::npos;
}
bool digit(char16_t c) { return c >= u'0' && c <= u'9'; }
bool list_number(char16_t c) {
  static const text::UnitSet set(u"一二三四五六七八九十");
  return set.has(c);
}

// Behind the numbering of a list (1．, 一、, 二是) and behind a length of time in passing (持续6个月); `from`
// where neither stands there. 一、二、三产业 is a list of its own.
std::uint32_t behind_numbering(std::u16string_view text, std::uint32_t from, std::uint32_t to) {
  std::uint32_t n = from;
  if (digit(text[n])) {
    while (n < to && digit(text[n])) ++n;
    if (n < to && (text[n] == u'.' || text[n] == u'．')) return n + 1;
    for (const std::u16string_view unit : {u"个月", u"个季度", u"年", u"天"})
      if (n < to && text.substr(n, unit.size()) == unit)
        return std::min(to, n + static_cast<std::uint32_t>(unit.size()));
    return from;
  }
  while (n < to && n < from + 2 && list_number(text[n])) ++n;
  if (n == from || n >= to) return from;
  if (text[n] == u'是') return n + 1;
  const bool first =
      from == 0 || std::u16string_view(u"\n。;:").find(text[from - 1]) != std::u16string_view::npos;
  return first && text[n] == u'、' && n + 1 < to && !list_number(text[n + 1]) ? n + 1 : from;
}

bool opens(char16_t c) { return c == u'“' || c == u'《' || c == u'('; }

bool cut_right(Cue cue) {
  switch (cue) {
    case Cue::up:
    case Cue::down:
    case Cue::reach:
    case Cue::verb:
    case Cue::prior:
    case Cue::drop:
    case Cue::each:
    case Cue::target:
    case Cue::done:
    case Cue::edge:
    case Cue::about_before:
    case Cue::over_before:
    case Cue::under_before:
    case Cue::compare:
    case Cue::rank:
    case Cue::condition:
    case Cue::plan:
      return true;
    default:
      return false;
  }
}

bool cut_left(Cue cue) {
  switch (cue) {
    case Cue::verb:
    case Cue::prior:
    case Cue::drop:
    case Cue::each:
    case Cue::target:
    case Cue::done:
    case Cue::edge:
    case Cue::of_which:
    case Cue::self:
    case Cue::reach:
    case Cue::over_after:
    case Cue::under_after:
    case Cue::about_after:
    case Cue::over_before:
    case Cue::condition:
    case Cue::plan:
    case Cue::lead:
      return true;
    default:
      return false;
  }
}

// 科技计划项目: the name of a programme, nothing is planned.
bool programme(const BlockView& block, const CueAt& cue) {
  const std::u16string_view text = block.folded.units;
  if (cue.end - cue.begin != 2 || text.substr(cue.begin, 2) != u"计划") return false;
  const std::u16string_view behind = text.substr(cue.end, 2);
  return behind == u"项目" || behind == u"企业" || behind == u"试点" || behind == u"专项";
}

// 经发局要对产值: who is to do something stands before 要.
bool urges(const BlockView& block, const CueAt& cue) {
  const std::u16string_view text = block.folded.units;
  if (cue.end - cue.begin != 1 || text[cue.begin] != u'要' || cue.end >= text.size()) return false;
  return std::u16string_view(u"对把在按为向").find(text[cue.end]) != std::u16string_view::npos;
}

bool cut_inside(const BlockView& block, std::size_t at) {
  const CueAt& cue = block.cues[at];
  switch (cue.cue) {
    case Cue::drop:
    case Cue::prior:
    case Cue::each:
    case Cue::done:
    case Cue::verb:
      return true;
    case Cue::target:
      return cue.end - cue.begin > 1 ? !programme(block, cue) : urges(block, cue);
    default:
      return false;
  }
}

bool preposition(char16_t c) {
  static const text::UnitSet set(u"比较与同由从于自");
  return set.has(c);
}

bool comparative(char16_t c) { return c == u'较' || c == u'比'; }

// 较年初, 比2005年: the word that leads to a period goes with it.
void drop_preposition(Phrase& phrase, std::u16string_view text) {
  if (phrase.pieces.empty()) return;
  Phrase::Piece& piece = phrase.pieces.back();
  if (!preposition(text[piece.end - 1])) return;
  if (--piece.end == piece.begin) phrase.pieces.pop_back();
}

}  // namespace

std::size_t BlockView::first_cue(std::uint32_t from) const {
  return static_cast<std::size_t>(
      std::lower_bound(cues.begin(), cues.end(), from,
                       [](const CueAt& cue, std::uint32_t at) { return cue.begin < at; }) -
      cues.begin());
}

std::size_t BlockView::first_period(std::uint32_t from) const {
  return static_cast<std::size_t>(
      std::lower_bound(periods.begin(), periods.end(), from,
                       [](const PeriodAt& period, std::uint32_t at) { return period.begin < at; }) -
      periods.begin());
}

std::uint32_t Phrase::size() const {
  std::uint32_t size = 0;
  for (const Piece& piece : pieces) size += piece.end - piece.begin;
  return size;
}

void Phrase::append(std::uint32_t begin, std::uint32_t end) {
  if (begin >= end) return;
  if (!pieces.empty() && pieces.back().end == begin)
    pieces.back().end = end;
  else
    pieces.push_back({begin, end});
}

bool Phrase::operator==(const Phrase& other) const {
  return std::equal(pieces.begin(), pieces.end(), other.pieces.begin(), other.pieces.end(),
                    [](const Piece& a, const Piece& b) { return a.begin == b.begin && a.end == b.end; });
}

std::string_view text_of(const Phrase& phrase, const BlockView& block) {
  if (phrase.pieces.empty()) return {};
  const auto view = [&](const Phrase::Piece& piece) {
    const text::Span span = block.folded.span(piece.begin, piece.end);
    return block.clean.substr(span.begin, span.size());
  };
  if (phrase.pieces.size() == 1) return view(phrase.pieces.front());
  std::string joined;
  for (const Phrase::Piece& piece : phrase.pieces) joined += view(piece);
  return block.storage.keep(joined);
}

std::u16string folded_of(const Phrase& phrase, const BlockView& block) {
  std::u16string out;
  for (const Phrase::Piece& piece : phrase.pieces) out += block.units(piece.begin, piece.end);
  return out;
}

Subject subject_of(const BlockView& block, std::uint32_t from, std::uint32_t to) {
  Subject out;
  const std::u16string& text = block.folded.units;
  const std::size_t cue_from = block.first_cue(from);
  std::size_t cue_to = cue_from;
  while (cue_to < block.cues.size() && block.cues[cue_to].begin < to) ++cue_to;
  const std::size_t period_from = block.first_period(from);
  std::size_t period_to = period_from;
  while (period_to < block.periods.size() && block.periods[period_to].end <= to) ++period_to;

  // From the right: approximators, verbs and comparisons that lead to the number.
  std::size_t last_cue = cue_to, last_period = period_to;
  for (bool more = true; more;) {
    more = false;
    while (to > from &&
           (space(text[to - 1]) || (rim(text[to - 1]) && text[to - 1] != u'”' && text[to - 1] != u')')))
      --to, more = true;
    while (last_cue > cue_from && block.cues[last_cue - 1].begin >= to) --last_cue;
    while (last_period > period_from && block.periods[last_period - 1].begin >= to) --last_period;
    if (last_cue > cue_from && block.cues[last_cue - 1].end >= to &&
        cut_right(block.cues[last_cue - 1].cue)) {
      to = block.cues[last_cue - 1].begin, more = true;
    } else if (last_period > period_from && block.periods[last_period - 1].end == to) {
      to = block.periods[last_period - 1].begin, more = true;
      if (to > from + 1 && comparative(text[to - 1])) --to;  // 降幅较1-3月收窄
    }
  }
  // From the left.
  std::size_t cue = cue_from, period = period_from;
  for (bool more = true; more && from < to;) {
    more = false;
    while (from < to && rim(text[from]) && !opens(text[from])) ++from, more = true;
    if (period < last_period && block.periods[period].begin == from + 1 && preposition(text[from]))
      ++from, more = true;

    if (from < to && text[from] == u'(') {  // (含名誉企业)增加值
      constexpr std::uint32_t kAside = 12;
      const std::size_t close = std::u16string_view(text).substr(from, kAside).find(u')');
      if (close != std::u16string_view::npos && from + close + 2 < to)
        from += static_cast<std::uint32_t>(close) + 1, more = true;
    }
    if (from < to)
      if (const std::uint32_t n = behind_numbering(text, from, to); n > from) from = n, more = true;
    while (cue < last_cue && block.cues[cue].begin < from) ++cue;
    while (period < last_period && block.periods[period].begin < from) ++period;
    if (period < last_period && block.periods[period].begin == from && block.periods[period].end <= to) {
      from = block.periods[period].end, more = true;
    } else if (cue < last_cue && block.cues[cue].begin == from && cut_left(block.cues[cue].cue) &&
               block.cues[cue].end <= to &&
               (block.cues[cue].cue != Cue::edge || joins(block.units(from, block.cues[cue].end))) &&
               (block.cues[cue].cue != Cue::over_before || text.compare(from, 2, u"至少") == 0)) {
      out.self |= block.cues[cue].cue == Cue::self;
      from = block.cues[cue].end, more = true;
    }
  }
  if (from >= to) return out;

  // An act at the head is part of the phrase and told apart.
  while (cue < last_cue && block.cues[cue].begin < from) ++cue;
  if (cue < last_cue && block.cues[cue].begin == from && block.cues[cue].cue == Cue::act)
    out.act.append(from, block.cues[cue].end);

  // What is left, without what lies inside: periods, adverbs; a verb parts who from what.
  std::uint32_t at = from;
  for (;;) {
    while (cue < last_cue && (block.cues[cue].begin < at || !cut_inside(block, cue))) ++cue;
    while (period < last_period && block.periods[period].begin < at) ++period;
    const std::uint32_t next_cue = cue < last_cue ? block.cues[cue].begin : to;
    const std::uint32_t next_period = period < last_period ? block.periods[period].begin : to;
    const std::uint32_t next = std::min({next_cue, next_period, to});
    out.what.append(at, next);
    if (next == to) break;
    if (next_period <= next_cue) {
      if (next_period < to) drop_preposition(out.what, text);
      at = block.periods[period].end;
    } else {
      const bool urge =
          block.cues[cue].cue == Cue::target && block.cues[cue].end - block.cues[cue].begin == 1;
      at = block.cues[cue].end + (urge ? 1 : 0);
      if ((block.cues[cue].cue == Cue::verb || urge) && !out.what.empty()) {
        for (const Phrase::Piece& piece : out.what.pieces) out.entity.append(piece.begin, piece.end);
        out.what.pieces.clear();
      }
    }
    while (at < to && space(text[at])) ++at;
  }
  return out;
}

}  // namespace midyear::reading
