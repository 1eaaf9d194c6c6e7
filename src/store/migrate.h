#pragma once

#include <span>

#include "store/store.h"

namespace midyear::store::detail {

// Runs the steps that this database has not seen, all in the one transaction. Throws Failure: store_newer,
// store_changed, and what the SQL meets.
void migrate(Transaction& tx, std::span<const Migration> steps, base::Instant now);

// That the steps this database has seen are those of this program. Throws Failure: store_newer,
// store_changed.
void check_recorded(Transaction& tx, std::span<const Migration> steps);

}  // namespace midyear::store::detail
