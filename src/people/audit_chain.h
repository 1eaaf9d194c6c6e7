#pragma once

// The chain of the audit log: what an entry's hash is, and whether a list of entries is whole. Pure; the rows
// are the concern of whoever keeps them.
//
//   hash = SHA-256(hash of the entry before + "\n" + canonical(entry)), in 64 hexadecimal digits
//
// The entry before the first has the hash kChainBegin. Whoever noted a hash outside can tell later that
// everything up to it is as it was.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace midyear::people {

inline constexpr std::string_view kChainBegin =
    "0000000000000000000000000000000000000000000000000000000000000000";

struct AuditEntry {
  std::int64_t sequence = 0;  // 1, 2, 3 …, without a gap
  std::int64_t at = 0;        // milliseconds since 1970, UTC
  std::string who;            // the actor's id
  std::string operation;      // "documents.add"
  std::string target;         // what it was done to; "" where nothing is named
  std::string request;        // id of the request; "" where it came from elsewhere
  std::string detail;         // what changed, as JSON; "" where the operation says it all
  std::string hash;           // not a part of canonical()
};

// The entry as one JSON object with its members in the order of the struct, without white space.
std::string canonical(const AuditEntry& entry);
std::string chained_hash(std::string_view previous_hash, const AuditEntry& entry);

// Follows the chain entry after entry.
class ChainCheck {
 public:
  enum class Fault : std::uint8_t { gap, altered };
  struct Break {
    std::int64_t sequence = 0;  // that was expected there
    Fault fault = Fault::gap;
  };

  // Begins after the entry of this sequence and hash.
  explicit ChainCheck(std::int64_t sequence = 0, std::string_view hash = kChainBegin)
      : sequence_(sequence), hash_(hash) {}

  // False from the first break on; then broken() says where.
  bool take(const AuditEntry& entry);
  const std::optional<Break>& broken() const { return broken_; }
  std::int64_t sequence() const { return sequence_; }  // of the last good entry
  const std::string& hash() const { return hash_; }    // to be noted outside

 private:
  std::int64_t sequence_;
  std::string hash_;
  std::optional<Break> broken_;
};

}  // namespace midyear::people
