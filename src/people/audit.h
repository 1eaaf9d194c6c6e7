#pragma once

// The rows of the audit log: only ever added, each chained to the one before.

#include <cstdint>
#include <optional>
#include <vector>

#include "people/audit_chain.h"
#include "store/store.h"

namespace midyear::people {

// Gives the entry its sequence and hash and keeps it; returns the sequence.
std::int64_t append_audit(store::Transaction& tx, AuditEntry entry);

// Newest first, those before `before` (0: from the newest on).
std::vector<AuditEntry> audit_entries(store::Transaction& tx, std::int64_t before, std::size_t limit);

struct AuditState {
  std::int64_t sequence = 0;  // of the last entry
  std::string hash;           // to be noted outside
  std::optional<ChainCheck::Break> broken;
};
// Follows the whole chain and holds its end against the head. Cost: one pass over all entries.
AuditState verify_audit(store::Transaction& tx);

}  // namespace midyear::people
