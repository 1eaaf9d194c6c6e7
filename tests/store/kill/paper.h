#pragma once

// What the writer writes and the parent looks for again. One paper is a row, its parts, a blob, a searchable
// text, a job and a change; all or nothing of it must be there. Everything follows from its name, so that the
// parent knows what belongs into it.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "store/store.h"

namespace midyear::store::kill {

struct Paper {
  std::string name;  // "round.thread.number"
  std::int64_t parts = 0;
  std::string bytes;  // of its blob: some hundred, one in ten of them some hundred thousand

  explicit Paper(std::string paper_name);
  std::string part(std::int64_t number) const;
};

// "folder=…" or "postgresql=…".
std::unique_ptr<Store> open(const std::string& place);

void add(Store& store, const Paper& paper);
void remove(Store& store, const std::string& name);
// Takes a job and does it; its name, "" where there is none.
std::string work(Store& store);

// Each is one fault, in words. Quick: what counting shows, from one state. Papers: that these are there (or,
// of `removed`, are not) with all that belongs to them.
std::vector<std::string> check_counts(Transaction& tx);
std::vector<std::string> check_papers(Store& store, const std::vector<std::string>& names, bool removed);

}  // namespace midyear::store::kill
