// Signing in, people, roles and tokens over HTTP, on both engines; who may do what, for every route and role.

#include "api/api_at.h"
#include "desk/accounts.h"
#include "people/permissions.h"

namespace midyear::server {
namespace {

using store::Engine;
using store::name_of_engine;

// A desk where people sign in.
class PeopleTest : public ApiTest {
 protected:
  struct Session {
    std::string cookie, csrf;
    std::string fields() const {
      return "Cookie: midyear_session=" + cookie + "\r\nX-CSRF-Token: " + csrf + "\r\n";
    }
  };

  void SetUp() override {
    if (place.missing())
      GTEST_SKIP() << "no PostgreSQL: install it (packages/check.txt) and run this by ctest";
    open_with({.version = "9.9", .sign_in = true});
  }

  Session signed_in(const std::string& login, const std::string& password) {
    const Answer answer = sign_in(login, password);
    EXPECT_EQ(answer.status, 200) << login << ' ' << answer.body;
    if (answer.status != 200) return {};
    return session_of(answer);
  }
  static Session session_of(const Answer& answer) {
    const std::string set = answer.header("Set-Cookie");
    const std::size_t begin = set.find('=') + 1;
    return {set.substr(begin, set.find(';') - begin), std::string(parsed(answer.body).at("csrf").string())};
  }
  Answer sign_in(const std::string& login, const std::string& password, const std::string& fields = "") {
    return ask("POST", "/session", R"({"login":")" + login + R"(","password":")" + password + "\"}", fields);
  }
  Answer get_as(const Session& who, const std::string& target) { return get(target, who.fields()); }
  Answer ask_as(const Session& who, const std::string& method, const std::string& target,
                const std::string& body = "", const std::string& more = "") {
    return ask(method, target, body, who.fields() + more);
  }
  static std::string encoded(const std::string& text) {
    std::string out;
    for (const char c : text) {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80)
        out += c;
      else
        ((out += '%') += kDigits[byte >> 4]) += kDigits[byte & 15];
    }
    return out;
  }
  std::int64_t revision_of(const Session& who, const std::string& login) {
    return parsed(get_as(who, "/people/" + encoded(login)).body).at("revision").integer();
  }

  // The three administrators, each with the password they set.
  void set_up() {
    const std::string key = desk::set_up_key(*desk).value();
    const Answer made = ask("POST", "/set-up",
                            R"({"key":")" + key +
                                R"(","system":{"login":"xitong"},"security":{"login":)"
                                R"("anquan"},"audit":{"login":"shenji"},"password":"yuntao-lvxing-7"})");
    ASSERT_EQ(made.status, 201) << made.body;
    for (const base::JsonValue& link : parsed(made.body).at("links").items())
      set_password(std::string(link.at("key").string()));
    system = signed_in("xitong", kPassword);
    security = signed_in("anquan", kPassword);
  }
  void set_password(const std::string& key) {
    const Answer set = ask("POST", "/link", R"({"key":")" + key + R"(","password":")" + kPassword + "\"}");
    EXPECT_EQ(set.status, 200) << set.body;
  }
  std::string add_department(const std::string& name) {
    return std::string(
        parsed(ask_as(system, "POST", "/departments", R"({"name":")" + name + "\"}").body).at("id").string());
  }
  Session add_person(const std::string& login, const std::string& department, const std::string& roles) {
    const Answer added = ask_as(
        system, "POST", "/people",
        R"({"login":")" + login + R"(","name":")" + login + R"(","department":")" + department + "\"}");
    EXPECT_EQ(added.status, 201) << added.body;
    set_password(std::string(parsed(added.body).at("key").string()));
    const Answer granted = ask_as(security, "PUT", "/people/" + encoded(login) + "/roles",
                                  R"({"roles":)" + roles + "}", match(revision_of(security, login)));
    EXPECT_EQ(granted.status, 200) << granted.body;
    return signed_in(login, kPassword);
  }

  // A body that is sound JSON for the operation, so that permission is what decides.
  static std::string body_of(const std::string& operation) {
    if (operation == "addPerson") return R"({"login":"nobody-new","name":"x","department":"none"})";
    if (operation == "grantRoles") return R"({"roles":[]})";
    if (operation == "addDepartment") return R"({"name":""})";
    if (operation == "decide")
      return R"({"decisions":[{"kind":"figure","start":0,"end":3,"decision":"dismissed"}]})";
    if (operation == "addDocument") return "matrix";
    return "{}";
  }

  static constexpr const char* kPassword = "yuntao-lvxing-7";
  Session system, security;
};
MIDYEAR_ON_BOTH_ENGINES(PeopleTest);

