#pragma once

// Migrations: the steps from an empty database to the tables of this program, numbered from 1 in each room.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"

namespace midyear::store {

// One step. sql_common runs first, then what the engine needs of its own. In sql_common these words in braces
// stand for types that the engines name differently: {identity} (a column counted up from 1, the primary
// key), {integer} (64 bits), {real}, {text} (compared byte by byte), {blob}.
struct Migration {
  std::string_view room;
  int number = 0;
  std::string_view sql_common;
  std::string_view sqlite;
  std::string_view postgresql;
};

// Adds the steps that stand in files "0001_name.sql", "0001_name.sqlite.sql", "0001_name.postgresql.sql" (a
// step needs one of them). Requires: names of this form, numbers 1, 2, 3 … without a gap; a room's files are
// a part of the program, so a slip is std::logic_error.
void add_migrations(std::vector<Migration>& migrations, std::string_view room,
                    std::span<const base::EmbeddedFile> files);

// The steps of the store itself (jobs, blobs, search, changes), which Store::open() runs before all others.
std::vector<Migration> own_migrations();

}  // namespace midyear::store
