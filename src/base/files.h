#pragma once

// The seam to the system's files: whatever of Midyear reads or writes files asks a FileSystem, so that a test
// can take one away in the middle, fill the disk or close the pipe.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace midyear::base {

// The calls below it. Each returns what the system call of its name does and leaves errno set. Thread-safe.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  virtual int open(const std::string& path, int flags, unsigned mode);
  virtual long read(int file, void* bytes, std::size_t size);
  virtual long read_at(int file, void* bytes, std::size_t size, std::uint64_t offset);  // pread
  virtual long write(int file, const void* bytes, std::size_t size);
  virtual int sync(int file);
  virtual int close(int file);
  virtual int rename(const std::string& from, const std::string& to);
  virtual int unlink(const std::string& path);

  static FileSystem& real();
};

// The whole file ("-": standard input). Errors: not_found, permission, not_a_file, too_large (message: the
// limit), read_failed (byte: how far it came). A pipe or device is read as far as max_bytes.
Result<std::string> read_file(FileSystem& system, const std::string& path, std::uint64_t max_bytes);

// The sink of results. Buffered: what append() took is written when 256 KB are together, at flush() and at
// close(). After a fault nothing more is written, and every call returns the same fault. Not thread-safe.
class Output {
 public:
  static constexpr int kStandardOutput = 1, kStandardError = 2;

  // Writes to a file that is open and stays so. `name` is for messages.
  Output(FileSystem& system, int file, std::string name);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  // Takes what was not closed away again: a temporary file never stays.
  ~Output();

  // A file that appears under its name at close() and not before: written beside it, synced, renamed.
  // Its permissions are those of a new file. A name that is no regular file (/dev/full, a pipe) is written
  // directly. Errors: place_of_output.
  static Result<std::unique_ptr<Output>> create(FileSystem& system, const std::string& path);

  // Errors: disk_full, output_closed, write_failed; byte: how much was written before.
  std::optional<Error> append(std::string_view bytes);
  std::optional<Error> flush();
  std::optional<Error> close();
  // Whether anything was appended, written yet or not.
  bool empty() const { return written_ == 0 && buffer_.empty(); }

  const std::string& name() const { return name_; }
  bool failed() const { return fault_.has_value(); }

 private:
  static constexpr std::size_t kBuffer = 256 << 10;
  std::optional<Error> write_all(std::string_view bytes);

  FileSystem& system_;
  int file_;
  std::string name_;
  std::string temporary_;  // path; empty where written directly
  bool owned_ = false;
  std::string buffer_;
  std::uint64_t written_ = 0;
  std::optional<Error> fault_;
};

// The whole file at once, as Output::create writes it. Errors: those of Output.
std::optional<Error> write_file(FileSystem& system, const std::string& path, std::string_view bytes);

// The reports in a folder and its folders, sorted by path, each file once: names that end in .txt, .md, .html
// or .htm, no hidden ones and none about the folder itself (README.md, LICENSE.txt). A folder reached a
// second time through a link is not entered again. What cannot be listed is in `faults` (folder_failed), the
// rest is there.
struct Listing {
  struct Fault {
    std::string path;
    Error error;
  };
  std::vector<std::string> files;
  std::vector<Fault> faults;
};
Listing list_reports(const std::string& folder);

enum class PathKind : std::uint8_t { missing, file, folder };
PathKind path_kind(const std::string& path);

}  // namespace midyear::base
