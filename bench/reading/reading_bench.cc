// How fast reports are read: bench/README.md.
//
//   reading_bench [--mb N] [--runs N] [--damaged FILE] [FILE...]
//
// Without files, reads texts that it makes (texts.h). Two more ways to call it, for itself and for run.sh:
//   reading_bench --make MB FILE        writes a text
//   reading_bench --peak facts|jsonl FILE   reads FILE in one piece and prints the peak of its memory

#include <sys/utsname.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "reading/measure.h"
#include "reading/texts.h"

namespace midyear::bench {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;
constexpr std::uint64_t kSeed = 20261123;

struct Settings {
  std::size_t megabytes = 10;
  std::size_t runs = 5;
  std::string damaged;
  std::vector<std::string> files;
};

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string made_text(std::size_t megabytes) {
  const std::string folder = MIDYEAR_SOURCE_DIR "/samples/";
  return make_reports({slurp(folder + "yunting-half-year.txt"), slurp(folder + "qihe-first-quarter.txt")},
                      kSeed, megabytes * kMegabyte);
}

// The value behind the first line of a file of /proc that begins with the key.
std::string proc_value(const char* path, std::string_view key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(key)) {
      const std::size_t colon = line.find(':');
      const std::size_t begin = colon == line.npos ? line.npos : line.find_first_not_of(" \t", colon + 1);
      return begin == line.npos ? "" : line.substr(begin);
    }
  return "unknown";
}

double rate(std::size_t bytes, double seconds) {
  return static_cast<double>(bytes) / static_cast<double>(kMegabyte) / seconds;
}

void print_surroundings(const Settings& settings, std::size_t bytes) {
  utsname system{};
  uname(&system);
  std::ifstream load_file("/proc/loadavg");
  double load = 0;
  load_file >> load;
  std::printf("machine   %s, %u cores, %s %s, load %.1f at the start\n",
              proc_value("/proc/cpuinfo", "model name").c_str(), std::thread::hardware_concurrency(),
              system.sysname, system.machine, load);
  std::printf("build     midyear %s, g++ %s, %s %s\n", MIDYEAR_VERSION, __VERSION__, MIDYEAR_BUILD,
              MIDYEAR_FLAGS);
  std::printf("text      %s, %.1f MB, seed %llu; median of %zu runs, interleaved\n\n",
              settings.files.empty() ? "made of the samples" : "given files", rate(bytes, 1),
              static_cast<unsigned long long>(kSeed), settings.runs);
}

struct EndToEnd {
  const char* name;
  Work work;
  std::vector<double> alone, one, all;  // processor seconds of one thread; wall seconds of one and of all
  std::vector<double> files;            // processor seconds of one thread over the same text as many files
  std::vector<double> extra;            // processor seconds of all threads to those of one
};

void print_end_to_end(std::vector<EndToEnd>& rows, std::size_t bytes, unsigned threads) {
  std::printf(
      "end to end                  %u cores/1: wall   CPU   MB a CPU second: one file, many   MB/s on %u\n",
      threads, threads);
  for (EndToEnd& row : rows) {
    const double one = median(row.one), all = median(row.all);
    std::printf("  %-25s %17.2f %5.2f %26.1f %6.1f %11.1f\n", row.name, one / all, median(row.extra),
                rate(bytes, median(row.alone)), rate(bytes, median(row.files)), rate(bytes, all));
  }
}

void print_stages(const std::vector<StageSeconds>& runs, std::size_t bytes) {
  StageSeconds middle{};
  double sum = 0;
  for (std::size_t stage = 0; stage < kStages.size(); ++stage) {
    std::vector<double> values;
    for (const StageSeconds& run : runs) values.push_back(run[stage]);
    sum += middle[stage] = median(values);
  }
  std::printf("\nstage                             share of time   MB a CPU second\n");
  for (std::size_t stage = 0; stage < kStages.size(); ++stage)
    std::printf("  %-30s %11.1f %% %16.1f\n", kStages[stage], 100 * middle[stage] / sum,
                rate(bytes, middle[stage]));
}

