#pragma once

// Where people's decisions stand after a report was read again. Pure; no store, no Reading.
//
// A decision belongs to a place: the kind of a record and its bytes in the source, which never change. A
// newer reader may cut its records otherwise. Then:
//   1. a decision stays with the record of exactly its place;
//   2. of what is left, a decision goes to the record of its kind that it overlaps most, if that record in
//      turn is overlapped most by this decision. Where either has two best ones of equal overlap, nobody is
//      chosen for a person;
//   3. every other decision is unmatched, which is listed, never dropped.
// A record carries one decision at most.

#include <cstdint>
#include <span>
#include <vector>

namespace midyear::desk {

enum class RecordKind : std::uint8_t { figure, commitment, project };

// A record in the source: bytes [begin, end).
struct Place {
  RecordKind kind = RecordKind::figure;
  std::uint64_t begin = 0, end = 0;
  auto operator<=>(const Place&) const = default;
};

inline constexpr std::uint32_t kUnmatched = 0xFFFFFFFFu;

// For each decision the index of its record, or kUnmatched. Any order. Requires: fewer than 2^32 of each;
// decisions are distinct. Cost: n log n where few records of a kind overlap each other; memory linear.
std::vector<std::uint32_t> attach(std::span<const Place> decisions, std::span<const Place> records);

}  // namespace midyear::desk
