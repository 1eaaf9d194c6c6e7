#pragma once

// Rows of what people decided on records. Rows are only added: a newer decision supersedes the one before.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace midyear::library {

struct Decision {
  std::int64_t id = 0;
  std::string sha256;               // of the document's bytes
  std::string kind;                 // "figure", "commitment", "project"
  std::int64_t begin = 0, end = 0;  // bytes of the source
  std::string decision;             // "confirmed", "corrected", "dismissed", "cleared"
  std::string fields = "{}";        // JSON
  std::string note;
  std::string seen = "null";  // JSON of the record as the reader gave it then
  std::string reader;         // its version
  std::string by;
  base::Instant at{};
  std::int64_t revision = 0;    // of the decisions of the document, from which on it holds
  std::int64_t superseded = 0;  // from which on it holds no more; 0: it holds
};

// Those that hold, by kind and place.
std::vector<Decision> decisions_of(store::Transaction& tx, std::string_view sha256);
// All there ever were, oldest first.
std::vector<Decision> decision_history(store::Transaction& tx, std::string_view sha256);
// One that is cleared never holds. Requires: no other holds at its place.
void add_decision(store::Transaction& tx, const Decision& decision);
void supersede(store::Transaction& tx, std::int64_t id, std::int64_t revision);

}  // namespace midyear::library
