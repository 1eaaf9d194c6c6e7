#pragma once

// Notes the head of the audit log outside the store, now and then: at its begin, every hour in which the log
// grew, and at its end.

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "people/audit.h"
#include "store/store.h"

namespace midyear::cli {

struct AuditHeadOptions {
  std::string file = {};  // takes a line at its end for each note (people/audit_notes.h); "": none
  std::chrono::milliseconds every = std::chrono::hours(1);
  std::function<void(const people::AuditNote& note)> tell = {};  // each note
  std::function<void(std::string_view reason)> complain = {};    // what failed; tried again the next time
};

class AuditHeads {
 public:
  AuditHeads(store::Store& store, AuditHeadOptions options);
  AuditHeads(const AuditHeads&) = delete;
  AuditHeads& operator=(const AuditHeads&) = delete;
  ~AuditHeads();

  // Whether the file can be written: for whoever starts a server. Makes it where it is missing, for its owner
  // alone. Errors: those of base::Output, as of a file of results.
  static std::optional<base::Error> try_file(const std::string& path);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace midyear::cli
