#pragma once

// Documents of the desk as lines on a terminal.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/desk_command.h"

namespace midyear::cli {

std::vector<std::string> document_head(const Surroundings& around);
std::vector<std::string> document_row(const base::JsonValue& document, const Surroundings& around);
std::vector<std::size_t> document_numbers();  // the columns that stand to the right

// Asks for page after page of {items, next} and calls back with each item, `limit` of them at most. False
// where something failed (asker has complained).
bool each_item(Asker& asker, const Ask& question, std::uint64_t limit,
               const std::function<void(const base::JsonValue& item)>& take);

}  // namespace midyear::cli
