CREATE TABLE change (
  sequence {integer} NOT NULL PRIMARY KEY,
  at {integer} NOT NULL,
  what {text} NOT NULL,
  id {text} NOT NULL,
  revision {integer} NOT NULL,
  data {text} NOT NULL
);
-- One row: the last sequence that was given, and the last that was pruned.
CREATE TABLE change_mark (
  one {integer} NOT NULL PRIMARY KEY CHECK (one = 1),
  last {integer} NOT NULL,
  pruned {integer} NOT NULL
);
INSERT INTO change_mark (one, last, pruned) VALUES (1, 0, 0);
