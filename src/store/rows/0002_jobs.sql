-- due: of a queued job when it may be taken, of a running one when its lease ends; milliseconds since 1970.
CREATE TABLE job (
  id {identity},
  kind {text} NOT NULL,
  key {text} NOT NULL,
  payload {text} NOT NULL,
  state {text} NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  attempts {integer} NOT NULL,
  attempts_limit {integer} NOT NULL,
  due {integer} NOT NULL,
  worker {text} NOT NULL,
  done {integer} NOT NULL,
  total {integer} NOT NULL,
  note {text} NOT NULL,
  result {text} NOT NULL,
  error {text} NOT NULL,
  added {integer} NOT NULL,
  ended {integer}
);
CREATE INDEX job_open ON job (due, id) WHERE state IN ('queued', 'running');
CREATE UNIQUE INDEX job_key ON job (kind, key) WHERE key <> '' AND state IN ('queued', 'running');
CREATE INDEX job_ended ON job (ended);
