#include "cli/jobs.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

namespace midyear::cli {

// Results that are ready wait here until those before them are out: at most `window` of them, each no larger
// than what a Job keeps before it spills. All members under the mutex.
class OrderedResults {
 public:
  OrderedResults(Surroundings& around, std::size_t count, std::size_t window)
      : around_(around), count_(count), window_(window) {}

  // The next input to work on; false when there is none or the output has failed. Waits while it is too far
  // ahead of the one to be written.
  bool take(std::size_t& index) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock,
                  [&] { return around_.out.failed() || taken_ == count_ || taken_ < written_ + window_; });
    if (around_.out.failed() || taken_ == count_) return false;
    index = taken_++;
    return true;
  }

  void spill(std::size_t index, std::string& bytes) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return written_ == index; });
    around_.out.append(bytes);  // a fault stays with the output and ends take()
    bytes.clear();
  }

  void finish(std::size_t index, std::string out, std::string messages, int exit) {
    const std::lock_guard lock(mutex_);
    exit_ = std::max(exit_, exit);
    failed_ += exit != kDone;
    ready_[index] = {std::move(out), std::move(messages)};
    for (auto next = ready_.begin(); next != ready_.end() && next->first == written_;
         next = ready_.erase(next)) {
      tell(next->second);
      ++written_;
    }
    changed_.notify_all();
  }

  // Waits for the end; tells how far it is once a second.
  void watch(bool show) {
    std::unique_lock lock(mutex_);
    const auto done = [&] { return written_ == count_ || (around_.out.failed() && written_ == taken_); };
    while (!changed_.wait_for(lock, std::chrono::seconds(1), done))
      if (show) show_progress();
    if (shown_) around_.err.append("\r\x1b[K");
  }

  int exit() const { return exit_; }

 private:
  struct Ready {
    std::string out, messages;
  };

  void tell(const Ready& ready) {
    around_.out.append(ready.out);
    if (ready.messages.empty()) return;
    around_.out.flush();
    if (shown_) around_.err.append("\r\x1b[K");
    around_.err.append(ready.messages);
    around_.err.flush();
  }

  void show_progress() {
    const auto number = [](std::size_t n) { return std::to_string(n); };
    const bool chinese = around_.language == base::Language::chinese;
    std::string line = chinese ? "\r已读 " + number(written_) + "/" + number(count_)
                               : "\r" + number(written_) + " of " + number(count_) + " read";
    if (failed_ > 0) line += chinese ? "，失败 " + number(failed_) : ", " + number(failed_) + " failed";
    around_.err.append(line += "\x1b[K");
    around_.err.flush();
    shown_ = true;
  }

  Surroundings& around_;
  const std::size_t count_, window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, Ready> ready_;
  std::size_t taken_ = 0, written_ = 0, failed_ = 0;
  int exit_ = kDone;
  bool shown_ = false;
};

void Job::fail(const Surroundings& around, const base::Error& error) {
  messages += complaint(around, input_, error);
  exit = base::error_kind(error.code).exit;
}

void Job::spill(std::string& bytes) { results_.spill(index_, bytes); }

namespace {

void work_on(OrderedResults& results, Surroundings& around, const std::vector<std::string>& inputs,
             const std::function<void(Job&)>& work) {
  for (std::size_t index = 0; results.take(index);) {
    Job job(results, index, inputs[index]);
    try {
      work(job);
    } catch (const std::bad_alloc&) {
      job.fail(around, {"no_memory", ""});
    } catch (const std::exception& error) {
      job.fail(around, {"internal", error.what()});
    }
    results.finish(index, std::move(job.out), std::move(job.messages), job.exit);
  }
}

}  // namespace

int run_in_order(Surroundings& around, const std::vector<std::string>& inputs, unsigned jobs,
                 const std::function<void(Job&)>& work) {
  if (jobs == 0) jobs = std::max(1u, std::thread::hardware_concurrency());
  const auto threads = std::min<std::size_t>(jobs, inputs.size());
  OrderedResults results(around, inputs.size(), 16 * threads);
  if (threads <= 1) {
    work_on(results, around, inputs, work);
    return results.exit();
  }
  std::vector<std::jthread> crew;
  for (std::size_t i = 0; i < threads; ++i)
    crew.emplace_back([&] { work_on(results, around, inputs, work); });
  results.watch(around.err_is_terminal);
  crew.clear();
  return results.exit();
}

}  // namespace midyear::cli
