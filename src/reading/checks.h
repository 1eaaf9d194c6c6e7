#pragma once

// What the rules of the checks share: the figures of a sentence with the words around them, their rounding
// intervals, and the making of a Check. Internal to the checks.
//
// A rule reports only what no rounding explains: the interval of the stated number and that of what follows
// from the others do not overlap. Where the words leave open which numbers belong together, it stays silent.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/errors.h"
#include "quantity/interval.h"
#include "reading/reading.h"

namespace midyear::reading {

using quantity::Interval;

using Words = std::span<const std::string_view>;
bool contains_any(std::string_view text, Words words);
inline bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return contains_any(text, Words(words.begin(), words.size()));
}
bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> words);
// The place behind the last of the words in text, or npos.
std::size_t behind_last(std::string_view text, std::initializer_list<std::string_view> words);
// The part of `text` behind its last 。；，：, or ; (of either width).
std::string_view last_clause(std::string_view text);
bool has_stop(std::string_view text);  // 。；; inside

// No rule looks further back than this many figures: it keeps a sentence of a million figures linear.
inline constexpr std::size_t kReach = 12;

class SentenceFigures {
 public:
  // The figures [first, last) of the reading, all of one sentence.
  SentenceFigures(Reading& reading, std::uint32_t first, std::uint32_t last)
      : reading_(&reading), first_(first), last_(last) {}

  std::size_t size() const { return last_ - first_; }
  const Figure& operator[](std::size_t i) const { return reading_->figures[first_ + i]; }
  std::uint32_t index(std::size_t i) const { return first_ + static_cast<std::uint32_t>(i); }
  std::uint32_t sentence() const { return (*this)[0].sentence; }
  Span span() const { return reading_->sentences[sentence()].at; }
  Reading& reading() const { return *reading_; }

  std::string_view text(std::size_t i) const { return reading_->text((*this)[i].at); }
  // From the figure before (or the sentence's begin) to figure i; from figure i to the next (or the end).
  std::string_view before(std::size_t i) const;
  std::string_view after(std::size_t i) const;
  std::string_view between(std::size_t i, std::size_t k) const;

 private:
  Reading* reading_;
  std::uint32_t first_, last_;
};

bool is_count(const Figure& figure);    // of things: 家, 个, 项
bool is_percent(const Figure& figure);  // %, 成
bool is_points(const Figure& figure);   // 个百分点
bool is_amount(const Figure& figure);   // a level with a unit that is no percentage; not lost, no range
bool same_unit(const Figure& a, const Figure& b);
bool is_known(const Figure& figure);                      // its number is there and no range
bool disjoint_periods(const Figure& a, const Figure& b);  // both known and different

// In the base unit; a percentage in %.
Interval interval_of(const Figure& figure);
double value_of(const Figure& figure);

// A number for a message: two decimals at most.
std::string shown(double value);

// The sentence finding.<name> of labels.tsv with {1}, {2}, … in it.
using Values = std::vector<std::string>;
std::string finding(std::string_view name, const Values& values, base::Language language);

void add_check(Reading& reading, CheckKind kind, std::string_view name, const Values& values,
               std::vector<std::uint32_t> figures, double stated, double expected);

// The rules on one sentence. `before`: the figures of the sentence before it, in the same block (may be
// empty).
void check_shares(const SentenceFigures& figures, const SentenceFigures* before);
void check_sums(const SentenceFigures& figures, const SentenceFigures* before);
void check_progress(const SentenceFigures& figures);
void check_schedule(const SentenceFigures& figures, int title_month);
void check_growth(const SentenceFigures& figures);
void check_ranges(const SentenceFigures& figures);
void check_lists(const SentenceFigures& figures);
void check_rises_and_falls(const SentenceFigures& figures);
// On the whole.
void check_ratios(Reading& reading);
void check_repeated_values(Reading& reading);
void check_stages(Reading& reading);

}  // namespace midyear::reading
