#pragma once

// Many inputs on several threads, their results in the order of the inputs, in bounded memory.

#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace midyear::cli {

class OrderedResults;

// One input at work, on one thread.
class Job {
 public:
  Job(OrderedResults& results, std::size_t index, const std::string& input)
      : results_(results), index_(index), input_(input) {}

  std::size_t index() const { return index_; }
  const std::string& input() const { return input_; }
  std::string out;       // result so far
  std::string messages;  // for the error output, told after the result
  int exit = kDone;

  // Hands `bytes` on and empties it. Waits until all inputs before this one are done.
  void spill(std::string& bytes);
  // The input could not be done: keeps the message and its exit code.
  void fail(const Surroundings& around, const base::Error& error);

 private:
  OrderedResults& results_;
  std::size_t index_;
  const std::string& input_;
};

// Calls work once per input on up to `jobs` threads; what each leaves in its Job goes to around.out and
// around.err in order. A fault of the output ends it early: no input is begun after that. Progress goes to a
// terminal's error output once a second. Returns the highest exit code of the jobs.
int run_in_order(Surroundings& around, const std::vector<std::string>& inputs, unsigned jobs,
                 const std::function<void(Job&)>& work);

}  // namespace midyear::cli
