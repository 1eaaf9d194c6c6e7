#include "desk/documents.h"

#include <algorithm>

#include "base/json.h"
#include "desk/decisions.h"
#include "desk/reading_jobs.h"

namespace midyear::desk {
namespace {

using library::Document;
using library::DocumentState;
using store::Transaction;

std::string holder(const Document& document) { return "document " + document.id; }

Answer answer_of(const Document& document, base::Language language, bool created = false,
                 bool already = false) {
  return {created, document.id, document.revision, document_json(document, language, already)};
}

void save(Context& context, Document& document) {
  library::update(context.tx, document);
  tell_document(context, document);
}

// In line to be read, with the columns of a fresh attempt.
void queue(Desk& desk, Context& context, Document& document) {
  document.state = DocumentState::queued;
  document.error.clear(), document.error_detail.clear(), document.error_byte = 0;
  document.job = add_reading_job(desk, context.tx, document.id);
}

void expect(const Expected& expected, const Document& document, base::Language language,
            const std::string& yours) {
  if (!expected.given) throw Fault("precondition_required");
  if (!expected.holds(std::to_string(document.revision)))
    throw Fault("conflict")
        .member("yours", yours.empty() ? "null" : yours)
        .member("theirs", document_json(document, language));
}

// Fit for a row and a list: whatever stands between the words, and however much a page calls its title.
std::string one_line(std::string_view text) {
  constexpr std::size_t kMost = 500;
  std::string line(text.substr(0, kMost));
  if (text.size() > kMost)  // not within a character
    while (!line.empty() && (static_cast<unsigned char>(text[line.size()]) & 0xC0) == 0x80) line.pop_back();
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return line;
}

Answer again(Desk& desk, Context& context, Document document, const NewDocument& wanted) {
  const bool removed = document.state == DocumentState::removed;
  context.target = document.id;
  context.changed = removed;
  if (removed) {
    // Bringing it back is a change of what may be another department's.
    if (!Desk::holds(context.who, "documents.restore", document.department)) throw Fault("forbidden");
    if (wanted.year) document.given_year = wanted.year;
    queue(desk, context, document);
    save(context, document);
  }
  return answer_of(document, context.language, false, true);
}

}  // namespace

Answer add_document(Desk& desk, const Call& call, NewDocument wanted) {
  store::StagedBlob staged =
      wanted.path.empty() ? desk.blobs().stage(wanted.bytes) : desk.blobs().stage_file(wanted.path);
  std::string().swap(wanted.bytes);
  if (staged.name().size == 0) throw Fault("empty_input", {{"file", wanted.name}});
  if (staged.name().size > desk.settings().upload_bytes)
    throw Fault("upload_large", {{"limit", std::to_string(desk.settings().upload_bytes)}});
  const std::string id = random_id();
  Call named = call;
  if (!call.idempotency_key.empty()) named.question += '\n' + staged.name().sha256;
  return desk.run(named, [&](Context& context) {
    if (auto known = library::find_by_hash(context.tx, staged.name().sha256))
      return again(desk, context, std::move(*known), wanted);
    Document document;
    document.id = id;
    document.sha256 = staged.name().sha256;
    document.bytes = static_cast<std::int64_t>(staged.name().size);
    document.name = wanted.name;
    document.given_year = wanted.year;
    document.added = context.now;
    document.added_by = context.who.id;
    document.department = context.who.department;
    desk.blobs().put(context.tx, staged, holder(document));
    queue(desk, context, document);
    library::insert(context.tx, document);
    tell_document(context, document);
    context.target = id;
    base::JsonWriter json(context.detail);
    json.begin_object();
    json.key("name").string(document.name);
    json.key("sha256").string(document.sha256);
    json.end_object();
    return answer_of(document, context.language, true);
  });
}

Answer edit_document(Desk& desk, const Call& call, const Expected& expected, const DocumentEdit& edit) {
  // Counts depend on the year; the reading is made outside the transaction.
  SharedReading reading;
  if (edit.year) {
    const Document document = get_document(desk, call.who, call.target);
    if (document.state == DocumentState::ready)
      reading = reading_of(desk, document, static_cast<int>(edit.year->value_or(0)));
  }
  return desk.run(call, [&](Context& context) {
    Document document = required_document(context.tx, call.target);
    expect(expected, document, context.language, edit.json);
    if (edit.title) document.given_title = *edit.title;
    if (edit.year) document.given_year = *edit.year;
    if (reading) describe(document, *reading);
    context.detail = edit.json;
    save(context, document);
    return answer_of(document, context.language);
  });
}

Answer remove_document(Desk& desk, const Call& call, const Expected& expected) {
  return desk.run(call, [&](Context& context) {
    Document document = required_document(context.tx, call.target);
    expect(expected, document, context.language, {});
    context.changed = document.state != DocumentState::removed;
    if (context.changed) {
      if (document.job != 0) desk.jobs().cancel(context.tx, document.job);
      document.state = DocumentState::removed;
      library::remove_passages(context.tx, document.id);
      save(context, document);
    }
    return answer_of(document, context.language);
  });
}

Answer restore_document(Desk& desk, const Call& call) {
  return desk.run(call, [&](Context& context) {
    Document document = required_document(context.tx, call.target);
    context.changed = document.state == DocumentState::removed;
    if (context.changed) {
      queue(desk, context, document);
      save(context, document);
    }
    return answer_of(document, context.language);
  });
}

Answer read_document(Desk& desk, const Call& call) {
  return desk.run(call, [&](Context& context) {
    Document document = required_document(context.tx, call.target);
    if (document.state == DocumentState::removed) throw Fault("document_removed");
    queue(desk, context, document);
    save(context, document);
    return Answer{false, document.id, document.revision, R"({"job":)" + std::to_string(document.job) + '}'};
  });
}

Document get_document(Desk& desk, const Actor& who, std::string_view id) {
  return desk.ask(who, "documents.get", id, [&](Transaction& tx) { return required_document(tx, id); });
}

library::DocumentPage find_documents(Desk& desk, const Actor& who, const library::DocumentQuery& query) {
  return desk.ask(who, "documents.list", {},
                  [&](Transaction& tx) { return library::list_documents(tx, query); });
}

Shown show_document(Desk& desk, const Actor& who, std::string_view operation, std::string_view id,
                    bool whole) {
  Shown shown;
  shown.document = desk.ask(who, operation, id, [&](Transaction& tx) { return required_document(tx, id); });
  const Document& document = shown.document;
  if (document.state == DocumentState::removed) throw Fault("document_removed");
  if (const auto limit = static_cast<std::int64_t>(desk.settings().show_bytes);
      whole && document.bytes > limit)
    throw Fault("too_large_to_show", {{"limit", std::to_string(limit)}});
  shown.reading = reading_of(desk, document);
  shown.facts = {document.name, document.sha256, static_cast<std::uint64_t>(document.bytes)};
  return shown;
}

std::unique_ptr<store::BlobReader> open_source(Desk& desk, const Document& document) {
  auto source = desk.blobs().open(document.sha256);
  if (!source) throw store::Failure("store_corrupt", "blob " + document.sha256 + " is missing");
  return source;
}

Document required_document(Transaction& tx, std::string_view id) {
  auto document = library::find_document(tx, id);
  if (!document) throw Fault("document_missing");
  return std::move(*document);
}

SharedReading reading_of(Desk& desk, const Document& document, std::optional<int> year) {
  const int wanted = year.value_or(static_cast<int>(document.given_year.value_or(0)));
  auto reading = desk.readings().get(document.sha256, wanted, [&] {
    auto bytes = desk.blobs().bytes(document.sha256);
    if (!bytes) throw store::Failure("store_corrupt", "blob " + document.sha256 + " is missing");
    return std::move(*bytes);
  });
  if (!reading) throw Fault(reading.error(), document.name);
  return *reading;
}

void describe(Document& document, const reading::Reading& reading) {
  document.found_title = one_line(reading.page.title);
  if (reading.year_origin != reading::YearOrigin::option) {
    document.found_year = reading.year;
    document.found_year_origin = reading::origin_name(reading.year_origin);
  }
  document.place = one_line(reading.place);
  document.encoding = reading::encoding_name(reading.encoding);
  const auto count = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
  library::Counts& counts = document.counts;
  counts.figures = count(reading.figures);
  counts.lost = std::count_if(reading.figures.begin(), reading.figures.end(),
                              [](const reading::Figure& figure) { return figure.lost; });
  counts.commitments = count(reading.commitments);
  counts.projects = count(reading.projects);
  counts.checks = count(reading.checks);
  counts.repairs = count(reading.mends);
}

}  // namespace midyear::desk
