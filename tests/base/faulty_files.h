#pragma once

// A file system in which something goes wrong at a chosen place.

#include <cerrno>
#include <string>

#include "base/files.h"

namespace midyear::base {

class FaultyFiles : public FileSystem {
 public:
  int open_error = 0;           // errno of every open()
  long read_fails_after = -1;   // bytes; EIO then
  long write_fails_after = -1;  // bytes; write_error then
  int write_error = ENOSPC;
  int sync_error = 0, rename_error = 0;
  bool interrupted = false;  // every other read and write is interrupted, the others take few bytes
  int unlinked = 0;

  int open(const std::string& path, int flags, unsigned mode) override {
    return open_error != 0 ? failed(open_error) : FileSystem::open(path, flags, mode);
  }
  long read(int file, void* bytes, std::size_t size) override {
    if (interrupted && (turn_ = !turn_)) return failed(EINTR);
    if (read_fails_after >= 0 && read_ >= read_fails_after) return failed(EIO);
    if (read_fails_after >= 0) size = std::min(size, static_cast<std::size_t>(read_fails_after - read_));
    const long got = FileSystem::read(file, bytes, interrupted ? std::min<std::size_t>(size, 3) : size);
    read_ += got > 0 ? got : 0;
    return got;
  }
  long write(int file, const void* bytes, std::size_t size) override {
    if (interrupted && (turn_ = !turn_)) return failed(EINTR);
    if (write_fails_after >= 0 && written_ >= write_fails_after) return failed(write_error);
    if (write_fails_after >= 0) size = std::min(size, static_cast<std::size_t>(write_fails_after - written_));
    const long done = FileSystem::write(file, bytes, interrupted ? std::min<std::size_t>(size, 3) : size);
    written_ += done > 0 ? done : 0;
    return done;
  }
  int sync(int file) override { return sync_error != 0 ? failed(sync_error) : FileSystem::sync(file); }
  int rename(const std::string& from, const std::string& to) override {
    return rename_error != 0 ? failed(rename_error) : FileSystem::rename(from, to);
  }
  int unlink(const std::string& path) override { return ++unlinked, FileSystem::unlink(path); }

 private:
  static int failed(int error) {
    errno = error;
    return -1;
  }
  long read_ = 0, written_ = 0;
  bool turn_ = false;
};

}  // namespace midyear::base
