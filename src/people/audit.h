#pragma once

// The rows of the audit log: only ever added, each chained to the one before.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "people/audit_chain.h"
#include "store/store.h"

namespace midyear::people {

// Gives the entry its sequence and hash and keeps it; returns the sequence.
std::int64_t append_audit(store::Transaction& tx, AuditEntry entry);

// What is asked for; an empty field asks for everything.
struct AuditFilter {
  std::string who = {};
  std::string operation = {};  // "documents.add", or "documents." for all that begin so
  std::string target = {};
  std::optional<std::int64_t> since = {},
                              until = {};  // milliseconds since 1970: from the first, before the second
};

// Newest first, those before `before` (0: from the newest on). Cost: looks backwards until `limit` entries
// fit, at worst through all.
std::vector<AuditEntry> audit_entries(store::Transaction& tx, std::int64_t before, std::size_t limit,
                                      const AuditFilter& filter = {});

// An entry and its hash, to be noted where whoever has the database cannot write. A chain that was made anew
// from the first entry on is whole in itself; it is the note that tells it from the true one.
struct AuditNote {
  std::int64_t sequence = 0;
  std::string hash;
  bool operator==(const AuditNote&) const = default;
};
AuditNote audit_head(store::Transaction& tx);

struct AuditState {
  AuditNote head = {};
  enum class Fault : std::uint8_t { gap, altered, rewritten };  // rewritten: another hash was noted
  struct Break {
    std::int64_t sequence = 0;  // the first entry that is not as it was, or that is missing
    Fault fault = Fault::gap;
    // Of a rewritten one: up to here the notes vouch for the entries; what changed lies behind it.
    std::int64_t vouched = 0;
  };
  std::optional<Break> broken = {};
};
// Follows the whole chain, holds its end against the head, and the entries that were noted, in any order,
// against their notes. Cost: one pass over all entries.
AuditState verify_audit(store::Transaction& tx, std::span<const AuditNote> notes = {});

}  // namespace midyear::people
