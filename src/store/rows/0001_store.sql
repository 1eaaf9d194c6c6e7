CREATE TABLE search_part (
  id {identity},
  collection {text} NOT NULL,
  key {text} NOT NULL,
  part {integer} NOT NULL,
  text {text} NOT NULL,
  UNIQUE (collection, key, part)
);