void bench_reports(const Settings& settings) {
  std::string text;
  for (const std::string& file : settings.files) text += slurp(file);
  if (settings.files.empty()) text = made_text(settings.megabytes);
  const std::string damaged = settings.damaged.empty() ? std::string() : slurp(settings.damaged);
  print_surroundings(settings, text.size());

  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  const std::vector<std::string_view> files = pieces(text, std::max<std::size_t>(text.size() / 64, 10'000));
  std::vector<EndToEnd> rows = {{"facts in memory", Work::facts, {}, {}, {}, {}, {}},
                                {"all records in memory", Work::records, {}, {}, {}, {}, {}},
                                {"all records as JSON lines", Work::jsonl, {}, {}, {}, {}, {}}};
  std::vector<StageSeconds> stages;
  std::vector<double> repairs;
  for (std::size_t run = 0; run < settings.runs; ++run) {
    for (EndToEnd& row : rows) {
      row.alone.push_back(time_read(text, row.work));
      const ThreadsTime one = time_threads(files, 1, row.work);
      const ThreadsTime all = time_threads(files, threads, row.work);
      row.one.push_back(one.wall);
      row.all.push_back(all.wall);
      row.files.push_back(one.processor);
      row.extra.push_back(all.processor / one.processor);
    }
    stages.push_back(time_stages(text));
    if (!damaged.empty()) repairs.push_back(time_repair(damaged));
  }
  print_end_to_end(rows, text.size(), threads);
  print_stages(stages, text.size());
  if (!damaged.empty())
    std::printf("  %-30s %13s %16.1f   (%.1f MB)\n", "repair of a damaged text", "",
                rate(damaged.size(), median(repairs)), rate(damaged.size(), 1));
}

void bench_doubling(const Settings& settings) {
  const std::size_t whole = settings.megabytes * kMegabyte;
  std::printf("\ndoubling %zu to %zu MB               ratio of times   MB/s on one core\n",
              settings.megabytes / 2, settings.megabytes);
  for (const Adversary& adversary : adversaries()) {
    const std::string text = repeat(adversary.unit, whole);
    const std::string_view half =
        std::string_view(text).substr(0, text.size() / 2 / adversary.unit.size() * adversary.unit.size());
    std::vector<double> ratios, times;
    for (int run = 0; run < 3; ++run) {
      const double small = time_read(half, Work::records);
      times.push_back(time_read(text, Work::records));
      ratios.push_back(times.back() / small);
    }
    std::printf("  %-30s %14.2f %18.1f\n", std::string(adversary.name).c_str(), median(ratios),
                rate(text.size(), median(times)));
    std::fflush(stdout);
  }
}

int print_peak(const std::string& work, const std::string& path) {
  const double before = thread_seconds();
  const std::size_t figures = read_whole(path, work == "jsonl" ? Work::jsonl : Work::facts);
  const double seconds = thread_seconds() - before;
  const auto bytes = static_cast<std::size_t>(std::filesystem::file_size(path));
  const double peak = std::strtod(proc_value("/proc/self/status", "VmHWM").c_str(), nullptr) * 1024;
  std::printf(
      "  %-6s %.0f MB in one file: peak memory %.0f MB, %.1f times the file; %zu figures, %.1f MB/s\n",
      work.c_str(), rate(bytes, 1), peak / static_cast<double>(kMegabyte), peak / static_cast<double>(bytes),
      figures, rate(bytes, seconds));
  return 0;
}

std::size_t number(const std::string& text) {
  const auto value = std::strtoul(text.c_str(), nullptr, 10);
  if (value == 0) throw std::runtime_error("not a number above 0: " + text);
  return value;
}

Settings parse(const std::vector<std::string>& arguments) {
  Settings settings;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& option = arguments[i];
    if (!option.starts_with("--")) {
      settings.files.push_back(option);
      continue;
    }
    if (++i == arguments.size()) throw std::runtime_error(option + " needs a value");
    if (option == "--mb")
      settings.megabytes = number(arguments[i]);
    else if (option == "--runs")
      settings.runs = number(arguments[i]);
    else if (option == "--damaged")
      settings.damaged = arguments[i];
    else
      throw std::runtime_error("unknown option " + option);
  }
  return settings;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 3 && arguments[0] == "--peak") return print_peak(arguments[1], arguments[2]);
  if (arguments.size() == 3 && arguments[0] == "--make") {
    std::ofstream(arguments[2], std::ios::binary) << made_text(number(arguments[1]));
    return 0;
  }
  const Settings settings = parse(arguments);
  bench_reports(settings);
  if (settings.files.empty()) bench_doubling(settings);
  return 0;
}

}  // namespace
}  // namespace midyear::bench

int main(int argc, char** argv) try {
  return midyear::bench::run({argv + 1, argv + argc});
} catch (const std::exception& fault) {
  std::fprintf(stderr, "reading_bench: %s\n", fault.what());
  return 2;
}
