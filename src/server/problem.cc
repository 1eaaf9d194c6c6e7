#include "server/problem.h"

#include <algorithm>

#include "base/json.h"

namespace midyear::server {
namespace {

std::string sentence_of(const Problem& problem, base::Language language) {
  const std::vector<base::ErrorValue> values(problem.values().begin(), problem.values().end());
  return base::error_sentence(problem.code(), language, values);
}

// What went wrong, without the remedy behind it.
std::string_view first_part(std::string_view sentence) {
  return sentence.substr(
      0, std::min({sentence.find("；"), sentence.find("; "), sentence.find("。"), sentence.find(". ")}));
}

}  // namespace

std::string problem_json(const Problem& problem, base::Language language, std::string_view request_id) {
  const base::ErrorKind& kind = base::error_kind(problem.code());
  const std::string detail = sentence_of(problem, language);
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("type").string("urn:midyear:problem:" + std::string(kind.code));
  json.key("title").string(first_part(detail));
  json.key("status").integer(kind.http);
  json.key("detail").string(detail);
  json.key("code").string(kind.code);
  if (!request_id.empty()) json.key("request_id").string(request_id);
  for (const auto& [name, value] : problem.members()) json.key(name).raw(value);
  json.end_object();
  return out;
}

Response problem_response(const Problem& problem, base::Language language, std::string_view request_id) {
  const base::ErrorKind& kind = base::error_kind(problem.code());
  Response response =
      Response::of("application/problem+json", problem_json(problem, language, request_id), kind.http);
  response.header("Content-Language", language == base::Language::chinese ? "zh" : "en");
  response.header("Cache-Control", "no-store");
  for (const auto& [name, value] : problem.headers()) response.header(name, value);
  response.error = kind.code;
  return response;
}

}  // namespace midyear::server
