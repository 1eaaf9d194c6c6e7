#include "store/backup_folder.h"

#include <fcntl.h>

namespace midyear::store::detail {

Unfinished::Unfinished(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  std::filesystem::remove_all(folder_, error);  // of a process that died
  make_folders(folder_);
}

Unfinished::~Unfinished() {
  std::error_code error;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, error);
}

Settings settings_of_folder(const std::string& folder) {
  Settings settings;
  settings.folder = folder;
  settings.exclusive = false;
  return settings;
}

std::vector<Migration> steps_of(std::span<const Migration> all) {
  std::vector<Migration> steps;
  for (const Migration& step : all)
    if (step.room != "store") steps.push_back(step);
  return steps;
}

void with_rows(const std::string& folder, const std::function<void(Connection&)>& work) {
  const Settings settings = settings_of_folder(folder);
  const auto rows = connect_sqlite(settings, true);
  rows->begin(true, std::chrono::steady_clock::now() + settings.patience);
  work(*rows);
  rows->commit();
  rows->script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
}

std::vector<BlobName> blobs_named(const std::string& folder) {
  std::vector<BlobName> names;
  with_rows(folder, [&](Connection& rows) {
    const Rows check = rows.run("PRAGMA quick_check(1)", {});
    if (check.front().text(0) != "ok") throw Failure("store_corrupt", std::string(check.front().text(0)));
    for (const Row row : rows.run("SELECT sha256, size FROM blob ORDER BY sha256", {}))
      names.push_back({std::string(row.text(0)), static_cast<std::uint64_t>(row.integer(1))});
  });
  return names;
}

Pieces pieces_of(BlobReader& reader) {
  return [&reader, offset = std::uint64_t{0}](std::string& piece) mutable {
    reader.read(offset, kPiece, piece);
    offset += piece.size();
    return !piece.empty();
  };
}

bool copy_blob(base::FileSystem& files, const std::string& to, const BlobName& name, const Pieces& pieces) {
  const auto [path, found] = write_new_blob(files, to, pieces);
  if (found == name) {
    place_blob(files, to, path, name.sha256);
    sync_shelf(files, to, name.sha256);
    return true;
  }
  files.unlink(path);
  return false;
}

void forget_new_blobs(const std::string& folder) {
  std::error_code error;
  std::filesystem::remove_all(folder + "/blobs/new", error);
}

void sync_file(base::FileSystem& files, const std::string& path) { File(files, path, O_RDONLY).sync(); }

void rename_for_good(base::FileSystem& files, const std::string& from, const std::string& to) {
  if (files.rename(from, to) != 0) throw_system(errno, to);
  const std::filesystem::path parent = std::filesystem::path(to).parent_path();
  sync_folder(files, parent.empty() ? "." : parent.string());
}

}  // namespace midyear::store::detail
