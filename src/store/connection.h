#pragma once

// One connection to a database, the border to the engine. Internal to the room; sqlite.cc implements it,
// store.cc drives it. Used by one thread at a time.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "store/failure.h"
#include "store/store.h"
#include "store/value.h"

namespace midyear::store::detail {

using Deadline = std::chrono::steady_clock::time_point;
std::chrono::milliseconds left_until(Deadline deadline);  // not below 0

// A failure that may be gone at the next try. What is left of it when patience is over is the Failure.
class Interruption : public Failure {
 public:
  Interruption(std::string code, const std::string& detail, bool lost)
      : Failure(std::move(code), detail), lost_(lost) {}
  bool lost() const { return lost_; }  // the connection is of no use any more

 private:
  bool lost_;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;
  // Waits for the one writer's place until the deadline.
  virtual void begin(bool writing, Deadline deadline) = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  // After commit() said that the connection was lost: whether it was done nevertheless. Connects anew for
  // that, and may be used further where it gives an answer. Nothing: nobody can say.
  virtual std::optional<bool> look_up_commit(Deadline) { return std::nullopt; }

  // Each throws Failure (and each() what `take` throws), and after it the transaction takes nothing more: the
  // same failure comes again at every call and at the commit, so that nobody can swallow it.
  Rows run(std::string_view sql, std::span<const Value> parameters);
  void each(std::string_view sql, std::span<const Value> parameters, const std::function<void(Row)>& take);
  void script(std::string_view sql);  // many statements, no parameters
  void throw_if_failed() const {
    if (failure_) std::rethrow_exception(failure_);
  }
  std::int64_t changed() const { return changed_; }

 protected:
  explicit Connection(const Settings& settings) : settings_(settings) {}
  virtual void run_into(std::string_view sql, std::span<const Value> parameters, Table& table) = 0;
  virtual void run_each(std::string_view sql, std::span<const Value> parameters,
                        const std::function<void(Row)>& take) = 0;
  virtual void run_script(const std::string& sql) = 0;
  void forget_failure() { failure_ = nullptr; }

  const Settings& settings_;
  std::int64_t changed_ = 0;

 private:
  template <class F>
  void guarded(std::string_view sql, F&& work);
  std::exception_ptr failure_;
};

// Throws Failure: store_lost, store_corrupt, store_failed.
std::unique_ptr<Connection> connect_sqlite(const Settings& settings, bool writer);
// Interruption store_lost: no server answers; Failure: store_unfit, store_failed.
std::unique_ptr<Connection> connect_postgresql(const Settings& settings, bool writer, Deadline deadline);

std::string sqlite_path(const Settings& settings);

}  // namespace midyear::store::detail
