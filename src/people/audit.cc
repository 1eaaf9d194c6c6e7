#include "people/audit.h"

#include <algorithm>
#include <limits>

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

std::vector<AuditEntry> audit_entries(store::Transaction& tx, std::int64_t before, std::size_t limit,
                                      const AuditFilter& filter) {
  std::string sql = "SELECT " + std::string(kColumns) + " FROM audit_entry WHERE sequence < $1";
  std::vector<store::Value> values{before > 0 ? before : std::numeric_limits<std::int64_t>::max()};
  const auto where = [&](std::string_view condition, store::Value value) {
    values.push_back(std::move(value));
    sql += " AND " + std::string(condition) + std::to_string(values.size());
  };
  if (!filter.who.empty()) where("who = $", filter.who);
  if (filter.operation.ends_with('.')) {
    where("operation >= $", filter.operation);
    where("operation < $", filter.operation.substr(0, filter.operation.size() - 1) + '/');  // '.' + 1
  } else if (!filter.operation.empty()) {
    where("operation = $", filter.operation);
  }
  if (!filter.target.empty()) where("target = $", filter.target);
  if (filter.since) where("at >= $", *filter.since);
  if (filter.until) where("at < $", *filter.until);
  values.emplace_back(static_cast<std::int64_t>(limit));
  sql += " ORDER BY sequence DESC LIMIT $" + std::to_string(values.size());
  std::vector<AuditEntry> entries;
  for (const store::Row row : tx.run(sql, values)) entries.push_back(entry_of(row));
  return entries;
}

AuditNote audit_head(store::Transaction& tx) {
  const store::Rows head = tx.run("SELECT sequence, hash FROM audit_head WHERE one = 1");
  return {head.front().integer(0), std::string(head.front().text(1))};
}

AuditState verify_audit(store::Transaction& tx, std::span<const AuditNote> notes) {
  std::vector<AuditNote> noted(notes.begin(), notes.end());
  std::sort(noted.begin(), noted.end(),
            [](const AuditNote& a, const AuditNote& b) { return a.sequence < b.sequence; });
  auto next = noted.begin();
  AuditState state{.head = audit_head(tx)};
  std::int64_t vouched = 0;
  const auto hold = [&](std::int64_t sequence, std::string_view hash) {
    for (; !state.broken && next != noted.end() && next->sequence <= sequence; ++next) {
      if (next->sequence == sequence && next->hash == hash)
        vouched = sequence;
      else
        state.broken = {sequence, AuditState::Fault::rewritten, vouched};
    }
  };
  ChainCheck check;
  hold(0, kChainBegin);
  tx.each("SELECT " + std::string(kColumns) + " FROM audit_entry ORDER BY sequence", {}, [&](store::Row row) {
    if (state.broken) return;
    const AuditEntry entry = entry_of(row);
    if (check.take(entry))
      hold(entry.sequence, entry.hash);
    else
      state.broken = {check.broken()->sequence,
                      check.broken()->fault == ChainCheck::Fault::gap ? AuditState::Fault::gap
                                                                      : AuditState::Fault::altered,
                      vouched};
  });
  if (state.broken) return state;
  if (check.sequence() != state.head.sequence || next != noted.end())
    state.broken = {check.sequence() + 1, AuditState::Fault::gap, vouched};
  else if (check.hash() != state.head.hash)
    state.broken = {state.head.sequence, AuditState::Fault::altered, vouched};
  return state;
}

}  // namespace midyear::people
