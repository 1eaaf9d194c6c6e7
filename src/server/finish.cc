#include "server/finish.h"

#include "base/hash.h"
#include "server/compress.h"
#include "server/fields.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

constexpr std::size_t kWorthGzip = 1024;
constexpr int kGzipLevel = 4;

std::string_view text_of(const Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
  if (const auto* shared = std::get_if<Shared>(&response.body)) return **shared;
  return {};
}

bool is_text(const Response& response) {
  return std::holds_alternative<std::string>(response.body) || std::holds_alternative<Shared>(response.body);
}

std::string_view bare_tag(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  return tag.size() >= 2 ? tag.substr(1, tag.size() - 2) : std::string_view();
}

void answer_not_modified(Response& response) {
  response.status = 304;
  response.body = std::string();
  std::erase_if(response.headers, [](const auto& field) {
    return same_name(field.first, "Content-Type") || same_name(field.first, "Content-Encoding");
  });
}

void take_part(Response& response, const ByteRange& range) {
  if (auto* file = std::get_if<FileRange>(&response.body)) {
    file->offset += range.offset;
    file->size = range.size;
  } else if (auto* pieces = std::get_if<Pieces>(&response.body)) {
    response.body = Pieces{
        range.size, [read = pieces->read, begin = range.offset](std::uint64_t offset, std::size_t size) {
          return read(begin + offset, size);
        }};
  } else {
    response.body = std::string(text_of(response).substr(range.offset, range.size));
  }
}

void answer_part(const Request& request, Response& response) {
  const bool by_parts = std::holds_alternative<FileRange>(response.body) ||
                        std::holds_alternative<Pieces>(response.body) ||
                        !header_of(response, "Accept-Ranges").empty();
  if (!by_parts || response.status != 200) return;
  if (header_of(response, "Accept-Ranges").empty()) response.header("Accept-Ranges", "bytes");
  if (request.method != Method::get) return;
  const std::string_view tag = header_of(response, "ETag");
  if (request.has_header("If-Range") && (tag.empty() || request.header("If-Range") != tag)) return;
  const std::uint64_t size = *body_size(response);
  const ByteRange range = asked_range(request.header("Range"), size);
  if (range.kind == ByteRange::Kind::none) return;
  if (range.kind == ByteRange::Kind::unsatisfiable) {
    response = problem_response(Problem("range_unsatisfiable", {{"limit", std::to_string(size)}})
                                    .header("Content-Range", "bytes */" + std::to_string(size)),
                                request.language, request.id);
    return;
  }
  take_part(response, range);
  response.status = 206;
  response.header("Content-Range", "bytes " + std::to_string(range.offset) + '-' +
                                       std::to_string(range.offset + range.size - 1) + '/' +
                                       std::to_string(size));
}

void compress(const Request& request, Response& response) {
  if (!is_text(response) || text_of(response).size() < kWorthGzip) return;
  if (!header_of(response, "Content-Encoding").empty()) return;
  if (!compressible(header_of(response, "Content-Type"))) return;
  response.header("Vary", "Accept-Encoding");
  if (!accepts_gzip(request.header("Accept-Encoding"))) return;
  std::string small = gzip(text_of(response), kGzipLevel);
  if (small.size() >= text_of(response).size()) return;
  response.body = std::move(small);
  response.header("Content-Encoding", "gzip");
}

}  // namespace

std::string_view header_of(const Response& response, std::string_view name) {
  for (const auto& [known, value] : response.headers)
    if (same_name(known, name)) return value;
  return {};
}

std::optional<std::uint64_t> body_size(const Response& response) {
  if (is_text(response)) return text_of(response).size();
  if (const auto* file = std::get_if<FileRange>(&response.body)) return file->size;
  if (const auto* pieces = std::get_if<Pieces>(&response.body)) return pieces->size;
  return std::nullopt;
}

namespace {

bool reads(const Request& request, const Response& response) {
  return (request.method == Method::get || request.method == Method::head) && response.status == 200;
}

void tag_content(const Request& request, const RouteOptions& options, Response& response) {
  if (reads(request, response) && options.content_etag && is_text(response) &&
      header_of(response, "ETag").empty())
    response.header("ETag", '"' + base::sha256(text_of(response)).substr(0, 32) + '"');
}

}  // namespace

void choose(const Request& request, Response& response) {
  if (!reads(request, response)) return;
  const std::string_view tag = header_of(response, "ETag");
  if (!tag.empty() && request.if_none_match(bare_tag(tag)))
    answer_not_modified(response);
  else
    answer_part(request, response);
}

void complete(const Request& request, const RouteOptions& options, Response& response) {
  tag_content(request, options, response);
  compress(request, response);
}

void finish(const Request& request, const RouteOptions& options, Response& response) {
  tag_content(request, options, response);
  choose(request, response);
  if (response.status != 206) compress(request, response);
}

}  // namespace midyear::server
