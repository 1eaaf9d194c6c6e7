#pragma once

// Bytes by their SHA-256: uploads, exports, whatever is too long for a row. SQLite keeps them as files
// blobs/ab/abcdef… in the store's folder, PostgreSQL as rows.
//
//   Blobs blobs(store);
//   auto staged = blobs.stage(bytes);                       // long work, before the transaction
//   store.write([&](Transaction& tx) { blobs.put(tx, staged, "document 17"); … });
//
// - A blob lives as long as somebody holds it: put() and hold() name the holder, release() takes it away.
//   What nobody has held for `grace` is removed by sweep(). So a reader whose transaction still names a blob
//   has that long to open it; a blob that is put again in between is kept.
// - put() is done by the commit: bytes and folder are synced before, and where the transaction fails nothing
//   is left but a file that sweep() finds.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace midyear::store {

struct BlobName {
  std::string sha256;  // 64 lower-case hexadecimal digits
  std::uint64_t size = 0;

  bool operator==(const BlobName&) const = default;
};

// Bytes on their way into the store; what was not put is gone at the end.
class StagedBlob {
 public:
  StagedBlob(StagedBlob&&) noexcept;
  StagedBlob& operator=(StagedBlob&&) noexcept;
  ~StagedBlob();
  const BlobName& name() const;

  struct State;
  explicit StagedBlob(std::unique_ptr<State> state);  // for the room itself
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

// An open blob. Used by one thread at a time; valid as long as its store, also while it is swept away.
class BlobReader {
 public:
  virtual ~BlobReader() = default;
  std::uint64_t size() const { return size_; }
  // Appends up to `count` bytes from `offset` on; fewer only at the end. Throws Failure.
  virtual void read(std::uint64_t offset, std::size_t count, std::string& out) = 0;
  // The file that holds exactly these bytes; "" where the database does. For those who send files.
  const std::string& path() const { return path_; }

 protected:
  std::uint64_t size_ = 0;
  std::string path_;
};

class Blobs {
 public:
  explicit Blobs(Store& store, base::Clock& clock = base::Clock::real()) : store_(store), clock_(clock) {}

  // Throws Failure: store_full, store_failed. Requires: not inside a transaction.
  StagedBlob stage(std::string_view bytes);
  // Takes the file over: it is moved away, or copied and removed where it lies on another disk. not_found is
  // a store_failed too.
  StagedBlob stage_file(const std::string& path);

  // Keeps it, held by `holder` (any name of the caller's, of up to 500 bytes). Bytes that are there already
  // are not kept twice.
  const BlobName& put(Transaction& tx, StagedBlob& staged, std::string_view holder);
  // One more holder of a blob that is there; false where there is none.
  bool hold(Transaction& tx, std::string_view sha256, std::string_view holder);
  void release(Transaction& tx, std::string_view sha256, std::string_view holder);

  // Nothing where there is no such blob. Throws Failure.
  std::unique_ptr<BlobReader> open(std::string_view sha256);
  std::optional<std::string> bytes(std::string_view sha256);  // the whole of it

  struct Swept {
    std::uint64_t blobs = 0;  // nobody held them
    std::uint64_t files = 0;  // left by a transaction that failed or a process that died
  };
  // Does nothing while a backup runs.
  Swept sweep(std::chrono::milliseconds grace = std::chrono::hours(1));

  struct Damage {
    enum class Kind : std::uint8_t { missing, size, hash } kind;
    std::string sha256;
  };
  // Reads every blob. Cost: one pass over all bytes, about 0.5 GB/s.
  std::vector<Damage> verify();

 private:
  std::int64_t now() const { return clock_.now().time_since_epoch().count(); }
  Store& store_;
  base::Clock& clock_;
};

}  // namespace midyear::store
