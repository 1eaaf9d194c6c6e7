#include "library/documents.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "store/search.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace midyear::library {
namespace {

using store::Row;
using store::Rows;
using store::Transaction;
using store::Value;

constexpr std::array<std::string_view, 5> kStates = {"queued", "reading", "ready", "failed", "removed"};

// In the order of document_of() and values_of().
constexpr std::string_view kColumns =
    "id, sha256, bytes, name, given_title, found_title, given_year, found_year, found_year_origin, place, "
    "encoding, state, error, error_detail, error_byte, reader, job, added, added_by, revision, "
    "decisions_revision, figures, lost, commitments, projects, checks, repairs, confirmed, corrected, "
    "dismissed, unmatched, department";
constexpr std::string_view kDerived = ", title, year, folded";
constexpr std::size_t kValues = 35;

template <class Text>
Value optional_text(const std::optional<Text>& text) {
  return text ? Value(std::string(*text)) : Value();
}

std::string folded(std::string_view text) {
  std::string out;
  for (char16_t unit : text::fold_word(text)) {
    if (unit >= u'A' && unit <= u'Z') unit = static_cast<char16_t>(unit - u'A' + u'a');
    text::append_utf8(out, unit);
  }
  return out;
}

Document document_of(const Row& row) {
  Document d;
  std::size_t i = 0;
  const auto text = [&] { return std::string(row.text(i++)); };
  const auto number = [&] { return row.integer(i++); };
  d.id = text(), d.sha256 = text(), d.bytes = number(), d.name = text();
  if (!row.null(i)) d.given_title = row.text(i);
  ++i;
  d.found_title = text();
  d.given_year = row.optional_integer(i++);
  d.found_year = number(), d.found_year_origin = text(), d.place = text(), d.encoding = text();
  d.state = document_state(row.text(i++)).value();
  d.error = text(), d.error_detail = text(), d.error_byte = number();
  d.reader = text(), d.job = number(), d.added = base::Instant(std::chrono::milliseconds(number()));
  d.added_by = text(), d.revision = number(), d.decisions_revision = number();
  Counts& c = d.counts;
  for (std::int64_t* count : {&c.figures, &c.lost, &c.commitments, &c.projects, &c.checks, &c.repairs,
                              &c.confirmed, &c.corrected, &c.dismissed, &c.unmatched})
    *count = number();
  d.department = text();
  return d;
}

std::vector<Value> values_of(const Document& d) {
  const Counts& c = d.counts;
  const std::string title = d.title();
  return {d.id,
          d.sha256,
          d.bytes,
          d.name,
          optional_text(d.given_title),
          d.found_title,
          d.given_year ? Value(*d.given_year) : Value(),
          d.found_year,
          d.found_year_origin,
          d.place,
          d.encoding,
          std::string(name_of(d.state)),
          d.error,
          d.error_detail,
          d.error_byte,
          d.reader,
          d.job,
          d.added.time_since_epoch().count(),
          d.added_by,
          d.revision,
          d.decisions_revision,
          c.figures,
          c.lost,
          c.commitments,
          c.projects,
          c.checks,
          c.repairs,
          c.confirmed,
          c.corrected,
          c.dismissed,
          c.unmatched,
          d.department,
          title,
          d.year(),
          folded(title + '\n' + d.name + '\n' + d.place)};
}

std::string numbered(std::size_t count) {
  std::string out;
  for (std::size_t i = 1; i <= count; ++i) out += (i == 1 ? "$" : ", $") + std::to_string(i);
  return out;
}

std::string wildcards(std::string_view word) {
  std::string pattern = "%";
  for (const char c : word) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern += '%';
}

// The conditions of a query with their parameters.
struct Where {
  std::string sql = " WHERE state IN (";
  std::vector<Value> values;

  std::string add(Value value) {
    values.push_back(std::move(value));
    return "$" + std::to_string(values.size());
  }

  explicit Where(const DocumentQuery& query) {
    std::vector<DocumentState> states = query.states;
    if (states.empty())
      states = {DocumentState::queued, DocumentState::reading, DocumentState::ready, DocumentState::failed};
    for (std::size_t i = 0; i < states.size(); ++i)
      sql += (i == 0 ? "" : ", ") + add(std::string(name_of(states[i])));
    sql += ')';
    if (query.year) sql += " AND year = " + add(*query.year);
    const std::string words = folded(query.words);
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find(' ', at), words.size());
      if (end > at) sql += " AND folded LIKE " + add(wildcards(words.substr(at, end - at))) + " ESCAPE '\\'";
      at = end + 1;
    }
  }
};

std::string_view column(DocumentOrder order) {
  switch (order) {
    case DocumentOrder::title:
      return "title";
    case DocumentOrder::year:
    case DocumentOrder::year_down:
      return "year";
    default:
      return "added";
  }
}

bool descends(DocumentOrder order) {
  return order == DocumentOrder::added_down || order == DocumentOrder::year_down;
}

Value order_value(std::string_view key, DocumentOrder order) {
  if (order == DocumentOrder::title) return std::string(key);
  std::int64_t number = 0;
  std::from_chars(key.data(), key.data() + key.size(), number);
  return number;
}

