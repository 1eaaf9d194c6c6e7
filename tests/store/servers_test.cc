// Several servers on one PostgreSQL, each a Store of its own.

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/changes.h"
#include "store/jobs.h"
#include "store/store_at.h"

namespace midyear::store {
namespace {

using namespace std::chrono_literals;

class ServersTest : public testing::Test {
 protected:
  void SetUp() override { here = open(), there = open(); }
  std::unique_ptr<Store> open() const {
    Settings settings = place.settings();
    settings.folder.clear();
    auto store = Store::open(settings, {});
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }
  StorePlace place{Engine::postgresql};
  std::unique_ptr<Store> here, there;
};

// The newest change that was told, to be waited for.
struct Told {
  void operator()(std::int64_t sequence) {
    const std::lock_guard lock(mutex);
    last = sequence;
    changed.notify_all();
  }
  bool reaches(std::int64_t sequence) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, 60s, [&] { return last >= sequence; });
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::int64_t last = 0;
};

std::int64_t append(Store& store) {
  return store.write([](Transaction& tx) { return append_change(tx, "document", "1", 1, "{}"); });
}

TEST_F(ServersTest, HearOfEachOthersChanges) {
  Told told;
  ChangeListener listener(*here, [&](std::int64_t sequence) { told(sequence); });
  EXPECT_TRUE(told.reaches(append(*there)));
  EXPECT_TRUE(told.reaches(append(*there)));
  EXPECT_TRUE(told.reaches(append(*here)));
}

TEST_F(ServersTest, HearWhatTheyMissedWhileTheConnectionWasLost) {
  Told told;
  ChangeListener listener(*here, [&](std::int64_t sequence) { told(sequence); });
  ASSERT_TRUE(told.reaches(append(*there)));
  for (int i = 0; i < 3; ++i) {
    place.end_sessions();
    EXPECT_TRUE(told.reaches(append(*there)));
  }
}

TEST_F(ServersTest, WakeEachOtherForJobs) {
  Jobs mine(*here), theirs(*there);
  const std::uint64_t seen = mine.added();
  std::thread adder([&] { there->write([&](Transaction& tx) { theirs.add(tx, "read", "{}"); }); });
  while (mine.added() == seen) mine.wait(seen, 60s);
  adder.join();
  EXPECT_TRUE(here->write([&](Transaction& tx) { return mine.take(tx, {"read"}, "w", 1000ms); }));
}

TEST_F(ServersTest, WriteOneAfterTheOther) {
  std::vector<std::thread> threads;
  for (Store* store : {here.get(), there.get(), here.get(), there.get()})
    threads.emplace_back([store] {
      for (int i = 0; i < 15; ++i) append(*store);
    });
  for (std::thread& thread : threads) thread.join();
  const ChangesSince all = here->read([](Transaction& tx) { return changes_since(tx, 0, 100); });
  ASSERT_EQ(all.changes.size(), 60u);
  for (std::size_t i = 0; i < 60; ++i) EXPECT_EQ(all.changes[i].sequence, static_cast<std::int64_t>(i + 1));
}

}  // namespace
}  // namespace midyear::store
