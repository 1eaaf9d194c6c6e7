#pragma once

// Readings of documents, made when they are asked for and kept for a while. What a document says is never
// stored: its bytes and the reader are the only truth.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/result.h"
#include "reading/reading.h"

namespace midyear::desk {

using Reader = std::function<base::Result<reading::Reading>(std::string bytes, const reading::ReadOptions&)>;

// A Reading that several may hold; never changes.
using SharedReading = std::shared_ptr<const reading::Reading>;

// Any thread.
class Readings {
 public:
  // cache_bytes: of memory for those that are kept, as estimated from their text and records.
  Readings(Reader reader, std::uint64_t max_bytes, std::size_t cache_bytes)
      : reader_(std::move(reader)), max_bytes_(max_bytes), cache_bytes_(cache_bytes) {}

  // The reading of these bytes with this year (0: as the text says). Who asks for one that is being made
  // waits for it. `load` is called where it has to be made, and may throw. Errors: those of reading::read();
  // they are not kept.
  base::Result<SharedReading> get(const std::string& sha256, int year,
                                  const std::function<std::string()>& load);
  std::size_t kept_bytes() const;

 private:
  using Key = std::pair<std::string, int>;
  struct Entry {
    SharedReading reading;  // nothing while it is made
    std::size_t bytes = 0;
    std::list<Key>::iterator place;  // in used_; valid where reading is
  };
  base::Result<SharedReading> make(const Key& key, const std::function<std::string()>& load);
  void keep(const Key& key, const SharedReading& reading);

  const Reader reader_;
  const std::uint64_t max_bytes_;
  const std::size_t cache_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable made_;
  std::map<Key, Entry> entries_;
  std::list<Key> used_;  // the last used first
  std::size_t bytes_ = 0;
};

}  // namespace midyear::desk