TEST_P(PeopleTest, NobodyIsServedWhoDidNotSignIn) {
  EXPECT_EQ(code(get("/documents")), "sign_in_needed");
  EXPECT_EQ(code(ask("POST", "/documents?name=a", "x", "", "text/plain")), "sign_in_needed");
  EXPECT_EQ(code(get("/documents", "Cookie: midyear_session=guessed\r\n")), "sign_in_needed");
  EXPECT_EQ(code(get("/documents", "Authorization: Bearer midyear_guessed\r\n")), "token_invalid");
  const auto session = parsed(get("/session").body);
  EXPECT_TRUE(session.at("set_up").boolean());
  EXPECT_EQ(session.at("rights").text(), "[]");
  EXPECT_EQ(get("/about").status, 200);
}

TEST_P(PeopleTest, TheFirstLinkMakesThreeAdministratorsOnce) {
  EXPECT_EQ(code(ask("POST", "/set-up",
                     R"({"key":"guessed","system":{"login":"aa"},"security":{"login":"bb"},)"
                     R"("audit":{"login":"cc"},"password":"yuntao-lvxing-7"})")),
            "link_invalid");
  const std::string old = desk::set_up_key(*desk).value();
  set_up();
  EXPECT_FALSE(desk::set_up_key(*desk));
  EXPECT_EQ(code(ask("POST", "/set-up",
                     R"({"key":")" + old +
                         R"(","system":{"login":"aa"},"security":{"login":"bb"},)"
                         R"("audit":{"login":"cc"},"password":"yuntao-lvxing-7"})")),
            "set_up_done");
  const Session audit = signed_in("shenji", kPassword);
  EXPECT_EQ(get_as(audit, "/audit").status, 200);
  EXPECT_EQ(get_as(audit, "/audit").body.find(kPassword), std::string::npos);
  EXPECT_EQ(code(get_as(system, "/audit")), "forbidden");
  EXPECT_EQ(code(get_as(system, "/documents")), "forbidden");
  // Nobody takes the last one of an office away, nor changes their own account.
  EXPECT_EQ(code(ask_as(system, "PATCH", "/people/anquan", R"({"active":false})",
                        match(revision_of(system, "anquan")))),
            "last_office");
  EXPECT_EQ(code(ask_as(security, "PUT", "/people/anquan/roles", R"({"roles":[]})", match(1))),
            "own_account");
  EXPECT_EQ(code(ask_as(system, "POST", "/people/xitong/reset")), "own_account");
}

