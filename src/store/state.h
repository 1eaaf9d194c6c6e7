#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "store/lease.h"
#include "store/pool.h"
#include "store/postgresql_listener.h"
#include "store/signals.h"

namespace midyear::store {

struct Store::State {
  explicit State(Settings given) : settings(std::move(given)) {}
  // Hears from now on what other servers do on this store; SQLite: there are none.
  void hear_servers();

  Settings settings;
  Engine engine = Engine::sqlite;
  std::vector<Migration> steps;
  std::unique_ptr<Lease> lease;
  std::unique_ptr<detail::Pool> readers, writers;
  detail::Bell jobs_added;
  detail::ChangeHub changes;
  std::shared_mutex keep_blobs;  // shared: nothing may be swept now
  std::atomic<bool> outcome_unknown{false};
  std::atomic<std::uint64_t> reads{0}, writes{0}, retries{0}, reconnections{0};

  const std::string name = detail::random_name();  // in what this store tells others
  std::once_flag hearing;
  std::unique_ptr<detail::PostgresqlListener> servers;  // the last: it calls into what stands above
};

}  // namespace midyear::store
