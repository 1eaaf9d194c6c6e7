#pragma once

// The work of reading what was uploaded: jobs in the store, threads that take them.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "desk/desk.h"

namespace midyear::desk {

// A job that has the document read; the open one where there is one. To be called in the transaction that
// puts the document in line.
std::int64_t add_reading_job(Desk& desk, store::Transaction& tx, std::string_view document);

struct ReadingJobOptions {
  unsigned threads = 0;  // 0: half the processors, at least one
  std::chrono::milliseconds lease{120'000};
  std::chrono::milliseconds look{1'000};  // how often to look for jobs that other servers added
  std::string name = {};                  // of this server, for the job's row; "": host and process
  // Told of what kept a worker from its work, in the words of an exception; from any thread.
  std::function<void(std::string_view reason)> complain = {};
};

// Threads that read documents from begin to end of its life. What an end interrupts is given back or, after
// the lease, taken again. First it puts the documents in line that an older reader read; they are read when
// nothing else waits.
class ReadingJobs {
 public:
  ReadingJobs(Desk& desk, ReadingJobOptions options = {});
  ReadingJobs(const ReadingJobs&) = delete;
  ReadingJobs& operator=(const ReadingJobs&) = delete;
  ~ReadingJobs();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One job in this thread, for tests and for commands without a server; false where nothing is due.
bool work_once(Desk& desk, std::string_view worker, std::chrono::milliseconds lease);
// Puts all documents in line that another reader read; says how many.
std::int64_t queue_outdated(Desk& desk);
// Mends documents whose job ended without their hearing of it (a process that died at every attempt).
void mend_stranded(Desk& desk);
// Forgets what nobody will ask for: changes older than a week, jobs that ended a month ago, bytes without a
// document.
void tidy(Desk& desk);

}  // namespace midyear::desk
