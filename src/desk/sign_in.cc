// Signing in and out, passwords, and the links on which they are set.

#include "base/json.h"
#include "desk/accounts.h"
#include "people/password.h"

namespace midyear::desk {
namespace {

using store::Transaction;

constexpr int kFreeTriesOfLogin = 5, kFreeTriesOfAddress = 50;

SignedIn signed_in(people::Person person, std::optional<std::vector<std::string>> only) {
  SignedIn who;
  who.who = {.id = person.login,
             .name = person.name,
             .department = person.department,
             .rights = std::make_shared<const people::Rights>(person.grants, std::move(only))};
  who.person = std::move(person);
  return who;
}

void refuse(std::string_view password, std::string_view login) {
  const std::string_view fault = people::fault_of_password(password, login);
  if (!fault.empty()) throw Fault("password_" + std::string(fault));
}

people::Person required(Transaction& tx, std::string_view login) {
  auto person = people::find_person(tx, login);
  if (!person) throw Fault("person_missing", {{"name", std::string(login)}});
  return std::move(*person);
}

// Who makes a change that nobody is signed in for.
Call unknown(const Call& call, std::string operation, std::string target) {
  Call made = call;
  made.who = {"unknown", "unknown"};
  made.operation = std::move(operation);
  made.target = std::move(target);
  made.idempotency_key.clear();
  return made;
}

void check_login(const std::string& login) {
  if (!people::is_login(login)) throw Fault("login_invalid", {{"name", login}});
}

}  // namespace

std::optional<SignedIn> who_has_session(Desk& desk, std::string_view secret) {
  const base::Instant now = desk.clock().now();
  std::optional<people::Session> session;
  auto person = desk.store().read([&](Transaction& tx) -> std::optional<people::Person> {
    session = people::find_session(tx, secret, now);
    return session ? people::find_person(tx, session->login) : std::nullopt;
  });
  if (!person || !person->active) return {};
  if (now - session->seen >= people::kSeenEach)
    desk.store().write([&](Transaction& tx) { people::see_session(tx, session->hash, now); });
  SignedIn who = signed_in(std::move(*person), {});
  who.session = session->hash, who.csrf = session->csrf;
  return who;
}

std::optional<SignedIn> who_has_token(Desk& desk, std::string_view secret) {
  const base::Instant now = desk.clock().now();
  std::optional<people::Token> token;
  auto person = desk.store().read([&](Transaction& tx) -> std::optional<people::Person> {
    token = people::find_token(tx, secret, now);
    return token ? people::find_person(tx, token->login) : std::nullopt;
  });
  if (!person || !person->active) return {};
  return signed_in(std::move(*person), std::move(token->rights));
}

Begun sign_in(Desk& desk, const Call& call, const std::string& login, const std::string& password,
              const std::string& address) {
  // Counted before the password is looked at, so that many tries at once are counted too.
  std::optional<people::Person> person;
  const std::chrono::seconds wait = desk.store().write([&](Transaction& tx) {
    person = people::find_person(tx, login);
    const base::Instant now = desk.clock().now();
    const auto of_address = people::count_try(tx, "from " + address, kFreeTriesOfAddress, now);
    if (of_address > std::chrono::seconds(0)) return of_address;
    return people::count_try(tx, login.substr(0, 200), kFreeTriesOfLogin, now);
  });
  if (wait > std::chrono::seconds(0))
    throw Fault("sign_in_wait", {{"seconds", std::to_string(wait.count())}});
  const bool right = password.size() <= people::kLongestPassword &&
                     people::check_password(person ? person->password : std::string(), password);
  if (!right || !person->active) {
    // Of logins that nobody has the name is not kept: it may be a password in the wrong field.
    desk.run(unknown(call, "session.refused", person ? person->login : std::string()),
             [](Context&) { return Answer{}; });
    throw Fault("sign_in_failed");
  }
  Begun begun{.secret = {}, .who = signed_in(*person, {})};
  Call made = unknown(call, "session.begin", login);
  made.who = begun.who.who;
  made.who.rights = nullptr;  // whoever proves who they are may sign in
  desk.run(made, [&](Context& context) {
    begun.secret = people::begin_session(context.tx, login, context.now);
    people::forget_tries(context.tx, login);
    const auto session = people::find_session(context.tx, begun.secret, context.now);
    begun.who.session = session->hash, begun.who.csrf = session->csrf;
    return Answer{};
  });
  return begun;
}

Answer sign_out(Desk& desk, const Call& call, const std::string& session) {
  return desk.run(call, [&](Context& context) {
    people::end_session(context.tx, session);
    return Answer{.id = call.who.id, .json = "{}"};
  });
}

Answer sign_out_everywhere(Desk& desk, const Call& call) {
  return desk.run(call, [&](Context& context) {
    people::end_sessions(context.tx, call.who.id);
    context.detail = R"({"everywhere":true})";
    return Answer{.id = call.who.id, .json = "{}"};
  });
}

Answer change_password(Desk& desk, const Call& call, const std::string& session, const std::string& before,
                       const std::string& after) {
  const people::Person now =
      desk.ask(call.who, call.operation, {}, [&](Transaction& tx) { return required(tx, call.who.id); });
  refuse(after, now.login);
  // As for signing in: somebody at another's open desk must not guess on.
  const std::chrono::seconds wait = desk.store().write([&](Transaction& tx) {
    return people::count_try(tx, now.login, kFreeTriesOfLogin, desk.clock().now());
  });
  if (wait > std::chrono::seconds(0))
    throw Fault("sign_in_wait", {{"seconds", std::to_string(wait.count())}});
  if (!people::check_password(now.password, before)) throw Fault("password_wrong");
  const std::string hash = people::hash_password(after);
  return desk.run(call, [&](Context& context) {
    people::Person person = required(context.tx, call.who.id);
    if (person.password != now.password) throw Fault("password_wrong");  // changed meanwhile
    person.password = hash;
    ++person.revision;
    people::put(context.tx, person);
    people::forget_tries(context.tx, person.login);
    people::end_other_sessions(context.tx, person.login, session);
    return Answer{.id = person.login, .json = "{}"};
  });
}

bool needs_set_up(Desk& desk) {
  return desk.store().read([](Transaction& tx) { return !people::anybody(tx); });
}

std::optional<std::string> set_up_key(Desk& desk) {
  if (!needs_set_up(desk)) return {};
  return desk.store().write([&](Transaction& tx) { return people::make_link(tx, "", desk.clock().now()); });
}

Answer set_up(Desk& desk, const Call& call, const std::string& key, const Newcomer& system,
              const std::string& password, const Newcomer& security, const Newcomer& audit) {
  for (const Newcomer* one : {&system, &security, &audit}) check_login(one->login);
  for (const auto& [a, b] :
       {std::pair(&system, &security), std::pair(&system, &audit), std::pair(&security, &audit)})
    if (a->login == b->login) throw Fault("person_exists", {{"name", a->login}});
  refuse(password, system.login);
  const auto fits = [&](Transaction& tx) {
    if (people::anybody(tx)) throw Fault("set_up_done");
    const auto login = people::link_login(tx, key, desk.clock().now());
    if (!login || !login->empty()) throw Fault("link_invalid");
  };
  desk.store().read(fits);  // before the work of a hash is done for a stranger
  const std::string hash = people::hash_password(password);
  return desk.run(unknown(call, "desk.set_up", system.login), [&](Context& context) {
    fits(context.tx);
    people::remove_links(context.tx, "");
    const auto add = [&](const Newcomer& one, std::string_view role, const std::string& with) {
      people::put(context.tx, people::Person{.login = one.login,
                                             .name = one.name.empty() ? one.login : one.name,
                                             .department = "",
                                             .password = with,
                                             .created = context.now,
                                             .grants = {{std::string(role), ""}}});
    };
    add(system, "system", hash), add(security, "security", ""), add(audit, "audit", "");
    Answer answer{.created = true, .id = system.login};
    base::JsonWriter json(answer.json);
    json.begin_object();
    json.key("login").string(system.login);
    json.key("links").begin_array();
    for (const Newcomer* one : {&security, &audit}) {
      json.begin_object();
      json.key("login").string(one->login);
      json.key("key").string(people::make_link(context.tx, one->login, context.now));
      json.end_object();
    }
    json.end_array();
    json.end_object();
    return answer;
  });
}

Answer redeem_link(Desk& desk, const Call& call, const std::string& key, const std::string& password) {
  const auto holder = [&](Transaction& tx) {
    const auto login = people::link_login(tx, key, desk.clock().now());
    if (!login || login->empty()) throw Fault("link_invalid");
    people::Person person = required(tx, *login);
    if (!person.active) throw Fault("link_invalid");
    return person;
  };
  const people::Person before = desk.store().read(holder);
  refuse(password, before.login);
  const std::string hash = people::hash_password(password);
  return desk.run(unknown(call, "people.password", before.login), [&](Context& context) {
    people::Person person = holder(context.tx);
    person.password = hash;
    ++person.revision;
    people::put(context.tx, person);
    people::remove_links(context.tx, person.login);
    people::end_sessions(context.tx, person.login);
    people::forget_tries(context.tx, person.login);
    Answer answer{.id = person.login};
    base::JsonWriter json(answer.json);
    json.begin_object();
    json.key("login").string(person.login);
    json.end_object();
    return answer;
  });
}

}  // namespace midyear::desk
