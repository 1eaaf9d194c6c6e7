#include "store/housekeeping.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/changes.h"
#include "store/jobs.h"

namespace midyear::store {

Tidied tidy(Store& store, const HousekeepingOptions& options, base::Clock& clock) {
  Tidied tidied;
  const base::Instant now = clock.now();
  store.write([&](Transaction& tx) { prune_changes(tx, options.changes, now - options.changes_age); });
  tidied.jobs = store.write(
      [&](Transaction& tx) { return Jobs(store, clock).forget_ended(tx, now - options.jobs_age); });
  tidied.swept = Blobs(store, clock).sweep(options.blob_grace);
  return tidied;
}

struct Housekeeper::State {
  State(Store& of, HousekeepingOptions given) : store(of), options(std::move(given)) {}

  Store& store;
  HousekeepingOptions options;
  std::mutex mutex;
  std::condition_variable woken;
  bool ending = false;
  std::thread thread;

  void run() {
    std::unique_lock lock(mutex);
    while (!ending) {
      lock.unlock();
      try {
        tidy(store, options);
      } catch (const std::exception& error) {
        if (options.complain) options.complain(error.what());
      }
      lock.lock();
      woken.wait_until(lock, std::chrono::steady_clock::now() + options.every, [&] { return ending; });
    }
  }
};

Housekeeper::Housekeeper(Store& store, HousekeepingOptions options)
    : state_(std::make_unique<State>(store, std::move(options))) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Housekeeper::~Housekeeper() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ending = true;
  }
  state_->woken.notify_all();
  state_->thread.join();
}

}  // namespace midyear::store
