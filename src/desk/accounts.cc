#include "desk/accounts.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/json.h"
#include "base/json_value.h"
#include "base/lexicon.h"
#include "base/random.h"
#include "desk/account_json.h"
#include "people/password.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_desk_tables();
}

namespace midyear::desk {
namespace {

using store::Transaction;

people::Person required_person(Transaction& tx, std::string_view login) {
  auto person = people::find_person(tx, login);
  if (!person) throw Fault("person_missing", {{"name", std::string(login)}});
  return std::move(*person);
}

void check_department(Transaction& tx, const std::string& id) {
  if (!id.empty() && !people::find_department(tx, id)) throw Fault("department_missing", {{"name", id}});
}

void check_name(const std::string& name, std::size_t most = 100) {
  if (name.empty() || name.size() > most)
    throw base::JsonFault("json_range", "/name", "1 – " + std::to_string(most) + " bytes");
}

std::string json_of(const people::Person& person, std::string_view key = {}) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  write_person(person, json);
  if (!key.empty()) json.key("key").string(key);
  json.end_object();
  return out;
}

std::string json_of(const people::Department& department) {
  std::string out;
  base::JsonWriter json(out);
  write_department(department, json);
  return out;
}

Answer answer_of(const people::Person& person, bool created = false, std::string_view key = {}) {
  return {created, person.login, person.revision, json_of(person, key)};
}

void expect(const Expected& expected, std::int64_t revision, const std::string& theirs,
            const std::string& yours) {
  if (!expected.given) throw Fault("precondition_required");
  if (expected.holds(std::to_string(revision))) return;
  throw Fault("conflict").member("theirs", theirs).member("yours", yours.empty() ? "null" : yours);
}

bool holds_office(const people::Person& person, std::string_view role) {
  return person.active && std::any_of(person.grants.begin(), person.grants.end(),
                                      [&](const people::Grant& g) { return g.role == role; });
}

// Nobody may be locked out of an office: before a change that takes it from somebody.
void keep_offices(Transaction& tx, const people::Person& before, const people::Person& after,
                  base::Language language) {
  for (const people::Role& role : people::roles()) {
    if (role.kind != people::Role::Kind::office || !holds_office(before, role.name) ||
        holds_office(after, role.name))
      continue;
    const auto all = people::people(tx);
    if (std::none_of(all.begin(), all.end(), [&](const people::Person& other) {
          return other.login != before.login && holds_office(other, role.name);
        }))
      throw Fault("last_office",
                  {{"name", before.login},
                   {"role", std::string(language == base::Language::chinese ? role.chinese : role.english)}});
  }
}

void not_oneself(const Call& call) {
  if (call.who.id == call.target) throw Fault("own_account");
}

void tell(Context& context, const people::Person& person) {
  context.tell("person", person.login, person.revision, "{}");
}

}  // namespace

Answer add_person(Desk& desk, const Call& call, const std::string& name, const std::string& department) {
  if (!people::is_login(call.target)) throw Fault("login_invalid", {{"name", call.target}});
  check_name(name);
  return desk.run(call, [&](Context& context) {
    if (people::find_person(context.tx, call.target)) throw Fault("person_exists", {{"name", call.target}});
    check_department(context.tx, department);
    people::Person person{
        .login = call.target, .name = name, .department = department, .created = context.now};
    people::put(context.tx, person);
    context.detail = json_of(person);
    tell(context, person);
    return answer_of(person, true, people::make_link(context.tx, person.login, context.now));
  });
}

Answer edit_person(Desk& desk, const Call& call, const Expected& expected, const PersonEdit& edit) {
  if (edit.name) check_name(*edit.name);
  if (edit.active == false) not_oneself(call);
  return desk.run(call, [&](Context& context) {
    const people::Person before = required_person(context.tx, call.target);
    expect(expected, before.revision, json_of(before), edit.json);
    people::Person person = before;
    if (edit.name) person.name = *edit.name;
    if (edit.department) {
      check_department(context.tx, *edit.department);
      person.department = *edit.department;
    }
    if (edit.active) person.active = *edit.active;
    keep_offices(context.tx, before, person, context.language);
    ++person.revision;
    people::put(context.tx, person);
    if (!person.active) {
      people::end_sessions(context.tx, person.login);
      people::remove_tokens(context.tx, person.login);
      people::remove_links(context.tx, person.login);
    }
    context.detail = edit.json;
    tell(context, person);
    return answer_of(person);
  });
}

