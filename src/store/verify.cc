#include "store/backup.h"
#include "store/blobs.h"
#include "store/migrate.h"
#include "store/search.h"

namespace midyear::store {
namespace {

using Findings = std::vector<Finding>;

// What stops a check is a finding too; the others go on.
template <class F>
void guarded(Findings& findings, const char* what, F&& check) {
  try {
    Findings found = check();
    findings.insert(findings.end(), found.begin(), found.end());
  } catch (const Failure& failure) {
    findings.push_back({what, failure.detail()});
  }
}

// Every value of every row is read, those kept apart from their row too; blobs are read by their hash.
void read_all_rows(Transaction& tx) {
  for (const Row row : tx.run("SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = "
                              "current_schema() AND tablename <> 'blob_chunk' ORDER BY 1"))
    tx.run("SELECT sum(length(CAST(t AS TEXT))) FROM " + std::string(row.text(0)) + " t");
}

Findings check_pages(Transaction& tx) {
  Findings findings;
  if (tx.engine() != Engine::sqlite) return read_all_rows(tx), findings;
  for (const Row row : tx.run("PRAGMA integrity_check"))
    if (row.text(0) != "ok") findings.push_back({"rows", std::string(row.text(0))});
  return findings;
}

// PostgreSQL holds references itself, always.
Findings check_references(Transaction& tx) {
  Findings findings;
  if (tx.engine() != Engine::sqlite) return findings;
  for (const Row row : tx.run("PRAGMA foreign_key_check")) {
    const std::string number = row.null(1) ? "" : " " + std::to_string(row.integer(1));
    findings.push_back({"reference", std::string(row.text(0)) + number + " -> " + std::string(row.text(2))});
  }
  return findings;
}

Findings check_blobs(Store& store) {
  static constexpr const char* kWhat[] = {"blob_missing", "blob_size", "blob_hash"};
  Findings findings;
  for (const Blobs::Damage& damage : Blobs(store).verify())
    findings.push_back({kWhat[static_cast<std::size_t>(damage.kind)], damage.sha256});
  return findings;
}

}  // namespace

std::vector<Finding> verify(Store& store, const std::vector<VerifyHook>& hooks) {
  Findings findings;
  const auto reading = [&](const char* what, auto&& check) {
    guarded(findings, what, [&] { return store.read(check); });
  };
  reading("rows", check_pages);
  reading("reference", check_references);
  reading("migration", [&](Transaction& tx) {
    detail::check_recorded(tx, store.migrations());
    return Findings();
  });
  guarded(findings, "search", [&] {
    store.write([](Transaction& tx) { check_search(tx); });
    return Findings();
  });
  guarded(findings, "rows", [&] { return check_blobs(store); });
  for (const VerifyHook& hook : hooks)
    reading("rows", [&](Transaction& tx) {
      Findings found;
      hook(tx, found);
      return found;
    });
  return findings;
}

}  // namespace midyear::store
