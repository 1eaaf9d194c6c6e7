#pragma once

// SQLite's way to files with switches that make syncs fail and the disk full, for all databases opened while
// it lives.

#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>

namespace midyear::store {

class FaultySqlite {
 public:
  FaultySqlite() : real_(sqlite3_vfs_find(nullptr)), ours_(*real_) {
    ours_.zName = "faulty";
    ours_.pNext = nullptr;
    ours_.xOpen = open;
    now() = this;
    if (sqlite3_vfs_register(&ours_, 1) != SQLITE_OK) throw std::runtime_error("sqlite3_vfs_register");
  }
  FaultySqlite(const FaultySqlite&) = delete;
  FaultySqlite& operator=(const FaultySqlite&) = delete;
  ~FaultySqlite() {
    sqlite3_vfs_unregister(&ours_);
    now() = nullptr;
  }

  std::atomic<bool> sync_fails{false};
  std::atomic<std::int64_t> space{std::int64_t{1} << 40};  // bytes that may be written yet

 private:
  // The file's methods are those of the system but for two. There is a table of them for each kind of file;
  // kept for as long as the program, since files may be open for longer than we live.
  struct Methods {
    const sqlite3_io_methods* real = nullptr;
    sqlite3_io_methods ours{};
  };
  static int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    const int code = now()->real_->xOpen(now()->real_, name, file, flags, out);
    if (code != SQLITE_OK || file->pMethods == nullptr) return code;
    static std::mutex mutex;
    static std::map<const sqlite3_io_methods*, Methods> tables;
    const std::lock_guard lock(mutex);
    Methods& methods = tables[file->pMethods];
    if (methods.real == nullptr) {
      methods = {file->pMethods, *file->pMethods};
      real_sync() = methods.real->xSync;
      real_write() = methods.real->xWrite;
      methods.ours.xSync = sync;
      methods.ours.xWrite = write;
    }
    file->pMethods = &methods.ours;
    return code;
  }
  static int sync(sqlite3_file* file, int flags) {
    if (now() != nullptr && now()->sync_fails) return SQLITE_IOERR_FSYNC;
    return real_sync()(file, flags);
  }
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    if (now() != nullptr && (now()->space -= size) < 0) return SQLITE_FULL;
    return real_write()(file, bytes, size, at);
  }
  // All kinds of files of a system have these two in common.
  static int (*&real_sync())(sqlite3_file*, int) {
    static int (*real)(sqlite3_file*, int) = nullptr;
    return real;
  }
  static int (*&real_write())(sqlite3_file*, const void*, int, sqlite3_int64) {
    static int (*real)(sqlite3_file*, const void*, int, sqlite3_int64) = nullptr;
    return real;
  }
  static FaultySqlite*& now() {
    static FaultySqlite* instance = nullptr;
    return instance;
  }

  sqlite3_vfs* real_;
  sqlite3_vfs ours_;
};

}  // namespace midyear::store