Answer reset_person(Desk& desk, const Call& call) {
  not_oneself(call);
  return desk.run(call, [&](Context& context) {
    people::Person person = required_person(context.tx, call.target);
    if (!person.active) throw Fault("person_missing", {{"name", person.login}});
    person.password.clear();
    ++person.revision;
    people::put(context.tx, person);
    people::end_sessions(context.tx, person.login);
    people::remove_tokens(context.tx, person.login);
    people::forget_tries(context.tx, person.login);
    tell(context, person);
    return answer_of(person, false, people::make_link(context.tx, person.login, context.now));
  });
}

Answer grant_roles(Desk& desk, const Call& call, const Expected& expected,
                   std::vector<people::Grant> grants) {
  not_oneself(call);
  std::sort(grants.begin(), grants.end(), [](const people::Grant& a, const people::Grant& b) {
    return std::pair(a.role, a.department) < std::pair(b.role, b.department);
  });
  grants.erase(std::unique(grants.begin(), grants.end()), grants.end());
  for (const people::Grant& grant : grants)
    if (people::find_role(grant.role) == nullptr) throw Fault("role_unknown", {{"name", grant.role}});
  if (const auto fault = people::fault_of(grants)) {
    if (*fault == "office") throw Fault("roles_apart");
    const auto wrong = std::find_if(grants.begin(), grants.end(), [](const people::Grant& grant) {
      return !grant.department.empty() && people::find_role(grant.role)->kind != people::Role::Kind::work;
    });
    throw Fault("roles_department", {{"name", wrong->role}});
  }
  return desk.run(call, [&](Context& context) {
    const people::Person before = required_person(context.tx, call.target);
    people::Person person = before;
    person.grants = grants;
    expect(expected, before.revision, json_of(before), json_of(person));
    for (const people::Grant& grant : grants) check_department(context.tx, grant.department);
    keep_offices(context.tx, before, person, context.language);
    ++person.revision;
    people::put(context.tx, person);
    context.detail = json_of(person);
    tell(context, person);
    return answer_of(person);
  });
}

Answer sign_person_out(Desk& desk, const Call& call) {
  return desk.run(call, [&](Context& context) {
    const people::Person person = required_person(context.tx, call.target);
    people::end_sessions(context.tx, person.login);
    return answer_of(person);
  });
}

std::string list_people(Desk& desk, const Actor& who) {
  return desk.ask(who, "people.list", {}, [&](Transaction& tx) {
    std::string out;
    base::JsonWriter json(out);
    json.begin_object();
    json.key("items").begin_array();
    for (const people::Person& person : people::people(tx)) {
      json.begin_object();
      write_person(person, json);
      json.end_object();
    }
    json.end_array();
    json.end_object();
    return out;
  });
}

std::string person_json(Desk& desk, const Actor& who, const std::string& login) {
  return desk.ask(who, "people.list", {},
                  [&](Transaction& tx) { return json_of(required_person(tx, login)); });
}

Answer add_department(Desk& desk, const Call& call, const std::string& name) {
  check_name(name);
  return desk.run(call, [&](Context& context) {
    for (const people::Department& other : people::departments(context.tx))
      if (other.name == name) throw Fault("department_exists", {{"name", name}});
    const people::Department department{.id = random_id(), .name = name};
    people::put(context.tx, department);
    context.target = department.id;
    context.detail = json_of(department);
    return Answer{true, department.id, department.revision, json_of(department)};
  });
}

Answer edit_department(Desk& desk, const Call& call, const Expected& expected,
                       const std::optional<std::string>& name, std::optional<bool> active) {
  if (name) check_name(*name);
  return desk.run(call, [&](Context& context) {
    auto department = people::find_department(context.tx, call.target);
    if (!department) throw Fault("department_missing", {{"name", call.target}});
    expect(expected, department->revision, json_of(*department), {});
    for (const people::Department& other : people::departments(context.tx))
      if (name && other.name == *name && other.id != department->id)
        throw Fault("department_exists", {{"name", *name}});
    if (name) department->name = *name;
    if (active) department->active = *active;
    ++department->revision;
    people::put(context.tx, *department);
    context.detail = json_of(*department);
    return Answer{false, department->id, department->revision, json_of(*department)};
  });
}

std::string list_departments(Desk& desk, const Actor& who) {
  return desk.ask(who, "people.list", {}, [&](Transaction& tx) {
    std::string out;
    base::JsonWriter json(out);
    json.begin_object();
    json.key("items").begin_array();
    for (const people::Department& department : people::departments(tx)) write_department(department, json);
    json.end_array();
    json.end_object();
    return out;
  });
}

namespace {

constexpr std::size_t kMostTokens = 20;

// What a program may be trusted with: the office's day, never accounts.
bool fits_token(const people::Right& right) {
  return right.name.starts_with("reports.") || right.name.starts_with("enterprises.");
}

}  // namespace