std::vector<std::string> ids_of(const Rows& rows) {
  std::vector<std::string> ids;
  for (const Row row : rows) ids.emplace_back(row.text(0));
  return ids;
}

std::optional<Document> first_of(const Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(document_of(rows.front()));
}

}  // namespace

std::string_view name_of(DocumentState state) { return kStates.at(static_cast<std::size_t>(state)); }

std::optional<DocumentState> document_state(std::string_view name) {
  const auto found = std::find(kStates.begin(), kStates.end(), name);
  if (found == kStates.end()) return {};
  return static_cast<DocumentState>(found - kStates.begin());
}

std::string Document::title() const {
  if (given_title) return *given_title;
  if (!found_title.empty()) return found_title;
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string_view Document::year_origin() const {
  if (given_year) return "person";
  return found_year == 0 ? std::string_view() : found_year_origin;
}

void insert(Transaction& tx, const Document& document) {
  tx.run("INSERT INTO document (" + std::string(kColumns) + std::string(kDerived) + ") VALUES (" +
             numbered(kValues) + ")",
         values_of(document));
}

void update(Transaction& tx, Document& document) {
  ++document.revision;
  std::string sql = "UPDATE document SET ";
  const std::string columns = std::string(kColumns) + std::string(kDerived);
  std::size_t number = 0;
  for (std::size_t at = 0; at < columns.size();) {
    const std::size_t end = std::min(columns.find(", ", at), columns.size());
    if (++number > 1) {
      if (number > 2) sql += ", ";
      sql += columns.substr(at, end - at) + " = $" + std::to_string(number);
    }
    at = end + 2;
  }
  tx.run(sql + " WHERE id = $1", values_of(document));
}

std::optional<Document> find_document(Transaction& tx, std::string_view id) {
  return first_of(
      tx.run("SELECT " + std::string(kColumns) + " FROM document WHERE id = $1", {std::string(id)}));
}

std::optional<Document> find_by_hash(Transaction& tx, std::string_view sha256) {
  return first_of(
      tx.run("SELECT " + std::string(kColumns) + " FROM document WHERE sha256 = $1", {std::string(sha256)}));
}

DocumentPage list_documents(Transaction& tx, const DocumentQuery& query) {
  Where where(query);
  DocumentPage page;
  page.total = tx.run("SELECT COUNT(*) FROM document" + where.sql, where.values).front().integer(0);
  const std::string key(column(query.order));
  const std::string down = descends(query.order) ? " DESC" : "";
  if (query.after) {
    const std::string than = descends(query.order) ? " < (" : " > (";
    where.sql += " AND (" + key + ", id)" + than;
    where.sql += where.add(order_value(query.after->first, query.order));
    where.sql += ", " + where.add(query.after->second) + ")";
  }
  const std::string limit = where.add(static_cast<std::int64_t>(query.limit + 1));
  const Rows rows = tx.run("SELECT " + std::string(kColumns) + " FROM document" + where.sql + " ORDER BY " +
                               key + down + ", id" + down + " LIMIT " + limit,
                           where.values);
  for (const Row row : rows) {
    if (page.documents.size() == query.limit) {
      page.more = true;
      break;
    }
    page.documents.push_back(document_of(row));
  }
  return page;
}

std::string order_key(const Document& document, DocumentOrder order) {
  switch (order) {
    case DocumentOrder::title:
      return document.title();
    case DocumentOrder::year:
    case DocumentOrder::year_down:
      return std::to_string(document.year());
    default:
      return std::to_string(document.added.time_since_epoch().count());
  }
}

std::vector<std::string> read_by_other(Transaction& tx, std::string_view reader, std::string_view after,
                                       std::size_t limit) {
  return ids_of(
      tx.run("SELECT id FROM document WHERE reader <> $1 AND state IN ('ready', 'failed') AND id > $2 "
             "ORDER BY id LIMIT $3",
             {std::string(reader), std::string(after), static_cast<std::int64_t>(limit)}));
}

std::vector<std::string> in_work(Transaction& tx, std::string_view after, std::size_t limit) {
  return ids_of(
      tx.run("SELECT id FROM document WHERE state IN ('queued', 'reading') AND id > $1 ORDER BY id LIMIT $2",
             {std::string(after), static_cast<std::int64_t>(limit)}));
}

void put_passage(Transaction& tx, std::string_view document, const Passage& passage) {
  store::put_text(tx, kPassages, document, passage.start, passage.text);
  tx.run(
      "INSERT INTO document_passage (document, start, headings) VALUES ($1, $2, $3) "
      "ON CONFLICT (document, start) DO UPDATE SET headings = excluded.headings",
      {std::string(document), passage.start, passage.headings});
}

void remove_passages(Transaction& tx, std::string_view document) {
  store::remove_text(tx, kPassages, document);
  tx.run("DELETE FROM document_passage WHERE document = $1", {std::string(document)});
}

std::string passage_headings(Transaction& tx, std::string_view document, std::int64_t start) {
  const Rows rows = tx.run("SELECT headings FROM document_passage WHERE document = $1 AND start = $2",
                           {std::string(document), start});
  return rows.empty() ? "[]" : std::string(rows.front().text(0));
}

}  // namespace midyear::library
