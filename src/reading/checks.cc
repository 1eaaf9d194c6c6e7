#include "reading/checks.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "quantity/unit.h"
#include "reading/labels.h"
#include "reading/stages.h"
#include "reading/storage.h"
#include "text/fold.h"

namespace midyear::reading {

using text::Offset;

std::string_view check_name(CheckKind kind) {
  static constexpr std::string_view kNames[] = {
      "share_of_total",   "sum_of_parts",       "progress_of_target", "lead_over_schedule", "count_of_list",
      "growth_of_values", "conflicting_values", "stage_conflict",     "range_order",        "other"};
  return kNames[static_cast<int>(kind)];
}

bool contains_any(std::string_view text, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.ends_with(word); });
}

std::size_t behind_last(std::string_view text, std::initializer_list<std::string_view> words) {
  std::size_t behind = std::string_view::npos;
  for (const std::string_view word : words) {
    const std::size_t at = text.rfind(word);
    if (at != std::string_view::npos && (behind == std::string_view::npos || at + word.size() > behind))
      behind = at + word.size();
  }
  return behind;
}

std::string_view last_clause(std::string_view text) {
  for (std::size_t i = text.size(); i-- > 0;) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == ',' || c == ';' || c == ':') return text.substr(i + 1);
    if (c != 0xEF && c != 0xE3) continue;
    const std::string_view mark = text.substr(i, 3);
    for (const std::string_view border : {"，", "。", "；", "：", "！", "？"})
      if (mark == border) return text.substr(i + 3);
  }
  return text;
}

bool has_stop(std::string_view text) { return contains_any(text, {"。", "；", ";", "！", "？"}); }

std::string_view SentenceFigures::before(std::size_t i) const {
  const Offset from = i == 0 ? span().begin : std::max(span().begin, (*this)[i - 1].at.end);
  const Offset to = (*this)[i].at.begin;
  return from < to ? reading_->text({from, to}) : std::string_view();
}

std::string_view SentenceFigures::after(std::size_t i) const {
  const Offset from = (*this)[i].at.end;
  const Offset to = i + 1 < size() ? (*this)[i + 1].at.begin : span().end;
  return from < to ? reading_->text({from, to}) : std::string_view();
}

std::string_view SentenceFigures::between(std::size_t i, std::size_t k) const {
  const Offset from = (*this)[i].at.end;
  const Offset to = (*this)[k].at.begin;
  return from < to ? reading_->text({from, to}) : std::string_view();
}

bool is_percent(const Figure& figure) {
  return figure.unit == "%" || figure.unit == "％" || figure.unit == "成";
}
bool is_points(const Figure& figure) {
  return figure.base_unit == "百分点" || figure.unit == "个百分点" || figure.unit == "百分点";
}
bool is_known(const Figure& figure) { return !figure.lost && !figure.has_upper; }

bool is_amount(const Figure& figure) {
  return is_known(figure) && figure.measure == Measure::level && !figure.unit.empty() &&
         !is_percent(figure) && !is_points(figure);
}

bool same_unit(const Figure& a, const Figure& b) {
  return !a.base_unit.empty() && a.base_unit == b.base_unit;
}

bool is_count(const Figure& figure) {
  if (figure.unit.empty() || figure.unit.size() > 12) return false;
  const std::u16string word = text::fold_word(figure.unit);
  const quantity::UnitMatch match = quantity::scan_unit(word, 0);
  return match.unit != nullptr && match.length == word.size() &&
         match.unit->dimension == quantity::Dimension::count;
}

bool disjoint_periods(const Figure& a, const Figure& b) {
  if (a.from && a.to && b.from && b.to) return *a.from != *b.from || *a.to != *b.to;
  return !a.period.empty() && !b.period.empty() && a.period != b.period;
}

double value_of(const Figure& figure) {
  if (is_percent(figure)) return figure.value.to_double() * (figure.unit == "成" ? 10 : 1);
  return figure.amount;
}

