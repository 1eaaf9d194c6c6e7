#include "reading/measure.h"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <thread>

#include "base/hash.h"
#include "reading/reading.h"
#include "reading/records.h"
#include "reading/stages.h"
#include "reading/storage.h"

namespace midyear::bench {
namespace {

double seconds_of(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The file closes on every way out.
class NullDevice {
 public:
  NullDevice() : file_(std::fopen("/dev/null", "wb")) {
    if (!file_) throw std::runtime_error("cannot open /dev/null");
  }
  ~NullDevice() { std::fclose(file_); }
  NullDevice(const NullDevice&) = delete;
  NullDevice& operator=(const NullDevice&) = delete;
  void take(std::string& bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size())
      throw std::runtime_error("cannot write to /dev/null");
    bytes.clear();
  }

 private:
  std::FILE* file_;
};

reading::ReadOptions options_for(Work work) {
  reading::ReadOptions options;
  options.commitments = options.projects = options.checks = work != Work::facts;
  return options;
}

std::size_t read_bytes(std::string bytes, Work work, NullDevice& null) {
  reading::InputFacts input{"bench", {}, bytes.size()};
  if (work == Work::jsonl) input.sha256 = base::sha256(bytes);
  const base::Result<reading::Reading> read = reading::read(std::move(bytes), options_for(work));
  if (!read) throw std::runtime_error("cannot read: " + read.error().code);
  if (work == Work::jsonl) {
    std::string out;
    reading::write_records(*read, input, out, [&](std::string& part) { null.take(part); });
    null.take(out);
  }
  return read->figures.size();
}

}  // namespace

double thread_seconds() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }
double wall_seconds() { return seconds_of(CLOCK_MONOTONIC); }
double process_seconds() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

StageSeconds time_stages(std::string_view input) {
  StageSeconds seconds{};
  std::size_t stage = 0;
  double before = 0;
  const auto start = [&] { before = thread_seconds(); };
  const auto stop = [&] {
    const double now = thread_seconds();
    seconds[stage++] = now - before;
    before = now;
  };
  reading::Reading reading;
  reading::Storage& storage = reading.storage();
  std::string bytes(input);
  start();
  base::Result<text::Decoded> decoded = text::decode(bytes);
  if (!decoded) throw std::runtime_error("cannot decode");
  storage.source = decoded->verbatim ? std::move(bytes) : std::move(decoded->text);
  stop();
  text::Repaired repaired = text::repair(storage.source);
  storage.mended = std::move(repaired.text);
  storage.map = std::move(repaired.map);
  reading.mends = std::move(repaired.mends);
  stop();
  reading::trim(reading);
  stop();
  reading::outline(reading);
  stop();
  reading::find_place(reading);
  reading::find_figures(reading, {});
  reading::settle_places(reading);
  stop();
  reading::find_commitments(reading);
  stop();
  reading::find_projects(reading);
  stop();
  reading::find_contradictions(reading);
  stop();
  return seconds;
}

double time_repair(std::string_view text) {
  const double before = thread_seconds();
  const text::Repaired repaired = text::repair(text);
  const double seconds = thread_seconds() - before;
  if (repaired.mends.empty()) throw std::runtime_error("nothing was mended in the damaged text");
  return seconds;
}

double time_read(std::string_view bytes, Work work) {
  NullDevice null;
  std::string copy(bytes);
  const double before = thread_seconds();
  read_bytes(std::move(copy), work, null);
  return thread_seconds() - before;
}

ThreadsTime time_threads(const std::vector<std::string_view>& files, unsigned threads, Work work) {
  std::atomic<std::size_t> next{0};
  const double before = wall_seconds(), processor = process_seconds();
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < threads; ++i)
    workers.emplace_back([&] {
      NullDevice null;
      for (std::size_t file; (file = next++) < files.size();)
        read_bytes(std::string(files[file]), work, null);
    });
  workers.clear();
  return {wall_seconds() - before, process_seconds() - processor};
}

std::size_t read_whole(const std::string& path, Work work) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw std::runtime_error("cannot open " + path);
  std::string bytes(static_cast<std::size_t>(file.tellg()), '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    throw std::runtime_error("cannot read " + path);
  NullDevice null;
  return read_bytes(std::move(bytes), work, null);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

}  // namespace midyear::bench
