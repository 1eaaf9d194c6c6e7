#include "server/api/feed.h"

#include "base/json.h"

namespace midyear::server {
namespace {

constexpr std::size_t kAtOnce = 500;

Event event_of(const store::Change& change) {
  Event event{static_cast<std::uint64_t>(change.sequence), "change", {}};
  base::JsonWriter json(event.data);
  json.begin_object();
  json.key("what").string(change.what);
  json.key("id").string(change.id);
  json.key("revision").integer(change.revision);
  // The members of the change's own object.
  if (change.data.size() > 2) event.data += ',' + change.data.substr(1, change.data.size() - 2);
  json.end_object();
  return event;
}

Event reset_at(std::int64_t sequence) { return {static_cast<std::uint64_t>(sequence), "reset", "{}"}; }

}  // namespace

ChangeFeed::ChangeFeed(store::Store& store)
    : store_(store), last_(store.read([](store::Transaction& tx) { return store::last_change(tx); })) {
  listener_ = std::make_unique<store::ChangeListener>(store, [this](std::int64_t) {
    const std::lock_guard lock(mutex_);
    newer_ = true;
    news_.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

ChangeFeed::~ChangeFeed() {
  listener_.reset();
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    news_.notify_one();
  }
  thread_.join();
}

void ChangeFeed::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    news_.wait(lock, [&] { return newer_ || ending_; });
    if (ending_) return;
    newer_ = false;
    lock.unlock();
    const bool done = pass_on();
    lock.lock();
    if (done) continue;
    // The store cannot be reached: again in a moment, or at the next commit.
    news_.wait_for(lock, std::chrono::seconds(1), [&] { return newer_ || ending_; });
    newer_ = true;
  }
}

bool ChangeFeed::pass_on() {
  try {
    for (bool more = true; more;) {
      const store::ChangesSince news =
          store_.read([&](store::Transaction& tx) { return store::changes_since(tx, last_, kAtOnce); });
      if (news.reset) hub_.publish(reset_at(news.last));
      for (const store::Change& change : news.changes) hub_.publish(event_of(change));
      last_ = news.last;
      more = news.more;
    }
    return true;
  } catch (const store::Failure&) {
    return false;
  }
}

std::shared_ptr<EventQueue> ChangeFeed::listen(std::uint64_t last_id) {
  const auto newest =
      static_cast<std::uint64_t>(store_.read([](store::Transaction& tx) { return store::last_change(tx); }));
  // From where this store never was (a restored backup): begin at its end, and say so without a number, since
  // the client's is higher.
  if (last_id > newest) return hub_.subscribe(newest, [](std::uint64_t) { return std::vector{reset_at(0)}; });
  return hub_.subscribe(last_id, [this](std::uint64_t id) { return missed(id); });
}

std::vector<Event> ChangeFeed::missed(std::uint64_t last_id) {
  const auto sequence = static_cast<std::int64_t>(last_id);
  const store::ChangesSince news =
      store_.read([&](store::Transaction& tx) { return store::changes_since(tx, sequence, kAtOnce); });
  if (news.reset) return {reset_at(news.last)};
  std::vector<Event> events;
  // Who missed that many looks at everything anew.
  if (news.more)
    return {reset_at(store_.read([](store::Transaction& tx) { return store::last_change(tx); }))};
  for (const store::Change& change : news.changes) events.push_back(event_of(change));
  return events;
}

}  // namespace midyear::server
