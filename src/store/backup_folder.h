#pragma once

// What making a backup and restoring one share. Internal to the room. All throw Failure.

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include "store/blob_files.h"
#include "store/connection.h"

namespace midyear::store::detail {

// A folder under way: taken away again unless it is kept.
class Unfinished {
 public:
  explicit Unfinished(std::string folder);
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished();
  const std::string& path() const { return folder_; }
  void keep() { folder_.clear(); }

 private:
  std::string folder_;
};

// Of a store beside, in SQLite.
Settings settings_of_folder(const std::string& folder);
// The migrations of a store without its own, as Store::open() wants them.
std::vector<Migration> steps_of(std::span<const Migration> all);

// Runs a function on a connection to the database file of a folder, in a transaction, and leaves one file.
void with_rows(const std::string& folder, const std::function<void(Connection&)>& work);
// Also looks whether the pages are whole.
std::vector<BlobName> blobs_named(const std::string& folder);

Pieces pieces_of(BlobReader& reader);
// False where the bytes are not what the name says.
bool copy_blob(base::FileSystem& files, const std::string& to, const BlobName& name, const Pieces& pieces);
void forget_new_blobs(const std::string& folder);

void sync_file(base::FileSystem& files, const std::string& path);
void rename_for_good(base::FileSystem& files, const std::string& from, const std::string& to);

}  // namespace midyear::store::detail
