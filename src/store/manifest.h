#pragma once

// backup.json: what says that a folder is a whole backup. Internal to the room.

#include <string>

#include "base/result.h"
#include "store/backup.h"

namespace midyear::store::detail {

struct Manifest {
  BackupReport report;
  std::string engine;       // that it was made of
  std::string rows_sha256;  // of midyear.sqlite
};

std::string json_of(const Manifest& manifest);
// Errors: backup_damaged.
base::Result<Manifest> read_manifest(base::FileSystem& files, const std::string& folder);

// Of a whole file. Throws Failure.
std::string sha256_of_file(base::FileSystem& files, const std::string& path);

}  // namespace midyear::store::detail
