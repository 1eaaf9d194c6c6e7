#include "desk/find.h"

#include "base/json.h"
#include "library/documents.h"
#include "reading/utf16_index.h"
#include "store/search.h"

namespace midyear::desk {
namespace {

void write_range(std::int64_t begin, std::int64_t end, base::JsonWriter& json) {
  json.begin_array();
  json.integer(begin);
  json.integer(end);
  json.end_array();
}

void write_hit(store::Transaction& tx, const store::SearchHit& hit, base::JsonWriter& json) {
  const auto document = library::find_document(tx, hit.key);
  if (!document) return;
  const reading::Utf16Index units(hit.text);
  json.begin_object();
  json.key("document").begin_object();
  json.key("id").string(document->id);
  json.key("title").string(document->title());
  json.key("year");
  document->year() == 0 ? json.null() : json.integer(document->year());
  json.end_object();
  json.key("at");
  write_range(hit.part, hit.part + units.units(hit.text.size()), json);
  json.key("passage").string(hit.text);
  json.key("marks").begin_array();
  for (const auto& [begin, end] : hit.marks) write_range(units.units(begin), units.units(end), json);
  json.end_array();
  json.key("heading").raw(library::passage_headings(tx, hit.key, hit.part));
  json.end_object();
}

}  // namespace

std::string find_passages(Desk& desk, const Actor& who, std::string_view query, std::size_t limit,
                          std::string_view after) {
  return desk.ask(who, "search", {}, [&](store::Transaction& tx) {
    const store::SearchAnswer answer = store::find_text(tx, library::kPassages, query, limit, after);
    if (answer.empty_query) throw Fault("query_empty");
    std::string out;
    base::JsonWriter json(out);
    json.begin_object();
    json.key("items").begin_array();
    for (const store::SearchHit& hit : answer.hits) write_hit(tx, hit, json);
    json.end_array();
    json.key("next").string_or_null(answer.next);
    json.key("total").integer(answer.total);
    json.end_object();
    return out;
  });
}

}  // namespace midyear::desk
