#pragma once

// What is timed: the stages one by one, the whole reader, and the reader with its records written.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace midyear::bench {

inline constexpr std::array<const char*, 8> kStages = {"decode",        "repair",      "trim",     "outline",
                                                       "figures+facts", "commitments", "projects", "checks"};
using StageSeconds = std::array<double, kStages.size()>;

// Processor time of this thread: what other programs of the machine do shows less in it than in time on the
// wall.
double thread_seconds();
double wall_seconds();
double process_seconds();  // processor time of all threads

enum class Work {
  facts,
  records,
  jsonl
};  // figures only; all records; all records as JSON lines to /dev/null

StageSeconds time_stages(std::string_view bytes);
double time_repair(std::string_view text);
double time_read(std::string_view bytes, Work work);  // one thread, processor time
struct ThreadsTime {
  double wall = 0, processor = 0;  // seconds; processor of all threads together
};
// All pieces, each taken by the next free one of `threads` threads.
ThreadsTime time_threads(const std::vector<std::string_view>& files, unsigned threads, Work work);

// Reads a file as the command does. Returns how often it found a figure.
std::size_t read_whole(const std::string& path, Work work);

double median(std::vector<double> values);

}  // namespace midyear::bench
