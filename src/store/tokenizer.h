#pragma once

struct sqlite3;

namespace midyear::store::detail {

// Makes FTS5 tables of this connection cut texts with search.h's analyse(): tokenize='midyear'. Needed on
// every connection before it touches such a table.
void register_tokenizer(sqlite3* database);

}  // namespace midyear::store::detail
