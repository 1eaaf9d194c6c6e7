#pragma once

// The room of the library: rows of documents (documents.h), of their passages and of decisions on what was
// read (decisions.h).

#include <vector>

#include "library/decisions.h"
#include "library/documents.h"
#include "store/migrations.h"

namespace midyear::library {

void add_migrations(std::vector<store::Migration>& migrations);

}  // namespace midyear::library
