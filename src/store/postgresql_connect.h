#pragma once

// A link to a PostgreSQL server, made fit for the store. Internal to postgresql*.cc and changes.

#include <libpq-fe.h>

#include <memory>
#include <string>

#include "store/connection.h"

namespace midyear::store::detail {

struct CloseLink {
  void operator()(PGconn* link) const { PQfinish(link); }
};
using Link = std::unique_ptr<PGconn, CloseLink>;

// Throws Interruption store_lost where no server answers, Failure store_unfit where it is older than 13,
// keeps texts in another encoding than UTF-8, or has no schema for us.
Link connect_link(const Settings& settings, bool writer, Deadline deadline);

// Where tables of this session are made.
std::string schema_of(PGconn* link);

// 32 hexadecimal digits that nobody else has.
std::string random_name();

}  // namespace midyear::store::detail
