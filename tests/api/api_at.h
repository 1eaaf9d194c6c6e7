#pragma once

// The API behind a real server on a free loopback port, over a desk on a store that is gone at the end.

#include <memory>
#include <set>
#include <string>

#include "api/schema.h"
#include "base/embedded.h"
#include "desk/reading_jobs.h"
#include "server/api/api.h"
#include "server/door.h"
#include "store/store_at.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_api();
}

namespace midyear::server {

inline base::JsonValue parsed(std::string_view text) {
  auto json = base::parse_json(text);
  if (!json) throw std::runtime_error("no JSON: " + std::string(text.substr(0, 300)));
  return *json;
}

inline const Schemas& description() {
  static const Schemas schemas(parsed(base::embedded_file(base::embedded_api(), "openapi.json")));
  return schemas;
}

// A path of the description without its parameters' names, and a path of a request: does it fit?
inline bool fits(std::string_view pattern, std::string_view path) {
  for (;;) {
    const std::size_t a = pattern.find('/', 1), b = path.find('/', 1);
    if (!pattern.starts_with("/{") && pattern.substr(0, a) != path.substr(0, b)) return false;
    if ((a == std::string_view::npos) != (b == std::string_view::npos)) return false;
    if (a == std::string_view::npos) return true;
    pattern.remove_prefix(a), path.remove_prefix(b);
  }
}

class ApiTest : public Door, public testing::WithParamInterface<store::Engine> {
 protected:
  using Answer = RawClient::Answer;

  void SetUp() override {
    if (place.missing())
      GTEST_SKIP() << "no PostgreSQL: install it (packages/check.txt) and run this by ctest";
    open({});
  }
  void TearDown() override {
    stop();
    api.reset(), desk.reset(), store.reset();
  }
  void open(desk::DeskSettings settings) { open_with({.version = "9.9"}, std::move(settings)); }
  void open_with(ApiSettings how, desk::DeskSettings settings = {}) {
    store = place.open(desk::Desk::migrations());
    desk = std::make_unique<desk::Desk>(*store, std::move(settings));
    api = std::make_unique<Api>(*desk, std::move(how));
    api->add_routes(router_);
    Options options;
    options.translate = problem_of;
    options.language = base::Language::english;
    start(options);
  }

  // One request, whose answer has to be as the description says. `fields`: more header lines.
  Answer ask(const std::string& method, const std::string& target, const std::string& body = "",
             const std::string& fields = "", const std::string& type = "application/json") {
    std::string request = method + " /api/v1" + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields;
    if (method != "GET")
      request += "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    const Answer answer = client().ask(request + "\r\n" + body);
    check(method, target.substr(0, target.find('?')), answer);
    return answer;
  }
  Answer get(const std::string& target, const std::string& fields = "") {
    return ask("GET", target, "", fields);
  }
  base::JsonValue json(const std::string& target) {
    const Answer answer = get(target);
    EXPECT_EQ(answer.status, 200) << target << ' ' << answer.body;
    return parsed(answer.body);
  }
  static std::string match(std::int64_t revision) {
    return "If-Match: \"" + std::to_string(revision) + "\"\r\n";
  }
  static std::string code(const Answer& answer) {
    return std::string(parsed(answer.body).at("code").string());
  }

  // Uploads and reads; gives the id.
  std::string add(const std::string& bytes, const std::string& name = "a.txt") {
    const Answer answer = ask("POST", "/documents?name=" + name, bytes, "", "text/plain");
    EXPECT_TRUE(answer.status == 201 || answer.status == 200) << answer.body;
    while (desk::work_once(*desk, "test", std::chrono::seconds(60))) {
    }
    return std::string(parsed(answer.body).at("id").string());
  }

  void check(std::string method, std::string_view path, const Answer& answer) {
    for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
    const base::JsonValue paths = description().document().at("paths");
    for (const std::string_view pattern : paths.names()) {
      if (!fits(pattern, path) || !paths.at(pattern).has(method)) continue;
      if (pattern.find('{') != std::string_view::npos && paths.has(path)) continue;  // a literal wins
      const base::JsonValue operation = paths.at(pattern).at(method);
      asked.emplace(operation.at("operationId").string());
      return check_answer(operation, answer);
    }
    ADD_FAILURE() << "the description has no " << method << ' ' << path;
  }
  void check_answer(const base::JsonValue& operation, const Answer& answer) {
    const base::JsonValue responses = operation.at("responses");
    const std::string status = std::to_string(answer.status);
    const std::string name(operation.at("operationId").string());
    ASSERT_TRUE(responses.has(status)) << name << " answered " << status << ' ' << answer.body;
    if (answer.status == 304) return;
    const std::string type = answer.header("Content-Type");
    const base::JsonValue content = responses.at(status).at("content");
    ASSERT_TRUE(content.has(type)) << name << ' ' << status << " is of type " << type;
    if (type == "application/json" || type == "application/problem+json") {
      EXPECT_EQ(description().fault(content.at(type).at("schema"), parsed(answer.body)), "") << name;
    }
    if (answer.status >= 400) {
      EXPECT_NE(responses.at(status).at("description").string().find(code(answer)), std::string_view::npos)
          << name << ' ' << status << " may not say " << code(answer);
    }
  }

  store::StorePlace place{GetParam()};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<desk::Desk> desk;
  std::unique_ptr<Api> api;
  std::set<std::string> asked;  // operations
};

}  // namespace midyear::server
