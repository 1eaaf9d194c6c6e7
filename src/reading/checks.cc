#include "reading/stages.h"

namespace midyear::reading {

std::string_view check_name(CheckKind kind) {
  static constexpr std::string_view kNames[] = {"share_of_total", "sum_of_parts", "progress_of_target", "lead_over_schedule", "count_of_list",
                                                "growth_of_values", "conflicting_values", "stage_conflict", "range_order", "other"};
  return kNames[static_cast<int>(kind)];
}

void find_contradictions(Reading&) {}

}  // namespace midyear::reading
