#include "store/sqlite_copy.h"

#include <sqlite3.h>

#include "store/failure.h"

namespace midyear::store::detail {
namespace {

class Database {
 public:
  Database(const std::string& path, int flags) {
    if (sqlite3_open_v2(path.c_str(), &database_, flags, nullptr) != SQLITE_OK) fail("open " + path);
    sqlite3_busy_timeout(database_, 5000);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close(database_); }
  sqlite3* get() const { return database_; }

  [[noreturn]] void fail(const std::string& what) const {
    const int code = sqlite3_errcode(database_) & 0xff;
    const bool full = code == SQLITE_FULL;
    const bool corrupt = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    throw Failure(full      ? "store_full"
                  : corrupt ? "store_corrupt"
                            : "store_failed",
                  std::string(sqlite3_errmsg(database_)) + " (" + what + ")");
  }

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace

void copy_sqlite(const std::string& from, const std::string& to) {
  const Database source(from, SQLITE_OPEN_READONLY);
  const Database target(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3_backup* copy = sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (copy == nullptr) target.fail("copy " + from);
  // All pages in one step: it is one read transaction, which in WAL mode keeps no writer waiting.
  sqlite3_backup_step(copy, -1);
  if (sqlite3_backup_finish(copy) != SQLITE_OK) target.fail("copy " + from);
  // Out of WAL mode, so that the copy is one file.
  if (sqlite3_exec(target.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
    target.fail("copy " + from);
}

}  // namespace midyear::store::detail
