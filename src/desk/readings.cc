#include "desk/readings.h"

namespace midyear::desk {
namespace {

std::size_t memory_of(const reading::Reading& r) {
  return r.text().size() + (r.mended() ? r.source_text().size() : 0) +
         r.figures.capacity() * sizeof(reading::Figure) +
         r.commitments.capacity() * (sizeof(reading::Commitment) + 64) +
         r.projects.capacity() * sizeof(reading::Project) + r.headings.capacity() * sizeof(reading::Heading) +
         r.blocks.capacity() * sizeof(reading::Block) + r.sentences.capacity() * sizeof(reading::Sentence) +
         r.mends.capacity() * sizeof(text::Mend) + 4096;
}

}  // namespace

base::Result<SharedReading> Readings::get(const std::string& sha256, int year,
                                          const std::function<std::string()>& load) {
  const Key key(sha256, year);
  {
    std::unique_lock lock(mutex_);
    for (;;) {
      const auto found = entries_.find(key);
      if (found == entries_.end()) break;
      if (Entry& entry = found->second; entry.reading) {
        used_.splice(used_.begin(), used_, entry.place);
        return entry.reading;
      }
      made_.wait(lock);
    }
    entries_[key];
  }
  // From here on the key is this thread's to fill or to take away.
  try {
    base::Result<SharedReading> made = make(key, load);
    const std::lock_guard lock(mutex_);
    if (made)
      keep(key, *made);
    else
      entries_.erase(key);
    made_.notify_all();
    return made;
  } catch (...) {
    const std::lock_guard lock(mutex_);
    entries_.erase(key);
    made_.notify_all();
    throw;
  }
}

base::Result<SharedReading> Readings::make(const Key& key, const std::function<std::string()>& load) {
  reading::ReadOptions options;
  options.max_bytes = max_bytes_;
  options.year = key.second;
  auto made = reader_(load(), options);
  if (!made) return made.error();
  return SharedReading(std::make_shared<reading::Reading>(std::move(*made)));
}

// One that alone is larger than the cache is handed out and not kept.
void Readings::keep(const Key& key, const SharedReading& reading) {
  const std::size_t bytes = memory_of(*reading);
  if (bytes > cache_bytes_) {
    entries_.erase(key);
    return;
  }
  used_.push_front(key);
  entries_[key] = {reading, bytes, used_.begin()};
  bytes_ += bytes;
  while (bytes_ > cache_bytes_) {
    const auto last = entries_.find(used_.back());
    bytes_ -= last->second.bytes;
    entries_.erase(last);
    used_.pop_back();
  }
}

std::size_t Readings::kept_bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace midyear::desk
