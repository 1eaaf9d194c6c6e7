#include <charconv>

#include "store/changes.h"
#include "store/state.h"

// What other servers on this store say (postgresql_listener.h), passed on to those who wait in this process.

namespace midyear::store {
namespace {

void hear(Store::State& state, std::string_view what) {
  constexpr std::string_view kChange = "change ", kJobs = "jobs";
  if (what.starts_with(kChange)) {
    std::int64_t sequence = 0;
    std::from_chars(what.data() + kChange.size(), what.data() + what.size(), sequence);
    state.changes.tell(sequence);
  } else if (what.starts_with(kJobs) && !what.ends_with(state.name)) {
    state.jobs_added.ring(true);
  }
}

}  // namespace

void Store::State::hear_servers() {
  if (engine != Engine::postgresql) return;
  std::call_once(hearing, [this] {
    servers = std::make_unique<detail::PostgresqlListener>(
        settings, [this](std::string_view what) { hear(*this, what); });
  });
}

}  // namespace midyear::store
