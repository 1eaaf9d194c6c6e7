// Sessions, tokens, links and tries: what proves who somebody is. Of every secret the hash alone is kept.

#include <algorithm>

#include "base/hash.h"
#include "base/random.h"
#include "people/accounts.h"

namespace midyear::people {
namespace {

using store::Row;
using store::Rows;
using store::Transaction;

constexpr std::size_t kSecret = 32;  // letters: 158 bits

std::int64_t ms(base::Instant at) { return at.time_since_epoch().count(); }
base::Instant instant(std::int64_t at) { return base::Instant(std::chrono::milliseconds(at)); }
std::string text(std::string_view view) { return std::string(view); }

constexpr std::string_view kTokenColumns = "id, login, name, rights, created, expires";

Token token_of(const Row& row) {
  Token token{.id = text(row.text(0)),
              .login = text(row.text(1)),
              .name = text(row.text(2)),
              .rights = {},
              .created = instant(row.integer(4)),
              .expires = instant(row.integer(5))};
  const std::string_view list = row.text(3);
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    token.rights.emplace_back(list.substr(at, end - at));
    at = end + 1;
  }
  return token;
}

}  // namespace

std::string begin_session(Transaction& tx, std::string_view login, base::Instant now) {
  tx.run("DELETE FROM person_session WHERE created <= $1 OR seen <= $2",
         {ms(now - kSessionMost), ms(now - kSessionIdle)});
  const std::string secret = base::random_letters(kSecret);
  tx.run("INSERT INTO person_session (hash, login, csrf, created, seen) VALUES ($1, $2, $3, $4, $4)",
         {base::sha256(secret), text(login), base::random_letters(kSecret), ms(now)});
  return secret;
}

std::optional<Session> find_session(Transaction& tx, std::string_view secret, base::Instant now) {
  const Rows rows = tx.run(
      "SELECT hash, login, csrf, created, seen FROM person_session WHERE hash = $1 AND created > $2 AND seen "
      "> $3",
      {base::sha256(secret), ms(now - kSessionMost), ms(now - kSessionIdle)});
  if (rows.empty()) return {};
  const Row row = rows.front();
  return Session{text(row.text(0)), text(row.text(1)), text(row.text(2)), instant(row.integer(3)),
                 instant(row.integer(4))};
}

void see_session(Transaction& tx, std::string_view hash, base::Instant now) {
  tx.run("UPDATE person_session SET seen = $1 WHERE hash = $2", {ms(now), text(hash)});
}

void end_session(Transaction& tx, std::string_view hash) {
  tx.run("DELETE FROM person_session WHERE hash = $1", {text(hash)});
}

void end_sessions(Transaction& tx, std::string_view login) {
  tx.run("DELETE FROM person_session WHERE login = $1", {text(login)});
}

void end_other_sessions(Transaction& tx, std::string_view login, std::string_view hash) {
  tx.run("DELETE FROM person_session WHERE login = $1 AND hash <> $2", {text(login), text(hash)});
}

std::string add_token(Transaction& tx, const Token& token) {
  const std::string secret = text(kTokenPrefix) + base::random_letters(kSecret);
  std::string rights;
  for (const std::string& right : token.rights) rights += (rights.empty() ? "" : " ") + right;
  tx.run("INSERT INTO person_token (hash, " + text(kTokenColumns) + ") VALUES ($1, $2, $3, $4, $5, $6, $7)",
         {base::sha256(secret), token.id, token.login, token.name, rights, ms(token.created),
          ms(token.expires)});
  return secret;
}

std::optional<Token> find_token(Transaction& tx, std::string_view secret, base::Instant now) {
  const Rows rows =
      tx.run("SELECT " + text(kTokenColumns) + " FROM person_token WHERE hash = $1 AND expires > $2",
             {base::sha256(secret), ms(now)});
  if (rows.empty()) return {};
  return token_of(rows.front());
}

std::optional<Token> find_token_by_id(Transaction& tx, std::string_view id) {
  const Rows rows = tx.run("SELECT " + text(kTokenColumns) + " FROM person_token WHERE id = $1", {text(id)});
  if (rows.empty()) return {};
  return token_of(rows.front());
}

std::vector<Token> tokens(Transaction& tx, std::string_view login) {
  std::vector<Token> found;
  for (const Row row : tx.run("SELECT " + text(kTokenColumns) +
                                  " FROM person_token WHERE login = $1 OR $1 = '' ORDER BY created DESC, id",
                              {text(login)}))
    found.push_back(token_of(row));
  return found;
}

void remove_token(Transaction& tx, std::string_view id) {
  tx.run("DELETE FROM person_token WHERE id = $1", {text(id)});
}

void remove_tokens(Transaction& tx, std::string_view login) {
  tx.run("DELETE FROM person_token WHERE login = $1", {text(login)});
}

std::string make_link(Transaction& tx, std::string_view login, base::Instant now) {
  remove_links(tx, login);
  tx.run("DELETE FROM person_link WHERE expires <= $1", {ms(now)});
  const std::string secret = base::random_letters(kSecret);
  tx.run("INSERT INTO person_link (hash, login, expires) VALUES ($1, $2, $3)",
         {base::sha256(secret), text(login), ms(now + kLinkHolds)});
  return secret;
}

std::optional<std::string> link_login(Transaction& tx, std::string_view secret, base::Instant now) {
  const Rows rows = tx.run("SELECT login FROM person_link WHERE hash = $1 AND expires > $2",
                           {base::sha256(secret), ms(now)});
  if (rows.empty()) return {};
  return text(rows.front().text(0));
}

void remove_links(Transaction& tx, std::string_view login) {
  tx.run("DELETE FROM person_link WHERE login = $1", {text(login)});
}

std::chrono::seconds count_try(Transaction& tx, std::string_view who, int free, base::Instant now) {
  using namespace std::chrono;
  tx.run("DELETE FROM sign_in_failure WHERE last <= $1", {ms(now - hours(1))});
  const Rows rows = tx.run("SELECT count, last FROM sign_in_failure WHERE who = $1", {text(who)});
  const std::int64_t count = rows.empty() ? 0 : rows.front().integer(0);
  if (count >= free) {
    const seconds pause =
        std::min<seconds>(seconds(2ll << std::min<std::int64_t>(count - free, 20)), minutes(15));
    const auto left = instant(rows.front().integer(1)) + pause - now;
    if (left > milliseconds(0)) return ceil<seconds>(left);
  }
  tx.run(
      "INSERT INTO sign_in_failure (who, count, last) VALUES ($1, 1, $2) ON CONFLICT (who) DO UPDATE SET "
      "count = "
      "sign_in_failure.count + 1, last = excluded.last",
      {text(who), ms(now)});
  return seconds(0);
}

void forget_tries(Transaction& tx, std::string_view who) {
  tx.run("DELETE FROM sign_in_failure WHERE who = $1", {text(who)});
}

}  // namespace midyear::people
