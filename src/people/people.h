#pragma once

// The room of people: who there is and how they prove it (accounts.h, password.h), who may do what
// (permissions.h), and the audit log (audit_chain.h its format, audit.h its rows).

#include <vector>

#include "people/audit.h"
#include "store/migrations.h"

namespace midyear::people {

void add_migrations(std::vector<store::Migration>& migrations);

}  // namespace midyear::people
