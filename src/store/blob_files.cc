#include "store/blob_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/hash.h"

namespace midyear::store::detail {

void throw_system(int error, const std::string& what) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  throw Failure(full ? "store_full" : "store_failed", what + ": " + std::generic_category().message(error));
}

File::File(base::FileSystem& system, const std::string& path, int flags)
    : system_(system), path_(path), file_(system.open(path, flags, 0600)) {
  if (file_ < 0) throw_system(errno, path);
}
File::~File() { system_.close(file_); }

void File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const long written = system_.write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw_system(written < 0 ? errno : ENOSPC, path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void File::read_at(std::uint64_t offset, std::size_t count, std::string& out) {
  std::size_t size = out.size();
  out.resize(size + count);
  while (count > 0) {
    const long got = system_.read_at(file_, out.data() + size, count, offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_system(errno, path_);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
  out.resize(size);
}

void File::sync() {
  if (system_.sync(file_) != 0) throw_system(errno, path_);
}

bool is_sha256(std::string_view name) {
  return name.size() == 64 && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string blob_path(const std::string& folder, std::string_view sha256) {
  return folder + "/blobs/" + std::string(sha256.substr(0, 2)) + "/" + std::string(sha256);
}

void make_folders(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) {
    const std::filesystem::path parent = std::filesystem::path(folder).parent_path();
    sync_folder(base::FileSystem::real(), parent.empty() ? "." : parent.string());
    return;
  }
  const std::filesystem::path parent = std::filesystem::path(folder).parent_path();
  if (errno == EEXIST) return;
  if (errno != ENOENT || parent.empty()) throw_system(errno, folder);
  make_folders(parent.string());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) throw_system(errno, folder);
  sync_folder(base::FileSystem::real(), parent.string());
}

void sync_folder(base::FileSystem& system, const std::string& folder) {
  File(system, folder, O_RDONLY | O_DIRECTORY).sync();
}

std::pair<std::string, BlobName> write_new_blob(base::FileSystem& system, const std::string& folder,
                                                const Pieces& pieces) {
  static std::atomic<std::uint64_t> count{0};
  make_folders(folder + "/blobs/new");
  const std::string path =
      folder + "/blobs/new/" + std::to_string(::getpid()) + "." + std::to_string(++count);
  try {
    File file(system, path, O_WRONLY | O_CREAT | O_TRUNC);
    base::Sha256 hash;
    BlobName name;
    for (std::string piece; pieces(piece); piece.clear()) {
      file.write(piece);
      hash.add(piece);
      name.size += piece.size();
    }
    file.sync();
    name.sha256 = hash.hex();
    return {path, name};
  } catch (...) {
    system.unlink(path);
    throw;
  }
}

void place_blob(base::FileSystem& system, const std::string& folder, const std::string& path,
                std::string_view sha256) {
  const std::string target = blob_path(folder, sha256);
  make_folders(target.substr(0, target.rfind('/')));
  if (system.rename(path, target) != 0) throw_system(errno, target);
}

void sync_shelf(base::FileSystem& system, const std::string& folder, std::string_view sha256) {
  const std::string target = blob_path(folder, sha256);
  sync_folder(system, target.substr(0, target.rfind('/')));
}

namespace {

class FileReader : public BlobReader {
 public:
  FileReader(base::FileSystem& system, const std::string& path) : file_(system, path, O_RDONLY) {
    struct stat about {};
    if (::fstat(file_.number(), &about) != 0) throw_system(errno, path);
    size_ = static_cast<std::uint64_t>(about.st_size);
    path_ = path;
  }
  void read(std::uint64_t offset, std::size_t count, std::string& out) override {
    if (offset >= size_) return;
    file_.read_at(offset, static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - offset)), out);
  }

 private:
  File file_;
};

}  // namespace

std::unique_ptr<BlobReader> open_blob_file(base::FileSystem& system, const std::string& path) {
  return std::make_unique<FileReader>(system, path);
}

}  // namespace midyear::store::detail
