#include "store/backup.h"

#include <fcntl.h>

#include <filesystem>
#include <shared_mutex>

#include "store/blob_files.h"
#include "store/connection.h"
#include "store/manifest.h"
#include "store/sqlite_copy.h"
#include "store/state.h"

namespace midyear::store {
namespace {

using detail::File;
using detail::Manifest;

// A folder under way: taken away again unless it is kept.
class Unfinished {
 public:
  explicit Unfinished(std::string folder) : folder_(std::move(folder)) {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);  // of a process that died
    detail::make_folders(folder_);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    std::error_code error;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, error);
  }
  const std::string& path() const { return folder_; }
  void keep() { folder_.clear(); }

 private:
  std::string folder_;
};

Settings settings_of(const std::string& folder) {
  Settings settings;
  settings.folder = folder;
  settings.exclusive = false;
  return settings;
}

// Runs a function on a connection to the database file of a folder, and leaves one file behind.
template <class F>
void with_rows(const std::string& folder, F&& work) {
  const Settings settings = settings_of(folder);
  const auto rows = detail::connect_sqlite(settings, true);
  rows->begin(true, std::chrono::steady_clock::now() + settings.patience);
  work(*rows);
  rows->commit();
  rows->script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
}

std::vector<BlobName> blobs_named(const std::string& folder) {
  std::vector<BlobName> names;
  with_rows(folder, [&](detail::Connection& rows) {
    const Rows check = rows.run("PRAGMA quick_check(1)", {});
    if (check.front().text(0) != "ok") throw Failure("store_corrupt", std::string(check.front().text(0)));
    for (const Row row : rows.run("SELECT sha256, size FROM blob ORDER BY sha256", {}))
      names.push_back({std::string(row.text(0)), static_cast<std::uint64_t>(row.integer(1))});
  });
  return names;
}

// False where what was read is not what the name says.
bool copy_blob(base::FileSystem& files, const std::string& to, const BlobName& name, BlobReader& from) {
  std::uint64_t offset = 0;
  auto [path, found] = detail::write_new_blob(files, to, [&](std::string& piece) {
    from.read(offset, detail::kPiece, piece);
    offset += piece.size();
    return !piece.empty();
  });
  if (found == name) {
    detail::place_blob(files, to, path, name.sha256);
    return true;
  }
  files.unlink(path);
  return false;
}

void sync_file(base::FileSystem& files, const std::string& path) { File(files, path, O_RDONLY).sync(); }

void rename_for_good(base::FileSystem& files, const std::string& from, const std::string& to) {
  if (files.rename(from, to) != 0) detail::throw_system(errno, to);
  const std::filesystem::path parent = std::filesystem::path(to).parent_path();
  detail::sync_folder(files, parent.empty() ? "." : parent.string());
}

void forget_new(const std::string& folder) {
  std::error_code error;
  std::filesystem::remove_all(folder + "/blobs/new", error);
}

BackupReport fill(Store& store, const std::string& folder) {
  base::FileSystem& files = store.files();
  Manifest manifest;
  manifest.engine = "sqlite";
  manifest.report.at = base::Clock::real().now().time_since_epoch().count();
  const std::string rows = folder + "/midyear.sqlite";
  detail::copy_sqlite(detail::sqlite_path(store.settings()), rows);
  Blobs blobs(store);
  for (const BlobName& name : blobs_named(folder)) {
    const auto reader = blobs.open(name.sha256);
    if (reader == nullptr || !copy_blob(files, folder, name, *reader))
      throw Failure("store_corrupt", "blob " + name.sha256);
    ++manifest.report.blobs;
    manifest.report.blob_bytes += name.size;
  }
  forget_new(folder);
  sync_file(files, rows);
  manifest.report.rows_bytes = std::filesystem::file_size(rows);
  manifest.rows_sha256 = detail::sha256_of_file(files, rows);
  if (const auto fault = base::write_file(files, folder + "/backup.json", detail::json_of(manifest)))
    throw Failure(fault->code == "disk_full" ? "store_full" : "store_failed", fault->message);
  detail::sync_folder(files, folder);
  return manifest.report;
}

