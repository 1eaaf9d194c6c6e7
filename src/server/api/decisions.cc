#include "desk/decisions.h"

#include "server/api/asked.h"
#include "server/api/routes.h"

namespace midyear::server {
namespace {

using desk::Desk;

Response list(Desk& desk, const Request& request) {
  only_parameters(request, {});
  // Its tag is what a change names in If-Match; the records that it tells of also hang on the reader, so it
  // is never answered from a cache.
  return Response::json(desk::list_decisions(desk, actor_of(request), request.parameter("id")).json)
      .header("Cache-Control", "no-store");
}

Response decide(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  return answered(desk::decide(desk, call_of(request, "decisions.decide", request.parameter("id")),
                               expected_of(request), desk::parse_wishes(body), body.text()));
}

Response history(Desk& desk, const Request& request) {
  only_parameters(request, {});
  return Response::json(desk::decision_history(desk, actor_of(request), request.parameter("id")))
      .header("Cache-Control", "no-cache");
}

}  // namespace

void add_decision_routes(Router& router, Desk& desk) {
  const std::string decisions = std::string(kBase) + "/documents/{id}/decisions";
  router.add(Method::get, decisions,
             {.operation_id = "listDecisions", .timeout = std::chrono::minutes(2), .kept = true},
             [&](Request& request) { return list(desk, request); });
  router.add(Method::post, decisions,
             {.operation_id = "decide",
              .max_body = 4 << 20,
              .content_types = {"application/json"},
              .timeout = std::chrono::minutes(2)},
             [&](Request& request) { return decide(desk, request); });
  router.add(Method::get, decisions + "/history", {.operation_id = "getDecisionHistory"},
             [&](Request& request) { return history(desk, request); });
}

}  // namespace midyear::server
