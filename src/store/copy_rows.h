#pragma once

// All rows of one store into another, from engine to engine. Internal to the room: backups are SQLite.

#include <string>
#include <vector>

#include "store/store.h"

namespace midyear::store::detail {

// The tables that hold what is kept, by name: without those of one engine, of the index and of migrations.
std::vector<std::string> tables_of(Transaction& sqlite);

// Requires: both were migrated to the same step; one of them at least is SQLite; `to` writes and holds no
// more than its migrations put there, which is replaced. Bytes of blobs are not rows. Cost: a statement for
// each row.
void copy_rows(Transaction& from, Transaction& to);

}  // namespace midyear::store::detail
