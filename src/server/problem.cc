#include "server/problem.h"

#include "desk/fault.h"

namespace midyear::server {
std::string problem_json(const Problem& problem, base::Language language, std::string_view request_id) {
  desk::Fault fault(problem.code(), problem.values());
  for (const auto& [name, value] : problem.members()) fault.add_member(name, value);
  return desk::problem_json(fault, language, request_id);
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
