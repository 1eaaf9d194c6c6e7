#pragma once

// A place for a store that is gone at the end of the test.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "store/store.h"

namespace midyear::store {

class StorePlace {
 public:
  StorePlace() {
    char name[] = "/tmp/midyear-store-XXXXXX";
    folder_ = ::mkdtemp(name);
  }
  StorePlace(const StorePlace&) = delete;
  StorePlace& operator=(const StorePlace&) = delete;
  ~StorePlace() { std::filesystem::remove_all(folder_); }

  const std::string& folder() const { return folder_; }
  Settings settings() const {
    Settings settings;
    settings.folder = folder_ + "/store";
    return settings;
  }
  // The store of this place; a test that cannot open it fails.
  std::unique_ptr<Store> open(std::span<const Migration> steps = {}) const {
    auto store = Store::open(settings(), steps);
    if (store) return std::move(*store);
    throw std::runtime_error(store.error().code + ": " + store.error().message);
  }

 private:
  std::string folder_;
};

}  // namespace midyear::store
