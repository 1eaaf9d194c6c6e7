#pragma once

#include <string>
#include <string_view>

#include "desk/desk.h"

namespace midyear::desk {

// Two documents side by side (compare.h), as JSON: {left, right: documents; figures: [{indicator, entity,
// period, measure, status, state, left: [index …], right: […], change: {absolute, percent} or null}];
// commitments: [{state, left, right: index or null}]; passages: [{state, left, right: [begin, end] or
// null}]}. Indices are those of each view, places UTF-16 units of its text. Throws what show_document()
// throws.
std::string compare_documents(Desk& desk, const Actor& who, std::string_view left, std::string_view right,
                              base::Language language);

}  // namespace midyear::desk
