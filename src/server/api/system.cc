// What the program tells of itself: about, jobs, the audit log, its description.

#include "base/csv.h"
#include "base/embedded.h"
#include "base/json.h"
#include "desk/actor_name.h"
#include "desk/documents.h"
#include "people/audit.h"
#include "server/api/asked.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_api();
}

namespace midyear::server {
namespace {

using desk::Desk;
using store::Transaction;

std::string about_json(Desk& desk, const std::string& version) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("name").string("Midyear");
  json.key("version").string(version);
  json.key("reader").string(desk.reader_version());
  json.key("engine").string(desk.store().engine() == store::Engine::sqlite ? "sqlite" : "postgresql");
  json.key("parts").begin_array();
  json.string("read");
  json.string("admin");
  json.end_array();
  json.key("limits").begin_object();
  json.key("upload_bytes").integer(desk.settings().upload_bytes);
  json.key("show_bytes").integer(desk.settings().show_bytes);
  json.end_object();
  json.end_object();
  return out;
}

std::string document_of(const store::Job& job) {
  const auto payload = base::parse_json(job.payload);
  if (!payload || payload->kind() != base::JsonKind::object) return {};
  const auto document = payload->find("document");
  return document ? std::string(document->string()) : std::string();
}

Response job(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const std::string& id = request.parameter("id");
  const bool number =
      !id.empty() && id.size() <= 18 && id.find_first_not_of("0123456789") == std::string::npos;
  const auto found = desk.ask(actor_of(request), "jobs.get", id, [&](Transaction& tx) {
    return number ? desk.jobs().get(tx, std::stoll(id)) : std::nullopt;
  });
  if (!found) throw Problem("job_missing");
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("id").integer(found->id);
  json.key("kind").string(found->kind);
  json.key("state").string(store::name_of(found->state));
  json.key("done").integer(found->done);
  json.key("total").integer(found->total);
  json.key("note").string(found->note);
  json.key("attempt").integer(found->attempt);
  json.key("error");
  if (found->error.empty())
    json.null();
  else
    json.raw(desk::problem_json(desk::Fault(found->error, {{"file", document_of(*found)}, {"detail", "—"}}),
                                request.language));
  json.key("document").string_or_null(document_of(*found));
  json.end_object();
  return Response::json(std::move(out)).header("Cache-Control", "no-cache");
}

void write_entry(const people::AuditEntry& entry, base::JsonWriter& json) {
  json.begin_object();
  json.key("sequence").integer(entry.sequence);
  json.key("at").integer(entry.at);
  json.key("who").string(entry.who);
  json.key("name").string(desk::actor_name(entry.who));
  json.key("operation").string(entry.operation);
  json.key("target").string(entry.target);
  json.key("request").string(entry.request);
  json.key("detail").string(entry.detail);
  json.key("hash").string(entry.hash);
  json.end_object();
}

people::AuditFilter filter_in(const Request& request) {
  constexpr std::int64_t kLast = 253'402'300'800'000;  // the end of the year 9999
  return {.who = text_in(request, "who", 200),
          .operation = text_in(request, "operation", 200),
          .target = text_in(request, "target", 200),
          .since = number_in(request, "since", 0, kLast),
          .until = number_in(request, "until", 0, kLast)};
}

Response audit(Desk& desk, const Request& request) {
  only_parameters(request, {"who", "operation", "target", "since", "until", "limit", "cursor"});
  const std::size_t limit = limit_in(request);
  const people::AuditFilter filter = filter_in(request);
  std::int64_t before = 0;
  if (const auto cursor = cursor_in(request, 1)) before = std::strtoll(cursor->front().c_str(), nullptr, 10);
  const auto entries = desk.ask(actor_of(request), "audit.list", {}, [&](Transaction& tx) {
    return people::audit_entries(tx, before, limit + 1, filter);
  });
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("items").begin_array();
  for (std::size_t i = 0; i < std::min(limit, entries.size()); ++i) write_entry(entries[i], json);
  json.end_array();
  json.key("next");
  if (entries.size() > limit)
    json.string(cursor_of({std::to_string(entries[limit - 1].sequence)}));
  else
    json.null();
  json.end_object();
  return Response::json(std::move(out)).header("Cache-Control", "no-cache");
}

Response audit_head(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const people::AuditNote head =
      desk.ask(actor_of(request), "audit.list", {}, [](Transaction& tx) { return people::audit_head(tx); });
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("sequence").integer(head.sequence);
  json.key("hash").string(head.hash);
  json.end_object();
  return Response::json(std::move(out)).header("Cache-Control", "no-cache");
}

// The entries that a filter finds, oldest last, a page at a time as the client takes them.
class AuditTable {
 public:
  AuditTable(Desk& desk, people::AuditFilter filter, base::Language language)
      : desk_(desk), filter_(std::move(filter)), language_(language) {}

