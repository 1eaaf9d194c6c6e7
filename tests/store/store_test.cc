#include "store/store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/analyser.h"
#include "store/backup.h"
#include "store/changes.h"
#include "store/jobs.h"
#include "store/search.h"
#include "store/store_at.h"

namespace midyear::store {
namespace {

constexpr std::string_view kTables =
    "CREATE TABLE note (id {identity}, name {text} NOT NULL UNIQUE, size {integer}, body {blob});";

class StoreTest : public testing::TestWithParam<Engine> {
 protected:
  std::unique_ptr<Store> open(std::string_view sql = kTables) {
    const Migration steps[] = {{"note", 1, sql, {}, {}}};
    Settings settings = place_.settings();
    settings.patience = std::chrono::milliseconds(2000);
    auto store = Store::open(settings, steps);
    if (store) return std::move(*store);
    code_ = store.error().code;
    return nullptr;
  }
  StorePlace place_{GetParam()};
  std::string code_;
};
MIDYEAR_ON_BOTH_ENGINES(StoreTest);

void add(Store& store, const std::string& name) {
  store.write([&](Transaction& tx) {
    tx.run("INSERT INTO note (name, size, body) VALUES ($2, $1, $3)",
           {std::int64_t{7}, name, Blob{std::string("\0x", 2)}});
  });
}
std::int64_t count(Store& store) {
  return store.read([](Transaction& tx) { return tx.run("SELECT count(*) FROM note").front().integer(0); });
}

TEST_P(StoreTest, KeepsRowsOverReopening) {
  auto store = open();
  ASSERT_TRUE(store);
  add(*store, "甲");
  store.reset();
  store = open();
  ASSERT_TRUE(store);
  store->read([](Transaction& tx) {
    const Rows rows = tx.run("SELECT name, size, body, NULL FROM note WHERE name = $1", {"甲"});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows.front().text(0), "甲");
    EXPECT_EQ(rows.front().integer(1), 7);
    EXPECT_EQ(rows.front().blob(2), std::string_view("\0x", 2));
    EXPECT_TRUE(rows.front().null(3));
    EXPECT_THROW(rows.front().text(1), std::logic_error);
  });
}

TEST_P(StoreTest, KeepsNothingOfAWriteThatThrows) {
  auto store = open();
  bool told = false;
  EXPECT_THROW(store->write([&](Transaction& tx) {
    tx.after_commit([&] { told = true; });
    tx.run("INSERT INTO note (name) VALUES ('a')");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(count(*store), 0);
  EXPECT_FALSE(told);
}

TEST_P(StoreTest, NamesTheConstraintAndLetsNobodySwallowIt) {
  auto store = open();
  add(*store, "a");
  try {
    store->write([](Transaction& tx) {
      tx.run("INSERT INTO note (name) VALUES ('b')");
      EXPECT_THROW(tx.run("INSERT INTO note (name) VALUES ('a')"), Failure);
    });
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), "store_unique");
    EXPECT_EQ(failure.constraint(), "note(name)");
  }
  EXPECT_EQ(count(*store), 1);
}

TEST_P(StoreTest, RefusesASecondHolderAChangedStepAndANewerSchema) {
  auto store = open();
  EXPECT_FALSE(open());
  EXPECT_EQ(code_, "store_in_use");
  store.reset();
  EXPECT_FALSE(open("CREATE TABLE note (id {identity});"));
  EXPECT_EQ(code_, "store_changed");
  const auto older = Store::open(place_.settings(), {});
  ASSERT_FALSE(older.ok());
  EXPECT_EQ(older.error().code, "store_newer");
}

TEST_P(StoreTest, CarriesEveryValue) {
  auto store = open();
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::vector<Value> values = {std::monostate{}, std::int64_t{-1} << 63, std::int64_t{1} << 62};
  for (const Value& size : values)
    for (const std::string& body : {bytes, std::string()}) {
      const Value name = std::string("名") + std::to_string(size.index()) + std::to_string(body.size());
      store->write([&](Transaction& tx) {
        tx.run("DELETE FROM note");
        tx.run("INSERT INTO note (name, size, body) VALUES ($1, $2, $3)", {name, size, Blob{body}});
      });
      store->read([&](Transaction& tx) {
        const Rows rows = tx.run("SELECT name, size, body FROM note");
        EXPECT_EQ(rows.front().value(0), name);
        EXPECT_EQ(rows.front().value(1), size);
        EXPECT_EQ(rows.front().blob(2), body);
        EXPECT_FALSE(rows.front().null(2));
      });
    }
}

TEST_P(StoreTest, GivesRowAfterRow) {
  auto store = open();
  for (int i = 0; i < 500; ++i) add(*store, std::to_string(i));
  store->read([&](Transaction& tx) {
    std::int64_t sum = 0, rows = 0;
    const std::string sql = "SELECT id, name FROM note WHERE id > $1 ORDER BY id";
    tx.each(sql, std::vector<Value>{std::int64_t{100}}, [&](Row row) {
      sum += std::stoll(std::string(row.text(1)));
      ++rows;
    });
    EXPECT_EQ(rows, 400);
    EXPECT_EQ(sum, (100 + 499) * 400 / 2);
  });
  // What the callback throws ends the transaction.
  EXPECT_THROW(store->write([](Transaction& tx) {
    tx.run("DELETE FROM note WHERE id = 1");
    tx.each("SELECT id FROM note", {}, [](Row) { throw std::runtime_error("enough"); });
  }),
               std::runtime_error);
  EXPECT_EQ(count(*store), 500);
}

// From the tables of every earlier program to those of this one, with what they held.
TEST_P(StoreTest, MigratesFromEveryEarlierStep) {
  if (place_.missing()) return;
  const std::vector<Migration> all = own_migrations();
  for (std::size_t count = 1; count <= all.size(); ++count) {
    const StorePlace place(GetParam());
    {
      auto old = Store::open_with(place.settings(), {all.begin(), all.begin() + static_cast<long>(count)});
      ASSERT_TRUE(old.ok()) << old.error().message;
      (*old)->write([](Transaction& tx) { put_text(tx, "document", "1", 0, "旧的文字"); });
    }
    auto store = place.open();
    EXPECT_EQ(verify(*store).size(), 0u) << count;
    store->write([](Transaction& tx) {
      EXPECT_EQ(find_text(tx, "document", "文字", 10).total, 1);
      EXPECT_EQ(append_change(tx, "document", "1", 1, "{}"), 1);
      EXPECT_EQ(Jobs(tx.store()).add(tx, "read", "{}"), 1);
    });
  }
}

// Another analyser made the index: found nothing, or what is not there, it would otherwise.
TEST_P(StoreTest, MakesTheIndexAnewWhereAnotherAnalyserMadeIt) {
  auto store = open();
  store->write([&](Transaction& tx) {
    put_text(tx, "document", "1", 0, "新的文字");
    if (tx.engine() == Engine::sqlite)
      tx.run("INSERT INTO search_index (search_index) VALUES ('delete-all')");
    else
      tx.run("UPDATE search_part SET words = CAST('x' AS tsvector)");
  });
  const auto found = [&] {
    return store->read([](Transaction& tx) { return find_text(tx, "document", "文字", 10).total; });
  };
  EXPECT_EQ(found(), 0);
  store.reset();
  store = open();
  EXPECT_EQ(found(), 0);
  store->write([](Transaction& tx) { tx.run("UPDATE search_mark SET analyser = 'older'"); });
  store.reset();
  store = open();
  EXPECT_EQ(found(), 1);
}

TEST_P(StoreTest, TakesWritersOneAfterTheOther) {
  auto store = open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) add(*store, std::to_string(t) + "." + std::to_string(i)), count(*store);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count(*store), 80);
}

TEST_P(StoreTest, ReadersCannotWrite) {
  auto store = open();
  EXPECT_THROW(store->read([](Transaction& tx) { tx.run("DELETE FROM note"); }), Failure);
}

TEST(SqliteStore, RefusesRubbish) {
  const StorePlace place;
  place.open();
  const std::string path = place.settings().folder + "/midyear.sqlite";
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  std::ofstream(path) << std::string(9000, 'x');
  const auto store = Store::open(place.settings(), {});
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().code, "store_corrupt");
}

TEST(Analyser, CutsHanIntoPairsAndWordsInLowerCase) {
  std::string out;
  analyse("高新區，ＧＤＰ 1,234.5 亿", [&](const Token& token) { out += std::string(token.word) + "|"; });
  EXPECT_EQ(out, "高新|新区|区|gdp|1234.5|亿|");
}

TEST(Analyser, MakesPhrasesOfAQuery) {
  const std::vector<Phrase> expected = {{{"高新", "新区"}, false}, {{"区"}, true}, {{"a", "b"}, false}};
  EXPECT_EQ(parse_query("高新区 區 「A b」 ，"), expected);
}

}  // namespace
}  // namespace midyear::store
