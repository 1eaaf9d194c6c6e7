#pragma once

// Rows of documents and of their passages. A document is named by a random id; one of the same bytes is the
// same document. All functions throw store::Failure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace midyear::library {

enum class DocumentState : std::uint8_t { queued, reading, ready, failed, removed };
std::string_view name_of(DocumentState state);
std::optional<DocumentState> document_state(std::string_view name);

// Columns of whole numbers that tell how many there are.
struct Counts {
  std::int64_t figures = 0, lost = 0, commitments = 0, projects = 0, checks = 0, repairs = 0;
  std::int64_t confirmed = 0, corrected = 0, dismissed = 0, unmatched = 0;  // of decisions
};

struct Document {
  std::string id;
  std::string sha256;
  std::int64_t bytes = 0;
  std::string name;                        // of the file, as it was given
  std::optional<std::string> given_title;  // by a person
  std::string found_title;                 // by the reader; "" where it found none
  std::optional<std::int64_t> given_year;
  std::int64_t found_year = 0;  // 0: none
  std::string found_year_origin;
  std::string place;
  std::string encoding;
  DocumentState state = DocumentState::queued;
  std::string error, error_detail;  // why it could not be read; code and message of base::Error
  std::int64_t error_byte = 0;
  std::string reader;    // version that read it; "" before the first reading
  std::int64_t job = 0;  // the last one that was to read it; 0: none
  base::Instant added{};
  std::string added_by;
  std::string department;               // of whoever added it; "": of none
  std::int64_t revision = 1;            // of everything
  std::int64_t decisions_revision = 1;  // of decisions and of what they stand on
  Counts counts;

  std::string title() const;  // what a person gave, else what was found, else the name without its ending
  std::int64_t year() const { return given_year.value_or(found_year); }
  std::string_view year_origin() const;  // "person", or how it was found; "" without a year
};

void insert(store::Transaction& tx, const Document& document);
// Writes everything that can change, with `revision` raised by one, which is put into `document` too.
void update(store::Transaction& tx, Document& document);
std::optional<Document> find_document(store::Transaction& tx, std::string_view id);
std::optional<Document> find_by_hash(store::Transaction& tx, std::string_view sha256);

enum class DocumentOrder : std::uint8_t { added, added_down, title, year, year_down };

struct DocumentQuery {
  std::string words;                  // each of them in title, name or place
  std::vector<DocumentState> states;  // empty: all but removed ones
  std::optional<std::int64_t> year;
  DocumentOrder order = DocumentOrder::added_down;
  std::size_t limit = 50;
  // Where the page before ended: the sort key and id of its last document; nothing for the first page.
  std::optional<std::pair<std::string, std::string>> after;
};
struct DocumentPage {
  std::vector<Document> documents;
  std::int64_t total = 0;  // on all pages
  bool more = false;
};
DocumentPage list_documents(store::Transaction& tx, const DocumentQuery& query);
// What DocumentQuery::after holds for this document.
std::string order_key(const Document& document, DocumentOrder order);

// Ids, ascending from after `after` on.
std::vector<std::string> read_by_other(store::Transaction& tx, std::string_view reader,
                                       std::string_view after, std::size_t limit);
std::vector<std::string> in_work(store::Transaction& tx, std::string_view after, std::size_t limit);

struct Passage {
  std::int64_t start = 0;  // UTF-16 units of the mended text
  std::string text;
  std::string headings;  // JSON list of texts, outermost first
};
void put_passage(store::Transaction& tx, std::string_view document, const Passage& passage);
void remove_passages(store::Transaction& tx, std::string_view document);
// The JSON list; "[]" where the passage is gone.
std::string passage_headings(store::Transaction& tx, std::string_view document, std::int64_t start);

// The collection of the store's search that passages stand in.
inline constexpr std::string_view kPassages = "document";

}  // namespace midyear::library