TEST_P(PeopleTest, CookiesAndTheTokenOfThePage) {
  set_up();
  const Answer answer = sign_in("xitong", kPassword);
  const std::string cookie = answer.header("Set-Cookie");
  EXPECT_NE(cookie.find("; HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("; SameSite=Lax"), std::string::npos);
  EXPECT_EQ(cookie.find("Secure"), std::string::npos);
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  const Session one = session_of(answer);
  EXPECT_NE(one.cookie, system.cookie)
      << "each time another session: one that was planted before is worth nothing";
  const std::string bare = "Cookie: midyear_session=" + one.cookie + "\r\n";
  EXPECT_EQ(code(ask("POST", "/departments", R"({"name":"甲"})", bare)), "csrf");
  EXPECT_EQ(
      code(ask("POST", "/departments", R"({"name":"甲"})", bare + "X-CSRF-Token: " + system.csrf + "\r\n")),
      "csrf")
      << "the token of another session";
  EXPECT_EQ(
      code(ask("POST", "/departments", R"({"name":"甲"})", one.fields() + "Origin: http://evil.example\r\n")),
      "foreign_origin");
  EXPECT_EQ(get("/people", bare).status, 200);
  const Answer page = get("/people", bare);
  EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(page.header("X-Frame-Options"), "DENY");

  EXPECT_EQ(ask_as(one, "DELETE", "/session").status, 200);
  EXPECT_EQ(code(get_as(one, "/people")), "sign_in_needed");
  EXPECT_EQ(get_as(system, "/people").status, 200) << "the other session goes on";
  const Session again = signed_in("xitong", kPassword);
  EXPECT_EQ(ask_as(again, "DELETE", "/sessions").status, 200);
  EXPECT_EQ(code(get_as(system, "/people")), "sign_in_needed");
}

TEST_P(PeopleTest, GuessingIsSlowAndTellsNothing) {
  set_up();
  // An unknown login, a wrong password, and a deactivated person with the right one: the same words.
  add_person("likai", "", "[]");
  ask_as(system, "PATCH", "/people/likai", R"({"active":false})", match(revision_of(system, "likai")));
  const auto words = [&](const std::string& login, const std::string& password) {
    const Answer answer = sign_in(login, password);
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.header("Set-Cookie"), "");
    const auto body = parsed(answer.body);
    return std::string(body.at("detail").string());
  };
  const std::string said = words("nobody-here", "x");
  EXPECT_EQ(words("xitong", "x"), said);
  EXPECT_EQ(words("likai", kPassword), said);
  for (const std::string& login : {std::string("xitong"), std::string("nobody-here")}) {
    int tries = 0;
    for (; tries < 10; ++tries) {
      const Answer answer = sign_in(login, "wrong");
      if (answer.status != 401) {
        EXPECT_EQ(code(answer), "sign_in_wait");
        EXPECT_GE(std::stoi(answer.header("Retry-After")), 1);
        break;
      }
    }
    EXPECT_EQ(tries, 4) << login << ": the one before and four more, whether there is such a person or not";
  }
  EXPECT_EQ(code(sign_in("xitong", kPassword)), "sign_in_wait") << "the right one has to wait too";
  EXPECT_EQ(signed_in("shenji", kPassword).cookie.empty(), false) << "others are not held up";
}

TEST_P(PeopleTest, PasswordsAreChangedAndReset) {
  set_up();
  const Session one = add_person("likai", "", R"([{"role":"reader"}])"),
                other = signed_in("likai", kPassword);
  const auto change = [&](const std::string& before, const std::string& after) {
    return ask_as(one, "POST", "/password", R"({"before":")" + before + R"(","after":")" + after + "\"}");
  };
  EXPECT_EQ(code(change("wrong", "haidao-fengche-9")), "password_wrong");
  EXPECT_EQ(code(change(kPassword, "short")), "password_short");
  EXPECT_EQ(code(change(kPassword, "1234567890")), "password_common");
  EXPECT_EQ(code(change(kPassword, "Password2026!")), "password_common");
  EXPECT_EQ(code(change(kPassword, "my-LiKai-words")), "password_name");
  EXPECT_EQ(change(kPassword, "haidao-fengche-9").status, 200);
  EXPECT_EQ(get_as(one, "/documents").status, 200);
  EXPECT_EQ(code(get_as(other, "/documents")), "sign_in_needed") << "other sessions end";

  const Answer reset = ask_as(system, "POST", "/people/likai/reset");
  EXPECT_EQ(reset.status, 200);
  EXPECT_EQ(code(get_as(one, "/documents")), "sign_in_needed");
  EXPECT_EQ(sign_in("likai", "haidao-fengche-9").status, 401);
  const std::string key(parsed(reset.body).at("key").string());
  set_password(key);
  EXPECT_EQ(code(ask("POST", "/link", R"({"key":")" + key + R"(","password":"haidao-fengche-9"})")),
            "link_invalid");
  EXPECT_FALSE(signed_in("likai", kPassword).cookie.empty());

  const Session now = signed_in("likai", kPassword);
  EXPECT_EQ(ask_as(security, "DELETE", "/people/likai/sessions").status, 200);
  EXPECT_EQ(code(get_as(now, "/documents")), "sign_in_needed");
}

