#pragma once

// Finding passages of documents by their words.

#include <cstddef>
#include <string_view>

#include "desk/desk.h"

namespace midyear::desk {

// Passages that hold the query (store/search.h says how it is read), best first: {items: [{document: {id,
// title, year}, at: [begin, end], passage, marks: [[begin, end] …], heading: […]}], next, total}. Offsets
// count UTF-16 units; `at` is the place in the view's text, marks are places in the passage. Throws Fault:
// query_empty.
std::string find_passages(Desk& desk, const Actor& who, std::string_view query, std::size_t limit,
                          std::string_view after);

}  // namespace midyear::desk
