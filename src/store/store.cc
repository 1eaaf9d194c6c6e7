#include "store/store.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <thread>

#include "store/connection.h"
#include "store/migrate.h"
#include "store/search.h"
#include "store/state.h"

namespace midyear::store {
namespace {

using detail::Deadline;
using detail::Interruption;

// 2, 4, 8 … 512 ms and a part that differs between threads, never past the deadline.
void wait_before_retry(unsigned attempt, Deadline deadline) {
  const auto spread = std::hash<std::thread::id>()(std::this_thread::get_id()) % 5;
  const std::chrono::milliseconds pause((2u << std::min(attempt, 8u)) + spread);
  std::this_thread::sleep_for(std::min(pause, detail::left_until(deadline)));
}

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::path path(folder);
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    throw Failure(errno == ENOSPC ? "store_full" : "store_failed",
                  folder + ": " + std::generic_category().message(errno));
}

}  // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

bool Store::present(const Settings& settings) {
  std::error_code unknown;  // a folder that cannot be looked into is opened, and that says why
  return !settings.postgresql.empty() || std::filesystem::exists(detail::sqlite_path(settings), unknown) ||
         unknown;
}

base::Result<std::unique_ptr<Store>> Store::open(Settings settings, std::span<const Migration> migrations) {
  std::vector<Migration> steps = own_migrations();
  steps.insert(steps.end(), migrations.begin(), migrations.end());
  auto store = open_with(std::move(settings), std::move(steps));
  try {
    if (store) (*store)->write(renew_search);
    return store;
  } catch (const Failure& failure) {
    return failure.error();
  }
}

base::Result<std::unique_ptr<Store>> Store::open_with(Settings settings, std::vector<Migration> steps) {
  auto state = std::make_unique<State>(std::move(settings));
  const Settings& set = state->settings;
  state->steps = std::move(steps);
  try {
    if (!set.postgresql.empty()) state->engine = Engine::postgresql;
    if (set.folder.empty() && state->engine == Engine::sqlite)
      throw Failure("store_failed", "no folder is set");
    if (!set.folder.empty()) make_folder(set.folder);
    if (set.exclusive && !set.folder.empty()) {
      auto lease = Lease::take(set.folder);
      if (!lease) return lease.error();
      state->lease = std::move(*lease);
    }
    const auto connect = [&set](bool writer) {
      return [&set, writer](Deadline deadline) {
        return set.postgresql.empty() ? detail::connect_sqlite(set, writer)
                                      : detail::connect_postgresql(set, writer, deadline);
      };
    };
    state->readers = std::make_unique<detail::Pool>(std::max(set.connections, 2u) - 1, connect(false));
    state->writers = std::make_unique<detail::Pool>(1, connect(true));
    std::unique_ptr<Store> store(new Store(std::move(state)));
    store->write(
        [&](Transaction& tx) { detail::migrate(tx, store->state_->steps, base::Clock::real().now()); });
    return store;
  } catch (const Failure& failure) {
    return failure.error();
  }
}

bool Store::attempt_once(bool writing, Deadline deadline, const std::function<void(Transaction&)>& work,
                         std::vector<std::function<void()>>& actions) {
  State& s = *state_;
  detail::Pool& pool = writing ? *s.writers : *s.readers;
  try {
    auto connection = pool.take(deadline);
    bool committing = false;
    try {
      connection->begin(writing, deadline);
      Transaction tx(*this, *connection, writing);
      work(tx);
      connection->throw_if_failed();
      actions = std::move(tx.actions_);
      committing = true;
      connection->commit();
    } catch (const Interruption& interruption) {
      connection->rollback();
      if (interruption.lost() && committing && writing && done_nevertheless(*connection, interruption)) {
        // goes on as if the answer had come
      } else {
        if (interruption.lost()) connection.drop();
        throw;
      }
    } catch (...) {
      connection->rollback();
      throw;
    }
    ++(writing ? s.writes : s.reads);
    return true;
  } catch (const Interruption& interruption) {
    actions.clear();
    if (interruption.lost()) {
      pool.forget_idle();
      ++s.reconnections;
    }
    if (detail::left_until(deadline).count() == 0) throw Failure(interruption.code(), interruption.detail());
    return false;
  }
}

// Whether a commit was done whose answer did not come. Throws Failure store_unknown_outcome, which stops
// further writes, where nobody can say.
bool Store::done_nevertheless(detail::Connection& connection, const Failure& interruption) {
  State& s = *state_;
  ++s.reconnections;
  const auto done = connection.look_up_commit(std::chrono::steady_clock::now() + s.settings.patience);
  if (done) return *done;
  s.outcome_unknown = true;
  throw Failure("store_unknown_outcome", interruption.detail());
}

void Store::transact(bool writing, const std::function<void(Transaction&)>& work) {
  State& s = *state_;
  const Deadline deadline = std::chrono::steady_clock::now() + s.settings.patience;
  for (unsigned attempt = 0;; ++attempt) {
    if (writing && s.outcome_unknown)
      throw Failure("store_unknown_outcome", "an earlier write may or may not have been done");
    std::vector<std::function<void()>> actions;
    if (attempt_once(writing, deadline, work, actions)) {
      [&]() noexcept {
        for (const auto& action : actions) action();
      }();
      return;
    }
    ++s.retries;
    wait_before_retry(attempt, deadline);
  }
}

Engine Store::engine() const { return state_->engine; }
const Settings& Store::settings() const { return state_->settings; }
base::FileSystem& Store::files() const {
  return state_->settings.files == nullptr ? base::FileSystem::real() : *state_->settings.files;
}
std::span<const Migration> Store::migrations() const { return state_->steps; }
bool Store::writes_stopped() const { return state_->outcome_unknown; }
void Store::resume_writes() { state_->outcome_unknown = false; }
Store::Statistics Store::statistics() const {
  return {state_->reads, state_->writes, state_->retries, state_->reconnections};
}

}  // namespace midyear::store
