-- What a call with an idempotency key was answered, kept for a day.
CREATE TABLE answered (
  who {text} NOT NULL,
  key {text} NOT NULL,
  question {text} NOT NULL,
  answer {text} NOT NULL,
  at {integer} NOT NULL,
  PRIMARY KEY (who, key)
);
CREATE INDEX answered_at ON answered (at);
