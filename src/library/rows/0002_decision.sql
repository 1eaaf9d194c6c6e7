-- What people decided on records, by the bytes of the source. Rows are only added; one holds until the
-- revision that supersedes it. `fields`: JSON, what is set otherwise; `seen`: JSON, the record as it was read.
CREATE TABLE decision (
  id {identity},
  sha256 {text} NOT NULL,
  kind {text} NOT NULL,
  begins {integer} NOT NULL,
  ends {integer} NOT NULL,
  decision {text} NOT NULL CHECK (decision IN ('confirmed', 'corrected', 'dismissed', 'cleared')),
  fields {text} NOT NULL,
  note {text} NOT NULL,
  seen {text} NOT NULL,
  reader {text} NOT NULL,
  decided_by {text} NOT NULL,
  at {integer} NOT NULL,
  revision {integer} NOT NULL,
  superseded {integer}
);
CREATE UNIQUE INDEX decision_holds ON decision (sha256, kind, begins, ends) WHERE superseded IS NULL;
CREATE INDEX decision_document ON decision (sha256, revision);
