#include "store/copy_rows.h"

#include "store/search.h"

namespace midyear::store::detail {
namespace {

struct Shape {
  std::string columns, places, order;
  std::string counted;  // the column that counts up; "" where there is none
};

Shape shape_of(Transaction& sqlite, const std::string& table) {
  Shape shape;
  std::string first_of_key;
  int number = 0;
  for (const Row row : sqlite.run("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid", {table})) {
    const std::string name(row.text(0));
    const std::string comma = number == 0 ? "" : ", ";
    shape.columns += comma + name;
    shape.places += comma + "$" + std::to_string(++number);
    if (row.integer(1) == 0) continue;
    shape.order += (shape.order.empty() ? " ORDER BY " : ", ") + name;
    if (row.integer(1) == 1) first_of_key = name;
  }
  const Rows counts = sqlite.run(
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1 AND sql LIKE '%AUTOINCREMENT%'",
      {table});
  if (!counts.empty()) shape.counted = first_of_key;
  return shape;
}

// The last number that a counting column gave, which may be of a row that is gone.
std::int64_t counter_of(Transaction& tx, const std::string& table, const std::string& column) {
  const Rows rows = tx.engine() == Engine::sqlite
                        ? tx.run("SELECT seq FROM sqlite_sequence WHERE name = $1", {table})
                        : tx.run(
                              "SELECT coalesce(pg_sequence_last_value(CAST(pg_get_serial_sequence($1, $2) AS "
                              "regclass)), 0)",
                              {table, column});
  return rows.empty() ? 0 : rows.front().integer(0);
}

void set_counter(Transaction& tx, const std::string& table, const std::string& column, std::int64_t last) {
  if (last == 0) return;
  if (tx.engine() == Engine::sqlite) {
    tx.run("DELETE FROM sqlite_sequence WHERE name = $1", {table});
    tx.run("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", {table, last});
  } else {
    tx.run("SELECT setval(pg_get_serial_sequence($1, $2), $3)", {table, column, last});
  }
}

void copy_texts(Transaction& from, Transaction& to) {
  from.each("SELECT collection, key, part, text FROM search_part ORDER BY id", {},
            [&](Row row) { put_text(to, row.text(0), row.text(1), row.integer(2), row.text(3)); });
}

void copy_table(Transaction& from, Transaction& to, const std::string& table, const Shape& shape) {
  const std::string insert =
      "INSERT INTO " + table + " (" + shape.columns + ") VALUES (" + shape.places + ")";
  std::vector<Value> values;
  from.each("SELECT " + shape.columns + " FROM " + table + shape.order, {}, [&](Row row) {
    values.clear();
    for (std::size_t i = 0; i < row.size(); ++i) values.push_back(row.value(i));
    to.run(insert, values);
  });
  if (!shape.counted.empty()) set_counter(to, table, shape.counted, counter_of(from, table, shape.counted));
}

// References are looked at when all rows are there, so that their order does not matter.
class LateReferences {
 public:
  explicit LateReferences(Transaction& tx) : tx_(tx) {
    if (tx.engine() == Engine::sqlite) {
      tx.run("PRAGMA defer_foreign_keys=ON");
      return;
    }
    const Rows rows = tx.run(
        "SELECT CAST(CAST(conrelid AS regclass) AS text), CAST(conname AS text) FROM pg_constraint WHERE "
        "contype = "
        "'f' AND NOT condeferrable AND connamespace = CAST(current_schema() AS regnamespace)");
    for (const Row row : rows)
      constraints_.push_back("ALTER TABLE " + std::string(row.text(0)) + " ALTER CONSTRAINT \"" +
                             std::string(row.text(1)) + "\" ");
    for (const std::string& constraint : constraints_) tx.run(constraint + "DEFERRABLE INITIALLY DEFERRED");
  }
  void check_now() {
    if (tx_.engine() == Engine::sqlite) return;  // at the commit
    tx_.run("SET CONSTRAINTS ALL IMMEDIATE");
    for (const std::string& constraint : constraints_) tx_.run(constraint + "NOT DEFERRABLE");
  }

 private:
  Transaction& tx_;
  std::vector<std::string> constraints_;
};

}  // namespace

std::vector<std::string> tables_of(Transaction& sqlite) {
  std::vector<std::string> tables;
  const Rows rows = sqlite.run(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "
      "name "
      "NOT LIKE 'search\\_index%' ESCAPE '\\' AND name <> 'store_migration' ORDER BY name");
  for (const Row row : rows) tables.emplace_back(row.text(0));
  return tables;
}

void copy_rows(Transaction& from, Transaction& to) {
  Transaction& sqlite = from.engine() == Engine::sqlite ? from : to;
  LateReferences references(to);
  const std::vector<std::string> tables = tables_of(sqlite);
  for (const std::string& table : tables) to.run("DELETE FROM " + table);
  for (const std::string& table : tables) {
    if (table == "search_part")
      copy_texts(from, to);
    else
      copy_table(from, to, table, shape_of(sqlite, table));
  }
  references.check_now();
}

}  // namespace midyear::store::detail
