#include "store/kill/writer.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "store/blobs.h"
#include "store/kill/paper.h"

namespace midyear::store::kill {
namespace {

// One call, so that lines of threads stay apart and none is half there.
void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::_Exit(4);  // the parent is gone
}

void add_and_remove(Store& store, const std::string& prefix) {
  const auto name = [&](int number) { return prefix + "." + std::to_string(number); };
  for (int i = 0;; ++i) {
    add(store, Paper(name(i)));
    say("+ " + name(i));
    if (i % 5 != 4) continue;
    say("? " + name(i - 3));
    remove(store, name(i - 3));
    say("- " + name(i - 3));
  }
}

void do_jobs(Store& store) {
  for (;;) {
    const std::string name = work(store);
    if (name.empty())
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    else
      say("= " + name);
  }
}

void sweep_and_look(Store& store) {
  for (;;) {
    Blobs(store).sweep(std::chrono::milliseconds(0));
    for (const std::string& fault : store.read(check_counts)) say("! " + fault);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace

int run_writer(const std::string& place, const std::string& round) {
  try {
    const auto store = open(place);
    const auto run = [&](auto&& work) {
      return std::thread([&store, work] {
        try {
          work(*store);
        } catch (const std::exception& error) {
          say(std::string("# ") + error.what());
          std::_Exit(3);
        }
      });
    };
    std::thread threads[] = {run([&](Store& s) { add_and_remove(s, round + ".0"); }),
                             run([&](Store& s) { add_and_remove(s, round + ".1"); }), run(do_jobs),
                             run(sweep_and_look)};
    for (std::thread& thread : threads) thread.join();
    return 0;
  } catch (const std::exception& error) {
    say(std::string("# ") + error.what());
    return 3;
  }
}

}  // namespace midyear::store::kill
