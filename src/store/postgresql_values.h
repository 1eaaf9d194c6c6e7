#pragma once

// What libpq carries, to and from the room's own types; and what a failed statement means. Internal to
// postgresql*.cc.

#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/value.h"

namespace midyear::store::detail {

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

// Parameters in binary form with their types told, so that the same SQL means the same whatever the server
// would guess: BIGINT, DOUBLE PRECISION, TEXT, BYTEA. Points into the values given.
class Parameters {
 public:
  explicit Parameters(std::span<const Value> values);
  int size() const { return static_cast<int>(types_.size()); }
  const Oid* types() const { return types_.data(); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  std::string signature() const;  // of the types

 private:
  std::vector<Oid> types_;
  std::vector<const char*> values_;
  std::vector<int> lengths_, formats_;
  std::vector<std::uint64_t> numbers_;  // in the order of the network
};

// Adds all rows of an answer in binary form. Throws std::logic_error for a type the store does not carry.
void add_rows(const PGresult* result, Table& table);

// Throws what the failed result of a statement says. `writing`: whether the transaction may write.
[[noreturn]] void throw_failure(const PGconn* connection, const PGresult* result, std::string_view sql,
                                bool writing);

// Without the line ends that libpq's messages have.
std::string one_line(std::string_view message);

}  // namespace midyear::store::detail
