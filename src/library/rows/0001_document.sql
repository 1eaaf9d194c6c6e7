-- What is known of a document beside its bytes. given_*: by a person; found_*: by the reader. `title` and
-- `year` are what is shown. `folded`: what a list is searched by.
CREATE TABLE document (
  id {text} NOT NULL PRIMARY KEY,
  sha256 {text} NOT NULL UNIQUE,
  bytes {integer} NOT NULL,
  name {text} NOT NULL,
  title {text} NOT NULL,
  given_title {text},
  found_title {text} NOT NULL,
  folded {text} NOT NULL,
  year {integer} NOT NULL,
  given_year {integer},
  found_year {integer} NOT NULL,
  found_year_origin {text} NOT NULL,
  place {text} NOT NULL,
  encoding {text} NOT NULL,
  state {text} NOT NULL CHECK (state IN ('queued', 'reading', 'ready', 'failed', 'removed')),
  error {text} NOT NULL,
  error_detail {text} NOT NULL,
  error_byte {integer} NOT NULL,
  reader {text} NOT NULL,
  job {integer} NOT NULL,
  added {integer} NOT NULL,
  added_by {text} NOT NULL,
  revision {integer} NOT NULL,
  decisions_revision {integer} NOT NULL,
  figures {integer} NOT NULL,
  lost {integer} NOT NULL,
  commitments {integer} NOT NULL,
  projects {integer} NOT NULL,
  checks {integer} NOT NULL,
  repairs {integer} NOT NULL,
  confirmed {integer} NOT NULL,
  corrected {integer} NOT NULL,
  dismissed {integer} NOT NULL,
  unmatched {integer} NOT NULL
);
CREATE INDEX document_added ON document (added, id);
CREATE INDEX document_title ON document (title, id);
CREATE INDEX document_year ON document (year, id);
CREATE INDEX document_reader ON document (reader, id);
CREATE INDEX document_open ON document (id) WHERE state IN ('queued', 'reading');
-- Under which headings a passage stands, as a JSON list; start: UTF-16 units of the mended text, which is the
-- passage's number in the search.
CREATE TABLE document_passage (
  document {text} NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  start {integer} NOT NULL,
  headings {text} NOT NULL,
  PRIMARY KEY (document, start)
);
