#include "store/backup.h"

#include <shared_mutex>

#include "store/backup_folder.h"
#include "store/copy_rows.h"
#include "store/manifest.h"
#include "store/sqlite_copy.h"
#include "store/state.h"

namespace midyear::store {
namespace {

using detail::Manifest;
using detail::Pieces;

// Gives one piece of a blob after the other, in the state that the transaction sees.
Pieces pieces_of_rows(Transaction& tx, const std::string& sha256) {
  return [&tx, sha256, number = std::int64_t{0}](std::string& piece) mutable {
    const Rows rows =
        tx.run("SELECT bytes FROM blob_chunk WHERE sha256 = $1 AND number = $2", {sha256, number++});
    if (!rows.empty()) piece = rows.front().blob(0);
    return !piece.empty();
  };
}

void copy_blobs(base::FileSystem& files, const std::string& folder, BackupReport& report,
                const std::function<bool(const BlobName&)>& copy) {
  for (const BlobName& name : detail::blobs_named(folder)) {
    if (!copy(name)) throw Failure("store_corrupt", "blob " + name.sha256);
    ++report.blobs;
    report.blob_bytes += name.size;
  }
  detail::forget_new_blobs(folder);
  detail::sync_file(files, folder + "/midyear.sqlite");
}

void copy_sqlite_store(Store& store, const std::string& folder, BackupReport& report) {
  detail::copy_sqlite(detail::sqlite_path(store.settings()), folder + "/midyear.sqlite");
  Blobs blobs(store);
  copy_blobs(store.files(), folder, report, [&](const BlobName& name) {
    const auto reader = blobs.open(name.sha256);
    return reader != nullptr && detail::copy_blob(store.files(), folder, name, detail::pieces_of(*reader));
  });
}

// Rows and blobs in one transaction, so that both are of one state.
void copy_postgresql_store(Store& store, const std::string& folder, BackupReport& report) {
  store.read([&](Transaction& from) {
    report.blobs = report.blob_bytes = 0;
    {
      auto target = Store::open(detail::settings_of_folder(folder), detail::steps_of(store.migrations()));
      if (!target) throw Failure(target.error().code, target.error().message);
      (*target)->write([&](Transaction& to) { detail::copy_rows(from, to); });
    }
    copy_blobs(store.files(), folder, report, [&](const BlobName& name) {
      return detail::copy_blob(store.files(), folder, name, pieces_of_rows(from, name.sha256));
    });
  });
}

BackupReport fill(Store& store, const std::string& folder) {
  Manifest manifest;
  const bool sqlite = store.engine() == Engine::sqlite;
  manifest.engine = sqlite ? "sqlite" : "postgresql";
  manifest.report.at = base::Clock::real().now().time_since_epoch().count();
  (sqlite ? copy_sqlite_store : copy_postgresql_store)(store, folder, manifest.report);
  const std::string rows = folder + "/midyear.sqlite";
  manifest.report.rows_bytes = std::filesystem::file_size(rows);
  manifest.rows_sha256 = detail::sha256_of_file(store.files(), rows);
  if (const auto fault = base::write_file(store.files(), folder + "/backup.json", detail::json_of(manifest)))
    throw Failure(fault->code == "disk_full" ? "store_full" : "store_failed", fault->message);
  detail::sync_folder(store.files(), folder);
  return manifest.report;
}

}  // namespace

base::Result<BackupReport> backup(Store& store, const std::string& folder) {
  try {
    if (std::filesystem::exists(folder)) return base::Error{"backup_target", folder};
    const std::shared_lock no_sweep(store.state().keep_blobs);
    detail::Unfinished under_way(folder + ".part");
    const BackupReport report = fill(store, under_way.path());
    detail::rename_for_good(store.files(), under_way.path(), folder);
    under_way.keep();
    return report;
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::filesystem::filesystem_error& error) {
    return base::Error{"store_failed", error.what()};
  }
}

}  // namespace midyear::store
