#pragma once

#include <condition_variable>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>

namespace midyear::server {

// One JSON object a line to a file descriptor, written by a thread of its own so that a slow reader of the
// log holds nobody up: what does not fit into 4 MB is dropped and counted in the next line. Any thread may
// write.
class Log {
 public:
  using Value = std::variant<std::string_view, std::int64_t, double, bool>;
  using Values = std::initializer_list<std::pair<std::string_view, Value>>;

  // `file` stays the caller's; -1 writes nothing.
  explicit Log(int file = 2);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();  // writes what waits

  bool on() const { return file_ >= 0; }
  // {"time":"2026-11-24T01:02:03.004Z","level":"info","event":…, …values}
  void event(std::string_view level, std::string_view event, Values values);
  void info(std::string_view name, Values values) { event("info", name, values); }
  void warning(std::string_view name, Values values) { event("warning", name, values); }
  void error(std::string_view name, Values values) { event("error", name, values); }
  // Waits until everything so far is written.
  void flush();
  std::uint64_t dropped() const;

 private:
  void write_all();

  int file_;
  mutable std::mutex mutex_;
  std::condition_variable filled_, emptied_;
  std::string waiting_;
  bool writing_ = false, ending_ = false;
  std::uint64_t dropped_ = 0, dropped_told_ = 0;
  std::thread writer_;
};

}  // namespace midyear::server
