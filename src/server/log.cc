#include "server/log.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "base/json.h"

namespace midyear::server {
namespace {

constexpr std::size_t kLimit = 4 << 20;

std::string now_text() {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const int size =
      std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900,
                    parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                    static_cast<int>(now.time_since_epoch().count() % 1000));
  return {text, static_cast<std::size_t>(size)};
}

// Everything, or up to the first error: a log that cannot be written stops nobody.
void write_out(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd ready{file, POLLOUT, 0};
      ::poll(&ready, 1, 1000);
    } else if (errno != EINTR) {
      return;
    }
  }
}

}  // namespace

Log::Log(int file) : file_(file) {
  if (on()) writer_ = std::thread([this] { write_all(); });
}

Log::~Log() {
  if (!writer_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  filled_.notify_one();
  writer_.join();
}

void Log::event(std::string_view level, std::string_view event, Values values) {
  if (!on()) return;
  std::string line;
  base::JsonWriter json(line);
  json.begin_object();
  json.key("time").string(now_text());
  json.key("level").string(level);
  json.key("event").string(event);
  for (const auto& [name, value] : values) {
    json.key(name);
    if (const auto* text = std::get_if<std::string_view>(&value))
      json.string(*text);
    else if (const auto* integer = std::get_if<std::int64_t>(&value))
      json.integer(*integer);
    else if (const auto* number = std::get_if<double>(&value))
      json.number(*number);
    else
      json.boolean(std::get<bool>(value));
  }
  json.end_object();
  json.end_line();

  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() > kLimit) {
      ++dropped_;
      return;
    }
    if (dropped_ != dropped_told_) {
      line.insert(line.size() - 2, ",\"dropped_before\":" + std::to_string(dropped_ - dropped_told_));
      dropped_told_ = dropped_;
    }
    wake = waiting_.empty();
    waiting_ += line;
  }
  if (wake) filled_.notify_one();
}

void Log::flush() {
  if (!on()) return;
  std::unique_lock lock(mutex_);
  emptied_.wait(lock, [&] { return waiting_.empty() && !writing_; });
}

std::uint64_t Log::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void Log::write_all() {
  std::string lines;
  std::unique_lock lock(mutex_);
  for (;;) {
    filled_.wait(lock, [&] { return !waiting_.empty() || ending_; });
    if (waiting_.empty()) return;
    lines.swap(waiting_);
    writing_ = true;
    lock.unlock();
    write_out(file_, lines);
    lines.clear();
    lock.lock();
    writing_ = false;
    if (waiting_.empty()) emptied_.notify_all();
  }
}

}  // namespace midyear::server
