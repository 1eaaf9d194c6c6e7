#include "desk/documents.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "server/api/asked.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

using desk::Desk;
using library::DocumentOrder;

constexpr std::array<std::pair<std::string_view, DocumentOrder>, 5> kOrders = {{
    {"added", DocumentOrder::added},
    {"-added", DocumentOrder::added_down},
    {"title", DocumentOrder::title},
    {"year", DocumentOrder::year},
    {"-year", DocumentOrder::year_down},
}};

DocumentOrder order_in(const Request& request) {
  const std::string_view name = request.query_value("sort").value_or("-added");
  for (const auto& [known, order] : kOrders)
    if (name == known) return order;
  throw Problem("parameter", {{"name", "sort"}, {"wanted", "added, -added, title, year, -year"}});
}

std::vector<library::DocumentState> states_in(const Request& request) {
  std::vector<library::DocumentState> states;
  const std::string_view list = request.query_value("state").value_or("");
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const auto state = library::document_state(list.substr(at, end - at));
    if (!state)
      throw Problem("parameter", {{"name", "state"}, {"wanted", "queued, reading, ready, failed, removed"}});
    states.push_back(*state);
    at = end + 1;
  }
  return states;
}

Response list(Desk& desk, const Request& request) {
  only_parameters(request, {"q", "state", "year", "sort", "limit", "cursor"});
  library::DocumentQuery query;
  query.words = text_in(request, "q", 500);
  query.states = states_in(request);
  query.year = number_in(request, "year", 0, 9999);
  query.order = order_in(request);
  query.limit = limit_in(request);
  const std::string sort(request.query_value("sort").value_or("-added"));
  if (auto cursor = cursor_in(request, 3)) {
    if (cursor->at(0) != sort) throw Problem("cursor");
    query.after = {cursor->at(1), cursor->at(2)};
  }
  const library::DocumentPage page = desk::find_documents(desk, actor_of(request), query);
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("items").begin_array();
  for (const library::Document& document : page.documents)
    desk::write_document(document, request.language, json);
  json.end_array();
  json.key("next");
  if (page.more)
    json.string(
        cursor_of({sort, library::order_key(page.documents.back(), query.order), page.documents.back().id}));
  else
    json.null();
  json.key("total").integer(page.total);
  json.end_object();
  return Response::json(std::move(out));
}

// The name of a file: the last part of a path, whatever system it came from.
std::string file_name(std::string name) {
  name.erase(0, name.find_last_of("/\\") + 1);
  return name.empty() ? "document" : name;
}

Response add(Desk& desk, Request& request) {
  only_parameters(request, {"name", "year"});
  desk::NewDocument document;
  document.name = file_name(text_in(request, "name", 500));
  document.year = number_in(request, "year", 1900, 2100);
  const std::string question = document.name + '\n' + std::to_string(document.year.value_or(0));
  const desk::Call call = call_of(request, "documents.add", {}, question);
  if (request.upload)
    document.path = request.upload->release();
  else
    document.bytes = std::move(request.body);
  const desk::Answer answer = desk::add_document(desk, call, std::move(document));
  return answered(answer, answer.created ? 201 : 200)
      .header("Location", std::string(kBase) + "/documents/" + answer.id);
}

Response get(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const library::Document document = desk::get_document(desk, actor_of(request), request.parameter("id"));
  return answered({false, document.id, document.revision, desk::document_json(document, request.language)});
}

desk::DocumentEdit edit_of(const base::JsonValue& body) {
  body.only({"title", "year"});
  desk::DocumentEdit edit;
  edit.json = body.text();
  if (body.has("title")) {
    edit.title.emplace();
    if (const auto title = body.find("title")) *edit.title = std::string(title->string(500));
    if (*edit.title && (*edit.title)->empty()) edit.title->reset();
  }
  if (body.has("year")) {
    edit.year.emplace();
    if (const auto year = body.find("year")) *edit.year = year->integer(1900, 2100);
  }
  return edit;
}

Response edit(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const desk::DocumentEdit wanted = edit_of(json_of(request));
  return answered(desk::edit_document(desk, call_of(request, "documents.edit", request.parameter("id")),
                                      expected_of(request), wanted));
}

Response remove(Desk& desk, const Request& request) {
  only_parameters(request, {});
  return answered(desk::remove_document(desk, call_of(request, "documents.remove", request.parameter("id")),
                                        expected_of(request)));
}

Response restore(Desk& desk, const Request& request) {
  only_parameters(request, {});
  return answered(
      desk::restore_document(desk, call_of(request, "documents.restore", request.parameter("id"))));
}

Response read_again(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const desk::Answer answer =
      desk::read_document(desk, call_of(request, "documents.read", request.parameter("id")));
  return Response::json(answer.json, 202);
}

}  // namespace

Response answered(const desk::Answer& answer, int status) {
  return Response::json(answer.json, status)
      .etag(std::to_string(answer.revision))
      .header("Cache-Control", "no-cache");
}

void add_document_routes(Router& router, Desk& desk) {
  const std::string documents = std::string(kBase) + "/documents", one = documents + "/{id}";
  router.add(Method::get, documents, {.operation_id = "listDocuments", .kept = true},
             [&](Request& request) { return list(desk, request); });
  router.add(Method::post, documents,
             {.operation_id = "addDocument",
              .max_body = desk.settings().upload_bytes,
              .timeout = std::chrono::minutes(5)},
             [&](Request& request) { return add(desk, request); });
  router.add(Method::get, one, {.operation_id = "getDocument", .kept = true},
             [&](Request& request) { return get(desk, request); });
  router.add(Method::patch, one,
             {.operation_id = "editDocument", .max_body = 16 << 10, .content_types = {"application/json"}},
             [&](Request& request) { return edit(desk, request); });
  router.add(Method::del, one, {.operation_id = "removeDocument"},
             [&](Request& request) { return remove(desk, request); });
  router.add(Method::post, one + "/restore", {.operation_id = "restoreDocument", .max_body = 1024},
             [&](Request& request) { return restore(desk, request); });
  router.add(Method::post, one + "/read", {.operation_id = "readDocument", .max_body = 1024},
             [&](Request& request) { return read_again(desk, request); });
}

}  // namespace midyear::server