  bool next(std::string& out) {
    if (!begun_) header(out);
    const auto entries = desk_.store().read(
        [&](Transaction& tx) { return people::audit_entries(tx, before_, kPage, filter_); });
    base::CsvRows rows(out);
    for (const people::AuditEntry& entry : entries) {
      rows.number(std::to_string(entry.sequence));
      rows.text(base::utc_text(base::Instant(std::chrono::milliseconds(entry.at))));
      for (const std::string* cell :
           {&entry.who, &entry.operation, &entry.target, &entry.request, &entry.detail, &entry.hash})
        rows.text(*cell);
      rows.end();
    }
    if (!entries.empty()) before_ = entries.back().sequence;
    return entries.size() == kPage && before_ > 1;
  }

 private:
  static constexpr std::size_t kPage = 1'000;

  void header(std::string& out) {
    begun_ = true;
    out += base::kCsvBegin;
    out += language_ == base::Language::chinese
               ? "序号,时间（UTC）,操作人,操作,对象,请求编号,内容,校验值\r\n"
               : "sequence,time (UTC),who,operation,target,request,detail,hash\r\n";
  }

  Desk& desk_;
  const people::AuditFilter filter_;
  const base::Language language_;
  std::int64_t before_ = 0;
  bool begun_ = false;
};

Response audit_table(Desk& desk, const Request& request) {
  only_parameters(request, {"who", "operation", "target", "since", "until"});
  desk.permit(actor_of(request), "audit.list", {});
  auto table = std::make_shared<AuditTable>(desk, filter_in(request), request.language);
  return Response::of("text/csv; charset=utf-8",
                      Chunks{[table](std::string& out) { return table->next(out); }})
      .header("Content-Disposition", "attachment; filename=\"midyear-audit.csv\"")
      .header("Cache-Control", "no-store");
}

}  // namespace

void add_system_routes(Router& router, Desk& desk, const std::string& version) {
  const std::string base(kBase);
  router.add(Method::get, base + "/about", {.operation_id = "about", .runs = Runs::io},
             [about = about_json(desk, version)](Request&) { return Response::json(about); });
  router.add(Method::get, base + "/jobs/{id}", {.operation_id = "getJob"},
             [&](Request& request) { return job(desk, request); });
  router.add(Method::get, base + "/audit", {.operation_id = "listAudit"},
             [&](Request& request) { return audit(desk, request); });
  router.add(Method::get, base + "/audit/head", {.operation_id = "getAuditHead"},
             [&](Request& request) { return audit_head(desk, request); });
  router.add(Method::get, base + "/audit/table",
             {.operation_id = "getAuditTable", .timeout = std::chrono::minutes(10)},
             [&](Request& request) { return audit_table(desk, request); });
  router.add(Method::get, base + "/openapi.json",
             {.operation_id = "describe", .runs = Runs::io, .content_etag = true}, [](Request&) {
               return Response::json(std::string(base::embedded_file(base::embedded_api(), "openapi.json")));
             });
}

}  // namespace midyear::server
