#pragma once

// Use cases of people: signing in and out, passwords, accounts, roles, tokens. All throw Fault and
// store::Failure. Secrets are told once, in an answer's JSON or in what is returned, and stand in no row, no
// log and no audit entry.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk.h"
#include "desk/documents.h"
#include "people/accounts.h"

namespace midyear::desk {

// Somebody who proved who they are.
struct SignedIn {
  Actor who;
  people::Person person;
  std::string session;  // hash of its secret; "": came with a token
  std::string csrf;
};
// Nothing where the session is over or its person was deactivated. Cost: three reads by key; a write every
// five minutes of a session.
std::optional<SignedIn> who_has_session(Desk& desk, std::string_view secret);
std::optional<SignedIn> who_has_token(Desk& desk, std::string_view secret);

struct Begun {
  std::string secret;  // of the session
  SignedIn who;
};
// sign_in_failed for an unknown login, a wrong password and a deactivated person alike, after the same time;
// sign_in_wait where there were too many tries of the login or from the address. `call.who` says nothing yet.
Begun sign_in(Desk& desk, const Call& call, const std::string& login, const std::string& password,
              const std::string& address);
Answer sign_out(Desk& desk, const Call& call, const std::string& session);
Answer sign_out_everywhere(Desk& desk, const Call& call);
// Ends the other sessions. password_wrong, password_….
Answer change_password(Desk& desk, const Call& call, const std::string& session, const std::string& before,
                       const std::string& after);

// The key of the link that sets the desk up; nothing where somebody is there already. Those before it work no
// more.
std::optional<std::string> set_up_key(Desk& desk);
bool needs_set_up(Desk& desk);
struct Newcomer {
  std::string login, name;
};
// Makes the three administrators: the first, whose password is given, and two who get links. set_up_done,
// link_invalid, login_invalid, password_…. JSON: {login, links: [{login, key}]}.
Answer set_up(Desk& desk, const Call& call, const std::string& key, const Newcomer& system,
              const std::string& password, const Newcomer& security, const Newcomer& audit);
// Sets the password that a link is for and ends all sessions. JSON: {login}.
Answer redeem_link(Desk& desk, const Call& call, const std::string& key, const std::string& password);

struct PersonEdit {
  std::optional<std::string> name, department;
  std::optional<bool> active;
  std::string json;  // as it was asked for, to be shown in a conflict
};
// JSON of a person and, of add_person and reset_person, "key" of a link on which the password is set.
Answer add_person(Desk& desk, const Call& call, const std::string& name, const std::string& department);
Answer edit_person(Desk& desk, const Call& call, const Expected& expected, const PersonEdit& edit);
Answer reset_person(Desk& desk, const Call& call);
Answer grant_roles(Desk& desk, const Call& call, const Expected& expected, std::vector<people::Grant> grants);
Answer sign_person_out(Desk& desk, const Call& call);
std::string list_people(Desk& desk, const Actor& who);
std::string person_json(Desk& desk, const Actor& who, const std::string& login);

Answer add_department(Desk& desk, const Call& call, const std::string& name);
Answer edit_department(Desk& desk, const Call& call, const Expected& expected,
                       const std::optional<std::string>& name, std::optional<bool> active);
std::string list_departments(Desk& desk, const Actor& who);

// JSON: the token with its "secret". token_rights, token_expiry, tokens_many.
Answer add_token(Desk& desk, const Call& call, const std::string& name,
                 const std::vector<std::string>& rights, std::int64_t days);
Answer remove_token(Desk& desk, const Call& call);  // one's own
Answer revoke_token(Desk& desk, const Call& call);  // anybody's
std::string list_tokens(Desk& desk, const Actor& who, bool all);

// A zone that was made up, with a person for each role and passwords drawn now. JSON: {people: [{login, name,
// department, roles, password}]}. set_up_done where anybody is there.
Answer add_sample_people(Desk& desk, const Call& call);

}  // namespace midyear::desk
