#pragma once

// Changes of the store as server-sent events: a thread that reads what is new and tells everybody who
// listens. Event "change" with {what, id, revision, …}; "reset" where somebody has to look at everything
// anew, because what happened since is no longer known.

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "server/events.h"
#include "store/changes.h"
#include "store/store.h"

namespace midyear::server {

class ChangeFeed {
 public:
  explicit ChangeFeed(store::Store& store);
  ChangeFeed(const ChangeFeed&) = delete;
  ChangeFeed& operator=(const ChangeFeed&) = delete;
  ~ChangeFeed();

  // For one client, who has seen everything up to `last_id` (0: begins now).
  std::shared_ptr<EventQueue> listen(std::uint64_t last_id);
  std::size_t clients() const { return hub_.clients(); }

 private:
  void run();
  // Publishes what came after last_; false where the store cannot be asked now.
  bool pass_on();
  std::vector<Event> missed(std::uint64_t last_id);

  store::Store& store_;
  EventHub hub_;
  std::mutex mutex_;
  std::condition_variable news_;
  bool newer_ = false, ending_ = false;
  std::int64_t last_;
  std::unique_ptr<store::ChangeListener> listener_;
  std::thread thread_;
};

}  // namespace midyear::server
