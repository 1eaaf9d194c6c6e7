#include "store/manifest.h"

#include <fcntl.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/json_value.h"
#include "store/blob_files.h"

namespace midyear::store::detail {

std::string json_of(const Manifest& manifest) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("format").integer(1);
  json.key("at").integer(manifest.report.at);
  json.key("engine").string(manifest.engine);
  json.key("rows_bytes").integer(manifest.report.rows_bytes);
  json.key("rows_sha256").string(manifest.rows_sha256);
  json.key("blobs").integer(manifest.report.blobs);
  json.key("blob_bytes").integer(manifest.report.blob_bytes);
  json.end_object();
  return out + "\n";
}

base::Result<Manifest> read_manifest(base::FileSystem& files, const std::string& folder) {
  const auto text = base::read_file(files, folder + "/backup.json", 64 << 10);
  if (!text) return base::Error{"backup_damaged", "backup.json: " + text.error().message};
  const auto json = base::parse_json(text.value());
  if (!json) return base::Error{"backup_damaged", "backup.json: " + json.error().message};
  try {
    const auto count = [&](std::string_view name) {
      return static_cast<std::uint64_t>(json.value().at(name).integer(0));
    };
    if (count("format") != 1) return base::Error{"backup_damaged", "backup.json: format"};
    Manifest manifest;
    manifest.report = {static_cast<std::int64_t>(count("at")), count("rows_bytes"), count("blobs"),
                       count("blob_bytes")};
    manifest.engine = json.value().at("engine").string();
    manifest.rows_sha256 = json.value().at("rows_sha256").string();
    return manifest;
  } catch (const base::JsonFault& fault) {
    return base::Error{"backup_damaged", "backup.json: " + fault.place()};
  }
}

std::string sha256_of_file(base::FileSystem& files, const std::string& path) {
  File file(files, path, O_RDONLY);
  base::Sha256 hash;
  std::uint64_t size = 0;
  for (std::string piece;; piece.clear()) {
    file.read_at(size, kPiece, piece);
    if (piece.empty()) return hash.hex();
    size += piece.size();
    hash.add(piece);
  }
}

}  // namespace midyear::store::detail
