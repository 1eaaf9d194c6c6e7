#pragma once

#include <atomic>
#include <memory>
#include <shared_mutex>
#include <vector>

#include "store/lease.h"
#include "store/pool.h"
#include "store/signals.h"

namespace midyear::store {

struct Store::State {
  explicit State(Settings given) : settings(std::move(given)) {}

  Settings settings;
  Engine engine = Engine::sqlite;
  std::vector<Migration> steps;
  std::unique_ptr<Lease> lease;
  std::unique_ptr<detail::Pool> readers, writers;
  detail::Bell jobs_added;
  detail::ChangeHub changes;     // PostgreSQL's thread that listens tells it of other servers' commits
  std::shared_mutex keep_blobs;  // shared: nothing may be swept now
  std::atomic<bool> outcome_unknown{false};
  std::atomic<std::uint64_t> reads{0}, writes{0}, retries{0}, reconnections{0};
};

}  // namespace midyear::store
