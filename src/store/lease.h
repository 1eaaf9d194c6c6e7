#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace midyear::store {

// Says that one process works on a folder. The system takes it back when the process ends, however it ends.
class Lease {
 public:
  // Errors: store_in_use (message: the process that holds it), store_failed.
  static base::Result<std::unique_ptr<Lease>> take(const std::string& folder);
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease();

 private:
  explicit Lease(int file) : file_(file) {}
  int file_;
};

}  // namespace midyear::store
