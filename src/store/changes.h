#pragma once

// What changed, in the order of commits, for those who follow along: browsers, other servers.
//
//   write: append(tx, "document", "17", revision, R"({"state":"ready"})");
//   a listener is told that there is something newer, and reads since(tx, last, 100).

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace midyear::store {

struct Change {
  std::int64_t sequence = 0;
  base::Instant at{};
  std::string what, id;  // "document", "17"
  std::int64_t revision = 0;
  std::string data;  // JSON
};

struct ChangesSince {
  std::vector<Change> changes;
  std::int64_t last = 0;  // of `changes`, or where the reader stood: ask from here next
  bool more = false;      // the limit cut it
  // The reader stands before what was pruned, or where this store never was (a restored backup): it has to
  // look at everything anew, and goes on from `last`, the newest. `changes` is empty.
  bool reset = false;
};

// Says to others, after the commit, that something changed. Gives its sequence: 1, 2, 3 … without gaps but
// for a jump ahead when a backup is restored; below 2^53.
std::int64_t append_change(Transaction& tx, std::string_view what, std::string_view id, std::int64_t revision,
                           std::string_view data, base::Clock& clock = base::Clock::real());
ChangesSince changes_since(Transaction& tx, std::int64_t sequence, std::size_t limit);
std::int64_t last_change(Transaction& tx);
// Forgets what is older than `before`, and all but the newest `keep`.
void prune_changes(Transaction& tx, std::int64_t keep, base::Instant before);

// Calls back with the sequence of the newest change, after every commit of this process that appended one,
// and in PostgreSQL after those of others. From the thread that committed, or one of the store: be quick,
// throw nothing, do not end a listener inside. Sequences rise; several commits may be told as one. After the
// end of its life it is not called any more.
class ChangeListener {
 public:
  ChangeListener(Store& store, std::function<void(std::int64_t sequence)> told);
  ChangeListener(const ChangeListener&) = delete;
  ChangeListener& operator=(const ChangeListener&) = delete;
  ~ChangeListener();

 private:
  Store& store_;
  std::uint64_t place_;
};

}  // namespace midyear::store
