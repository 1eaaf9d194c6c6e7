// Jobs, blobs, search and changes, on both engines.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "store/blobs.h"
#include "store/changes.h"
#include "store/housekeeping.h"
#include "store/jobs.h"
#include "store/search.h"
#include "store/store_at.h"

namespace midyear::store {
namespace {

using namespace std::chrono_literals;

class FixedClock : public base::Clock {
 public:
  base::Instant now() override { return base::Instant(ms); }
  std::atomic<std::chrono::milliseconds> ms{1'700'000'000'000ms};
};

class PartsTest : public testing::TestWithParam<Engine> {
 protected:
  PartsTest() : store(place.open()) {}
  template <class F>
  auto write(F&& work) {
    return store->write(std::forward<F>(work));
  }
  StorePlace place{GetParam()};
  std::unique_ptr<Store> store;
  FixedClock clock;
};

class JobsTest : public PartsTest {
 protected:
  std::optional<Job> take(std::string_view worker = "w") {
    return write([&](Transaction& tx) { return jobs.take(tx, {"read"}, worker, 1000ms); });
  }
  std::int64_t add(std::string_view key = {}, JobOptions options = {}) {
    return write([&](Transaction& tx) { return jobs.add(tx, "read", R"({"document":"1"})", key, options); });
  }
  Job get(std::int64_t id) {
    return store->read([&](Transaction& tx) { return jobs.get(tx, id).value(); });
  }
  Jobs jobs{*store, clock};
};

MIDYEAR_ON_BOTH_ENGINES(JobsTest);

TEST_P(JobsTest, RunsFromQueuedToDone) {
  const std::int64_t id = add();
  EXPECT_EQ(jobs.added(), 1u);
  const auto job = take();
  ASSERT_TRUE(job);
  EXPECT_EQ(job->id, id);
  EXPECT_EQ(job->payload, R"({"document":"1"})");
  EXPECT_EQ(job->attempt, 1);
  EXPECT_FALSE(take());
  EXPECT_TRUE(write([&](Transaction& tx) { return jobs.progress(tx, *job, 3, 9, "表格", 1000ms); }));
  EXPECT_EQ(get(id).done, 3);
  EXPECT_EQ(get(id).note, "表格");
  EXPECT_TRUE(write([&](Transaction& tx) { return jobs.finish(tx, *job, R"({"figures":2})"); }));
  EXPECT_EQ(get(id).state, JobState::done);
  EXPECT_EQ(get(id).result, R"({"figures":2})");
  EXPECT_TRUE(get(id).ended);
  EXPECT_FALSE(write([&](Transaction& tx) { return jobs.finish(tx, *job); }));
}

TEST_P(JobsTest, AddsAKeyOnceWhileItIsOpen) {
  const std::int64_t id = add("document 1");
  EXPECT_EQ(add("document 1"), id);
  EXPECT_NE(add("document 2"), id);
  const auto job = take();
  EXPECT_EQ(job->id, id);
  EXPECT_EQ(add("document 1"), id);
  write([&](Transaction& tx) { jobs.finish(tx, *job); });
  EXPECT_NE(add("document 1"), id);
}

TEST_P(JobsTest, TakesBackAnExpiredLeaseAndRefusesTheLateReport) {
  const std::int64_t id = add();
  const auto first = take("a");
  clock.ms = clock.ms.load() + 1000ms;
  const auto second = take("b");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->id, id);
  EXPECT_EQ(second->attempt, 2);
  EXPECT_FALSE(write([&](Transaction& tx) { return jobs.progress(tx, *first, 1, 2, "", 1000ms); }));
  EXPECT_FALSE(write([&](Transaction& tx) { return jobs.finish(tx, *first); }));
  EXPECT_TRUE(write([&](Transaction& tx) { return jobs.finish(tx, *second); }));
}

TEST_P(JobsTest, PausesLongerAfterEachFailureAndGivesUpAtTheLimit) {
  const std::int64_t id = add({}, {.attempts = 3});
  for (const auto pause : {1000ms, 4000ms}) {
    const auto job = take();
    ASSERT_TRUE(job);
    write([&](Transaction& tx) { jobs.fail(tx, *job, "no_memory"); });
    clock.ms = clock.ms.load() + pause - 1ms;
    EXPECT_FALSE(take());
    clock.ms = clock.ms.load() + 1ms;
  }
  const auto last = take();
  write([&](Transaction& tx) { jobs.fail(tx, *last, "no_memory"); });
  EXPECT_EQ(get(id).state, JobState::failed);
  EXPECT_EQ(get(id).error, "no_memory");
}

TEST_P(JobsTest, FailsAsLostWhatDiesAtItsLastAttempt) {
  const std::int64_t id = add({}, {.attempts = 1});
  ASSERT_TRUE(take());
  clock.ms = clock.ms.load() + 1000ms;
  EXPECT_FALSE(take());
  EXPECT_EQ(get(id).state, JobState::failed);
  EXPECT_EQ(get(id).error, "job_lost");
}

TEST_P(JobsTest, CancelsAndGivesBack) {
  const std::int64_t id = add();
  const auto job = take();
  EXPECT_TRUE(write([&](Transaction& tx) { return jobs.give_back(tx, *job); }));
  EXPECT_EQ(get(id).attempt, 0);
  const auto again = take();
  EXPECT_TRUE(write([&](Transaction& tx) { return jobs.cancel(tx, id); }));
  EXPECT_FALSE(write([&](Transaction& tx) { return jobs.finish(tx, *again); }));
  EXPECT_FALSE(write([&](Transaction& tx) { return jobs.cancel(tx, id); }));
  EXPECT_EQ(get(id).state, JobState::cancelled);
  store->read([&](Transaction& tx) {
    ASSERT_EQ(jobs.count(tx).size(), 1u);
    EXPECT_EQ(jobs.list(tx, JobState::cancelled, 10).size(), 1u);
    EXPECT_TRUE(jobs.list(tx, JobState::queued, 10).empty());
  });
  EXPECT_EQ(write([&](Transaction& tx) { return jobs.forget_ended(tx, clock.now() + 1ms); }), 1);
}

TEST_P(JobsTest, GivesEachJobToOneOfManyTakers) {
  for (int i = 0; i < 60; ++i) add();
  std::mutex mutex;
  std::multiset<std::int64_t> taken;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      while (const auto job = take()) {
        write([&](Transaction& tx) { jobs.finish(tx, *job); });
        const std::lock_guard lock(mutex);
        taken.insert(job->id);
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken.size(), 60u);
  EXPECT_EQ(std::set(taken.begin(), taken.end()).size(), 60u);
}

TEST_P(JobsTest, WakesWhoWaitsForAJob) {
  const std::uint64_t seen = jobs.added();
  std::thread adder([&] { add(); });
  while (jobs.added() == seen) jobs.wait(seen, 60s);
  adder.join();
  EXPECT_TRUE(take());
}

class BlobsTest : public PartsTest {
 protected:
  BlobName put(std::string_view bytes, std::string_view holder = "a") {
    StagedBlob staged = blobs.stage(bytes);
    return write([&](Transaction& tx) { return blobs.put(tx, staged, holder); });
  }
  Blobs blobs{*store, clock};
};

MIDYEAR_ON_BOTH_ENGINES(BlobsTest);

TEST_P(BlobsTest, KeepsBytesUnderTheirHash) {
  std::string bytes(700'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
  const BlobName name = put(bytes);
  EXPECT_EQ(name.size, bytes.size());
  EXPECT_EQ(put(bytes, "b"), name);
  EXPECT_EQ(blobs.bytes(name.sha256), bytes);
  const auto reader = blobs.open(name.sha256);
  std::string range;
  reader->read(262'140, 270'000, range);
  EXPECT_EQ(range, bytes.substr(262'140, 270'000));
  range.clear();
  reader->read(699'990, 100, range);
  EXPECT_EQ(range, bytes.substr(699'990));
  EXPECT_EQ(blobs.bytes(put("").sha256), "");
  EXPECT_EQ(blobs.open(std::string(64, 'a')), nullptr);
  EXPECT_EQ(blobs.open("../../lease"), nullptr);
  EXPECT_TRUE(blobs.verify().empty());
}

TEST_P(BlobsTest, SweepsWhatNobodyHoldsAfterTheGraceTime) {
  const BlobName name = put("bytes", "a");
  put("bytes", "b");
  write([&](Transaction& tx) { blobs.release(tx, name.sha256, "a"); });
  clock.ms = clock.ms.load() + 2h;
  EXPECT_EQ(blobs.sweep(1h).blobs, 0u);
  write([&](Transaction& tx) { blobs.release(tx, name.sha256, "b"); });
  clock.ms = clock.ms.load() + 59min;
  EXPECT_EQ(blobs.sweep(1h).blobs, 0u);
  EXPECT_TRUE(write([&](Transaction& tx) { return blobs.hold(tx, name.sha256, "c"); }));
  clock.ms = clock.ms.load() + 2h;
  EXPECT_EQ(blobs.sweep(1h).blobs, 0u);
  write([&](Transaction& tx) { blobs.release(tx, name.sha256, "c"); });
  clock.ms = clock.ms.load() + 1h;
  EXPECT_EQ(blobs.sweep(1h).blobs, 1u);
  blobs.sweep(0ms);  // the file may be younger than the hour on the system's clock
  EXPECT_EQ(blobs.open(name.sha256), nullptr);
  EXPECT_FALSE(write([&](Transaction& tx) { return blobs.hold(tx, name.sha256, "d"); }));
  EXPECT_EQ(blobs.bytes(put("bytes").sha256), "bytes");
}

TEST_P(BlobsTest, LeavesNothingOfATransactionThatFailed) {
  StagedBlob staged = blobs.stage("never");
  EXPECT_THROW(write([&](Transaction& tx) {
                 blobs.put(tx, staged, "a");
                 throw std::runtime_error("no");
               }),
               std::runtime_error);
  write([&](Transaction& tx) { EXPECT_FALSE(blobs.hold(tx, staged.name().sha256, "a")); });
  const std::uint64_t left = store->engine() == Engine::sqlite ? 1 : 0;
  EXPECT_EQ(blobs.sweep(0ms).files, left);
  EXPECT_EQ(blobs.open(staged.name().sha256), nullptr);
}

TEST_P(BlobsTest, TakesAFileOver) {
  const std::string path = place.folder() + "/upload";
  std::ofstream(path) << "from a file";
  {
    StagedBlob staged = blobs.stage_file(path);
    write([&](Transaction& tx) { blobs.put(tx, staged, "a"); });
    EXPECT_EQ(blobs.bytes(staged.name().sha256), "from a file");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

class SearchTest : public PartsTest {
 protected:
  void put(std::string_view key, std::int64_t part, std::string_view text) {
    write([&](Transaction& tx) { put_text(tx, "document", key, part, text); });
  }
  SearchAnswer find(std::string_view query, std::size_t limit = 10, std::string_view after = {}) {
    return store->read([&](Transaction& tx) { return find_text(tx, "document", query, limit, after); });
  }
  std::string keys(std::string_view query) {
    std::set<std::string> found;
    for (const SearchHit& hit : find(query).hits) found.insert(hit.key);
    std::string out;
    for (const std::string& key : found) out += key;
    return out;
  }
};

MIDYEAR_ON_BOTH_ENGINES(SearchTest);

TEST_P(SearchTest, FindsWordsPhrasesAndSingleCharacters) {
  put("a", 0, "云溪高新区完成规模以上工业总产值1,234.5亿元，同比增长8.2%。");
  put("b", 0, "新区高质量发展，GDP增长5G基站12个。");
  put("c", 0, "雲溪高新區引進項目");
  for (const auto& [query, expected] :
       std::initializer_list<std::pair<const char*, const char*>>{{"高新区", "ac"},    {"高新區", "ac"},
                                                                  {"新区", "abc"},     {"区", "abc"},
                                                                  {"云", "ac"},        {"1234.5", "a"},
                                                                  {"1,234.5亿", "a"},  {"８.２％", "a"},
                                                                  {"增长 亿元", "a"},  {"\"增长8.2\"", "a"},
                                                                  {"「增长5G」", "b"}, {"gdp", "b"},
                                                                  {"质量 基站", "b"},  {"项目", "c"},
                                                                  {"区高", "b"},       {"没有", ""},
                                                                  {"溪 发展", ""},     {"2", ""},
                                                                  {"G", ""},           {"' OR \"", ""},
                                                                  {"增长 NEAR", ""},   {"*", ""}})
    EXPECT_EQ(keys(query), expected) << query;
  EXPECT_TRUE(find("，。*").empty_query);
}

std::string marked(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>>& marks) {
  if (marks.empty()) return "-";
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : marks) {
    out +=
        std::string(text.substr(at, begin - at)) + "[" + std::string(text.substr(begin, end - begin)) + "]";
    at = end;
  }
  return out + std::string(text.substr(at));
}

TEST_P(SearchTest, FindsAndMarksAsTheTableSays) {
  std::ifstream table(MIDYEAR_SOURCE_DIR "/tests/store/search.tsv");
  int cases = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> cells(1);
    for (const char c : line) {
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back() += c;
    }
    ASSERT_EQ(cells.size(), 4u) << line;
    put("a", 0, cells[0]);
    const SearchAnswer answer = find(cells[1]);
    EXPECT_EQ(answer.total, cells[2] == "-" ? 0 : 1) << line;
    EXPECT_EQ(answer.hits.empty() ? "-" : marked(cells[0], answer.hits.front().marks), cells[2]) << line;
    if (!answer.hits.empty()) {
      EXPECT_EQ(marks_of(cells[0], cells[1]), answer.hits.front().marks) << line;
    }
    ++cases;
  }
  EXPECT_GT(cases, 30);
}

TEST_P(SearchTest, MarksWhatItFound) {
  put("a", 3, "A高新区与新区。");
  const SearchAnswer answer = find("新区 高");
  ASSERT_EQ(answer.hits.size(), 1u);
  EXPECT_EQ(answer.hits.front().part, 3);
  const std::vector<std::pair<std::size_t, std::size_t>> marks = {{1, 10}, {13, 19}};
  EXPECT_EQ(answer.hits.front().marks, marks);
}

TEST_P(SearchTest, ReplacesRemovesAndRebuilds) {
  put("a", 0, "第一稿 提纲");
  put("a", 0, "第二稿 提纲");
  EXPECT_EQ(keys("第一"), "");
  EXPECT_EQ(find("提纲").total, 1);
  write([&](Transaction& tx) { rebuild_search(tx); });
  EXPECT_EQ(keys("第二"), "a");
  write([&](Transaction& tx) { remove_text(tx, "document", "a"); });
  EXPECT_EQ(find("提纲").total, 0);
}

// Asked the other way round, SQLite would look into the index once for each part there is.
TEST(SearchPlan, AsksTheIndexFirst) {
  StorePlace place{Engine::sqlite};
  std::vector<std::string> asked;
  Settings settings = place.settings();
  settings.log_sql = [&](std::string_view sql, double) { asked.emplace_back(sql); };
  auto opened = Store::open(std::move(settings), {});
  ASSERT_TRUE(opened);
  const auto store = std::move(*opened);
  store->write([](Transaction& tx) { put_text(tx, "document", "a", 0, "全市财政收入"); });
  asked.clear();
  store->read([](Transaction& tx) { return find_text(tx, "document", "财政", 10).total; });
  int plans = 0;
  for (const std::string& sql : std::vector<std::string>(asked)) {
    if (sql.find("search_index") == std::string::npos) continue;
    ++plans;
    std::vector<Value> values{std::string("document"), std::string("\"财政\"")};
    if (sql.find("LIMIT") != std::string::npos)
      values.insert(values.end(), {std::int64_t{10}, std::int64_t{0}});
    std::string plan;
    store->read([&](Transaction& tx) {
      for (const Row row : tx.run("EXPLAIN QUERY PLAN " + sql, values))
        plan += std::string(row.text(3)) + '\n';
    });
    EXPECT_TRUE(plan.starts_with("SCAN i VIRTUAL TABLE INDEX")) << sql << '\n' << plan;
    EXPECT_NE(plan.find("SEARCH p USING INTEGER PRIMARY KEY"), std::string::npos) << plan;
  }
  EXPECT_EQ(plans, 2) << "the count and the page";
}

TEST_P(SearchTest, GivesAllHitsPageAfterPage) {
  for (int i = 0; i < 25; ++i)
    put(std::to_string(i), 0, "招商引资 " + std::string(static_cast<std::size_t>(i % 7), '.'));
  put("x", 0, "别的");
  std::set<std::string> found;
  std::string after;
  int pages = 0;
  do {
    const SearchAnswer answer = find("招商", 10, after);
    EXPECT_EQ(answer.total, 25);
    for (const SearchHit& hit : answer.hits) found.insert(hit.key);
    after = answer.next;
    ++pages;
  } while (!after.empty());
  EXPECT_EQ(found.size(), 25u);
  EXPECT_EQ(pages, 3);
}

class ChangesTest : public PartsTest {
 protected:
  std::int64_t append(std::string_view id) {
    return write([&](Transaction& tx) { return append_change(tx, "document", id, 1, "{}", clock); });
  }
  ChangesSince since(std::int64_t sequence, std::size_t limit = 100) {
    return store->read([&](Transaction& tx) { return changes_since(tx, sequence, limit); });
  }
};

MIDYEAR_ON_BOTH_ENGINES(ChangesTest);

TEST_P(ChangesTest, GivesThemInTheOrderOfCommits) {
  std::vector<std::int64_t> told;
  {
    ChangeListener listener(*store, [&](std::int64_t sequence) { told.push_back(sequence); });
    for (const char* id : {"a", "b", "c"}) append(id);
    EXPECT_THROW(write([&](Transaction& tx) {
                   append_change(tx, "document", "never", 1, "{}", clock);
                   throw std::runtime_error("no");
                 }),
                 std::runtime_error);
  }
  append("d");
  ASSERT_FALSE(told.empty());
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_EQ(told.back(), 3);
  const ChangesSince all = since(1, 2);
  ASSERT_EQ(all.changes.size(), 2u);
  EXPECT_EQ(all.changes.front().id, "b");
  EXPECT_TRUE(all.more);
  EXPECT_EQ(all.last, 3);
  EXPECT_EQ(since(3).changes.front().id, "d");
  EXPECT_FALSE(since(4).reset);
  EXPECT_TRUE(since(4).changes.empty());
}

TEST_P(ChangesTest, TellsAReaderFromBeforeToBeginAnew) {
  for (int i = 0; i < 10; ++i) append("x");
  write([&](Transaction& tx) { prune_changes(tx, 4, base::Instant{}); });
  EXPECT_TRUE(since(5).reset);
  EXPECT_EQ(since(5).last, 10);
  EXPECT_FALSE(since(6).reset);
  EXPECT_EQ(since(6).changes.size(), 4u);
  EXPECT_TRUE(since(11).reset);
  write([&](Transaction& tx) { prune_changes(tx, 100, clock.now() + 1ms); });
  EXPECT_TRUE(since(9).reset);
  EXPECT_FALSE(since(10).reset);
  EXPECT_EQ(append("y"), 11);
  EXPECT_EQ(since(10).changes.size(), 1u);
}

class HousekeepingTest : public PartsTest {};
MIDYEAR_ON_BOTH_ENGINES(HousekeepingTest);

TEST_P(HousekeepingTest, ForgetsWhatIsOld) {
  Blobs blobs(*store, clock);
  Jobs jobs(*store, clock);
  StagedBlob dropped = blobs.stage("dropped"), held = blobs.stage("held");
  const std::int64_t open = write([&](Transaction& tx) {
    for (StagedBlob* staged : {&dropped, &held}) blobs.put(tx, *staged, "a");
    blobs.release(tx, dropped.name().sha256, "a");
    for (int i = 0; i < 3; ++i) append_change(tx, "document", "1", i, "{}", clock);
    jobs.add(tx, "read", "{}");
    jobs.finish(tx, *jobs.take(tx, {"read"}, "w", 1s));
    return jobs.add(tx, "read", "{}");
  });
  EXPECT_EQ(tidy(*store, {}, clock).jobs, 0);
  EXPECT_EQ(blobs.bytes(dropped.name().sha256), "dropped");
  clock.ms = clock.ms.load() + std::chrono::days(31);
  write([&](Transaction& tx) { append_change(tx, "document", "1", 4, "{}", clock); });
  const Tidied tidied = tidy(*store, {}, clock);
  EXPECT_EQ(tidied.jobs, 1);
  EXPECT_EQ(tidied.swept.blobs, 1u);
  EXPECT_EQ(blobs.bytes(held.name().sha256), "held");
  store->read([&](Transaction& tx) {
    EXPECT_TRUE(changes_since(tx, 2, 10).reset);
    EXPECT_EQ(changes_since(tx, 3, 10).changes.size(), 1u);
    EXPECT_TRUE(jobs.get(tx, open));
  });
}

TEST_P(HousekeepingTest, TidiesAtItsBeginAndEndsAtOnce) {
  Jobs jobs(*store);
  write([&](Transaction& tx) {
    jobs.add(tx, "read", "{}");
    jobs.finish(tx, *jobs.take(tx, {"read"}, "w", 1s));
  });
  const auto left = [&] {
    return store->read([&](Transaction& tx) { return jobs.list(tx, std::nullopt, 10).size(); });
  };
  HousekeepingOptions options;
  options.jobs_age = std::chrono::hours(-1);
  const Housekeeper keeper(*store, options);
  while (left() != 0) std::this_thread::yield();
  EXPECT_EQ(left(), 0u);
}

}  // namespace
}  // namespace midyear::store
