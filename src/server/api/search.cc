#include "desk/compare_documents.h"
#include "desk/find.h"
#include "server/api/asked.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

std::string document_in(const Request& request, std::string_view name) {
  std::string id = text_in(request, name, 100);
  if (id.empty()) throw Problem("parameter", {{"name", std::string(name)}, {"wanted", "document id"}});
  return id;
}

}  // namespace

void add_search_routes(Router& router, desk::Desk& desk) {
  router.add(
      Method::get, std::string(kBase) + "/search", {.operation_id = "search", .kept = true},
      [&desk](Request& request) {
        only_parameters(request, {"q", "limit", "cursor"});
        return Response::json(desk::find_passages(desk, actor_of(request), text_in(request, "q"),
                                                  limit_in(request, 20, 100), text_in(request, "cursor")));
      });
  router.add(
      Method::get, std::string(kBase) + "/compare",
      {.operation_id = "compare", .timeout = std::chrono::minutes(2), .kept = true},
      [&desk](Request& request) {
        only_parameters(request, {"left", "right"});
        return Response::json(desk::compare_documents(desk, actor_of(request), document_in(request, "left"),
                                                      document_in(request, "right"), request.language));
      });
}

}  // namespace midyear::server
