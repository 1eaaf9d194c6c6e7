#include "reading/marks.h"

#include <algorithm>
#include <array>

#include "reading/mark_scanner.h"

namespace midyear::reading {

namespace {

// What step() may find at a character; at most it finds nothing.
enum Begins : std::uint8_t {
  kNothing = 0,
  kPeriod = 1,
  kNumber = 2,
  kPlaceholder = 4,
  kQuotation = 8,
  kWord = 16  // 第 前 首 两 持 % 亿 万 个 指, and -
};

const std::array<std::uint8_t, 65536>& begins() {
  static const std::array<std::uint8_t, 65536> table = [] {
    std::array<std::uint8_t, 65536> out{};
    const auto mark = [&](std::u16string_view units, std::uint8_t what) {
      for (const char16_t c : units) out[c] = static_cast<std::uint8_t>(out[c] | what);
    };
    for (std::uint32_t c = 0; c < out.size(); ++c)
      if (quantity::may_start_period(static_cast<char16_t>(c))) out[c] = kPeriod;
    mark(u"0123456789", kNumber);
    mark(kHanDigits, kNumber);
    mark(kPlaceholders, kPlaceholder);
    mark(u"“\"《", kQuotation);
    mark(u"第前首两持%亿万个指-", kWord);
    return out;
  }();
  return table;
}

}  // namespace

void MarkScanner::run() {
  const std::uint8_t* const table = begins().data();
  std::size_t times = 0;  // the next cue of 翻番 and its like
  for (std::uint32_t i = 0; i < size_;) {
    while (times < cues_.size() && (cues_[times].cue != Cue::times || cues_[times].begin < i)) ++times;
    const std::uint32_t end = times < cues_.size() ? cues_[times].begin : size_;
    while (i < end && table[text_[i]] == kNothing) ++i;
    if (i == size_) return;
    const char16_t c = text_[i];
    if ((table[c] & kQuotation) != 0) {
      i = after_quotation(i);
      continue;
    }
    while (cue_ < cues_.size() && cues_[cue_].end <= i) ++cue_;
    i = step(i, c);
  }
}

std::uint32_t MarkScanner::after_quotation(std::uint32_t i) {
  const char16_t close = text_[i] == u'“' ? u'”' : text_[i] == u'《' ? u'》' : u'"';
  const std::uint32_t limit = std::min(size_, i + 2 + (close == u'》' ? 60 : kQuoteAtMost));
  for (std::uint32_t k = i + 1; k < limit; ++k) {
    if (text_[k] == u'。' || text_[k] == u';') break;
    if (text_[k] != close) continue;
    const std::size_t half = text_.substr(i, k - i).find(u"任务过半");
    if (half != std::u16string_view::npos) add_half(i + static_cast<std::uint32_t>(half));
    if (const auto period = quantity::scan_period(text_, i);
        period && period->length > k - i) {  // “十四五”时期
      periods_.push_back({i, i + period->length, *period});
      return i + period->length;
    }
    return k + 1;
  }
  return i + 1;
}

std::uint32_t MarkScanner::step(std::uint32_t i, char16_t c) {
  if (cue_ < cues_.size() && cues_[cue_].begin == i && cues_[cue_].cue == Cue::times)
    return add_times(i, cues_[cue_].end);
  const std::uint8_t what = begins()[c];
  if ((what & kPeriod) != 0)
    if (const std::uint32_t length = period_here(i, c); length > 0) return i + length;
  if (what == kPeriod) return i + 1;
  if (c == u'第') return ordinal(i);
  if (c == u'前') return first_n(i);
  if (c == u'首' && starts(i, u"首位")) return add_first_place(i);
  if (c == u'两' && starts(i, u"两位数")) return add_two_digits(i);
  if (c == u'持' && starts(i, u"持平")) return add_flat(i);
  if ((what & kNumber) != 0 || (c == u'-' && is_digit(at(i + 1)))) return number(i, c);
  if ((what & kPlaceholder) != 0) return placeholder(i);
  if (c == u'%') return percent_alone(i);
  if ((c == u'亿' || c == u'万') && !has(kHanDigits, before(i))) return scale_alone(i);
  if (c == u'个' && starts(i, u"个百分点")) return points_alone(i);
  if (c == u'指' && starts(i, u"指数为")) return index_alone(i);
  return i + 1;
}

std::uint32_t MarkScanner::period_here(std::uint32_t i, char16_t c) {
  if (is_digit(c) && (is_digit(before(i)) || is_letter(before(i)) || before(i) == u'.')) return 0;
  const auto period = quantity::scan_period(text_, i);
  if (!period) return 0;
  if (ends_before(i, u"连续")) return 0;          // a run, told by number()
  if (c == u'后' && is_han(before(i))) return 0;  // 达产后年产值
  periods_.push_back({i, i + period->length, *period});
  return period->length;
}

Mark& MarkScanner::add(std::uint32_t begin, std::uint32_t end, MarkKind kind) {
  Mark mark;
  mark.begin = mark.lead_end = begin;
  mark.end = mark.tail_begin = mark.unit_begin = end;
  mark.kind = kind;
  marks_.push_back(mark);
  return marks_.back();
}

void MarkScanner::add_half(std::uint32_t i) {
  Mark& mark = add(i, i + 4, MarkKind::half);
  mark.value = {50, 0, false};
  mark.exactness = Exactness::over;
}

std::uint32_t MarkScanner::add_times(std::uint32_t i, std::uint32_t end) {
  const char16_t next = at(end);
  const bool closed = end == size_ || has(kClauseEnds, next) || next == u'、' || next == u'达' ||
                      next == u'的' || next == u'以' || next == u'目';
  if (!closed || (next == u'的' && text_[end - 1] == u'增' && at(end + 1) != u'目'))
    return end;  // 倍增企业 is a name
  Mark& mark = add(i, end, MarkKind::times);
  const std::u16string_view word = text_.substr(i, end - i);
  mark.value = {word.find(u'两') != word.npos   ? 4
                : word.find(u'三') != word.npos ? 8
                : word.find(u'四') != word.npos ? 16
                                                : 2,
                0, false};
  finish(mark);
  return end;
}

std::uint32_t MarkScanner::add_two_digits(std::uint32_t i) {
  Mark& mark = add(i, i + 3, MarkKind::growth);
  mark.value = {10, 0, false};
  mark.exactness = Exactness::over;
  return i + 3;
}

std::uint32_t MarkScanner::add_flat(std::uint32_t i) {
  const std::uint32_t from = i > 30 ? i - 30 : 0;
  std::u16string_view lead = text_.substr(from, i - from);
  if (const std::size_t cut = lead.find_last_of(u",;。"); cut != lead.npos) lead.remove_prefix(cut + 1);
  if (lead.find(u"假设") == lead.npos && lead.find(u"如果") == lead.npos) return i + 2;
  add(i, i + 2, MarkKind::flat);
  return i + 2;
}

bool MarkScanner::rank_cue_before(std::uint32_t i) const {
  // 居全国第六, 位列全省第3: the cue stands at most a dozen characters back in the same clause.
  for (std::size_t k = cue_; k > 0; --k) {
    const CueAt& cue = cues_[k - 1];
    if (cue.end + 14 < i) return false;
    if (cue.end <= i && cue.cue == Cue::rank)
      return text_.substr(cue.end, i - cue.end).find_first_of(u",;。、") == std::u16string_view::npos;
  }
  return false;
}

bool MarkScanner::cue_after(std::uint32_t i) const {
  for (std::size_t k = cue_; k < cues_.size() && cues_[k].begin <= i; ++k)
    if (cues_[k].begin == i) return cues_[k].cue != Cue::stop && cues_[k].cue != Cue::edge;
  return false;
}

bool MarkScanner::least_before(std::uint32_t i) const {
  for (std::size_t k = std::min(cues_.size(), cue_ + 1); k > 0; --k) {
    const CueAt& cue = cues_[k - 1];
    if (cue.end > i) continue;
    if (cue.end + 12 < i) return false;
    if (cue.cue != Cue::over_before || cue.end - cue.begin < 2 || text_[cue.begin] != u'至') continue;
    const std::u16string_view between = text_.substr(cue.end, i - cue.end);
    return between.find_first_of(u",;。、0123456789") == between.npos;
  }
  return false;
}

void MarkScanner::finish(Mark& mark) {
  std::uint32_t i = mark.lead_end;
  for (std::size_t k = cues_.size() > cue_ ? cue_ + 1 : cues_.size(); k > 0;) {
    const CueAt& cue = cues_[--k];
    if (cue.begin >= i) continue;
    const bool touches = cue.end == i || (cue.end < i && at(cue.end) == u' ' && skip_spaces(cue.end) == i) ||
                         (cue.end + 1 == i && has(u"了达为至到在于约", text_[cue.end]));
    if (!touches) break;
    if (cue.cue == Cue::about_before)
      mark.exactness = Exactness::about;
    else if (cue.cue == Cue::over_before)
      mark.exactness = Exactness::over;
    else if (cue.cue == Cue::under_before)
      mark.exactness = Exactness::under;
    else if (cue.cue == Cue::reach && text_.substr(cue.begin, cue.end - cue.begin).ends_with(u"突破"))
      mark.exactness = Exactness::over;
    else if (!(cue.cue == Cue::edge && cue.end - cue.begin == 1 && has(u"了到在至为", text_[cue.begin])))
      break;
    i = cue.begin;
  }
  mark.lead_end = i;
  if (mark.exactness == Exactness::exact && least_before(i)) mark.exactness = Exactness::over;
  const std::uint32_t from = skip_spaces(mark.end);
  for (std::size_t k = cue_; k < cues_.size() && cues_[k].begin <= from; ++k) {
    if (cues_[k].begin != from) continue;
    if (cues_[k].cue == Cue::about_after)
      mark.exactness = Exactness::about;
    else if (cues_[k].cue == Cue::over_after)
      mark.exactness = Exactness::over;
    else if (cues_[k].cue == Cue::under_after)
      mark.exactness = Exactness::under;
    else
      break;
    mark.tail_begin = cues_[k].end;
  }
  const bool named = at(mark.tail_begin) == u'级' && (mark.unit_begin < mark.end || mark.scale > 0);
  const bool power = mark.scale >= 8 && mark.unit == nullptr && has(u"百千万", text_[mark.begin]) &&
                     class_nouns().starts(text_, mark.tail_begin) > 0;  // 千亿优势特色产业
  if ((named || power) && mark.kind == MarkKind::plain) {
    mark.size_class = true;
    if (mark.exactness == Exactness::exact) mark.exactness = Exactness::over;
  }
}

void scan_marks(const text::Folded& block, const std::vector<CueAt>& cues, std::vector<Mark>& marks,
                std::vector<PeriodAt>& periods) {
  marks.clear();
  periods.clear();
  MarkScanner(block, cues, marks, periods).run();
}

}  // namespace midyear::reading