// Every reader of the changes has to begin anew: what this store told after the backup is unknown to it. The
// present time is beyond any sequence that was counted up.
void jump_ahead(detail::Connection& rows) {
  const std::int64_t now = base::Clock::real().now().time_since_epoch().count();
  rows.run("DELETE FROM change", {});
  const Value values[] = {now};
  rows.run(
      "UPDATE change_mark SET last = CASE WHEN last < $1 THEN $1 ELSE last + 1 END, "
      "pruned = CASE WHEN last < $1 THEN $1 ELSE last + 1 END WHERE one = 1",
      values);
}

[[noreturn]] void damaged(const std::string& what) { throw Failure("backup_damaged", what); }

void check_empty(const std::string& folder) {
  for (const char* name : {"midyear.sqlite", "blobs"})
    if (std::filesystem::exists(folder + "/" + name)) throw Failure("store_not_empty", folder + "/" + name);
}

// Into a folder beside, on the same disk as the store's.
void unpack(base::FileSystem& files, const std::string& from, const std::string& to,
            const Manifest& manifest) {
  const std::string rows = from + "/midyear.sqlite";
  if (!std::filesystem::exists(rows)) damaged("midyear.sqlite");
  if (detail::sha256_of_file(files, rows) != manifest.rows_sha256) damaged("midyear.sqlite");
  std::filesystem::copy_file(rows, to + "/midyear.sqlite");
  for (const BlobName& name : blobs_named(to)) {
    const std::string path = detail::blob_path(from, name.sha256);
    if (!std::filesystem::exists(path)) damaged("blob " + name.sha256);
    const auto reader = detail::open_blob_file(files, path);
    if (!copy_blob(files, to, name, *reader)) damaged("blob " + name.sha256);
  }
  forget_new(to);
  with_rows(to, jump_ahead);
  sync_file(files, to + "/midyear.sqlite");
}

void take_away(const std::string& folder) {
  std::error_code error;
  for (const char* name : {"midyear.sqlite", "midyear.sqlite-wal", "midyear.sqlite-shm", "blobs"})
    std::filesystem::remove_all(folder + "/" + name, error);
}

void fill_folder(base::FileSystem& files, const std::string& from, const std::string& folder,
                 const Manifest& manifest) {
  detail::make_folders(folder);
  auto lease = Lease::take(folder);
  if (!lease) throw Failure(lease.error().code, lease.error().message);
  check_empty(folder);
  const Unfinished under_way(folder + "/restoring");
  unpack(files, from, under_way.path(), manifest);
  try {
    // The rows come last: without them the store is not there, and everything they name is.
    if (std::filesystem::exists(under_way.path() + "/blobs"))
      rename_for_good(files, under_way.path() + "/blobs", folder + "/blobs");
    rename_for_good(files, under_way.path() + "/midyear.sqlite", folder + "/midyear.sqlite");
  } catch (...) {
    take_away(folder);
    throw;
  }
}

}  // namespace

base::Result<BackupReport> backup(Store& store, const std::string& folder) {
  try {
    if (std::filesystem::exists(folder)) return base::Error{"backup_target", folder};
    const std::shared_lock no_sweep(store.state().keep_blobs);
    Unfinished under_way(folder + ".part");
    const BackupReport report = fill(store, under_way.path());
    rename_for_good(store.files(), under_way.path(), folder);
    under_way.keep();
    return report;
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::filesystem::filesystem_error& error) {
    return base::Error{"store_failed", error.what()};
  }
}

base::Result<Restored> restore(const std::string& folder, Settings settings,
                               std::span<const Migration> migrations) {
  base::FileSystem& files = settings.files == nullptr ? base::FileSystem::real() : *settings.files;
  const std::string target = settings.folder;
  try {
    const auto manifest = detail::read_manifest(files, folder);
    if (!manifest) return manifest.error();
    fill_folder(files, folder, target, manifest.value());
    auto store = Store::open(std::move(settings), migrations);
    if (store) return Restored{manifest.value().report, std::move(*store)};
    take_away(target);
    return store.error();
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::filesystem::filesystem_error& error) {
    return base::Error{"store_failed", error.what()};
  }
}

}  // namespace midyear::store