TEST_P(PeopleTest, PeopleAndRolesAreChangedWithCare) {
  set_up();
  const std::string department = add_department("经发局");
  EXPECT_EQ(code(ask_as(system, "POST", "/departments", R"({"name":"经发局"})")), "department_exists");
  EXPECT_EQ(
      ask_as(system, "PATCH", "/departments/" + department, R"({"name":"经济发展局"})", match(1)).status,
      200);
  EXPECT_EQ(get_as(system, "/departments").body.find("经发局"), std::string::npos);
  for (const std::string& login :
       {std::string("a"), std::string("local"), std::string("a b"), std::string("../x"), std::string("-ab")})
    EXPECT_EQ(code(ask_as(system, "POST", "/people", R"({"login":")" + login + R"(","name":"x"})")),
              "login_invalid")
        << login;
  add_person("李凯", department, R"([{"role":"statistician","department":")" + department + "\"}]");
  EXPECT_EQ(code(ask_as(system, "POST", "/people", R"({"login":"李凯","name":"x"})")), "person_exists");
  const auto grant = [&](const std::string& roles) {
    return code(ask_as(security, "PUT", "/people/%E6%9D%8E%E5%87%AF/roles", R"({"roles":)" + roles + "}",
                       match(revision_of(security, "李凯"))));
  };
  EXPECT_EQ(grant(R"([{"role":"king"}])"), "role_unknown");
  EXPECT_EQ(grant(R"([{"role":"system"},{"role":"audit"}])"), "roles_apart");
  EXPECT_EQ(grant(R"([{"role":"audit"},{"role":"reader"}])"), "roles_apart");
  EXPECT_EQ(grant(R"([{"role":"audit","department":")" + department + "\"}]"), "roles_department");
  EXPECT_EQ(grant(R"([{"role":"reader","department":"nowhere"}])"), "department_missing");
  EXPECT_EQ(code(ask_as(system, "PATCH", "/people/xitong", R"({"name":"王"})", match(77))), "conflict");
  EXPECT_EQ(code(ask_as(system, "PATCH", "/people/xitong", R"({"name":"王"})")), "precondition_required");
  EXPECT_EQ(code(get_as(system, "/people/none")), "person_missing");
  EXPECT_EQ(parsed(get_as(system, "/people").body).at("items").size(), 4u);
  EXPECT_EQ(parsed(get_as(system, "/roles").body).at("roles").size(), people::roles().size());
}

TEST_P(PeopleTest, TokensAskInOnesName) {
  set_up();
  const Session one = add_person("likai", "", R"([{"role":"contributor"}])");
  const auto make = [&](const std::string& rights) {
    return ask_as(one, "POST", "/tokens", R"({"name":"月报","days":30,"rights":)" + rights + "}");
  };
  EXPECT_EQ(code(make(R"(["people.change"])")), "token_rights");
  EXPECT_EQ(code(make("[]")), "token_rights");
  const auto token = parsed(make(R"(["reports.see"])").body);
  const std::string bearer = "Authorization: Bearer " + std::string(token.at("secret").string()) + "\r\n";
  EXPECT_EQ(get("/documents", bearer).status, 200);
  EXPECT_EQ(code(ask("POST", "/documents?name=a", "文字", bearer, "text/plain")), "forbidden")
      << "only what it is for";
  EXPECT_EQ(code(get("/tokens", bearer)), "forbidden") << "a program makes no other token";
  EXPECT_EQ(get_as(one, "/tokens").body.find(std::string(token.at("secret").string())), std::string::npos);
  const std::string id(token.at("id").string());
  EXPECT_EQ(code(ask_as(security, "DELETE", "/tokens/" + id)), "token_missing") << "not their own";
  EXPECT_NE(get_as(security, "/tokens/all").body.find(id), std::string::npos);
  EXPECT_EQ(ask_as(security, "DELETE", "/tokens/all/" + id).status, 200);
  EXPECT_EQ(code(get("/documents", bearer)), "token_invalid");
  EXPECT_EQ(ask_as(one, "DELETE",
                   "/tokens/" + std::string(parsed(make(R"(["reports.add"])").body).at("id").string()))
                .status,
            200);
}