Interval interval_of(const Figure& figure) {
  using quantity::Written;
  static constexpr Written kWritten[] = {Written::exact, Written::about, Written::over, Written::under};
  const Interval written =
      quantity::interval_of(figure.value, kWritten[static_cast<int>(figure.exactness)], is_count(figure));
  const double value = figure.value.to_double();
  if (is_percent(figure)) return written.scaled(figure.unit == "成" ? 10 : 1);
  return value == 0 ? written : written.scaled(figure.amount / value);
}

std::string shown(double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.2f", value);
  std::string out = buffer;
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
}

std::string finding(std::string_view name, const Values& values, base::Language language) {
  const std::string_view pattern = label("finding", name, language);
  std::string sentence;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{' || i + 2 >= pattern.size() || pattern[i + 2] != '}') {
      sentence += pattern[i];
      continue;
    }
    sentence += values.at(static_cast<std::size_t>(pattern[i + 1] - '1'));
    i += 2;
  }
  return sentence;
}

void add_check(Reading& reading, CheckKind kind, std::string_view name, const Values& values,
               std::vector<std::uint32_t> figures, double stated, double expected) {
  std::sort(figures.begin(), figures.end());
  figures.erase(std::unique(figures.begin(), figures.end()), figures.end());
  Check check;
  check.kind = kind;
  check.message = reading.storage().keep(finding(name, values, base::Language::chinese));
  check.message_english = reading.storage().keep(finding(name, values, base::Language::english));
  for (const std::uint32_t figure : figures) {
    const std::uint32_t sentence = reading.figures[figure].sentence;
    if (check.sentences.empty() || check.sentences.back() != sentence) check.sentences.push_back(sentence);
  }
  check.figures = std::move(figures);
  check.stated = stated;
  check.expected = expected;
  reading.checks.push_back(std::move(check));
}

namespace {

// The month that the title speaks to the end of: 6 for a half-year report; 0 where it does not say.
int month_of_title(std::string_view title) {
  if (contains_any(title, {"上半年", "半年", "年中", "1-6月", "1—6月"})) return 6;
  if (contains_any(title, {"前三季度", "三季度"})) return 9;
  if (contains_any(title, {"一季度", "首季"})) return 3;
  return 0;
}

bool same_block(const Reading& reading, std::uint32_t a, std::uint32_t b) {
  const Span first = reading.sentences[a].at;
  const Span second = reading.sentences[b].at;
  return second.begin >= first.end &&
         reading.text({first.end, second.begin}).find('\n') == std::string_view::npos;
}

}  // namespace

void find_contradictions(Reading& reading) {
  const int month = month_of_title(reading.page.title);
  const auto count = static_cast<std::uint32_t>(reading.figures.size());
  std::uint32_t before_first = 0;
  std::uint32_t before_last = 0;
  for (std::uint32_t first = 0; first < count;) {
    std::uint32_t last = first + 1;
    const std::uint32_t sentence = reading.figures[first].sentence;
    while (last < count && reading.figures[last].sentence == sentence) ++last;
    const SentenceFigures figures(reading, first, last);
    const SentenceFigures previous(reading, before_first, before_last);
    const bool follows = before_last > before_first && previous.sentence() + 1 == sentence &&
                         same_block(reading, sentence - 1, sentence);
    const SentenceFigures* before = follows ? &previous : nullptr;
    check_shares(figures, before);
    check_sums(figures, before);
    check_progress(figures);
    check_schedule(figures, month);
    check_growth(figures);
    check_ranges(figures);
    check_lists(figures);
    check_rises_and_falls(figures);
    before_first = first;
    before_last = last;
    first = last;
  }
  check_ratios(reading);
  check_repeated_values(reading);
  check_stages(reading);
  const auto place = [](const Check& check) {
    return check.sentences.empty() ? kNone : check.sentences.front();
  };
  std::stable_sort(reading.checks.begin(), reading.checks.end(),
                   [&](const Check& a, const Check& b) { return place(a) < place(b); });
}

}  // namespace midyear::reading
