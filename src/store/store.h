#pragma once

// The room of the store: rows in SQLite or PostgreSQL, behind the same names.
//
//   std::vector<Migration> steps;
//   add_migrations(steps, "library", base::embedded_library_rows());
//   auto store = Store::open({.folder = "/var/lib/midyear"}, steps);
//   const auto title = (*store)->read([](Transaction& tx) {
//     const Rows rows = tx.run("SELECT title FROM document WHERE id = $1", {std::int64_t{7}});
//     return rows.empty() ? std::string() : std::string(rows.front().text(0));
//   });
//   (*store)->write([](Transaction& tx) { tx.run("UPDATE document SET title = $1", {"…"}); });
//
// Rules:
// - One write transaction at a time, of all threads and all servers on one database. So a write sees the
//   latest state, and it never has to think of another that runs beside it. Keep it short: prepare outside.
// - A read sees one state of the database from its first statement to its end, and never waits for a writer.
// - What write() returned from is on the disk.
// - The function given to write() or read() may run several times: it must have no effect but through the
//   transaction. What is to happen once goes into Transaction::after_commit().
//
// docs/store.md says more.

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "base/result.h"
#include "store/failure.h"
#include "store/migrations.h"
#include "store/value.h"

namespace midyear::store {

enum class Engine : std::uint8_t { sqlite, postgresql };

struct Settings {
  std::string folder = {};  // SQLite's file, blobs and lease; made where missing, for its owner only
  // A connection string or URL of libpq; empty: SQLite in the folder. The tables are made in the first schema
  // of its search_path. With it the folder may be empty.
  std::string postgresql = {};
  unsigned connections = 4;                  // at once; SQLite: one of them writes. At least 2
  std::chrono::milliseconds patience{5000};  // how long one call may wait and try again before it gives up
  bool exclusive = true;  // hold the folder's lease, so that no second program opens the store
  // Each statement with the time it took, from whichever thread ran it; empty: none.
  std::function<void(std::string_view sql, double ms)> log_sql = {};
  base::FileSystem* files = nullptr;  // of blobs, backup and lease; nullptr: the system's
};

namespace detail {
class Connection;
}  // namespace detail
class Store;

// A transaction under way. Used by one thread, inside the function it was given to.
class Transaction {
 public:
  Transaction(Store& store, detail::Connection& connection, bool writing);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  // Runs one statement; $1, $2 … are the parameters, each may stand several times. Throws Failure, and after
  // it every further call, and the commit, does so again.
  Rows run(std::string_view sql, std::span<const Value> parameters = {});
  Rows run(std::string_view sql, std::initializer_list<Value> parameters) {
    return run(sql, std::span(parameters.begin(), parameters.size()));
  }
  // Calls back with row after row, none of them kept: for answers that need not fit into memory. The row is
  // valid during the call. What `take` throws ends the transaction. Requires: no other statement runs on this
  // transaction until it returns.
  void each(std::string_view sql, std::span<const Value> parameters, const std::function<void(Row)>& take);
  // Rows that the last INSERT, UPDATE or DELETE of run() touched.
  std::int64_t changed() const;

  Engine engine() const;
  bool writing() const { return writing_; }
  // Called once, after the transaction was committed, in the order they were given, by the thread that
  // committed. What it throws ends the program: the outcome stands already.
  void after_commit(std::function<void()> action);

  Store& store() { return store_; }
  detail::Connection& connection() { return connection_; }  // for the room itself

 private:
  friend class Store;
  Store& store_;
  detail::Connection& connection_;
  bool writing_;
  std::vector<std::function<void()>> actions_;
};

// An open store. Any number of threads may use it; close it when none does any more.
class Store {
 public:
  // Whether there is one: a file of rows in the folder. With PostgreSQL always true, the database answers for
  // it.
  static bool present(const Settings& settings);
  // Opens, makes what is missing, and runs the migrations that were not run yet. Errors: store_newer,
  // store_changed, store_in_use, store_busy, store_lost, store_corrupt, store_full, store_unfit,
  // store_failed.
  static base::Result<std::unique_ptr<Store>> open(Settings settings, std::span<const Migration> migrations);
  // The same with these steps alone, without the store's own: to make what an earlier program made.
  static base::Result<std::unique_ptr<Store>> open_with(Settings settings, std::vector<Migration> steps);
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  // F(Transaction&) -> T. Several at once, as many as there are connections; waits for a free one. Runs again
  // where the connection was lost. Throws Failure, and what F throws. Requires: F writes nothing.
  template <class F>
  auto read(F&& work) {
    return call(false, std::forward<F>(work));
  }
  // F(Transaction&) -> T, then COMMIT. Where F throws, nothing is kept. Runs again on a busy database,
  // deadlock, serialization failure, and a connection lost before COMMIT, until Settings::patience is over.
  // Throws Failure, and what F throws. Requires: not called inside another write of the same thread.
  template <class F>
  auto write(F&& work) {
    return call(true, std::forward<F>(work));
  }

  Engine engine() const;
  const Settings& settings() const;
  base::FileSystem& files() const;
  // All steps that make this store's tables, in the order they run.
  std::span<const Migration> migrations() const;
  // Tries again what a write may have left open (store_unknown_outcome): the store takes writes again.
  // Requires: somebody looked at what is there (PRAGMA integrity_check and the rows in question).
  void resume_writes();

  bool writes_stopped() const;  // by store_unknown_outcome

  struct Statistics {  // since it was opened
    std::uint64_t reads = 0, writes = 0, retries = 0, reconnections = 0;
  };
  Statistics statistics() const;

  struct State;
  State& state() { return *state_; }  // for the room itself

 private:
  explicit Store(std::unique_ptr<State> state);
  // false: to be tried again.
  bool attempt_once(bool writing, std::chrono::steady_clock::time_point deadline,
                    const std::function<void(Transaction&)>& work,
                    std::vector<std::function<void()>>& actions);
  bool done_nevertheless(detail::Connection& connection, const Failure& interruption);
  void transact(bool writing, const std::function<void(Transaction&)>& work);

  template <class F>
  auto call(bool writing, F&& work) {
    using T = std::invoke_result_t<F&, Transaction&>;
    if constexpr (std::is_void_v<T>) {
      transact(writing, [&](Transaction& tx) { work(tx); });
    } else {
      std::optional<T> result;
      transact(writing, [&](Transaction& tx) {
        result.reset();
        result.emplace(work(tx));
      });
      return std::move(*result);
    }
  }

  std::unique_ptr<State> state_;
};

}  // namespace midyear::store
