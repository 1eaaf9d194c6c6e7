#pragma once

// Use cases of decisions: what people confirm, correct or dismiss of what was read. A decision belongs to a
// place in the source (attachment.h); rows are only added (library/decisions.h).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "desk/attachment.h"
#include "desk/desk.h"
#include "desk/documents.h"
#include "library/decisions.h"

namespace midyear::desk {

enum class Verdict : std::uint8_t { confirmed, corrected, dismissed, cleared };
std::string_view name_of(Verdict verdict);
std::string_view name_of(RecordKind kind);  // "figure" …

struct Wish {
  Place place;
  Verdict verdict = Verdict::confirmed;
  std::string fields = "{}";  // JSON, checked by parse_fields()
  bool year = false;          // the fields name one
  std::string note;
  std::string json_place;  // where it stands in what was sent: "/decisions/3"
};

inline constexpr std::size_t kMostWishes = 5'000;

// {"decisions": […]} as it was sent. Throws JsonFault and Fault (decision_fields).
std::vector<Wish> parse_wishes(const base::JsonValue& body);

// All or nothing. The answer's revision and JSON {revision, counts, items, unmatched} tell of all decisions
// of the document. Throws Fault: precondition_required, conflict {yours, theirs}, decision_place (no record
// of this kind stands there), decision_twice, year_needed {places}.
Answer decide(Desk& desk, const Call& call, const Expected& expected, const std::vector<Wish>& wishes,
              const std::string& yours);

// What holds now: {revision, items, unmatched}.
Answer list_decisions(Desk& desk, const Actor& who, std::string_view document);
// Every row there ever was, oldest first: {items}.
std::string decision_history(Desk& desk, const Actor& who, std::string_view document);

// For the use cases of this room: counts of decisions as they stand on this reading.
void count_decisions(library::Document& document, std::span<const library::Decision> holding,
                     const reading::Reading& reading);

}  // namespace midyear::desk
