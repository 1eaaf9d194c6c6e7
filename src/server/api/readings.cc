// What was read of a document, in its several forms.

#include <algorithm>
#include <array>
#include <memory>

#include "desk/documents.h"
#include "reading/html_page.h"
#include "reading/table.h"
#include "reading/view.h"
#include "server/api/asked.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

using desk::Desk;
using desk::Shown;

constexpr std::array<std::string_view, 5> kTables = {"figure", "commitment", "project", "check", "repair"};

Shown shown(Desk& desk, const Request& request, std::string_view operation, bool whole = true) {
  return desk::show_document(desk, actor_of(request), operation, request.parameter("id"), whole);
}

// A header's value for a file of this name (RFC 6266, RFC 8187).
std::string attachment(std::string_view name) {
  static constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string coded;
  for (const char c : name) {
    if (kPlain.find(c) != std::string_view::npos) {
      coded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      ((coded += '%') += kHex[byte >> 4]) += kHex[byte & 15];
    }
  }
  return "attachment; filename*=UTF-8''" + coded;
}

// The same bytes for as long as the program and the document's year are the same: their tag says so.
Response tagged(Response response, Desk& desk, const Shown& document) {
  return std::move(response)
      .etag(desk.reader_version() + '-' + document.document.sha256.substr(0, 16) + '-' +
            std::to_string(document.document.given_year.value_or(0)))
      .header("Cache-Control", "no-cache");
}

Response view(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const Shown document = shown(desk, request, "documents.view");
  std::string out;
  reading::write_keyed_view(*document.reading, document.facts, out);
  return tagged(Response::json(std::move(out)), desk, document);
}

Response text(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const Shown document = shown(desk, request, "documents.view", false);
  // The text lives as long as the Reading that it is part of.
  Pieces pieces;
  pieces.size = document.reading->text().size();
  pieces.read = [reading = document.reading](std::uint64_t offset, std::size_t size) {
    return std::string(reading->text().substr(offset, size));
  };
  return tagged(Response::of("text/plain; charset=utf-8", std::move(pieces)), desk, document);
}

Response records(Desk& desk, const Request& request) {
  only_parameters(request, {});
  struct Lines {
    explicit Lines(Shown given) : shown(std::move(given)), lines(*shown.reading, shown.facts) {}
    Shown shown;
    reading::RecordLines lines;
  };
  const auto lines = std::make_shared<Lines>(shown(desk, request, "documents.view", false));
  Chunks chunks;
  chunks.next = [lines](std::string& out) { return lines->lines.next(out); };
  return tagged(Response::of("application/x-ndjson", std::move(chunks)), desk, lines->shown);
}

Response page(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const Shown document = shown(desk, request, "documents.view");
  // The page brings its own content policy and is meant to be kept: never shown as a page of this origin.
  return Response::of("text/html; charset=utf-8",
                      reading::html_page(*document.reading, document.facts, request.language))
      .header("Content-Disposition", attachment(document.document.title() + ".html"))
      .header("Cache-Control", "no-cache");
}

Response table(Desk& desk, const Request& request) {
  only_parameters(request, {"table"});
  const std::string_view name = request.query_value("table").value_or("figure");
  const auto found = std::find(kTables.begin(), kTables.end(), name);
  if (found == kTables.end())
    throw Problem("parameter", {{"name", "table"}, {"wanted", "figure, commitment, project, check, repair"}});
  const auto wanted = static_cast<reading::Table>(found - kTables.begin());
  const Shown document = shown(desk, request, "documents.view");
  std::string out = reading::csv_header(wanted, request.language);
  reading::append_csv_rows(wanted, *document.reading, document.facts, request.language, out,
                           [](std::string&) {});
  return Response::of("text/csv; charset=utf-8", std::move(out))
      .header("Content-Disposition", attachment(document.document.title() + "-" + std::string(name) + ".csv"))
      .header("Cache-Control", "no-cache");
}

Response source(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const library::Document document = desk::get_document(desk, actor_of(request), request.parameter("id"));
  const std::shared_ptr<store::BlobReader> bytes = desk::open_source(desk, document);
  Pieces pieces;
  pieces.size = bytes->size();
  pieces.read = [bytes](std::uint64_t offset, std::size_t size) {
    std::string out;
    bytes->read(offset, size, out);
    return out;
  };
  // Uploads are hostile: they are handed back as bytes to keep, never as something to show.
  return Response::of("application/octet-stream", std::move(pieces))
      .etag(document.sha256)
      .header("Content-Disposition", attachment(document.name))
      .header("Cache-Control", "private, max-age=0, must-revalidate");
}

}  // namespace

void add_reading_routes(Router& router, Desk& desk) {
  const std::string one = std::string(kBase) + "/documents/{id}";
  const auto add = [&](std::string_view name, std::string operation, auto handler) {
    router.add(Method::get, one + "/" + std::string(name),
               {.operation_id = std::move(operation), .timeout = std::chrono::minutes(2), .kept = true},
               [&desk, handler](Request& request) { return handler(desk, request); });
  };
  add("view", "viewDocument", view);
  add("text", "getText", text);
  add("records", "getRecords", records);
  add("page", "getPage", page);
  add("table", "getTable", table);
  add("source", "getSource", source);
}

}  // namespace midyear::server
