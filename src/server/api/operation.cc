#include "server/api/operation.h"

#include <chrono>

#include "base/json.h"
#include "base/json_value.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

using namespace std::chrono_literals;

void require_local(const Request& request) {
  if (!request.peer.local) throw Problem("local_only", {});
}

Response back_up(store::Store& store, Request& request) {
  require_local(request);
  const auto body = base::parse_json(request.body);
  if (!body)
    throw Problem(body.error().code,
                  {{"detail", body.error().message}, {"byte", std::to_string(body.error().byte)}});
  const std::string folder(body->at("to").string());
  if (!folder.starts_with('/')) throw base::JsonFault("json_range", "/to", "/…");
  const auto report = store::backup(store, folder);
  if (!report) throw Problem(report.error().code, {{"file", folder}, {"detail", report.error().message}});
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("folder").string(folder);
  json.key("at").integer(report->at);
  json.key("rows_bytes").integer(report->rows_bytes);
  json.key("blobs").integer(report->blobs);
  json.key("blob_bytes").integer(report->blob_bytes);
  json.end_object();
  return Response::json(std::move(out), 201);
}

Response look(store::Store& store, const std::vector<store::VerifyHook>& hooks, const Request& request) {
  require_local(request);
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("findings").begin_array();
  for (const store::Finding& finding : store::verify(store, hooks)) {
    json.begin_object();
    json.key("what").string(finding.what);
    json.key("detail").string(finding.detail);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return Response::json(std::move(out));
}

}  // namespace

void add_operation_routes(Router& router, store::Store& store, std::vector<store::VerifyHook> hooks) {
  const auto options = [](std::string id) {
    return RouteOptions{
        .operation_id = std::move(id), .content_types = {}, .timeout = 24h};  // as the disk takes
  };
  router.add(Method::post, "/operation/backup", options("backUp"),
             [&store](Request& request) { return back_up(store, request); });
  router.add(Method::post, "/operation/verify", options("verify"),
             [&store, hooks = std::move(hooks)](Request& request) { return look(store, hooks, request); });
}

}  // namespace midyear::server
