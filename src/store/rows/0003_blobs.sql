-- unused_since: since when nobody holds it; null while somebody does.
CREATE TABLE blob (
  sha256 {text} NOT NULL PRIMARY KEY,
  size {integer} NOT NULL,
  added {integer} NOT NULL,
  unused_since {integer}
);
CREATE INDEX blob_unused ON blob (unused_since) WHERE unused_since IS NOT NULL;
CREATE TABLE blob_holder (
  holder {text} NOT NULL,
  sha256 {text} NOT NULL REFERENCES blob (sha256),
  PRIMARY KEY (holder, sha256)
);
CREATE INDEX blob_holder_blob ON blob_holder (sha256);
