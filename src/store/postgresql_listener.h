#pragma once

// How servers on one PostgreSQL hear of each other's commits (LISTEN, NOTIFY). Internal to the room.

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "store/postgresql_connect.h"
#include "store/store.h"

namespace midyear::store::detail {

// Others hear it after the commit of this transaction; those of SQLite have nobody else. `what`: "change 17",
// "jobs NAME" with the name of the store that says it.
void tell_servers(Transaction& tx, const std::string& what);

// A connection of its own, in a thread of its own, that is made anew as long as it takes.
class PostgresqlListener {
 public:
  // `heard` is called by that thread, with what was told. Each time the connection was made something may
  // have been missed: then it is called with the newest change, and with "jobs". It throws nothing.
  PostgresqlListener(const Settings& settings, std::function<void(std::string_view)> heard);
  PostgresqlListener(const PostgresqlListener&) = delete;
  PostgresqlListener& operator=(const PostgresqlListener&) = delete;
  ~PostgresqlListener();  // waits for the thread: at once, or for the 2 seconds of a connection attempt

 private:
  void run();
  void listen_until_lost();
  void wait(int socket, int ms) const;  // for something to read, the end, or the time

  const Settings& settings_;
  std::function<void(std::string_view)> heard_;
  int wake_;  // an eventfd
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace midyear::store::detail
