CREATE TABLE audit_entry (
  sequence {integer} NOT NULL PRIMARY KEY,
  at {integer} NOT NULL,
  who {text} NOT NULL,
  operation {text} NOT NULL,
  target {text} NOT NULL,
  request {text} NOT NULL,
  detail {text} NOT NULL,
  hash {text} NOT NULL
);
-- One row: the last entry and its hash.
CREATE TABLE audit_head (
  one {integer} NOT NULL PRIMARY KEY CHECK (one = 1),
  sequence {integer} NOT NULL,
  hash {text} NOT NULL
);
INSERT INTO audit_head (one, sequence, hash)
  VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