// Every route for every role, on what belongs to one's own department and to another: the table says who may,
// and the desk does it.
TEST_P(PeopleTest, TheTableIsWhatTheDeskDoes) {
  set_up();
  const std::string own = add_department("甲局"), other = add_department("乙局");
  const Session adder = add_person("adder", other, R"([{"role":"contributor"}])");
  const Answer of_other = ask("POST", "/documents?name=b", "乙局的报告", adder.fields(), "text/plain");
  ASSERT_EQ(of_other.status, 201) << of_other.body;
  const std::string theirs(parsed(of_other.body).at("id").string());
  std::set<std::string> walked;
  for (const people::Role& role : people::roles()) {
    const std::string name(role.name);
    const bool limited = role.kind == people::Role::Kind::work;
    const Session who = add_person(
        "p." + name, own, R"([{"role":")" + name + R"(","department":")" + (limited ? own : "") + "\"}]");
    const people::Rights rights({{name, limited ? own : ""}});
    const Session maker = add_person("m." + name, own, R"([{"role":"contributor"}])");
    const Answer made = ask("POST", "/documents?name=a", "甲局的报告" + name, maker.fields(), "text/plain");
    const std::string ours(parsed(made.body).at("id").string());
    for (const auto& route : router_.routes()) {
      if (!route->pattern.starts_with("/api/v1/") || route->options.operation_id == "listen") continue;
      const people::Right* right = people::right_of_route(route->options.operation_id);
      ASSERT_NE(right, nullptr) << route->options.operation_id << " stands in no row of rights.tsv";
      walked.insert(route->options.operation_id);
      if (right->scope == people::Right::Scope::everybody || right->scope == people::Right::Scope::person)
        continue;
      for (const bool at_home : {true, false}) {
        std::string target = route->pattern.substr(std::string_view("/api/v1").size());
        if (const std::size_t at = target.find("{id}"); at != std::string::npos)
          target.replace(at, 4, target.starts_with("/documents") ? (at_home ? ours : theirs) : "none");
        if (const std::size_t at = target.find("{login}"); at != std::string::npos)
          target.replace(at, 7, "nobody-at-all");
        if (target == "/search") target += "?q=x";
        if (target == "/compare") target += "?left=" + ours + "&right=" + theirs;
        const std::string method(name_of(route->method));
        // Nothing is really changed: no revision, no sound body. Permission is asked for before either.
        const std::string type = route->options.content_types.empty() ? "text/plain" : "application/json";
        std::string request =
            method + " /api/v1" + target + " HTTP/1.1\r\nHost: localhost\r\n" + who.fields();
        const std::string body = method == "POST" || method == "PUT" || method == "PATCH"
                                     ? body_of(route->options.operation_id)
                                     : "";
        if (method != "GET")
          request += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        const Answer answer = client().ask(request + "\r\n" + body);
        const bool is_new = route->options.operation_id == "addDocument";
        const bool may = right->scope == people::Right::Scope::zone
                             ? rights.somewhere(*right)
                             : rights.in(*right, at_home || is_new ? own : other);
        EXPECT_EQ(answer.status != 403, may)
            << name << ' ' << method << ' ' << target << (at_home ? "" : " of others") << ": "
            << answer.status << ' ' << answer.body.substr(0, 200);
      }
    }
  }
  for (const people::Right& right : people::rights())
    for (const std::string_view route : right.routes) {
      if (route == "listen") continue;  // a stream, which has its own test
      EXPECT_EQ(walked.count(std::string(route)), 1u) << route << " is no route";
    }
}

}  // namespace
}  // namespace midyear::server
