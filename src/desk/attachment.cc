#include "desk/attachment.h"

#include <algorithm>
#include <numeric>

namespace midyear::desk {
namespace {

using Order = std::vector<std::uint32_t>;

Order sorted(std::span<const Place> places) {
  Order order(places.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return places[a] < places[b]; });
  return order;
}

// The best partner seen so far, and whether it is the only best one.
struct Best {
  std::uint64_t overlap = 0;
  std::uint32_t index = kUnmatched;

  void offer(std::uint32_t candidate, std::uint64_t shared) {
    if (shared > overlap) {
      overlap = shared, index = candidate;
    } else if (shared == overlap) {
      index = kUnmatched;
    }
  }
};

std::uint64_t overlap(const Place& a, const Place& b) {
  const std::uint64_t begin = std::max(a.begin, b.begin), end = std::min(a.end, b.end);
  return end > begin ? end - begin : 0;
}

void attach_exact(std::span<const Place> decisions, const Order& by_place, std::span<const Place> records,
                  const Order& record_order, Order& found, std::vector<bool>& taken) {
  auto record = record_order.begin();
  for (const std::uint32_t d : by_place) {
    while (record != record_order.end() && records[*record] < decisions[d]) ++record;
    if (record == record_order.end()) return;
    if (records[*record] != decisions[d]) continue;
    found[d] = *record;
    taken[*record] = true;
    ++record;
  }
}

// The records of one kind that nobody has yet, in order of their begin. reach[i] is the furthest end of the
// records up to i, so that a look back knows when nothing before can overlap.
struct Free {
  Order records;
  std::vector<std::uint64_t> reach;

  Free(RecordKind kind, std::span<const Place> all, const Order& order, const std::vector<bool>& taken) {
    std::uint64_t furthest = 0;
    for (const std::uint32_t r : order) {
      if (taken[r] || all[r].kind != kind) continue;
      furthest = std::max(furthest, all[r].end);
      records.push_back(r);
      reach.push_back(furthest);
    }
  }
};

void attach_by_overlap(RecordKind kind, std::span<const Place> decisions, std::span<const Place> records,
                       const Free& free, Order& found) {
  std::vector<Best> record_of(decisions.size()), decision_of(records.size());
  for (std::uint32_t d = 0; d < decisions.size(); ++d) {
    const Place& place = decisions[d];
    if (found[d] != kUnmatched || place.kind != kind) continue;
    const auto past =
        std::lower_bound(free.records.begin(), free.records.end(), place.end,
                         [&](std::uint32_t r, std::uint64_t end) { return records[r].begin < end; });
    for (auto i = past - free.records.begin(); i-- > 0;) {
      const auto at = static_cast<std::size_t>(i);
      if (free.reach[at] <= place.begin) break;
      const std::uint32_t r = free.records[at];
      const std::uint64_t shared = overlap(place, records[r]);
      if (shared == 0) continue;
      record_of[d].offer(r, shared);
      decision_of[r].offer(d, shared);
    }
  }
  for (std::uint32_t d = 0; d < decisions.size(); ++d) {
    const std::uint32_t r = record_of[d].index;
    if (r != kUnmatched && decision_of[r].index == d) found[d] = r;
  }
}

}  // namespace

std::vector<std::uint32_t> attach(std::span<const Place> decisions, std::span<const Place> records) {
  Order found(decisions.size(), kUnmatched);
  std::vector<bool> taken(records.size());
  const Order record_order = sorted(records);
  attach_exact(decisions, sorted(decisions), records, record_order, found, taken);
  for (const RecordKind kind : {RecordKind::figure, RecordKind::commitment, RecordKind::project})
    attach_by_overlap(kind, decisions, records, Free(kind, records, record_order, taken), found);
  return found;
}

}  // namespace midyear::desk
