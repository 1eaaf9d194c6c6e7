#pragma once

#include <optional>
#include <string_view>

#include "quantity/period.h"

namespace midyear::quantity {

// Whether scan_period may find a phrase at text[at], by the few characters behind it. Spares most numbers the
// scan: of "414.5亿元" it needs to see the point only. Never false where there is a phrase. Internal to the
// room. Requires: at < text.size().
bool may_be_period(std::u16string_view text, std::size_t at);

// scan_period without it: a test holds the two against each other.
std::optional<Period> scan_without_glance(std::u16string_view text, std::size_t at);

}  // namespace midyear::quantity
