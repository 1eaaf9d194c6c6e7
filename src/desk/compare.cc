#include "desk/compare.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>

#include "desk/likeness.h"
#include "quantity/period.h"
#include "text/fold.h"

namespace midyear::desk {
namespace {

using reading::Figure;
using reading::Reading;

constexpr double kSamePromise = 0.5, kSameSentence = 0.45;
constexpr std::int16_t kAnyYear = 2023;  // stands in where a report's year is unknown; no leap year

// What a text says, however it is spaced and written.
std::u16string bare(std::string_view utf8) {
  std::u16string units = text::fold_word(utf8);
  std::erase_if(units, [](char16_t unit) { return unit <= u' '; });
  return units;
}

std::string month_day(const reading::Date& date) {
  return std::to_string(date.month) + '-' + std::to_string(date.day);
}

// The figures of one thing in both reports.
struct Group {
  std::string time;
  std::vector<std::uint32_t> left, right;
};
using Thing = std::u16string;  // all of a figure's key but the time

Thing thing_of(const Figure& figure) {
  Thing key = bare(figure.indicator);
  key += u'\n';
  key += bare(figure.entity);
  key += u'\n';
  key += static_cast<char16_t>(u'0' + static_cast<int>(figure.measure));
  key += static_cast<char16_t>(u'0' + static_cast<int>(figure.status));
  return key;
}

double signed_amount(const Figure& figure) {
  return figure.direction == reading::Direction::down ? -std::fabs(figure.amount) : figure.amount;
}

bool same_number(const Figure& a, const Figure& b) {
  if (a.lost || b.lost) return a.lost && b.lost;
  const auto close = [](double x, double y) {
    return std::fabs(x - y) <= 1e-9 * std::max(std::fabs(x), std::fabs(y));
  };
  if (!close(signed_amount(a), signed_amount(b)) || a.base_unit != b.base_unit) return false;
  return a.exactness == b.exactness && a.has_upper == b.has_upper &&
         (!a.has_upper || close(a.upper.to_double(), b.upper.to_double()));
}

// Whether every number of one side is on the other: a report may say a thing twice.
bool same_numbers(const Reading& left, const Reading& right, const Group& group) {
  const auto within = [](const Reading& x, const std::vector<std::uint32_t>& from, const Reading& y,
                         const std::vector<std::uint32_t>& in) {
    return std::all_of(from.begin(), from.end(), [&](std::uint32_t f) {
      return std::any_of(in.begin(), in.end(),
                         [&](std::uint32_t g) { return same_number(x.figures[f], y.figures[g]); });
    });
  };
  return within(left, group.left, right, group.right) && within(right, group.right, left, group.left);
}

class FigureMatcher {
 public:
  FigureMatcher(const Reading& left, const Reading& right) : left_(left), right_(right) {}

  std::vector<FigureMatch> run() {
    for (std::uint32_t i = 0; i < left_.figures.size(); ++i) add(left_, i, &Group::left);
    for (std::uint32_t i = 0; i < right_.figures.size(); ++i) add(right_, i, &Group::right);
    std::vector<FigureMatch> matches;
    for (const Thing* thing : order_) {
      std::vector<Group>& groups = things_.at(*thing);
      join_untimed(groups);
      for (Group& group : groups) matches.push_back(match(group));
    }
    const auto first = [](const FigureMatch& m) {
      return m.left.empty() ? std::pair(1, m.right.front()) : std::pair(0, m.left.front());
    };
    std::stable_sort(matches.begin(), matches.end(),
                     [&](const FigureMatch& a, const FigureMatch& b) { return first(a) < first(b); });
    return matches;
  }

 private:
  void add(const Reading& reading, std::uint32_t index, std::vector<std::uint32_t> Group::*side) {
    const Figure& figure = reading.figures[index];
    if (figure.indicator.empty()) return;
    const auto [entry, fresh] = things_.try_emplace(thing_of(figure));
    if (fresh) order_.push_back(&entry->first);
    std::string time = time_of_year(reading, figure);
    auto group = std::find_if(entry->second.begin(), entry->second.end(),
                              [&](const Group& known) { return known.time == time; });
    if (group == entry->second.end()) group = entry->second.insert(group, Group{std::move(time), {}, {}});
    (*group.*side).push_back(index);
  }

