#include "store/blobs.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/hash.h"
#include "store/blob_files.h"
#include "store/state.h"

namespace midyear::store {

using detail::File;

// SQLite: a file of blobs/new/. PostgreSQL: the same, but in memory or where it lay.
struct StagedBlob::State {
  base::FileSystem& files;
  BlobName name;
  std::string path;   // "" once it has its place
  std::string bytes;  // PostgreSQL, where it came as bytes

  ~State() {
    if (!path.empty()) files.unlink(path);  // what stays behind is swept away
  }
};

StagedBlob::StagedBlob(std::unique_ptr<State> state) : state_(std::move(state)) {}
StagedBlob::StagedBlob(StagedBlob&&) noexcept = default;
StagedBlob& StagedBlob::operator=(StagedBlob&&) noexcept = default;
StagedBlob::~StagedBlob() = default;
const BlobName& StagedBlob::name() const { return state_->name; }

namespace {

using State = StagedBlob::State;

detail::Pieces pieces_of(std::string_view bytes) {
  return [bytes](std::string& piece) mutable {
    piece = bytes.substr(0, detail::kPiece);
    bytes.remove_prefix(piece.size());
    return !piece.empty();
  };
}

detail::Pieces pieces_of(File& file) {
  return [&file, offset = std::uint64_t{0}](std::string& piece) mutable {
    piece.clear();
    file.read_at(offset, detail::kPiece, piece);
    offset += piece.size();
    return !piece.empty();
  };
}

BlobName name_of(const detail::Pieces& pieces) {
  base::Sha256 hash;
  BlobName name;
  for (std::string piece; pieces(piece); name.size += piece.size()) hash.add(piece);
  name.sha256 = hash.hex();
  return name;
}

void insert_chunks(Transaction& tx, const State& staged) {
  std::unique_ptr<File> file;
  if (!staged.path.empty()) file = std::make_unique<File>(staged.files, staged.path, O_RDONLY);
  const detail::Pieces pieces = file ? pieces_of(*file) : pieces_of(staged.bytes);
  std::int64_t number = 0;
  for (std::string piece; pieces(piece); ++number)
    tx.run("INSERT INTO blob_chunk (sha256, number, bytes) VALUES ($1, $2, $3)",
           {staged.name.sha256, number, Blob{piece}});
}

bool exists(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0;
}

// The file of a blob to where it belongs. A second time, where the transaction runs again, it lies there.
void place(State& staged, const std::string& folder, bool fresh) {
  const std::string& sha256 = staged.name.sha256;
  const bool there = exists(detail::blob_path(folder, sha256));
  if (there && !fresh) return;  // committed and synced before; somebody may be reading it
  if (!staged.path.empty()) {
    detail::place_blob(staged.files, folder, staged.path, sha256);
    staged.path.clear();
  } else if (!there) {
    throw Failure("store_failed", "blob " + sha256 + " was swept away while it was put");
  }
  detail::sync_shelf(staged.files, folder, sha256);
}

class RowReader : public BlobReader {
 public:
  RowReader(Store& store, std::string sha256, std::uint64_t size)
      : store_(store), sha256_(std::move(sha256)) {
    size_ = size;
  }
  void read(std::uint64_t offset, std::size_t count, std::string& out) override {
    if (offset >= size_ || count == 0) return;
    const std::uint64_t end = offset + std::min<std::uint64_t>(count, size_ - offset);
    const auto first = static_cast<std::int64_t>(offset / detail::kPiece);
    const auto last = static_cast<std::int64_t>((end - 1) / detail::kPiece);
    for (std::int64_t number = first; number <= last; ++number) {
      const std::uint64_t begin = static_cast<std::uint64_t>(number) * detail::kPiece;
      const std::string chunk = read_chunk(number);
      const std::uint64_t from = std::max(offset, begin) - begin;
      const std::uint64_t to = std::min<std::uint64_t>(end - begin, detail::kPiece);
      if (chunk.size() < to) throw Failure("store_corrupt", "blob " + sha256_ + " is cut short");
      out.append(chunk, static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    }
  }

 private:
  std::string read_chunk(std::int64_t number) {
    return store_.read([&](Transaction& tx) {
      const Rows rows =
          tx.run("SELECT bytes FROM blob_chunk WHERE sha256 = $1 AND number = $2", {sha256_, number});
      return rows.empty() ? std::string() : std::string(rows.front().blob(0));
    });
  }
  Store& store_;
  std::string sha256_;
};

std::optional<Blobs::Damage::Kind> damage_of(BlobReader* reader, const BlobName& name) {
  if (reader == nullptr) return Blobs::Damage::Kind::missing;
  if (reader->size() != name.size) return Blobs::Damage::Kind::size;
  base::Sha256 hash;
  std::uint64_t size = 0;
  for (std::string piece;; piece.clear()) {
    reader->read(size, detail::kPiece, piece);
    if (piece.empty()) break;
    size += piece.size();
    hash.add(piece);
  }
  if (size != name.size) return Blobs::Damage::Kind::size;
  return hash.hex() == name.sha256 ? std::nullopt : std::optional(Blobs::Damage::Kind::hash);
}

// Files of the folder that are older than the grace time, by name.
std::vector<std::string> old_files(const std::string& folder, std::chrono::milliseconds grace) {
  std::vector<std::string> names;
  std::error_code error;
  const auto before = std::filesystem::file_time_type::clock::now() - grace;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    const auto time = entry->last_write_time(gone);
    if (!gone && entry->is_regular_file(gone) && time < before)
      names.push_back(entry->path().filename().string());
  }
  return names;
}

bool known(Transaction& tx, const std::string& sha256) {
  return !tx.run("SELECT 1 FROM blob WHERE sha256 = $1", {sha256}).empty();
}

// Looks first without holding writers up. The row is asked for again in the place of the one writer, where no
// put() is between its file and its row.
std::uint64_t sweep_shelf(Store& store, const std::string& shelf, std::chrono::milliseconds grace) {
  std::vector<std::string> names = old_files(shelf, grace);
  std::erase_if(names, [&](const std::string& name) {
    return !detail::is_sha256(name) || store.read([&](Transaction& tx) { return known(tx, name); });
  });
  if (names.empty()) return 0;
  return store.write([&](Transaction& tx) {
    std::uint64_t count = 0;
    for (const std::string& name : names)
      if (!known(tx, name)) count += store.files().unlink(shelf + "/" + name) == 0 ? 1 : 0;
    return count;
  });
}

std::uint64_t sweep_files(Store& store, std::chrono::milliseconds grace) {
  const std::string blobs = store.settings().folder + "/blobs";
  std::uint64_t count = 0;
  // A file on its way is not synced for longer than a day.
  for (const std::string& name :
       old_files(blobs + "/new", std::max<std::chrono::milliseconds>(grace, std::chrono::hours(24))))
    count += store.files().unlink(blobs + "/new/" + name) == 0 ? 1 : 0;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(blobs, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().filename().string().size() == 2)
      count += sweep_shelf(store, entry->path().string(), grace);
  return count;
}

}  // namespace

StagedBlob Blobs::stage(std::string_view bytes) {
  auto state = std::unique_ptr<State>(new State{store_.files(), {}, {}, {}});
  if (store_.engine() == Engine::sqlite) {
    std::tie(state->path, state->name) =
        detail::write_new_blob(store_.files(), store_.settings().folder, pieces_of(bytes));
  } else {
    state->bytes = bytes;
    state->name = name_of(pieces_of(bytes));
  }
  return StagedBlob(std::move(state));
}

StagedBlob Blobs::stage_file(const std::string& path) {
  auto state = std::unique_ptr<State>(new State{store_.files(), {}, {}, {}});
  File file(store_.files(), path, O_RDONLY);
  if (store_.engine() == Engine::sqlite) {
    std::tie(state->path, state->name) =
        detail::write_new_blob(store_.files(), store_.settings().folder, pieces_of(file));
    store_.files().unlink(path);  // its owner gave it away; where it stays it harms nobody
  } else {
    state->name = name_of(pieces_of(file));
    state->path = path;
  }
  return StagedBlob(std::move(state));
}

const BlobName& Blobs::put(Transaction& tx, StagedBlob& staged, std::string_view holder) {
  State& state = staged.state();
  tx.run("INSERT INTO blob (sha256, size, added) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING",
         {state.name.sha256, static_cast<std::int64_t>(state.name.size), now()});
  const bool fresh = tx.changed() == 1;
  if (tx.engine() == Engine::sqlite)
    place(state, store_.settings().folder, fresh);
  else if (fresh)
    insert_chunks(tx, state);
  hold(tx, state.name.sha256, holder);
  return state.name;
}

bool Blobs::hold(Transaction& tx, std::string_view sha256, std::string_view holder) {
  const std::string hash(sha256);
  tx.run("UPDATE blob SET unused_since = NULL WHERE sha256 = $1", {hash});
  if (tx.changed() == 0) return false;
  tx.run("INSERT INTO blob_holder (holder, sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING",
         {std::string(holder), hash});
  return true;
}

void Blobs::release(Transaction& tx, std::string_view sha256, std::string_view holder) {
  const std::string hash(sha256);
  tx.run("DELETE FROM blob_holder WHERE holder = $1 AND sha256 = $2", {std::string(holder), hash});
  tx.run(
      "UPDATE blob SET unused_since = $2 WHERE sha256 = $1 AND unused_since IS NULL AND NOT EXISTS (SELECT 1 "
      "FROM blob_holder WHERE blob_holder.sha256 = $1)",
      {hash, now()});
}

std::unique_ptr<BlobReader> Blobs::open(std::string_view sha256) {
  if (!detail::is_sha256(sha256)) return nullptr;
  if (store_.engine() == Engine::sqlite) {
    const std::string path = detail::blob_path(store_.settings().folder, sha256);
    if (!exists(path)) return nullptr;
    return detail::open_blob_file(store_.files(), path);
  }
  const std::string hash(sha256);
  const auto size = store_.read([&](Transaction& tx) {
    const Rows rows = tx.run("SELECT size FROM blob WHERE sha256 = $1", {hash});
    return rows.empty() ? std::nullopt : std::optional(static_cast<std::uint64_t>(rows.front().integer(0)));
  });
  if (!size) return nullptr;
  return std::make_unique<RowReader>(store_, hash, *size);
}

std::optional<std::string> Blobs::bytes(std::string_view sha256) {
  const auto reader = open(sha256);
  if (reader == nullptr) return std::nullopt;
  std::string out;
  reader->read(0, static_cast<std::size_t>(reader->size()), out);
  return out;
}

Blobs::Swept Blobs::sweep(std::chrono::milliseconds grace) {
  const std::unique_lock lock(store_.state().keep_blobs, std::try_to_lock);
  Swept swept;
  if (!lock) return swept;
  swept.blobs = store_.write([&](Transaction& tx) {
    tx.run("DELETE FROM blob WHERE unused_since <= $1", {now() - grace.count()});
    return static_cast<std::uint64_t>(tx.changed());
  });
  if (store_.engine() == Engine::sqlite) swept.files = sweep_files(store_, grace);
  return swept;
}

std::vector<Blobs::Damage> Blobs::verify() {
  std::vector<BlobName> names;
  store_.read([&](Transaction& tx) {
    names.clear();
    for (const Row row : tx.run("SELECT sha256, size FROM blob ORDER BY sha256"))
      names.push_back({std::string(row.text(0)), static_cast<std::uint64_t>(row.integer(1))});
  });
  std::vector<Damage> damage;
  for (const BlobName& name : names) {
    try {
      if (const auto kind = damage_of(open(name.sha256).get(), name)) damage.push_back({*kind, name.sha256});
    } catch (const Failure& failure) {
      if (failure.code() != "store_corrupt") throw;
      damage.push_back({Damage::Kind::size, name.sha256});
    }
  }
  return damage;
}

}  // namespace midyear::store
