#include "cli/audit_heads.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "people/audit_notes.h"

namespace midyear::cli {
namespace {

// -1 with errno where it cannot be had.
int open_at_end(const std::string& path) {
  return ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

// One write at the end of the file: a line is there or it is not. Throws std::runtime_error.
void append_line(const std::string& path, const std::string& line) {
  const int file = open_at_end(path);
  if (file < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
  const bool written =
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  const int fault = errno;
  ::close(file);
  if (!written) throw std::runtime_error(path + ": " + std::strerror(fault));
}

}  // namespace

struct AuditHeads::State {
  State(store::Store& of, AuditHeadOptions given) : store(of), options(std::move(given)) {}

  store::Store& store;
  AuditHeadOptions options;
  std::mutex mutex;
  std::condition_variable woken;
  bool ending = false;
  people::AuditNote last{-1, ""};
  std::thread thread;

  void note() {
    try {
      const people::AuditNote head =
          store.read([](store::Transaction& tx) { return people::audit_head(tx); });
      if (head == last) return;
      if (options.tell) options.tell(head);
      if (!options.file.empty())
        append_line(options.file, people::note_line(head, base::Clock::real().now()));
      last = head;
    } catch (const std::exception& error) {
      if (options.complain) options.complain(error.what());
    }
  }

  void run() {
    std::unique_lock lock(mutex);
    for (;;) {
      const bool last_time = ending;
      lock.unlock();
      note();
      lock.lock();
      if (last_time) return;
      woken.wait_until(lock, std::chrono::steady_clock::now() + options.every, [&] { return ending; });
    }
  }
};

AuditHeads::AuditHeads(store::Store& store, AuditHeadOptions options)
    : state_(std::make_unique<State>(store, std::move(options))) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

AuditHeads::~AuditHeads() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ending = true;
  }
  state_->woken.notify_all();
  state_->thread.join();
}

std::optional<base::Error> AuditHeads::try_file(const std::string& path) {
  const int file = open_at_end(path);
  if (file < 0) return base::Error{"place_of_output", std::strerror(errno)};
  ::close(file);
  return {};
}

}  // namespace midyear::cli
