#pragma once

#include <string>

namespace midyear::store::detail {

// Copies a database file that others write to at the same time: the copy is the state of one moment, whole in
// one file, not synced yet. Throws Failure.
void copy_sqlite(const std::string& from, const std::string& to);

}  // namespace midyear::store::detail
