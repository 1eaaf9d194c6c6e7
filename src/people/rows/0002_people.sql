-- Departments, people, what they may do, and how they prove who they are. Names of people in other rows are
-- `login`, which never changes and is never given again.
CREATE TABLE department (
  id {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL UNIQUE,
  active {integer} NOT NULL,
  revision {integer} NOT NULL
);
-- password: Argon2id in its own text form; '' until a person has set one.
CREATE TABLE person (
  login {text} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  department {text} NOT NULL,
  password {text} NOT NULL,
  active {integer} NOT NULL,
  created {integer} NOT NULL,
  revision {integer} NOT NULL
);
-- department '': the whole zone.
CREATE TABLE person_role (
  login {text} NOT NULL REFERENCES person (login),
  role {text} NOT NULL,
  department {text} NOT NULL,
  PRIMARY KEY (login, role, department)
);
-- Of secrets only the SHA-256 is kept: whoever reads the database cannot use them.
CREATE TABLE person_session (
  hash {text} NOT NULL PRIMARY KEY,
  login {text} NOT NULL REFERENCES person (login),
  csrf {text} NOT NULL,
  created {integer} NOT NULL,
  seen {integer} NOT NULL
);
CREATE INDEX person_session_login ON person_session (login);
CREATE TABLE person_token (
  id {text} NOT NULL PRIMARY KEY,
  hash {text} NOT NULL UNIQUE,
  login {text} NOT NULL REFERENCES person (login),
  name {text} NOT NULL,
  rights {text} NOT NULL,
  created {integer} NOT NULL,
  expires {integer} NOT NULL
);
CREATE INDEX person_token_login ON person_token (login);
-- Links that work once: login '' sets the desk up.
CREATE TABLE person_link (
  hash {text} NOT NULL PRIMARY KEY,
  login {text} NOT NULL,
  expires {integer} NOT NULL
);
-- Signing in that failed, by login or address.
CREATE TABLE sign_in_failure (
  who {text} NOT NULL PRIMARY KEY,
  count {integer} NOT NULL,
  last {integer} NOT NULL
);
