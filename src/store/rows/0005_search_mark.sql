-- One row: the fingerprint of the analyser that made the index.
CREATE TABLE search_mark (
  one {integer} NOT NULL PRIMARY KEY CHECK (one = 1),
  analyser {text} NOT NULL
);
INSERT INTO search_mark (one, analyser) VALUES (1, '');
