#include "server/workers.h"

namespace midyear::server {

struct Workers::State {
  explicit State(std::size_t limit) : queue_limit(limit) {}

  mutable std::mutex mutex;
  std::condition_variable filled, ended;
  std::deque<std::function<void()>> queue;
  std::size_t queue_limit;
  std::size_t running = 0, threads = 0;
  bool closing = false;

  void work() {
    std::unique_lock lock(mutex);
    for (;;) {
      filled.wait(lock, [&] { return !queue.empty() || closing; });
      if (queue.empty()) break;
      std::function<void()> next = std::move(queue.front());
      queue.pop_front();
      ++running;
      lock.unlock();
      next();
      next = nullptr;
      lock.lock();
      --running;
    }
    --threads;
    ended.notify_all();
  }
};

Workers::Workers(unsigned threads, std::size_t queue) : state_(std::make_shared<State>(queue)) {
  state_->threads = threads;
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([state = state_] { state->work(); });
}

Workers::~Workers() { finish(std::chrono::steady_clock::time_point::max()); }

bool Workers::post(std::function<void()> work) {
  {
    const std::lock_guard lock(state_->mutex);
    const std::size_t idle = state_->threads - std::min(state_->threads, state_->running);
    if (state_->closing || state_->queue.size() >= state_->queue_limit + idle) return false;
    state_->queue.push_back(std::move(work));
  }
  state_->filled.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(state_->mutex);
  return state_->queue.size();
}

bool Workers::finish(std::chrono::steady_clock::time_point deadline) {
  bool done = true;
  {
    std::unique_lock lock(state_->mutex);
    state_->closing = true;
    state_->filled.notify_all();
    const auto ended = [&] { return state_->threads == 0; };
    if (deadline == std::chrono::steady_clock::time_point::max())
      state_->ended.wait(lock, ended);
    else
      done = state_->ended.wait_until(lock, deadline, ended);
  }
  for (std::thread& thread : threads_) {
    if (!thread.joinable()) continue;
    done ? thread.join() : thread.detach();
  }
  return done;
}

}  // namespace midyear::server
