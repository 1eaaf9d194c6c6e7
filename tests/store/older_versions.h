#pragma once

// Opens databases that earlier programs made, one for each step there is: with the tables of that step, and
// rows in them. Each step of a room has files tests/<room>/rows/0001.sql, 0001.sqlite.sql,
// 0001.postgresql.sql (one of them at least), run after it: rows as a program of that time wrote them.
//
//   check_older_versions(engine, steps);

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/migrate.h"
#include "store/store_at.h"

namespace midyear::store {

// What room and step wrote at its time. A step without such a file fails the test.
inline std::string rows_of(const Migration& step, Engine engine) {
  std::string number = std::to_string(step.number);
  number.insert(0, 4 - number.size(), '0');
  std::string sql;
  int files = 0;
  for (const char* end : {".sql", engine == Engine::sqlite ? ".sqlite.sql" : ".postgresql.sql"}) {
    std::ifstream file(std::string(MIDYEAR_SOURCE_DIR "/tests/") + std::string(step.room) + "/rows/" +
                       number + end);
    std::stringstream text;
    if (file) text << file.rdbuf(), ++files;
    sql += text.str();
  }
  if (files == 0) ADD_FAILURE() << "no rows for step " << step.number << " of " << step.room;
  return sql;
}

// Tables, columns, indexes and rules, a line each.
inline std::string tables_of(Store& store) {
  const char* sql =
      store.engine() == Engine::sqlite
          ? "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1"
          : "SELECT CAST(concat_ws(' ', table_name, column_name, data_type, collation_name, is_nullable, "
            "column_default, is_identity) AS TEXT) COLLATE \"C\" FROM information_schema.columns "
            "WHERE table_schema = current_schema() "
            "UNION ALL SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes "
            "WHERE schemaname = current_schema() "
            "UNION ALL SELECT concat_ws(' ', relname, conname, pg_get_constraintdef(c.oid)) "
            "FROM pg_constraint c JOIN pg_class r ON r.oid = conrelid "
            "WHERE connamespace = CAST(current_schema() AS regnamespace) ORDER BY 1";
  return store.read([&](Transaction& tx) {
    std::string out;
    for (const Row row : tx.run(sql)) out += std::string(row.text(0)) + "\n";
    return out;
  });
}

inline std::map<std::string, std::int64_t> rows_counted(Store& store) {
  const char* sql =
      store.engine() == Engine::sqlite
          ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND "
            "name NOT LIKE 'search_index%'"
          : "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()";
  return store.read([&](Transaction& tx) {
    std::map<std::string, std::int64_t> counts;
    for (const Row row : tx.run(sql)) {
      const std::string name(row.text(0));
      if (name != "store_migration" && name != "store_writer")
        counts[name] = tx.run("SELECT count(*) FROM " + name).front().integer(0);
    }
    return counts;
  });
}

// The database after the first `at` steps, each with rows written before the next one ran.
inline std::map<std::string, std::int64_t> make_older(const Settings& settings, Engine engine,
                                                      std::span<const Migration> steps, std::size_t at) {
  const auto old = Store::open_with(settings, {});
  if (!old.ok()) throw std::runtime_error(old.error().message);
  (*old)->write([&](Transaction& tx) {
    for (std::size_t i = 1; i <= at; ++i) {
      detail::migrate(tx, steps.first(i), base::Clock::real().now());
      tx.connection().script(rows_of(steps[i - 1], engine));
    }
  });
  return rows_counted(**old);
}

// From the step of that index on. `look` is called with each store once it is at the newest step, and the
// number of steps it was at.
inline void check_older_versions(Engine engine, const std::vector<Migration>& steps, std::size_t first = 0,
                                 const std::function<void(Store&, std::size_t)>& look = {}) {
  const StorePlace fresh(engine);
  if (fresh.missing()) return;
  const std::string newest = tables_of(*Store::open_with(fresh.settings(), steps).value());
  for (std::size_t at = first + 1; at <= steps.size(); ++at) {
    SCOPED_TRACE(std::string(steps[at - 1].room) + " " + std::to_string(steps[at - 1].number));
    const StorePlace place(engine);
    const auto before = make_older(place.settings(), engine, steps, at);
    const auto now = Store::open_with(place.settings(), steps);
    ASSERT_TRUE(now.ok()) << now.error().message;
    EXPECT_EQ(tables_of(**now), newest);
    const auto after = rows_counted(**now);
    for (const auto& [table, count] : before)
      EXPECT_TRUE(!after.contains(table) || after.at(table) == count) << table;
    if (look) look(**now, at);
  }
}

}  // namespace midyear::store
