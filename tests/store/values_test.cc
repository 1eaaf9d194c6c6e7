// What goes into the store comes out as it was, and a statement means the same on both engines.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "store/store_at.h"

namespace midyear::store {
namespace {

class ValuesTest : public testing::TestWithParam<Engine> {
 protected:
  ValuesTest() : store(place.open(kSteps)) {}
  static constexpr Migration kSteps[] = {
      {"kept", 1, "CREATE TABLE kept (id {identity}, i {integer}, r {real}, t {text}, b {blob});", {}, {}}};

  std::string code_of(std::string_view sql, std::initializer_list<Value> values) {
    try {
      store->write([&](Transaction& tx) { tx.run(sql, values); });
    } catch (const Failure& failure) {
      return failure.code();
    }
    return "";
  }
  StorePlace place{GetParam()};
  std::unique_ptr<Store> store;
};
MIDYEAR_ON_BOTH_ENGINES(ValuesTest);

TEST_P(ValuesTest, ComeOutAsTheyWentIn) {
  using Integers = std::numeric_limits<std::int64_t>;
  using Reals = std::numeric_limits<double>;
  std::string every;
  for (int i = 0; i < 256; ++i) every += static_cast<char>(i);
  const std::vector<Value> integers = {
      std::int64_t{0}, Integers::min(), Integers::max(), std::int64_t{-1}, {}};
  const std::vector<Value> reals = {0.1, -Reals::max(), Reals::denorm_min(), 1e17, Value{}};
  const std::vector<Value> texts = {"", "云溪高新区", "\t\n'\"\\ $1 %", "𠮷😀", Value{}};
  const std::vector<Value> blobs = {Blob{""}, Blob{every}, Blob{"\\x41"}, Blob{std::string(300'000, '\0')},
                                    Value{}};
  store->write([&](Transaction& tx) {
    tx.run("DELETE FROM kept");
    for (std::size_t i = 0; i < integers.size(); ++i) {
      const Value values[] = {integers[i], reals[i], texts[i], blobs[i]};
      tx.run("INSERT INTO kept (i, r, t, b) VALUES ($1, $2, $3, $4)", values);
    }
  });
  store->read([&](Transaction& tx) {
    const Rows rows = tx.run("SELECT i, r, t, b FROM kept ORDER BY id");
    ASSERT_EQ(rows.size(), integers.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(rows[i].optional_integer(0),
                i == 4 ? std::nullopt : std::optional(std::get<std::int64_t>(integers[i])));
      EXPECT_EQ(rows[i].optional_real(1), i == 4 ? std::nullopt : std::optional(std::get<double>(reals[i])));
      EXPECT_EQ(rows[i].optional_text(2),
                i == 4 ? std::nullopt : std::optional<std::string_view>(std::get<std::string>(texts[i])));
      EXPECT_EQ(rows[i].null(3), i == 4);
      EXPECT_TRUE(i == 4 || rows[i].blob(3) == std::get<Blob>(blobs[i]).bytes);
    }
  });
}

TEST_P(ValuesTest, AreComputedAlike) {
  store->write([](Transaction& tx) {
    for (const std::int64_t i : {std::int64_t{3}, std::int64_t{4}, std::int64_t{40'000'000'000}})
      tx.run("INSERT INTO kept (i, r) VALUES ($1, 0.5)", {i});
  });
  store->read([](Transaction& tx) {
    const Rows rows = tx.run(
        "SELECT sum(i), avg(r), count(*), max(i) > 5, sum(r), min(t), coalesce(min(t), $1), "
        "avg(i) FROM kept WHERE i < $2 OR $2 IS NULL",
        {"无", std::int64_t{100'000'000'000}});
    const Row row = rows.front();
    EXPECT_EQ(row.integer(0), 40'000'000'007);
    EXPECT_EQ(row.real(1), 0.5);
    EXPECT_EQ(row.integer(2), 3);
    EXPECT_TRUE(row.truth(3));
    EXPECT_EQ(row.real(4), 1.5);
    EXPECT_TRUE(row.null(5));
    EXPECT_EQ(row.text(6), "无");
    EXPECT_NEAR(row.real(7), 40'000'000'007 / 3.0, 1e-3);
    EXPECT_EQ(
        tx.run("SELECT i FROM kept ORDER BY i DESC LIMIT $1 OFFSET $2", {std::int64_t{1}, std::int64_t{1}})
            .front()
            .integer(0),
        4);
  });
}

TEST_P(ValuesTest, AreSortedByBytes) {
  store->write([](Transaction& tx) {
    for (const char* t : {"b", "B", "a", "乙", "甲", "Z", "é"})
      tx.run("INSERT INTO kept (t) VALUES ($1)", {t});
  });
  store->read([](Transaction& tx) {
    std::string order;
    for (const Row row : tx.run("SELECT t FROM kept ORDER BY t")) order += row.text(0);
    EXPECT_EQ(order, "BZabé乙甲");
  });
}

TEST_P(ValuesTest, TextsWithoutMeaningAreRefused) {
  const std::string insert = "INSERT INTO kept (t) VALUES ($1)";
  EXPECT_EQ(code_of(insert, {std::string("a\0b", 3)}), "store_text");
  EXPECT_EQ(code_of(insert, {"\xff"}), "store_text");
  EXPECT_EQ(code_of(insert, {"\xed\xa0\x80"}), "store_text");
  EXPECT_EQ(code_of("INSERT INTO kept (b) VALUES ($1)", {Blob{"\xff"}}), "");
}

TEST_P(ValuesTest, StreamRowAfterRow) {
  store->write([](Transaction& tx) {
    for (std::int64_t i = 0; i < 500; ++i) tx.run("INSERT INTO kept (i, t) VALUES ($1, 'x')", {i});
    EXPECT_EQ(tx.changed(), 1);
    tx.run("UPDATE kept SET t = 'y' WHERE i < $1", {std::int64_t{200}});
    EXPECT_EQ(tx.changed(), 200);
    std::int64_t sum = 0;
    tx.each("SELECT i, t FROM kept WHERE i >= $1 ORDER BY i", std::vector<Value>{std::int64_t{100}},
            [&](Row row) { sum += row.integer(0); });
    EXPECT_EQ(sum, 499 * 500 / 2 - 99 * 100 / 2);
    EXPECT_EQ(tx.run("SELECT count(*) FROM kept").front().integer(0), 500);
  });
  int seen = 0;
  EXPECT_THROW(store->write([&](Transaction& tx) {
    tx.run("DELETE FROM kept");
    try {
      tx.each("SELECT 1 FROM store_migration", {}, [&](Row) {
        ++seen;
        throw std::runtime_error("enough");
      });
    } catch (const std::runtime_error&) {  // the transaction has failed all the same
    }
  }),
               std::runtime_error);
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(store->read([](Transaction& tx) { return tx.run("SELECT i FROM kept").size(); }), 500u);
}

TEST_P(ValuesTest, ManyStatementsAreNotKeptForEver) {
  store->read([](Transaction& tx) {
    for (int i = 0; i < 450; ++i)
      EXPECT_EQ(tx.run("SELECT " + std::to_string(i) + " + $1", {std::int64_t{1}}).front().integer(0), i + 1);
  });
}

}  // namespace
}  // namespace midyear::store
