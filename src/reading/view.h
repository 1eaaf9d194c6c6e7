#pragma once

#include <string>

#include "base/errors.h"
#include "reading/records.h"

namespace midyear::reading {

// Appends a Reading as one JSON object for a page that shows it: its text, its records with their places in
// the text ("at") and, on a damaged page, in the source ("src"); records name each other by their place in
// the lists. Offsets count UTF-16 units, as the script of a browser does. Fit to stand in a <script>.
void write_view(const Reading& reading, const InputFacts& input, base::Language language, std::string& out);

// The same for a program that asks again: without the words of labels.tsv, and each figure, commitment and
// project has its "bytes" in the source, which decisions on it are kept under, and "id" ("figure:1234-1243").
void write_keyed_view(const Reading& reading, const InputFacts& input, std::string& out);

// The bytes of the source that stand for a record, distinct among the records of its kind in one Reading: of
// a project those of its name, since one clause may tell of several.
SourceSpan key_of(const Reading& reading, const Figure& figure);
SourceSpan key_of(const Reading& reading, const Commitment& commitment);
SourceSpan key_of(const Reading& reading, const Project& project);

}  // namespace midyear::reading
