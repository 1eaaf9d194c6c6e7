#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/files.h"

namespace midyear::base {
namespace {

Error write_error(int error, std::uint64_t written) {
  const std::string reason = std::generic_category().message(error);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) return {"disk_full", reason, written};
  if (error == EPIPE) return {"output_closed", reason, written};
  return {"write_failed", reason, written};
}

Error place_error(int error) { return {"place_of_output", std::generic_category().message(error)}; }

bool is_special(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

}  // namespace

Output::Output(FileSystem& system, int file, std::string name)
    : system_(system), file_(file), name_(std::move(name)) {
  buffer_.reserve(kBuffer);
}

Output::~Output() {
  if (owned_ && file_ >= 0) system_.close(file_);
  if (!temporary_.empty()) system_.unlink(temporary_);
}

Result<std::unique_ptr<Output>> Output::create(FileSystem& system, const std::string& path) {
  if (path_kind(path) == PathKind::folder) return place_error(EISDIR);
  const bool direct = is_special(path);
  const std::string target = direct ? path : path + ".part-" + std::to_string(::getpid());
  const int file = system.open(target, direct ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0) return place_error(errno);
  auto output = std::make_unique<Output>(system, file, path);
  output->owned_ = true;
  if (!direct) output->temporary_ = target;
  return output;
}

std::optional<Error> Output::write_all(std::string_view bytes) {
  while (!bytes.empty() && !fault_) {
    const long done = system_.write(file_, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      fault_ = write_error(errno, written_);
      break;
    }
    written_ += static_cast<std::uint64_t>(done);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return fault_;
}

std::optional<Error> Output::append(std::string_view bytes) {
  if (buffer_.size() + bytes.size() < kBuffer) {
    buffer_ += bytes;
    return fault_;
  }
  if (flush()) return fault_;
  if (bytes.size() >= kBuffer) return write_all(bytes);
  buffer_ += bytes;
  return fault_;
}

std::optional<Error> Output::flush() {
  write_all(buffer_);
  buffer_.clear();
  return fault_;
}

std::optional<Error> Output::close() {
  flush();
  if (!owned_) return fault_;
  // The disk may say only now that there was no room.
  if (!fault_ && !temporary_.empty() && system_.sync(file_) != 0) fault_ = write_error(errno, written_);
  if (system_.close(file_) != 0 && !fault_) fault_ = write_error(errno, written_);
  file_ = -1;
  if (!fault_ && !temporary_.empty()) {
    if (system_.rename(temporary_, name_) == 0)
      temporary_.clear();
    else
      fault_ = place_error(errno);
  }
  return fault_;
}

std::optional<Error> write_file(FileSystem& system, const std::string& path, std::string_view bytes) {
  auto output = Output::create(system, path);
  if (!output) return output.error();
  (*output)->append(bytes);  // a fault stays with the output until close() tells it
  return (*output)->close();
}

}  // namespace midyear::base
