#include "server/assets.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/hash.h"
#include "server/compress.h"
#include "server/fields.h"

namespace midyear::server {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostBytes = 64 << 20;
constexpr std::size_t kWorthGzip = 512;

struct Asset {
  Shared plain, gzipped;  // gzipped: null where it would not be smaller
  std::string type, tag, caching;
};
using Assets = std::map<std::string, Asset, std::less<>>;

std::string type_of(const fs::path& path) {
  static const std::map<std::string, std::string> kTypes = {{".css", "text/css; charset=utf-8"},
                                                            {".html", "text/html; charset=utf-8"},
                                                            {".ico", "image/x-icon"},
                                                            {".js", "text/javascript; charset=utf-8"},
                                                            {".json", "application/json"},
                                                            {".map", "application/json"},
                                                            {".png", "image/png"},
                                                            {".svg", "image/svg+xml"},
                                                            {".txt", "text/plain; charset=utf-8"},
                                                            {".webmanifest", "application/manifest+json"},
                                                            {".woff2", "font/woff2"}};
  const auto found = kTypes.find(path.extension().string());
  return found != kTypes.end() ? found->second : "application/octet-stream";
}

Asset make_asset(const fs::path& path, const std::string& name, std::string bytes) {
  Asset asset;
  asset.type = type_of(path);
  asset.tag = base::sha256(bytes).substr(0, 32);
  asset.caching = name.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  if (bytes.size() >= kWorthGzip && compressible(asset.type))
    if (std::string small = gzip(bytes, 9); small.size() < bytes.size())
      asset.gzipped = std::make_shared<const std::string>(std::move(small));
  asset.plain = std::make_shared<const std::string>(std::move(bytes));
  return asset;
}

// A page that the app shows itself.
bool is_page(const Request& request) {
  const std::string_view path = request.path;
  if (path == "/api" || path.starts_with("/api/") || path.starts_with("/assets/")) return false;
  return path.substr(path.rfind('/')).find('.') == path.npos;
}

Response answer(const Asset& asset, const Request& request) {
  const bool zipped = asset.gzipped && accepts_gzip(request.header("Accept-Encoding"));
  Response response = Response::of(asset.type, zipped ? asset.gzipped : asset.plain);
  response.header("ETag", '"' + asset.tag + '"').header("Cache-Control", asset.caching);
  if (asset.gzipped) response.header("Vary", "Accept-Encoding");
  if (zipped) response.header("Content-Encoding", "gzip");
  return response;
}

}  // namespace

base::Result<Handler> serve_folder(const std::string& folder) {
  auto assets = std::make_shared<Assets>();
  std::size_t total = 0;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const fs::path& path = walk->path();
    if (path.filename().string().starts_with('.')) {
      if (walk->is_directory()) walk.disable_recursion_pending();
      continue;
    }
    if (walk->is_symlink() || !walk->is_regular_file()) continue;
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) return base::Error{"read_failed", path.string()};
    if ((total += bytes.size()) > kMostBytes) return base::Error{"too_large", folder};
    std::string name = '/' + path.lexically_relative(folder).generic_string();
    Asset asset = make_asset(path, name, std::move(bytes));
    assets->insert_or_assign(std::move(name), std::move(asset));
  }
  if (error || !assets->contains("/index.html")) return base::Error{"web_missing", folder};
  return Handler([assets](Request& request) {
    auto found = assets->find(request.path);
    if (found == assets->end() && is_page(request)) found = assets->find("/index.html");
    return found != assets->end() ? answer(found->second, request) : Response(404);
  });
}

}  // namespace midyear::server
