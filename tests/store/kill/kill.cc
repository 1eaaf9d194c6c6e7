// store_kill: kills a process that writes to a store at random moments and looks each time whether everything
// that it had acknowledged is there, and nothing by halves.
//
//   store_kill PLACE ROUNDS SEED [COMMAND]
//
// PLACE is "folder=…" or "postgresql=…". COMMAND, run by the shell in every second round before the writer is
// killed, crashes the database server and brings it back; the writer goes on for a while. The same seed kills
// after the same number of milliseconds.

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>

#include "store/backup.h"
#include "store/kill/paper.h"
#include "store/kill/writer.h"

extern char** environ;

namespace midyear::store::kill {
namespace {

using Time = std::chrono::steady_clock;

class Writer {
 public:
  Writer(const std::string& program, const std::string& place, const std::string& round) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    std::string words[] = {program, "write", place, round};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    const int fault = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
    if (fault != 0) throw std::runtime_error("cannot start " + program);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { ::close(output_); }

  void read_until(Time::time_point end) {
    for (;;) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Time::now()).count();
      pollfd waiting{output_, POLLIN, 0};
      if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0) return;
      if (!read_some()) return;
    }
  }
  // What it said, to the last line.
  std::vector<std::string> kill() {
    ::kill(process_, SIGKILL);
    int status = 0;
    ::waitpid(process_, &status, 0);
    while (read_some()) {
    }
    std::vector<std::string> lines;
    for (std::size_t begin = 0, end; (end = said_.find('\n', begin)) != std::string::npos; begin = end + 1)
      lines.push_back(said_.substr(begin, end - begin));
    return lines;
  }

 private:
  bool read_some() {
    char bytes[4096];
    const ssize_t size = ::read(output_, bytes, sizeof bytes);
    if (size > 0) said_.append(bytes, static_cast<std::size_t>(size));
    return size > 0;
  }
  pid_t process_ = 0;
  int output_ = -1;
  std::string said_;
};

struct Said {
  std::vector<std::string> added, removed, faults, ends;
  std::size_t jobs = 0;
};

// A removal that was begun and not acknowledged may or may not have been done.
Said sort_out(const std::vector<std::string>& lines) {
  Said said;
  std::set<std::string> added, unsure, removed;
  for (const std::string& line : lines) {
    const std::string name = line.substr(2);
    switch (line.front()) {
      case '+':
        added.insert(name);
        break;
      case '?':
        unsure.insert(name);
        break;
      case '-':
        removed.insert(name);
        break;
      case '=':
        ++said.jobs;
        break;
      case '!':
        said.faults.push_back(name);
        break;
      default:
        said.ends.push_back(name);
    }
  }
  for (const std::string& name : added)
    if (!unsure.contains(name)) said.added.push_back(name);
  said.removed.assign(removed.begin(), removed.end());
  return said;
}

void append(std::vector<std::string>& to, std::vector<std::string> from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::vector<std::string> check(const std::string& place, const Said& said, bool wholly) {
  const auto store = open(place);
  std::vector<std::string> faults = said.faults;
  append(faults, store->read(check_counts));
  append(faults, check_papers(*store, said.added, false));
  append(faults, check_papers(*store, said.removed, true));
  if (wholly)
    for (const Finding& finding : verify(*store)) faults.push_back(finding.what + ": " + finding.detail);
  return faults;
}

int run(const std::string& program, const std::string& place, int rounds, unsigned seed,
        const std::string& command) {
  std::mt19937 random(seed);
  std::size_t added = 0, removed = 0, jobs = 0, idle = 0;
  double seconds = 0;
  open(place);  // the first round kills no half-made store; the others may
  for (int round = 0; round < rounds; ++round) {
    const auto life = std::chrono::milliseconds(random() % 4 == 0 ? random() % 30 : random() % 400);
    Writer writer(program, place, std::to_string(round));
    writer.read_until(Time::now() + life);
    const bool crash = !command.empty() && round % 2 == 1;
    if (crash) {
      if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
      writer.read_until(Time::now() + std::chrono::milliseconds(random() % 400));
    }
    Said said = sort_out(writer.kill());
    // A server that was away for long is a reason to end, if it is said.
    if (crash)
      std::erase_if(said.ends, [](const std::string& end) {
        return end.starts_with("store_lost") || end.starts_with("store_unknown_outcome");
      });
    for (const std::string& end : said.ends)
      std::printf("round %d: the writer ended: %s\n", round, end.c_str());
    const auto faults = check(place, said, round % 10 == 9 || round == rounds - 1);
    for (const std::string& fault : faults) std::printf("round %d: %s\n", round, fault.c_str());
    if (!faults.empty() || !said.ends.empty()) {
      std::printf("store_kill: seed %u, round %d of %d failed\n", seed, round, rounds);
      return 1;
    }
    added += said.added.size(), removed += said.removed.size(), jobs += said.jobs;
    idle += said.added.empty() ? 1 : 0;
    seconds += std::chrono::duration<double>(life).count();
  }
  std::printf(
      "store_kill: %d kills (%zu before the first commit), %zu papers added, %zu removed, %zu jobs: "
      "nothing lost, nothing by halves; about %.0f commits a second\n",
      rounds, idle, added, removed, jobs, static_cast<double>(added + removed + 2 * jobs) / seconds);
  // A run in which nothing was written proves nothing.
  return added > static_cast<std::size_t>(rounds) && removed > 0 && jobs > 0 ? 0 : 1;
}

}  // namespace
}  // namespace midyear::store::kill

int main(int count, char** arguments) {
  using namespace midyear::store::kill;
  const std::vector<std::string> words(arguments, arguments + count);
  try {
    if (count == 4 && words[1] == "write") return run_writer(words[2], words[3]);
    if (count != 4 && count != 5) {
      std::fputs("store_kill PLACE ROUNDS SEED [COMMAND]\n", stderr);
      return 2;
    }
    return run(words[0], words[1], std::stoi(words[2]), static_cast<unsigned>(std::stoul(words[3])),
               count == 5 ? words[4] : "");
  } catch (const std::exception& error) {
    std::printf("store_kill: %s\n", error.what());
    return 1;
  }
}
