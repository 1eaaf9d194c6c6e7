#include "store/tokenizer.h"

#include <sqlite3.h>

#include "store/analyser.h"
#include "store/failure.h"

namespace midyear::store::detail {
namespace {

using TakeToken = int (*)(void*, int, const char*, int, int, int);

fts5_api* fts5_of(sqlite3* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

// A tokenizer has no state; FTS5 wants an address that is not null.
int create(void*, const char**, int, Fts5Tokenizer** out) {
  static char nobody;
  *out = reinterpret_cast<Fts5Tokenizer*>(&nobody);
  return SQLITE_OK;
}
void destroy(Fts5Tokenizer*) {}

// A query holds tokens that analyse() made already: each string in it is one token as it stands.
int tokenize(Fts5Tokenizer*, void* context, int flags, const char* text, int size, TakeToken take) {
  if ((flags & FTS5_TOKENIZE_QUERY) != 0) return take(context, 0, text, size, 0, size);
  int code = SQLITE_OK;
  analyse({text, static_cast<std::size_t>(size)}, [&](const Token& token) {
    if (code != SQLITE_OK) return;
    code = take(context, 0, token.word.data(), static_cast<int>(token.word.size()),
                static_cast<int>(token.begin), static_cast<int>(token.end));
  });
  return code;
}

}  // namespace

void register_tokenizer(sqlite3* database) {
  fts5_tokenizer tokenizer{create, destroy, tokenize};
  fts5_api* api = fts5_of(database);
  if (api == nullptr || api->xCreateTokenizer(api, "midyear", nullptr, &tokenizer, nullptr) != SQLITE_OK)
    throw Failure("store_failed", "this SQLite library has no FTS5");
}

}  // namespace midyear::store::detail
