#include "server/api/operation.h"

#include <chrono>
#include <span>

#include "base/json.h"
#include "base/json_value.h"
#include "desk/accounts.h"
#include "people/audit.h"
#include "server/api/asked.h"
#include "server/problem.h"
#include "store/backup.h"

namespace midyear::server {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kNotesBody = 64 << 20;  // an hourly note for eighty years

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

std::vector<people::AuditNote> notes_in(const Request& request) {
  std::vector<people::AuditNote> notes;
  if (request.body.empty()) return notes;
  const auto body = base::parse_json(request.body, {.bytes = kNotesBody});
  if (!body)
    throw Problem(body.error().code,
                  {{"detail", body.error().message}, {"byte", std::to_string(body.error().byte)}});
  for (const base::JsonValue& note : body->at("notes").items())
    notes.push_back({note.at("sequence").integer(0), std::string(note.at("hash").string())});
  return notes;
}

void look_at_audit(store::Transaction& tx, std::span<const people::AuditNote> notes,
                   std::vector<store::Finding>& findings) {
  const people::AuditState state = people::verify_audit(tx, notes);
  if (!state.broken) return;
  const std::string at = "entry " + std::to_string(state.broken->sequence);
  switch (state.broken->fault) {
    case people::AuditState::Fault::gap:
      findings.push_back({"audit", at + " is missing"});
      break;
    case people::AuditState::Fault::altered:
      findings.push_back({"audit", at + " was altered"});
      break;
    case people::AuditState::Fault::rewritten:
      findings.push_back({"audit", at + " has another hash than was noted: entries after " +
                                       std::to_string(state.broken->vouched) + " were rewritten"});
  }
}

Response look(store::Store& store, const Request& request) {
  require_local(request);
  const auto notes = notes_in(request);
  const std::vector<store::VerifyHook> hooks{
      [&](store::Transaction& tx, std::vector<store::Finding>& findings) {
        look_at_audit(tx, notes, findings);
      }};
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

void add_operation_routes(Router& router, desk::Desk& desk) {
  store::Store& store = desk.store();
  const auto options = [](std::string id) {
    return RouteOptions{.operation_id = std::move(id),
                        .max_body = kNotesBody,
                        .content_types = {},
                        .timeout = 24h};  // as the disk takes
  };
  router.add(Method::post, "/operation/backup", options("backUp"),
             [&store](Request& request) { return back_up(store, request); });
  router.add(Method::post, "/operation/verify", options("verify"),
             [&store](Request& request) { return look(store, request); });
  router.add(Method::post, "/operation/people/sample", options("addSamplePeople"), [&desk](Request& request) {
    require_local(request);
    return Response::json(desk::add_sample_people(desk, call_of(request, "people.sample", {})).json, 201);
  });
  router.add(
      Method::post, "/operation/people/{login}/reset", options("resetPersonHere"), [&desk](Request& request) {
        require_local(request);
        return Response::json(
            desk::reset_person(desk, call_of(request, "people.reset", request.parameter("login"))).json);
      });
}

}  // namespace midyear::server
