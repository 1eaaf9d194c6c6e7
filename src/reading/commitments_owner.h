#pragma once

// Who is answerable: units in a clause that a plan makes lead or help. Internal to the stage of commitments.

#include <string_view>
#include <vector>

#include "reading/commitments_words.h"

namespace midyear::reading::plan {

// A unit as written; where several share one head ("经发、统计部门"), head is what to put after name.
struct Unit {
  Range name, head;
};

struct Responsibility {
  std::vector<Unit> owners, supporting;
  std::uint32_t end = 0;  // where the words that say so end (behind 牵头, 要, 配合)
  bool leading = false;   // they stand at the clause's begin
  bool empty() const { return owners.empty() && supporting.empty(); }
  void clear() {
    owners.clear();
    supporting.clear();
    end = 0;
    leading = false;
  }
};

// Reads "A局、B局和C部门" as a whole. False, and out as it was, where any part of the range is no unit.
// `strict`: only what is a unit by itself (局, 委, 部门), not a company or a centre, which may as well be a
// project.
bool parse_units(std::u16string_view units, Range list, bool strict, std::vector<Unit>& out);

// Finds who is made answerable in the clause. tokens: the words of the clause.
void find_responsibility(std::u16string_view units, Range clause, const std::vector<Token>& tokens,
                         Responsibility& out);

// Reads what stands in brackets or after a colon at the end of a measure: "责任单位:A局、B局",
// "A局牵头,B局配合". False where it names nobody.
bool parse_assignment(std::u16string_view units, Range range, Responsibility& out);

}  // namespace midyear::reading::plan
