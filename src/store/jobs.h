#pragma once

// Work to be done later, kept in the store so that it outlives the process.
//
//   queued ──take──► running ──finish──► done
//     ▲  └─cancel─► cancelled ◄─cancel─┤
//     └── fail, or the lease is over ──┴──► failed, after the last attempt
//
// A worker holds a job by a lease: who does not report within it loses the job to the next taker, and its
// reports are refused from then on. So a job may be done twice in part, never reported twice: its effects
// belong into the transaction that finishes it, or must bear repetition.

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace midyear::store {

enum class JobState : std::uint8_t { queued, running, done, failed, cancelled };
std::string_view name_of(JobState state);  // "queued" …

struct Job {
  std::int64_t id = 0;
  std::string kind, key;
  std::string payload;  // JSON, as it was given
  JobState state = JobState::queued;
  std::int64_t attempt = 0;          // 1, 2 … while running; 0 before the first
  std::int64_t done = 0, total = 0;  // progress in units of the kind; total 0: not known
  std::string note;                  // what it is at
  std::string result;                // JSON; "" before it is done
  std::string error;                 // code of the last failed attempt; "" where none failed
  std::string worker;                // who took it last
  base::Instant added{}, due{};      // due: queued: not taken before; running: end of the lease
  std::optional<base::Instant> ended;
};

struct JobOptions {
  std::int64_t attempts = 5;           // before it has failed
  std::chrono::milliseconds delay{0};  // not taken before that
};

// Cheap to make; any number of threads. The clocks of several servers on one database should agree to a
// fraction of the leases.
class Jobs {
 public:
  explicit Jobs(Store& store, base::Clock& clock = base::Clock::real()) : store_(store), clock_(clock) {}

  // `key`: up to 500 bytes. The id of the new job, or, where `key` is not empty, of the one of this kind and
  // key that is queued or running. What a running job may have overlooked has to be added when it finishes.
  std::int64_t add(Transaction& tx, std::string_view kind, std::string_view payload,
                   std::string_view key = {}, const JobOptions& options = {});

  // The job of these kinds that has been due longest, leased to the worker; none where nothing is due. Takes
  // back what others lost: after its last attempt such a job fails as job_lost.
  std::optional<Job> take(Transaction& tx, std::span<const std::string_view> kinds, std::string_view worker,
                          std::chrono::milliseconds lease);
  std::optional<Job> take(Transaction& tx, std::initializer_list<std::string_view> kinds,
                          std::string_view worker, std::chrono::milliseconds lease) {
    return take(tx, std::span(kinds.begin(), kinds.size()), worker, lease);
  }

  // Reports of the worker about the attempt that it took. False: the job is no longer this attempt's
  // (cancelled, or its lease was over and another took it); stop working and keep nothing of it.
  bool progress(Transaction& tx, const Job& job, std::int64_t done, std::int64_t total, std::string_view note,
                std::chrono::milliseconds lease);  // begins the lease anew
  bool finish(Transaction& tx, const Job& job, std::string_view result = "{}");
  // Queued again after a pause of 1, 4, 16 … seconds, 10 minutes at most; failed after the last attempt or
  // where `again` is false (the same input will fail the same way).
  bool fail(Transaction& tx, const Job& job, std::string_view error, bool again = true);
  // Gives it back, unharmed, to be taken at once by another: for a server that stops.
  bool give_back(Transaction& tx, const Job& job);

  // False where it had ended already.
  bool cancel(Transaction& tx, std::int64_t id);

  std::optional<Job> get(Transaction& tx, std::int64_t id) const;
  // Newest first, those with a smaller id than `before` (0: from the newest on).
  std::vector<Job> list(Transaction& tx, std::optional<JobState> state, std::size_t limit,
                        std::int64_t before = 0) const;
  struct Count {
    std::string kind;
    JobState state;
    std::int64_t count;
  };
  std::vector<Count> count(Transaction& tx) const;
  // Forgets what ended before; says how many.
  std::int64_t forget_ended(Transaction& tx, base::Instant before);

  // How many jobs this process has added so far; wait() sleeps until there are more than `seen`, until
  // wake() or until the time is over. Jobs of other processes, and those with a delay, ring nothing: look
  // again every second or so.
  std::uint64_t added() const;
  void wait(std::uint64_t seen, std::chrono::milliseconds at_most) const;
  void wake() const;  // all who wait

 private:
  std::int64_t now() const { return clock_.now().time_since_epoch().count(); }
  Store& store_;
  base::Clock& clock_;
};

}  // namespace midyear::store
