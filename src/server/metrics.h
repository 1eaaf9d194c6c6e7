#pragma once

// Counters and gauges in the text format of Prometheus. Registering is done before the server starts or at
// any later time; names must not repeat with other labels' help.

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace midyear::server {

class Counter {
 public:
  void add(std::uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class Gauge {
 public:
  void add(std::int64_t n) { value_.fetch_add(n, std::memory_order_relaxed); }
  void set(std::int64_t n) { value_.store(n, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// Durations in seconds.
class Histogram {
 public:
  static constexpr std::array<double, 12> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                     0.1,   0.25,   0.5,   1,    5,     30};
  void observe(std::uint64_t microseconds);
  void write(std::string& out, std::string_view name, std::string_view labels) const;

 private:
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> sum_{0};
};

// Any thread. What it returns lives as long as the registry.
class Metrics {
 public:
  // `labels` as they are written, without braces: R"(engine="sqlite")".
  Counter& counter(std::string_view name, std::string_view help, std::string_view labels = {});
  Gauge& gauge(std::string_view name, std::string_view help, std::string_view labels = {});
  // Asked at each scrape, on a worker or io thread; must be quick and must outlive the registry.
  void gauge(std::string_view name, std::string_view help, std::function<double()> ask,
             std::string_view labels = {});
  Histogram& histogram(std::string_view name, std::string_view help, std::string_view labels = {});
  // Appends whole families by itself at each scrape.
  void collect(std::function<void(std::string& out)> write);

  std::string text() const;

 private:
  struct Entry;
  struct Family;
  Family& family(std::string_view name, std::string_view help, std::string_view type);

  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Family>> families_;
  std::vector<std::function<void(std::string&)>> collectors_;
};

// A label's value with the escapes of the format.
std::string label_value(std::string_view text);

}  // namespace midyear::server