  // A thing that one report gives without a time, and the other with one only, is the same thing.
  static void join_untimed(std::vector<Group>& groups) {
    if (groups.size() != 2) return;
    Group &a = groups[0], &b = groups[1];
    if (!a.time.empty() && !b.time.empty()) return;
    if (a.left.empty() == b.left.empty() || a.right.empty() == b.right.empty()) return;
    a.left.insert(a.left.end(), b.left.begin(), b.left.end());
    a.right.insert(a.right.end(), b.right.begin(), b.right.end());
    groups.pop_back();
  }

  FigureMatch match(Group& group) const {
    FigureMatch found;
    if (group.right.empty())
      found.state = Found::left;
    else if (group.left.empty())
      found.state = Found::right;
    else if (!same_numbers(left_, right_, group))
      found.state = Found::changed;
    found.left = std::move(group.left);
    found.right = std::move(group.right);
    if (found.state == Found::changed && found.left.size() == 1 && found.right.size() == 1)
      measure_change(left_.figures[found.left[0]], right_.figures[found.right[0]], found);
    return found;
  }

  static void measure_change(const Figure& before, const Figure& after, FigureMatch& match) {
    if (before.lost || after.lost || before.has_upper || after.has_upper) return;
    if (before.base_unit != after.base_unit || before.measure == reading::Measure::rank) return;
    match.absolute = signed_amount(after) - signed_amount(before);
    if (before.measure == reading::Measure::level && before.amount > 0 && before.base_unit != "%")
      match.percent = *match.absolute / before.amount * 100;
  }

  const Reading &left_, &right_;
  std::map<Thing, std::vector<Group>> things_;
  std::vector<const Thing*> order_;
};

// Texts of both sides as numbers, equal where they say the same; and their characters.
struct Texts {
  std::vector<std::uint32_t> left, right;

  template <class Left, class Right>
  Texts(std::size_t left_size, Left&& left_text, std::size_t right_size, Right&& right_text) {
    std::unordered_map<std::u16string, std::uint32_t> numbers;
    const auto number = [&](std::string_view words) {
      return numbers.try_emplace(bare(words), static_cast<std::uint32_t>(numbers.size())).first->second;
    };
    for (std::size_t i = 0; i < left_size; ++i) left.push_back(number(left_text(i)));
    for (std::size_t i = 0; i < right_size; ++i) right.push_back(number(right_text(i)));
  }
};

template <class Text>
std::vector<Grams> grams_of(const std::vector<std::uint32_t>& which, Text&& text) {
  std::vector<Grams> grams;
  grams.reserve(which.size());
  for (const std::uint32_t i : which) grams.emplace_back(text(i));
  return grams;
}

std::vector<TextMatch> compare_commitments(const Reading& left, const Reading& right) {
  const auto left_text = [&](std::size_t i) { return left.commitments[i].clause; };
  const auto right_text = [&](std::size_t i) { return right.commitments[i].clause; };
  const Texts texts(left.commitments.size(), left_text, right.commitments.size(), right_text);

  std::vector<std::optional<std::uint32_t>> partner(texts.left.size());
  std::vector<bool> taken(texts.right.size());
  std::unordered_multimap<std::uint32_t, std::uint32_t> equal;
  for (std::size_t r = texts.right.size(); r-- > 0;)
    equal.emplace(texts.right[r], static_cast<std::uint32_t>(r));
  std::vector<std::uint32_t> left_free, right_free;
  for (std::uint32_t l = 0; l < texts.left.size(); ++l) {
    if (const auto found = equal.find(texts.left[l]); found != equal.end()) {
      partner[l] = found->second;
      taken[found->second] = true;
      equal.erase(found);
    } else {
      left_free.push_back(l);
    }
  }
  for (std::uint32_t r = 0; r < taken.size(); ++r)
    if (!taken[r]) right_free.push_back(r);
  std::vector<bool> changed(texts.left.size());
  for (const Alike& pair :
       pair_alike(grams_of(left_free, left_text), grams_of(right_free, right_text), kSamePromise)) {
    partner[left_free[pair.left]] = right_free[pair.right];
    changed[left_free[pair.left]] = taken[right_free[pair.right]] = true;
  }

  std::vector<TextMatch> matches;
  for (std::uint32_t l = 0; l < partner.size(); ++l)
    matches.push_back({!partner[l] ? Found::left : changed[l] ? Found::changed : Found::same, l, partner[l]});
  for (std::uint32_t r = 0; r < taken.size(); ++r)
    if (!taken[r]) matches.push_back({Found::right, std::nullopt, r});
  return matches;
}

class PassageMatcher {
 public:
  PassageMatcher(const Reading& left, const Reading& right)
      : left_(left), right_(right), left_index_(spoken(left)), right_index_(spoken(right)) {}

