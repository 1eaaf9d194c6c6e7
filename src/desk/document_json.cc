#include "base/json.h"
#include "desk/actor_name.h"
#include "desk/documents.h"

namespace midyear::desk {
namespace {

using library::Document;

void write_counts(const library::Counts& counts, base::JsonWriter& json) {
  json.begin_object();
  json.key("figures").integer(counts.figures);
  json.key("lost").integer(counts.lost);
  json.key("commitments").integer(counts.commitments);
  json.key("projects").integer(counts.projects);
  json.key("checks").integer(counts.checks);
  json.key("repairs").integer(counts.repairs);
  json.key("decided").begin_object();
  json.key("confirmed").integer(counts.confirmed);
  json.key("corrected").integer(counts.corrected);
  json.key("dismissed").integer(counts.dismissed);
  json.end_object();
  json.key("unmatched").integer(counts.unmatched);
  json.end_object();
}

}  // namespace

void write_document(const Document& d, base::Language language, base::JsonWriter& json, bool already) {
  json.begin_object();
  json.key("id").string(d.id);
  json.key("title").string(d.title());
  json.key("name").string(d.name);
  json.key("state").string(library::name_of(d.state));
  json.key("error");
  if (d.error.empty())
    json.null();
  else
    json.raw(problem_json(Fault({d.error, d.error_detail, static_cast<std::uint64_t>(d.error_byte)}, d.name),
                          language));
  json.key("year");
  if (d.year() == 0)
    json.null();
  else
    json.integer(d.year());
  json.key("year_origin").string_or_null(d.year_origin());
  json.key("place").string(d.place);
  json.key("bytes").integer(d.bytes);
  json.key("sha256").string(d.sha256);
  json.key("encoding").string_or_null(d.encoding);
  json.key("added").integer(d.added.time_since_epoch().count());
  json.key("added_by").string(d.added_by);
  json.key("added_by_name").string(actor_name(d.added_by));
  json.key("revision").integer(d.revision);
  json.key("reader").string_or_null(d.reader);
  json.key("counts");
  write_counts(d.counts, json);
  json.key("job");
  if (d.job == 0)
    json.null();
  else
    json.integer(d.job);
  if (already) json.key("already").boolean(true);
  json.end_object();
}

std::string document_json(const Document& document, base::Language language, bool already) {
  std::string out;
  base::JsonWriter json(out);
  write_document(document, language, json, already);
  return out;
}

void tell_document(Context& context, const Document& document) {
  context.tell("document", document.id, document.revision,
               R"({"state":")" + std::string(library::name_of(document.state)) + "\"}");
}

}  // namespace midyear::desk
