#include "library/decisions.h"

#include "base/embedded.h"
#include "library/library.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_library_rows();
}

namespace midyear::library {
namespace {

constexpr std::string_view kColumns =
    "id, sha256, kind, begins, ends, decision, fields, note, seen, reader, decided_by, at, revision, "
    "superseded";

Decision decision_of(const store::Row& row) {
  Decision d;
  d.id = row.integer(0);
  d.sha256 = row.text(1), d.kind = row.text(2);
  d.begin = row.integer(3), d.end = row.integer(4);
  d.decision = row.text(5), d.fields = row.text(6), d.note = row.text(7), d.seen = row.text(8);
  d.reader = row.text(9), d.by = row.text(10);
  d.at = base::Instant(std::chrono::milliseconds(row.integer(11)));
  d.revision = row.integer(12), d.superseded = row.optional_integer(13).value_or(0);
  return d;
}

std::vector<Decision> all(const store::Rows& rows) {
  std::vector<Decision> decisions;
  for (const store::Row row : rows) decisions.push_back(decision_of(row));
  return decisions;
}

}  // namespace

void add_migrations(std::vector<store::Migration>& migrations) {
  store::add_migrations(migrations, "library", base::embedded_library_rows());
}

std::vector<Decision> decisions_of(store::Transaction& tx, std::string_view sha256) {
  return all(tx.run("SELECT " + std::string(kColumns) +
                        " FROM decision WHERE sha256 = $1 AND superseded IS NULL ORDER BY kind, begins, ends",
                    {std::string(sha256)}));
}

std::vector<Decision> decision_history(store::Transaction& tx, std::string_view sha256) {
  return all(tx.run("SELECT " + std::string(kColumns) + " FROM decision WHERE sha256 = $1 ORDER BY id",
                    {std::string(sha256)}));
}

void add_decision(store::Transaction& tx, const Decision& d) {
  const bool cleared = d.decision == "cleared";
  tx.run(
      "INSERT INTO decision (sha256, kind, begins, ends, decision, fields, note, seen, reader, decided_by, "
      "at, revision, superseded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      {d.sha256, d.kind, d.begin, d.end, d.decision, d.fields, d.note, d.seen, d.reader, d.by,
       d.at.time_since_epoch().count(), d.revision, cleared ? store::Value(d.revision) : store::Value()});
}

void supersede(store::Transaction& tx, std::int64_t id, std::int64_t revision) {
  tx.run("UPDATE decision SET superseded = $2 WHERE id = $1", {id, revision});
}

}  // namespace midyear::library