  std::vector<TextMatch> run() {
    const Texts texts(
        left_index_.size(), [&](std::size_t i) { return left_text(left_index_[i]); }, right_index_.size(),
        [&](std::size_t i) { return right_text(right_index_[i]); });
    auto shared = common_lines(texts.left, texts.right);
    shared.emplace_back(texts.left.size(), texts.right.size());
    std::uint32_t l = 0, r = 0;
    for (const auto& [left_end, right_end] : shared) {
      gap({left_index_.begin() + l, left_index_.begin() + left_end},
          {right_index_.begin() + r, right_index_.begin() + right_end});
      if (left_end < left_index_.size() && right_end < right_index_.size())
        matches_.push_back({Found::same, left_index_[left_end], right_index_[right_end]});
      l = left_end + 1, r = right_end + 1;
    }
    return std::move(matches_);
  }

 private:
  static std::vector<std::uint32_t> spoken(const Reading& reading) {
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < reading.sentences.size(); ++i)
      if (!bare(reading.text(reading.sentences[i].at)).empty()) indices.push_back(i);
    return indices;
  }
  std::string_view left_text(std::uint32_t i) const { return left_.text(left_.sentences[i].at); }
  std::string_view right_text(std::uint32_t i) const { return right_.text(right_.sentences[i].at); }

  // Sentences between two shared ones: those that are alike, in order, are the same sentence, changed.
  void gap(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> alike;
    if (!left.empty() && !right.empty())
      for (const Alike& pair :
           pair_alike(grams_of(left, [&](std::uint32_t i) { return left_text(i); }),
                      grams_of(right, [&](std::uint32_t i) { return right_text(i); }), kSameSentence))
        alike.emplace_back(pair.left, pair.right);
    std::sort(alike.begin(), alike.end());
    alike = rising(alike);
    alike.emplace_back(left.size(), right.size());
    std::uint32_t l = 0, r = 0;
    for (const auto& [left_at, right_at] : alike) {
      for (; l < left_at; ++l) matches_.push_back({Found::left, left[l], std::nullopt});
      for (; r < right_at; ++r) matches_.push_back({Found::right, std::nullopt, right[r]});
      if (l < left.size() && r < right.size()) matches_.push_back({Found::changed, left[l++], right[r++]});
    }
  }

  const Reading &left_, &right_;
  std::vector<std::uint32_t> left_index_, right_index_;
  std::vector<TextMatch> matches_;
};

}  // namespace

std::string time_of_year(const Reading& reading, const Figure& figure) {
  if (figure.period.empty()) return {};
  const std::u16string words = bare(figure.period);
  const std::optional<quantity::Period> period = quantity::scan_period(words, 0);
  const std::int16_t year = reading.year != 0 ? reading.year : kAnyYear;
  if (!period || period->length != words.size() || period->kind == quantity::PeriodKind::plan ||
      (reading.year == 0 && period->year_is == quantity::YearIs::absolute))
    return std::string(figure.period);
  const quantity::DateRange days = quantity::resolve(*period, {year, {}});
  if (!days.from && !days.to) return std::string(figure.period);
  const auto end = [&](const std::optional<reading::Date>& date) {
    return date ? std::to_string(date->year - year) + ':' + month_day(*date) : std::string();
  };
  return end(days.from) + '/' + end(days.to);
}

Comparison compare(const Reading& left, const Reading& right) {
  return {FigureMatcher(left, right).run(), compare_commitments(left, right),
          PassageMatcher(left, right).run()};
}

}  // namespace midyear::desk
