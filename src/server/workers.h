#pragma once

// A fixed number of threads that run what they are given, in order. Any thread may post.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace midyear::server {

class Workers {
 public:
  // At most `queue` wait beside those that run.
  Workers(unsigned threads, std::size_t queue);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers();  // finish() without a limit of time

  // False: the queue is full, or finish() was called. What `work` throws ends the program.
  bool post(std::function<void()> work);
  std::size_t waiting() const;
  // Takes nothing more, and waits until all is done. False where that takes longer: threads that still run
  // are left to themselves, and what they use must outlive them.
  bool finish(std::chrono::steady_clock::time_point deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::vector<std::thread> threads_;
};

}  // namespace midyear::server
