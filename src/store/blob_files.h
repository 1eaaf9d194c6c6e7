#pragma once

// Files of blobs: blobs/ab/abcdef… under a folder, and blobs/new/ for those on their way. Internal to the
// room: blobs.h of an SQLite store, and every backup. All throw Failure (store_full, store_failed).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "store/blobs.h"

namespace midyear::store::detail {

// An open file, closed at the end.
class File {
 public:
  File(base::FileSystem& system, const std::string& path, int flags);
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();
  int number() const { return file_; }
  void write(std::string_view bytes);
  // Reads up to `count` bytes at `offset`; fewer only at the end.
  void read_at(std::uint64_t offset, std::size_t count, std::string& out);
  void sync();

 private:
  base::FileSystem& system_;
  std::string path_;
  int file_;
};

[[noreturn]] void throw_system(int error, const std::string& what);
bool is_sha256(std::string_view name);
std::string blob_path(const std::string& folder, std::string_view sha256);
void make_folders(const std::string& folder);  // with its parents; new ones are synced into theirs
void sync_folder(base::FileSystem& system, const std::string& folder);

// The piece after the other of some bytes, until it gives nothing.
using Pieces = std::function<bool(std::string& piece)>;
constexpr std::size_t kPiece = 256 << 10;

// Writes the bytes into blobs/new/ and syncs them; the path comes back, and their name.
std::pair<std::string, BlobName> write_new_blob(base::FileSystem& system, const std::string& folder,
                                                const Pieces& pieces);
// Gives a file of blobs/new/ its name; sync_shelf() makes that last.
void place_blob(base::FileSystem& system, const std::string& folder, const std::string& path,
                std::string_view sha256);
void sync_shelf(base::FileSystem& system, const std::string& folder, std::string_view sha256);

// Throws Failure where it is not there.
std::unique_ptr<BlobReader> open_blob_file(base::FileSystem& system, const std::string& path);

}  // namespace midyear::store::detail
