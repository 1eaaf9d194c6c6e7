#pragma once

// Use cases of documents. All throw Fault and store::Failure.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "desk/desk.h"
#include "library/documents.h"
#include "reading/records.h"

namespace midyear::desk {

struct NewDocument {
  std::string name = {};  // of the file
  std::optional<std::int64_t> year = {};
  std::string bytes = {};
  std::string path = {};  // where not empty: a file that holds the bytes, which is taken over
};
// Keeps it and has it read. The same bytes again are the same document: `created` is false and its JSON says
// "already"; a removed one comes back.
Answer add_document(Desk& desk, const Call& call, NewDocument document);

// What the asker last saw, as If-Match says it.
struct Expected {
  bool given = false;
  std::function<bool(std::string_view tag)> holds;  // the tag names a revision: "17"
  std::string tag;                                  // to be shown in a conflict
};

struct DocumentEdit {
  std::optional<std::optional<std::string>> title;  // the inner nothing: as it was found
  std::optional<std::optional<std::int64_t>> year;
  std::string json;  // the edit as it was asked for, to be shown in a conflict
};
Answer edit_document(Desk& desk, const Call& call, const Expected& expected, const DocumentEdit& edit);
Answer remove_document(Desk& desk, const Call& call, const Expected& expected);
Answer restore_document(Desk& desk, const Call& call);
// Has it read with the present reader; {"job": id}.
Answer read_document(Desk& desk, const Call& call);

// document_missing where there is none.
library::Document get_document(Desk& desk, const Actor& who, std::string_view id);
library::DocumentPage find_documents(Desk& desk, const Actor& who, const library::DocumentQuery& query);

// The document with what the present reader reads in it.
struct Shown {
  library::Document document;
  SharedReading reading;
  reading::InputFacts facts;
};
// document_missing, document_removed, those of reading::read(), and too_large_to_show where whole and the
// document is larger than DeskSettings::show_bytes.
Shown show_document(Desk& desk, const Actor& who, std::string_view operation, std::string_view id,
                    bool whole = true);
// The bytes as they came. document_missing.
std::unique_ptr<store::BlobReader> open_source(Desk& desk, const library::Document& document);

// What documents.cc and others write into answers and notices.
void write_document(const library::Document& document, base::Language language, base::JsonWriter& json,
                    bool already = false);
std::string document_json(const library::Document& document, base::Language language, bool already = false);
void tell_document(Context& context, const library::Document& document);

// For the use cases of this room: the document or Fault; its revision held against what is expected.
library::Document required_document(store::Transaction& tx, std::string_view id);
SharedReading reading_of(Desk& desk, const library::Document& document, std::optional<int> year = {});
// Puts what a reading says of the document into its columns; decisions are not looked at.
void describe(library::Document& document, const reading::Reading& reading);

}  // namespace midyear::desk
