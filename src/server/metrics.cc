#include "server/metrics.h"

#include <cstdio>
#include <stdexcept>

namespace midyear::server {
namespace {

std::string number(double value) {
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%.15g", value);
  return {text, static_cast<std::size_t>(size)};
}

void line(std::string& out, std::string_view name, std::string_view labels, std::string_view value) {
  out += name;
  if (!labels.empty()) ((out += '{') += labels) += '}';
  ((out += ' ') += value) += '\n';
}

}  // namespace

void Histogram::observe(std::uint64_t microseconds) {
  const double seconds = static_cast<double>(microseconds) / 1e6;
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  buckets_[bucket].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(microseconds, std::memory_order_relaxed);
}

void Histogram::write(std::string& out, std::string_view name, std::string_view labels) const {
  const std::string series(name);
  std::string prefix(labels);
  if (!prefix.empty()) prefix += ',';
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    count += buckets_[i].load(std::memory_order_relaxed);
    const std::string bound = i < kBounds.size() ? number(kBounds[i]) : "+Inf";
    line(out, series + "_bucket", prefix + "le=\"" + bound + '"', std::to_string(count));
  }
  line(out, series + "_sum", labels, number(static_cast<double>(sum_.load(std::memory_order_relaxed)) / 1e6));
  line(out, series + "_count", labels, std::to_string(count));
}

struct Metrics::Entry {
  std::string labels;
  std::unique_ptr<Counter> counter;
  std::unique_ptr<Gauge> gauge;
  std::unique_ptr<Histogram> histogram;
  std::function<double()> ask;
};

struct Metrics::Family {
  std::string name, help, type;
  std::vector<std::unique_ptr<Entry>> entries;

  Entry& entry(std::string_view labels) {
    for (const auto& known : entries)
      if (known->labels == labels) return *known;
    entries.push_back(std::make_unique<Entry>());
    entries.back()->labels = labels;
    return *entries.back();
  }
};

Metrics::Family& Metrics::family(std::string_view name, std::string_view help, std::string_view type) {
  for (const auto& known : families_) {
    if (known->name != name) continue;
    if (known->type != type) throw std::logic_error("metric " + std::string(name) + " has another type");
    return *known;
  }
  families_.push_back(
      std::make_shared<Family>(Family{std::string(name), std::string(help), std::string(type), {}}));
  return *families_.back();
}

Counter& Metrics::counter(std::string_view name, std::string_view help, std::string_view labels) {
  const std::lock_guard lock(mutex_);
  Entry& entry = family(name, help, "counter").entry(labels);
  if (!entry.counter) entry.counter = std::make_unique<Counter>();
  return *entry.counter;
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, std::string_view labels) {
  const std::lock_guard lock(mutex_);
  Entry& entry = family(name, help, "gauge").entry(labels);
  if (!entry.gauge) entry.gauge = std::make_unique<Gauge>();
  return *entry.gauge;
}

void Metrics::gauge(std::string_view name, std::string_view help, std::function<double()> ask,
                    std::string_view labels) {
  const std::lock_guard lock(mutex_);
  family(name, help, "gauge").entry(labels).ask = std::move(ask);
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help, std::string_view labels) {
  const std::lock_guard lock(mutex_);
  Entry& entry = family(name, help, "histogram").entry(labels);
  if (!entry.histogram) entry.histogram = std::make_unique<Histogram>();
  return *entry.histogram;
}

void Metrics::collect(std::function<void(std::string& out)> write) {
  const std::lock_guard lock(mutex_);
  collectors_.push_back(std::move(write));
}

std::string Metrics::text() const {
  std::string out;
  const std::lock_guard lock(mutex_);
  for (const auto& family : families_) {
    ((((out += "# HELP ") += family->name) += ' ') += family->help) += '\n';
    ((((out += "# TYPE ") += family->name) += ' ') += family->type) += '\n';
    for (const auto& entry : family->entries) {
      if (entry->counter) line(out, family->name, entry->labels, std::to_string(entry->counter->value()));
      if (entry->gauge) line(out, family->name, entry->labels, std::to_string(entry->gauge->value()));
      if (entry->ask) line(out, family->name, entry->labels, number(entry->ask()));
      if (entry->histogram) entry->histogram->write(out, family->name, entry->labels);
    }
  }
  for (const auto& write : collectors_) write(out);
  return out;
}

std::string label_value(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

}  // namespace midyear::server
