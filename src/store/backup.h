#pragma once

// A copy of the whole store, made while it is at work, and the way back.
//
// A backup is a folder: midyear.sqlite (whatever the engine), blobs/ab/…, and backup.json, which is written
// last and holds the SHA-256 of the database file: a folder without it is none. It shows one moment: all that
// was committed when it began, nothing half-done, and every blob that its rows name.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace midyear::store {

struct BackupReport {
  std::int64_t at = 0;  // of the backup; milliseconds since 1970
  std::uint64_t rows_bytes = 0, blobs = 0, blob_bytes = 0;
};

// Makes the folder. Writers go on; sweeping waits. Where it fails nothing of the name is left behind. Errors:
// backup_target (the folder is there already), store_full, store_failed, store_corrupt.
base::Result<BackupReport> backup(Store& store, const std::string& folder);

// Fills the store that the settings name, runs the migrations that the backup lacks, and opens it. Errors:
// backup_damaged (a hash does not fit, a file is missing), store_not_empty, and those of Store::open().
// Where it fails, what it wrote is taken away again.
struct Restored {
  BackupReport report;
  std::unique_ptr<Store> store;
};
base::Result<Restored> restore(const std::string& folder, Settings settings,
                               std::span<const Migration> migrations);

// What is wrong with a store. `what`: rows (message of the database), reference (a row names one that is not
// there), blob_missing, blob_size, blob_hash, search, migration, and what the hooks say.
struct Finding {
  std::string what, detail;
};
// Adds findings of its own room: the chain of the audit log.
using VerifyHook = std::function<void(Transaction& tx, std::vector<Finding>& findings)>;

// Looks at everything: pages, references, migrations, the index, the hash of every blob. Readers and writers
// go on but for the check of the index. SQLite keeps no checksums of pages: a byte that flipped within a text
// is found only where an index, a hash or the audit chain holds against it.
std::vector<Finding> verify(Store& store, const std::vector<VerifyHook>& hooks = {});

}  // namespace midyear::store
