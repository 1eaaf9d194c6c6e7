#include "desk/likeness.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "text/fold.h"

namespace midyear::desk {
namespace {

constexpr std::size_t kRarest = 8;     // pairs of characters of a text that are looked up
constexpr std::size_t kFrequent = 48;  // a pair in more texts than this tells nothing
constexpr unsigned kLevels = 24;

bool counts(char16_t unit) {
  return unit > u' ' && unit != u'\u3000' &&
         std::u16string_view(u",.;:!?()[]\"'，。；：！？（）、“”‘’《》【】—…·").find(unit) ==
             std::u16string_view::npos;
}

struct Stretch {
  std::uint32_t left_begin, left_end, right_begin, right_end;
  unsigned level;
};

using Lines = std::span<const std::uint32_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Lines that stand once on both sides of the stretch, in the order of the left.
Pairs single_lines(Lines left, Lines right, const Stretch& at) {
  struct Seen {
    std::uint32_t left = 0, right = 0, left_count = 0, right_count = 0;
  };
  std::unordered_map<std::uint32_t, Seen> seen;
  for (std::uint32_t i = at.left_begin; i < at.left_end; ++i) {
    Seen& line = seen[left[i]];
    line.left = i, ++line.left_count;
  }
  for (std::uint32_t i = at.right_begin; i < at.right_end; ++i)
    if (const auto found = seen.find(right[i]); found != seen.end())
      found->second.right = i, ++found->second.right_count;
  Pairs pairs;
  for (std::uint32_t i = at.left_begin; i < at.left_end; ++i) {
    const Seen& line = seen[left[i]];
    if (line.left_count == 1 && line.right_count == 1) pairs.emplace_back(i, line.right);
  }
  return pairs;
}

}  // namespace

Grams::Grams(std::string_view utf8) {
  char16_t before = 0;
  for (const char16_t unit : text::fold_word(utf8)) {
    if (!counts(unit)) continue;
    if (before != 0) keys_.push_back(static_cast<std::uint32_t>(before) << 16 | unit);
    before = unit;
  }
  if (keys_.empty() && before != 0) keys_.push_back(before);
  std::sort(keys_.begin(), keys_.end());
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
}

double likeness(const Grams& a, const Grams& b) {
  const auto x = a.keys(), y = b.keys();
  if (x.empty() && y.empty()) return 1;
  std::size_t shared = 0;
  for (auto i = x.begin(), j = y.begin(); i != x.end() && j != y.end();) {
    if (*i == *j) ++shared;
    const bool next = *i <= *j;
    if (*j <= *i) ++j;
    if (next) ++i;
  }
  return 2 * static_cast<double>(shared) / static_cast<double>(x.size() + y.size());
}

std::vector<Alike> pair_alike(std::span<const Grams> left, std::span<const Grams> right, double least) {
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> holders;  // in `right`, one more than counts
  for (std::uint32_t r = 0; r < right.size(); ++r)
    for (const std::uint32_t key : right[r].keys())
      if (auto& list = holders[key]; list.size() <= kFrequent) list.push_back(r);

  std::vector<Alike> offers;
  std::vector<std::uint32_t> asked(right.size(), kNobody);
  for (std::uint32_t l = 0; l < left.size(); ++l) {
    std::vector<const std::vector<std::uint32_t>*> rare;
    for (const std::uint32_t key : left[l].keys())
      if (const auto found = holders.find(key); found != holders.end() && found->second.size() <= kFrequent)
        rare.push_back(&found->second);
    const std::size_t kept = std::min(rare.size(), kRarest);
    std::partial_sort(rare.begin(), rare.begin() + static_cast<std::ptrdiff_t>(kept), rare.end(),
                      [](const auto* a, const auto* b) { return a->size() < b->size(); });
    rare.resize(kept);
    for (const auto* list : rare)
      for (const std::uint32_t r : *list) {
        if (asked[r] == l) continue;
        asked[r] = l;
        if (const double score = likeness(left[l], right[r]); score >= least) offers.push_back({l, r, score});
      }
  }
  std::stable_sort(offers.begin(), offers.end(),
                   [](const Alike& a, const Alike& b) { return a.likeness > b.likeness; });
  std::vector<bool> left_taken(left.size()), right_taken(right.size());
  std::vector<Alike> pairs;
  for (const Alike& offer : offers) {
    if (left_taken[offer.left] || right_taken[offer.right]) continue;
    left_taken[offer.left] = right_taken[offer.right] = true;
    pairs.push_back(offer);
  }
  return pairs;
}

Pairs common_lines(Lines left, Lines right) {
  Pairs found;
  std::vector<Stretch> open{
      {0, static_cast<std::uint32_t>(left.size()), 0, static_cast<std::uint32_t>(right.size()), 0}};
  while (!open.empty()) {
    Stretch at = open.back();
    open.pop_back();
    for (; at.left_begin < at.left_end && at.right_begin < at.right_end &&
           left[at.left_begin] == right[at.right_begin];
         ++at.left_begin, ++at.right_begin)
      found.emplace_back(at.left_begin, at.right_begin);
    for (; at.left_begin < at.left_end && at.right_begin < at.right_end &&
           left[at.left_end - 1] == right[at.right_end - 1];
         --at.left_end, --at.right_end)
      found.emplace_back(at.left_end - 1, at.right_end - 1);
    if (at.left_begin == at.left_end || at.right_begin == at.right_end || at.level >= kLevels) continue;

    const Pairs anchors = rising(single_lines(left, right, at));
    if (anchors.empty()) continue;
    Stretch gap{at.left_begin, 0, at.right_begin, 0, at.level + 1};
    for (const auto& [l, r] : anchors) {
      found.emplace_back(l, r);
      gap.left_end = l, gap.right_end = r;
      open.push_back(gap);
      gap.left_begin = l + 1, gap.right_begin = r + 1;
    }
    gap.left_end = at.left_end, gap.right_end = at.right_end;
    open.push_back(gap);
  }
  std::sort(found.begin(), found.end());
  return found;
}

Pairs rising(const Pairs& pairs) {
  std::vector<std::uint32_t> tops;  // tops[k]: the pair that ends the best run of k + 1 pairs
  std::vector<std::uint32_t> before(pairs.size(), kNobody);
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    const auto top =
        std::lower_bound(tops.begin(), tops.end(), pairs[i].second,
                         [&](std::uint32_t held, std::uint32_t right) { return pairs[held].second < right; });
    if (top != tops.begin()) before[i] = *std::prev(top);
    if (top == tops.end())
      tops.push_back(i);
    else
      *top = i;
  }
  Pairs run;
  for (std::uint32_t i = tops.empty() ? kNobody : tops.back(); i != kNobody; i = before[i])
    run.push_back(pairs[i]);
  std::reverse(run.begin(), run.end());
  return run;
}

}  // namespace midyear::desk
