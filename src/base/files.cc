#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <set>
#include <system_error>

namespace midyear::base {

int FileSystem::open(const std::string& path, int flags, unsigned mode) {
  return ::open(path.c_str(), flags | O_CLOEXEC, mode);
}
long FileSystem::read(int file, void* bytes, std::size_t size) { return ::read(file, bytes, size); }
long FileSystem::read_at(int file, void* bytes, std::size_t size, std::uint64_t offset) {
  return ::pread(file, bytes, size, static_cast<off_t>(offset));
}
long FileSystem::write(int file, const void* bytes, std::size_t size) { return ::write(file, bytes, size); }
int FileSystem::sync(int file) { return ::fsync(file); }
int FileSystem::close(int file) { return ::close(file); }
int FileSystem::rename(const std::string& from, const std::string& to) {
  return ::rename(from.c_str(), to.c_str());
}
int FileSystem::unlink(const std::string& path) { return ::unlink(path.c_str()); }

FileSystem& FileSystem::real() {
  static FileSystem system;
  return system;
}

namespace {

std::string reason(int error) { return std::generic_category().message(error); }

Error open_error(int error) {
  if (error == ENOENT || error == ENOTDIR) return {"not_found", reason(error)};
  if (error == EACCES || error == EPERM) return {"permission", reason(error)};
  return {"read_failed", reason(error)};
}

// Closes what it was given when the scope ends.
struct Closer {
  FileSystem& system;
  int file;
  ~Closer() {
    if (file > Output::kStandardError) system.close(file);
  }
};

// Reads to the end, a block at a time; `expected` is only how much is asked for first.
Result<std::string> read_all(FileSystem& system, int file, std::size_t expected, std::uint64_t max_bytes) {
  static constexpr std::size_t kBlock = 64 << 10;
  std::string bytes;
  std::size_t size = 0;
  for (;;) {
    if (size == bytes.size()) bytes.resize(size + std::max(kBlock, size == 0 ? expected + 1 : size / 2));
    const long got = system.read(file, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EISDIR) return Error{"not_a_file", reason(EISDIR)};
    if (got < 0) return Error{"read_failed", reason(errno), size};
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > max_bytes) return Error{"too_large", std::to_string(max_bytes)};
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

Result<std::string> read_file(FileSystem& system, const std::string& path, std::uint64_t max_bytes) {
  if (path == "-") return read_all(system, STDIN_FILENO, 0, max_bytes);
  const int file = system.open(path, O_RDONLY, 0);
  if (file < 0) return open_error(errno);
  const Closer closer{system, file};
  struct stat about {};
  std::size_t expected = 0;
  if (::fstat(file, &about) == 0) {
    if (S_ISDIR(about.st_mode)) return Error{"not_a_file", reason(EISDIR)};
    if (S_ISREG(about.st_mode)) {
      expected = static_cast<std::size_t>(about.st_size);
      if (expected > max_bytes) return Error{"too_large", std::to_string(max_bytes)};
    }
  }
  return read_all(system, file, expected, max_bytes);
}

PathKind path_kind(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return PathKind::missing;
  return S_ISDIR(about.st_mode) ? PathKind::folder : PathKind::file;
}

namespace {

bool is_report(const std::string& name) {
  std::string low = name;
  std::transform(low.begin(), low.end(), low.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  static constexpr std::string_view kEnds[] = {".txt", ".md", ".html", ".htm"};
  // Papers about a folder are no reports.
  static constexpr std::string_view kPapers[] = {"readme", "license", "changelog", "contributing"};
  const std::string_view stem = std::string_view(low).substr(0, low.find('.'));
  if (std::find(std::begin(kPapers), std::end(kPapers), stem) != std::end(kPapers)) return false;
  return std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](std::string_view end) { return low.ends_with(end); });
}

using Identity = std::pair<dev_t, ino_t>;

// Folders still to be listed are kept in a list of ours: nesting may be deeper than a stack is.
struct Walk {
  Listing listing;
  std::set<Identity> seen;
  std::vector<std::string> todo;

  void take(const std::string& path, const std::string& name) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0) {
      // A link to nowhere or a file that just left; named only where it would have been read.
      if (is_report(name)) listing.files.push_back(path);
      return;
    }
    const bool folder = S_ISDIR(about.st_mode);
    if (!folder && !(S_ISREG(about.st_mode) && is_report(name))) return;
    if (!seen.emplace(about.st_dev, about.st_ino).second) return;
    (folder ? todo : listing.files).push_back(path);
  }

  void list(const std::string& folder) {
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    std::vector<std::string> names;
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
      names.push_back(entry->path().filename().string());
    if (error) listing.faults.push_back({folder, {"folder_failed", error.message()}});
    std::sort(names.begin(), names.end());
    for (const std::string& name : names)
      if (name.front() != '.') take(folder.ends_with('/') ? folder + name : folder + '/' + name, name);
  }
};

}  // namespace

Listing list_reports(const std::string& folder) {
  Walk walk;
  struct stat about {};
  if (::stat(folder.c_str(), &about) == 0) walk.seen.emplace(about.st_dev, about.st_ino);
  walk.todo.push_back(folder);
  while (!walk.todo.empty()) {
    const std::string next = std::move(walk.todo.back());
    walk.todo.pop_back();
    walk.list(next);
  }
  std::sort(walk.listing.files.begin(), walk.listing.files.end());
  return std::move(walk.listing);
}

}  // namespace midyear::base
