#include "people/audit.h"

#include "base/embedded.h"
#include "people/people.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_people_rows();
}

namespace midyear::people {
namespace {

constexpr std::string_view kColumns = "sequence, at, who, operation, target, request, detail, hash";

AuditEntry entry_of(const store::Row& row) {
  return {.sequence = row.integer(0),
          .at = row.integer(1),
          .who = std::string(row.text(2)),
          .operation = std::string(row.text(3)),
          .target = std::string(row.text(4)),
          .request = std::string(row.text(5)),
          .detail = std::string(row.text(6)),
          .hash = std::string(row.text(7))};
}

}  // namespace

void add_migrations(std::vector<store::Migration>& migrations) {
  store::add_migrations(migrations, "people", base::embedded_people_rows());
}

std::int64_t append_audit(store::Transaction& tx, AuditEntry entry) {
  const store::Rows head = tx.run("SELECT sequence, hash FROM audit_head WHERE one = 1");
  entry.sequence = head.front().integer(0) + 1;
  entry.hash = chained_hash(head.front().text(1), entry);
  tx.run("UPDATE audit_head SET sequence = $1, hash = $2 WHERE one = 1", {entry.sequence, entry.hash});
  tx.run("INSERT INTO audit_entry (" + std::string(kColumns) + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
         {entry.sequence, entry.at, entry.who, entry.operation, entry.target, entry.request, entry.detail,
          entry.hash});
  return entry.sequence;
}

std::vector<AuditEntry> audit_entries(store::Transaction& tx, std::int64_t before, std::size_t limit) {
  const auto most = std::numeric_limits<std::int64_t>::max();
  std::vector<AuditEntry> entries;
  for (const store::Row row :
       tx.run("SELECT " + std::string(kColumns) +
                  " FROM audit_entry WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2",
              {before > 0 ? before : most, static_cast<std::int64_t>(limit)}))
    entries.push_back(entry_of(row));
  return entries;
}

AuditState verify_audit(store::Transaction& tx) {
  ChainCheck check;
  tx.each("SELECT " + std::string(kColumns) + " FROM audit_entry ORDER BY sequence", {},
          [&](store::Row row) { check.take(entry_of(row)); });
  const store::Rows head = tx.run("SELECT sequence, hash FROM audit_head WHERE one = 1");
  AuditState state{head.front().integer(0), std::string(head.front().text(1)), check.broken()};
  if (state.broken) return state;
  if (check.sequence() != state.sequence)
    state.broken = {check.sequence() + 1, ChainCheck::Fault::gap};
  else if (check.hash() != state.hash)
    state.broken = {state.sequence, ChainCheck::Fault::altered};
  return state;
}

}  // namespace midyear::people
