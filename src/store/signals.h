#pragma once

// How threads of this process hear of a commit. Internal to the room.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace midyear::store::detail {

class Bell {
 public:
  void ring(bool counts) {
    const std::lock_guard lock(mutex_);
    if (counts) ++rung_;
    ++calls_;
    heard_.notify_all();
  }
  std::uint64_t rung() const {
    const std::lock_guard lock(mutex_);
    return rung_;
  }
  void wait(std::uint64_t seen, std::chrono::milliseconds at_most) const {
    std::unique_lock lock(mutex_);
    const std::uint64_t calls = calls_;
    heard_.wait_until(lock, std::chrono::steady_clock::now() + at_most,
                      [&] { return rung_ > seen || calls_ != calls; });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable heard_;
  std::uint64_t rung_ = 0, calls_ = 0;
};

class ChangeHub {
 public:
  using Told = std::function<void(std::int64_t)>;
  std::uint64_t add(Told told) {
    const std::lock_guard lock(mutex_);
    told_.emplace(++places_, std::move(told));
    return places_;
  }
  void remove(std::uint64_t place) {
    const std::lock_guard lock(mutex_);
    told_.erase(place);
  }
  // Those of an earlier commit may come late: what is not newer is not told.
  void tell(std::int64_t sequence) {
    const std::lock_guard lock(mutex_);
    if (sequence <= last_) return;
    last_ = sequence;
    for (const auto& [place, told] : told_) told(sequence);
  }

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, Told> told_;
  std::uint64_t places_ = 0;
  std::int64_t last_ = 0;
};

}  // namespace midyear::store::detail
