#pragma once

// The rows of departments, people and their proofs: sessions, tokens, links that work once. Nothing here asks
// who may; the desk does (desk/accounts.h). All throw store::Failure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "people/permissions.h"
#include "store/store.h"

namespace midyear::people {

struct Department {
  std::string id, name;
  bool active = true;
  std::int64_t revision = 1;
};

struct Person {
  std::string login;  // never changes, never given again
  std::string name, department;
  std::string password = {};  // Argon2id; "": none set yet
  bool active = true;
  base::Instant created{};
  std::int64_t revision = 1;
  std::vector<Grant> grants = {};
};

// 2 to 32 letters, digits, Han characters, ".", "_" and "-", a letter, digit or Han character first; none of
// the names that the desk itself signs with.
bool is_login(std::string_view text);

std::vector<Department> departments(store::Transaction& tx);  // by name
std::optional<Department> find_department(store::Transaction& tx, std::string_view id);
void put(store::Transaction& tx, const Department& department);  // adds or writes over

std::vector<Person> people(store::Transaction& tx);  // by login, with grants
std::optional<Person> find_person(store::Transaction& tx, std::string_view login);
bool anybody(store::Transaction& tx);
void put(store::Transaction& tx, const Person& person);  // grants too

// How long proofs hold.
inline constexpr std::chrono::hours kSessionIdle{2}, kSessionMost{12}, kLinkHolds{7 * 24};
inline constexpr std::chrono::minutes kSeenEach{5};  // how exactly the last use of a session is kept

struct Session {
  std::string hash, login, csrf;
  base::Instant created{}, seen{};
};
// The secret that proves the session: the only time it is told.
std::string begin_session(store::Transaction& tx, std::string_view login, base::Instant now);
// Nothing for an unknown one and one that is over.
std::optional<Session> find_session(store::Transaction& tx, std::string_view secret, base::Instant now);
void see_session(store::Transaction& tx, std::string_view hash, base::Instant now);
void end_session(store::Transaction& tx, std::string_view hash);
void end_sessions(store::Transaction& tx, std::string_view login);
void end_other_sessions(store::Transaction& tx, std::string_view login, std::string_view hash);

struct Token {
  std::string id, login, name;
  std::vector<std::string> rights;
  base::Instant created{}, expires{};
};
// Begins every token, so that one that leaked is known for what it is.
inline constexpr std::string_view kTokenPrefix = "midyear_";
std::string add_token(store::Transaction& tx, const Token& token);  // the secret, told once
std::optional<Token> find_token(store::Transaction& tx, std::string_view secret, base::Instant now);
std::optional<Token> find_token_by_id(store::Transaction& tx, std::string_view id);
std::vector<Token> tokens(store::Transaction& tx, std::string_view login);  // "": of all; newest first
void remove_token(store::Transaction& tx, std::string_view id);
void remove_tokens(store::Transaction& tx, std::string_view login);

// A link that sets a password once; login "": one that sets the desk up. Those before it work no more.
std::string make_link(store::Transaction& tx, std::string_view login, base::Instant now);
std::optional<std::string> link_login(store::Transaction& tx, std::string_view secret, base::Instant now);
void remove_links(store::Transaction& tx, std::string_view login);

// Signing in: counts a try of `who` (a login or an address) before it is made, so that many at once count
// too. Returns how long to wait first; zero: the try was counted and may be made. After `free` tries each
// waits twice as long as the one before, a quarter of an hour at most; an hour without one forgets them.
std::chrono::seconds count_try(store::Transaction& tx, std::string_view who, int free, base::Instant now);
void forget_tries(store::Transaction& tx, std::string_view who);

}  // namespace midyear::people