Answer add_token(Desk& desk, const Call& call, const std::string& name,
                 const std::vector<std::string>& rights, std::int64_t days) {
  check_name(name);
  if (days < 1 || days > 366) throw Fault("token_expiry");
  for (const std::string& wanted : rights) {
    const people::Right* right = people::find_right(wanted);
    if (right == nullptr || !fits_token(*right) || !call.who.rights || !call.who.rights->somewhere(*right))
      throw Fault("token_rights", {{"name", wanted}});
  }
  if (rights.empty()) throw Fault("token_rights", {{"name", "—"}});
  return desk.run(call, [&](Context& context) {
    if (people::tokens(context.tx, call.who.id).size() >= kMostTokens) throw Fault("tokens_many");
    const people::Token token{.id = random_id(),
                              .login = call.who.id,
                              .name = name,
                              .rights = rights,
                              .created = context.now,
                              .expires = context.now + std::chrono::days(days)};
    const std::string secret = people::add_token(context.tx, token);
    Answer answer{.created = true, .id = token.id};
    base::JsonWriter told(context.detail);
    told.begin_object();
    write_token(token, told);
    told.end_object();
    base::JsonWriter json(answer.json);
    json.begin_object();
    write_token(token, json);
    json.key("secret").string(secret);
    json.end_object();
    context.target = token.id;
    return answer;
  });
}

namespace {

Answer drop_token(Desk& desk, const Call& call, bool of_anybody) {
  return desk.run(call, [&](Context& context) {
    const auto token = people::find_token_by_id(context.tx, call.target);
    if (!token || (!of_anybody && token->login != call.who.id)) throw Fault("token_missing");
    people::remove_token(context.tx, token->id);
    base::JsonWriter json(context.detail);
    json.begin_object();
    write_token(*token, json);
    json.end_object();
    return Answer{.id = token->id, .json = "{}"};
  });
}

}  // namespace

Answer remove_token(Desk& desk, const Call& call) { return drop_token(desk, call, false); }
Answer revoke_token(Desk& desk, const Call& call) { return drop_token(desk, call, true); }

std::string list_tokens(Desk& desk, const Actor& who, bool all) {
  if (all) desk.permit(who, "people.list", {});
  return desk.store().read([&](Transaction& tx) {
    std::string out;
    base::JsonWriter json(out);
    json.begin_object();
    json.key("items").begin_array();
    for (const people::Token& token : people::tokens(tx, all ? std::string() : who.id)) {
      json.begin_object();
      write_token(token, json);
      json.end_object();
    }
    json.end_array();
    json.end_object();
    return out;
  });
}

Answer add_sample_people(Desk& desk, const Call& call) {
  struct Drawn {
    people::Person person;
    std::string department, password;
  };
  std::vector<Drawn> all;
  for (const base::Row& row :
       base::table_rows(base::embedded_file(base::embedded_desk_tables(), "sample_people.tsv"))) {
    Drawn one;
    one.person.login = row.at(0), one.person.name = row.at(1);
    one.department = row.at(2) == "-" ? "" : row.at(2);
    one.person.grants = {{std::string(row.at(3)), row.at(4) == "department" ? "own" : ""}};
    one.password = base::random_letters(5) + '-' + base::random_letters(5) + '-' + base::random_letters(5);
    one.person.password = people::hash_password(one.password);
    all.push_back(std::move(one));
  }
  return desk.run(call, [&](Context& context) {
    if (people::anybody(context.tx)) throw Fault("set_up_done");
    people::remove_links(context.tx, "");
    Answer answer{.created = true, .id = ""};
    base::JsonWriter json(answer.json);
    json.begin_object();
    json.key("people").begin_array();
    for (const Drawn& one : all) {
      people::Person person = one.person;
      if (!one.department.empty()) {
        const auto known = people::departments(context.tx);
        const auto at =
            std::find_if(known.begin(), known.end(), [&](const auto& d) { return d.name == one.department; });
        person.department = at == known.end() ? random_id() : at->id;
        if (at == known.end())
          people::put(context.tx, people::Department{.id = person.department, .name = one.department});
      }
      for (people::Grant& grant : person.grants)
        if (grant.department == "own") grant.department = person.department;
      person.created = context.now;
      people::put(context.tx, person);
      json.begin_object();
      json.key("login").string(person.login);
      json.key("name").string(person.name);
      json.key("department").string(one.department);
      json.key("role").string(person.grants.front().role);
      json.key("password").string(one.password);
      json.end_object();
    }
    json.end_array();
    json.end_object();
    return answer;
  });
}

}  // namespace midyear::desk
