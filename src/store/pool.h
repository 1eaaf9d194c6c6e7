#pragma once

// The connections of a store, lent to one thread at a time. SQLite has a place of its own for the writer.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/connection.h"

namespace midyear::store::detail {

class Pool {
 public:
  using Connect = std::function<std::unique_ptr<Connection>(Deadline)>;
  Pool(unsigned places, Connect connect) : connect_(std::move(connect)), free_(places) {}

  // Comes back to the pool at the end of the scope; drop() it where the connection is broken.
  class Lent {
   public:
    Lent(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    ~Lent() { pool_.give_back(std::move(connection_)); }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }
    void drop() { connection_.reset(); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  // In the order in which threads asked. Throws Failure store_busy where no place is free until the deadline,
  // and what connecting throws.
  Lent take(Deadline deadline) {
    std::unique_ptr<Connection> connection = place(deadline);
    if (connection == nullptr) {
      try {
        connection = connect_(deadline);
      } catch (...) {
        give_back(nullptr);
        throw;
      }
    }
    return Lent(*this, std::move(connection));
  }

  // Where one connection broke the others of the same server are likely broken too.
  void forget_idle() {
    const std::lock_guard lock(mutex_);
    idle_.clear();
  }

 private:
  struct Waiter {
    std::condition_variable called;
    bool mine = false;
  };

  std::unique_ptr<Connection> place(Deadline deadline) {
    std::unique_lock lock(mutex_);
    if (free_ == 0 || !waiting_.empty()) {
      Waiter waiter;
      waiting_.push_back(&waiter);
      if (!waiter.called.wait_until(lock, deadline, [&] { return waiter.mine; })) {
        std::erase(waiting_, &waiter);
        throw Failure("store_busy", "no connection became free in time");
      }
    } else {
      --free_;
    }
    if (idle_.empty()) return nullptr;
    std::unique_ptr<Connection> connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }

  void give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (connection != nullptr) idle_.push_back(std::move(connection));
    if (waiting_.empty()) {
      ++free_;
      return;
    }
    waiting_.front()->mine = true;
    waiting_.front()->called.notify_one();
    waiting_.pop_front();
  }

  Connect connect_;
  std::mutex mutex_;
  unsigned free_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::deque<Waiter*> waiting_;
};

}  // namespace midyear::store::detail
