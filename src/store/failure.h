#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace midyear::store {

// What the store could not do and did not mend by trying again. The code is one of src/base/errors.tsv:
//   store_busy             another writer kept the store for longer than Settings::patience
//   store_lost             the database cannot be reached, or the connection broke and came not back in time
//   store_unknown_outcome  the connection broke during COMMIT and nobody can say whether it was done: no
//                          further write is taken until the store is opened again
//   store_full             no space; nothing of the transaction was kept
//   store_unique           a second row of the same key; `constraint` says which: "document(sha256)"
//   store_corrupt          the database is damaged
//   store_newer            the database was made by a newer program
//   store_changed          a migration that was run before reads otherwise now
//   store_in_use           another process holds the store
//   store_text             a text that no database keeps: U+0000 or bytes that are no UTF-8 in it
//   store_unfit            a PostgreSQL that cannot be used: too old, another encoding, a wrong address
//   store_failed           anything else: a fault in SQL, a broken rule of a table, a disk that fails
class Failure : public std::runtime_error {
 public:
  Failure(std::string code, const std::string& detail, std::string constraint = {})
      : std::runtime_error(code + ": " + detail),
        code_(std::move(code)),
        detail_(detail),
        constraint_(std::move(constraint)) {}

  const std::string& code() const { return code_; }
  const std::string& detail() const { return detail_; }          // in the database's words
  const std::string& constraint() const { return constraint_; }  // of store_unique
  base::Error error() const { return {code_, detail_, 0}; }

 private:
  std::string code_, detail_, constraint_;
};

}  // namespace midyear::store
