#include "store/lease.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace midyear::store {

base::Result<std::unique_ptr<Lease>> Lease::take(const std::string& folder) {
  const std::string path = folder + "/lease";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return base::Error{"store_failed", path + ": " + std::generic_category().message(errno)};
  std::unique_ptr<Lease> lease(new Lease(file));
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    char holder[32];
    const ssize_t size = ::pread(file, holder, sizeof holder, 0);
    return base::Error{"store_in_use", std::string(holder, size > 0 ? static_cast<std::size_t>(size) : 0)};
  }
  const std::string pid = std::to_string(::getpid());
  // The number only helps a person; the lock is what counts.
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, pid.data(), pid.size(), 0) < 0) return lease;
  return lease;
}

Lease::~Lease() { ::close(file_); }

}  // namespace midyear::store
