#pragma once

// The room of people: today the audit log (audit_chain.h its format, audit.h its rows); who may do what comes
// with accounts.

#include <vector>

#include "people/audit.h"
#include "store/migrations.h"

namespace midyear::people {

void add_migrations(std::vector<store::Migration>& migrations);

}  // namespace midyear::people
