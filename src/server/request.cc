#include "server/request.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "server/fields.h"

namespace midyear::server {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"GET",   "HEAD",   "POST",   "PUT",
                                                    "PATCH", "DELETE", "OPTIONS"};

// Whether a list of entity tags ("a", W/"b", or *) holds the tag.
bool holds_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const std::size_t begin = list.find_first_not_of(" \t,");
    if (begin == list.npos) return false;
    list.remove_prefix(begin);
    if (list.front() == '*') return true;
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (list.empty() || list.front() != '"') return false;
    const std::size_t end = list.find('"', 1);
    if (end == list.npos) return false;
    if (list.substr(1, end - 1) == tag) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::string_view name_of(Method method) { return kNames.at(static_cast<std::size_t>(method)); }

std::optional<Method> method_of(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Method>(found - kNames.begin());
}

Upload::~Upload() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

std::string_view Request::header(std::string_view name) const {
  for (const Field& field : headers)
    if (same_name(field.name, name)) return field.value;
  return {};
}

bool Request::has_header(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const Field& field) { return same_name(field.name, name); });
}

const std::string& Request::parameter(std::string_view name) const {
  for (const auto& [known, value] : parameters)
    if (known == name) return value;
  throw std::logic_error("the route has no parameter " + std::string(name));
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [known, value] : query)
    if (known == name) return value;
  return std::nullopt;
}

bool Request::if_match(std::string_view tag) const { return holds_tag(header("If-Match"), tag); }
bool Request::if_none_match(std::string_view tag) const { return holds_tag(header("If-None-Match"), tag); }

Response Response::of(std::string content_type, decltype(body) body, int status) {
  Response response(status);
  response.headers.emplace_back("Content-Type", std::move(content_type));
  response.body = std::move(body);
  return response;
}

Response Response::json(std::string text, int status) {
  return of("application/json", std::move(text), status);
}

Response Response::text(std::string text, int status) {
  return of("text/plain; charset=utf-8", std::move(text), status);
}

}  // namespace midyear::server
