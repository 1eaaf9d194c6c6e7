#include <stdlib.h>

#include "base/hash.h"
#include "store/backup.h"
#include "store/backup_folder.h"
#include "store/copy_rows.h"
#include "store/lease.h"
#include "store/manifest.h"

namespace midyear::store {
namespace {

using detail::Manifest;

[[noreturn]] void damaged(const std::string& what) { throw Failure("backup_damaged", what); }

std::unique_ptr<Store> opened(base::Result<std::unique_ptr<Store>> store) {
  if (!store) throw Failure(store.error().code, store.error().message);
  return std::move(*store);
}

// Every reader of the changes has to begin anew: what this store told after the backup is unknown to it. The
// present time is beyond any sequence that was counted up.
void jump_ahead(detail::Connection& rows) {
  const Value now[] = {std::int64_t{base::Clock::real().now().time_since_epoch().count()}};
  rows.run("DELETE FROM change", {});
  rows.run("UPDATE change_mark SET last = CASE WHEN last < $1 THEN $1 ELSE last + 1 END WHERE one = 1", now);
  rows.run("UPDATE change_mark SET pruned = last WHERE one = 1", {});
}

void unpack_rows(base::FileSystem& files, const std::string& from, const std::string& to,
                 const Manifest& manifest) {
  const std::string rows = from + "/midyear.sqlite";
  if (!std::filesystem::exists(rows)) damaged("midyear.sqlite");
  if (detail::sha256_of_file(files, rows) != manifest.rows_sha256) damaged("midyear.sqlite");
  std::filesystem::copy_file(rows, to + "/midyear.sqlite");
}

std::unique_ptr<BlobReader> open_blob(base::FileSystem& files, const std::string& from,
                                      const BlobName& name) {
  const std::string path = detail::blob_path(from, name.sha256);
  if (!std::filesystem::exists(path)) damaged("blob " + name.sha256);
  return detail::open_blob_file(files, path);
}

void take_away(const std::string& folder) {
  std::error_code error;
  for (const char* name : {"midyear.sqlite", "midyear.sqlite-wal", "midyear.sqlite-shm", "blobs"})
    std::filesystem::remove_all(folder + "/" + name, error);
}

// The rows come last: without them the store is not there, and everything they name is.
void move_in(base::FileSystem& files, const std::string& from, const std::string& folder) {
  try {
    if (std::filesystem::exists(from + "/blobs"))
      detail::rename_for_good(files, from + "/blobs", folder + "/blobs");
    detail::rename_for_good(files, from + "/midyear.sqlite", folder + "/midyear.sqlite");
  } catch (...) {
    take_away(folder);
    throw;
  }
}

// By way of a folder beside, on the same disk.
void fill_folder(base::FileSystem& files, const std::string& from, const std::string& folder,
                 const Manifest& manifest) {
  detail::make_folders(folder);
  auto lease = Lease::take(folder);
  if (!lease) throw Failure(lease.error().code, lease.error().message);
  for (const char* name : {"midyear.sqlite", "blobs"})
    if (std::filesystem::exists(folder + "/" + name)) throw Failure("store_not_empty", folder + "/" + name);
  const detail::Unfinished under_way(folder + "/restoring");
  const std::string& to = under_way.path();
  unpack_rows(files, from, to, manifest);
  for (const BlobName& name : detail::blobs_named(to))
    if (!detail::copy_blob(files, to, name, detail::pieces_of(*open_blob(files, from, name))))
      damaged("blob " + name.sha256);
  detail::forget_new_blobs(to);
  detail::with_rows(to, jump_ahead);
  detail::sync_file(files, to + "/midyear.sqlite");
  move_in(files, to, folder);
}

std::unique_ptr<Store> restore_sqlite(const std::string& from, const Manifest& manifest, Settings settings,
                                      std::span<const Migration> migrations) {
  base::FileSystem& files = settings.files == nullptr ? base::FileSystem::real() : *settings.files;
  const std::string folder = settings.folder;
  fill_folder(files, from, folder, manifest);
  auto store = Store::open(std::move(settings), migrations);
  if (!store) take_away(folder);
  return opened(std::move(store));
}

// Empty is what holds no more than a new store does.
void check_empty(Transaction& to, Store& fresh) {
  fresh.read([&](Transaction& nothing) {
    for (const std::string& table : detail::tables_of(nothing)) {
      const std::string count = "SELECT count(*) FROM " + table;
      if (to.run(count).front().integer(0) != nothing.run(count).front().integer(0))
        throw Failure("store_not_empty", table);
    }
  });
}

void insert_blob(Transaction& to, const BlobName& name, BlobReader& reader) {
  base::Sha256 hash;
  std::int64_t number = 0;
  const detail::Pieces pieces = detail::pieces_of(reader);
  for (std::string piece; pieces(piece); piece.clear(), ++number) {
    hash.add(piece);
    to.run("INSERT INTO blob_chunk (sha256, number, bytes) VALUES ($1, $2, $3)",
           {name.sha256, number, Blob{piece}});
  }
  if (reader.size() != name.size || hash.hex() != name.sha256) damaged("blob " + name.sha256);
}

// By way of two SQLite stores: the backup, brought to the steps of this program, and a new one to compare
// with. All of it is one transaction.
std::unique_ptr<Store> restore_postgresql(const std::string& from, const Manifest& manifest,
                                          Settings settings, std::span<const Migration> migrations) {
  base::FileSystem& files = settings.files == nullptr ? base::FileSystem::real() : *settings.files;
  std::string scratch = (std::filesystem::temp_directory_path() / "midyear-restore-XXXXXX").string();
  if (::mkdtemp(scratch.data()) == nullptr) detail::throw_system(errno, scratch);
  const detail::Unfinished under_way(scratch), fresh_folder(scratch + "/fresh");
  unpack_rows(files, from, scratch, manifest);
  const std::vector<BlobName> names = detail::blobs_named(scratch);
  const auto old = opened(Store::open(detail::settings_of_folder(scratch), migrations));
  const auto fresh = opened(Store::open(detail::settings_of_folder(fresh_folder.path()), migrations));
  auto store = opened(Store::open(std::move(settings), migrations));
  store->write([&](Transaction& to) {
    check_empty(to, *fresh);
    old->read([&](Transaction& rows) { detail::copy_rows(rows, to); });
    for (const BlobName& name : names) insert_blob(to, name, *open_blob(files, from, name));
    jump_ahead(to.connection());
  });
  return store;
}

}  // namespace

base::Result<Restored> restore(const std::string& folder, Settings settings,
                               std::span<const Migration> migrations) {
  try {
    base::FileSystem& files = settings.files == nullptr ? base::FileSystem::real() : *settings.files;
    const auto manifest = detail::read_manifest(files, folder);
    if (!manifest) return manifest.error();
    const auto restore_into = settings.postgresql.empty() ? restore_sqlite : restore_postgresql;
    auto store = restore_into(folder, manifest.value(), std::move(settings), migrations);
    return Restored{manifest.value().report, std::move(store)};
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::filesystem::filesystem_error& error) {
    return base::Error{"store_failed", error.what()};
  }
}

}  // namespace midyear::store
