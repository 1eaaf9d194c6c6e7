// People, departments, roles and tokens.

#include "base/json.h"
#include "server/api/asked.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

using desk::Desk;

Response told(std::string json) {
  return Response::json(std::move(json)).header("Cache-Control", "no-store");
}

std::string text_of(const base::JsonValue& body, std::string_view name, std::size_t most = 200) {
  return std::string(body.at(name).string(most));
}

Response add_person(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"login", "name", "department"});
  const desk::Answer answer = desk::add_person(
      desk, secret_call(request, "people.add", text_of(body, "login")), text_of(body, "name"),
      body.has("department") ? text_of(body, "department") : std::string());
  return answered(answer, 201).header("Cache-Control", "no-store");
}

Response edit_person(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"name", "department", "active"});
  desk::PersonEdit edit;
  edit.json = body.text();
  if (body.has("name")) edit.name = text_of(body, "name");
  if (body.has("department")) edit.department = text_of(body, "department");
  if (body.has("active")) edit.active = body.at("active").boolean();
  return answered(desk::edit_person(desk, call_of(request, "people.edit", request.parameter("login")),
                                    expected_of(request), edit));
}

Response reset_person(Desk& desk, const Request& request) {
  only_parameters(request, {});
  return answered(desk::reset_person(desk, secret_call(request, "people.reset", request.parameter("login"))))
      .header("Cache-Control", "no-store");
}

Response grant_roles(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"roles"});
  std::vector<people::Grant> grants;
  for (const base::JsonValue& one : body.at("roles").items()) {
    one.only({"role", "department"});
    grants.push_back(
        {text_of(one, "role"), one.has("department") ? text_of(one, "department") : std::string()});
    if (grants.size() > 100) throw base::JsonFault("json_range", "/roles", "≤ 100");
  }
  return answered(desk::grant_roles(desk, call_of(request, "people.grant", request.parameter("login")),
                                    expected_of(request), std::move(grants)));
}

Response add_department(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"name"});
  return answered(desk::add_department(desk, call_of(request, "departments.add", {}), text_of(body, "name")),
                  201);
}

Response edit_department(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"name", "active"});
  std::optional<std::string> name;
  std::optional<bool> active;
  if (body.has("name")) name = text_of(body, "name");
  if (body.has("active")) active = body.at("active").boolean();
  return answered(desk::edit_department(desk, call_of(request, "departments.edit", request.parameter("id")),
                                        expected_of(request), name, active));
}

std::string roles_json() {
  std::string out;
  base::JsonWriter json(out);
  const auto names = [&](std::string_view name, std::string_view chinese, std::string_view english) {
    json.key("name").string(name);
    json.key("chinese").string(chinese);
    json.key("english").string(english);
  };
  json.begin_object();
  json.key("roles").begin_array();
  for (const people::Role& role : people::roles()) {
    json.begin_object();
    names(role.name, role.chinese, role.english);
    json.key("kind").string(role.kind == people::Role::Kind::work     ? "work"
                            : role.kind == people::Role::Kind::office ? "office"
                                                                      : "apart");
    json.end_object();
  }
  json.end_array();
  json.key("rights").begin_array();
  for (const people::Right& right : people::rights()) {
    json.begin_object();
    names(right.name, right.chinese, right.english);
    constexpr std::string_view kScopes[] = {"everybody", "person", "zone", "department"};
    json.key("scope").string(kScopes[static_cast<std::size_t>(right.scope)]);
    json.key("roles").begin_array();
    for (const std::string_view role : right.roles) json.string(role);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return out;
}

Response add_token(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"name", "rights", "days"});
  std::vector<std::string> rights;
  for (const base::JsonValue& right : body.at("rights").items()) {
    rights.emplace_back(right.string(100));
    if (rights.size() > 50) throw base::JsonFault("json_range", "/rights", "≤ 50");
  }
  return answered(desk::add_token(desk, secret_call(request, "tokens.add", {}), text_of(body, "name"), rights,
                                  body.at("days").integer(1, 366)),
                  201)
      .header("Cache-Control", "no-store");
}

}  // namespace

void add_people_routes(Router& router, Desk& desk) {
  const std::string base(kBase);
  const auto add = [&](Method method, const std::string& path, std::string id,
                       Response (*handler)(Desk&, const Request&)) {
    RouteOptions options{.operation_id = std::move(id)};
    if (method == Method::patch || method == Method::put) options.content_types = {"application/json"};
    router.add(method, base + path, std::move(options),
               [&desk, handler](Request& request) { return handler(desk, request); });
  };
  add(Method::get, "/people", "listPeople", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return told(desk::list_people(d, actor_of(r)));
  });
  add(Method::post, "/people", "addPerson", add_person);
  add(Method::get, "/people/{login}", "getPerson", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return told(desk::person_json(d, actor_of(r), r.parameter("login")));
  });
  add(Method::patch, "/people/{login}", "editPerson", edit_person);
  add(Method::post, "/people/{login}/reset", "resetPerson", reset_person);
  add(Method::put, "/people/{login}/roles", "grantRoles", grant_roles);
  add(Method::del, "/people/{login}/sessions", "signPersonOut", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return answered(desk::sign_person_out(d, call_of(r, "people.sign_out", r.parameter("login"))));
  });
  add(Method::get, "/departments", "listDepartments", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return told(desk::list_departments(d, actor_of(r)));
  });
  add(Method::post, "/departments", "addDepartment", add_department);
  add(Method::patch, "/departments/{id}", "editDepartment", edit_department);
  add(Method::get, "/roles", "listRoles", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    d.permit(actor_of(r), "people.list", {});
    return told(roles_json());
  });
  add(Method::get, "/tokens", "listTokens", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return told(desk::list_tokens(d, actor_of(r), false));
  });
  add(Method::get, "/tokens/all", "listAllTokens", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return told(desk::list_tokens(d, actor_of(r), true));
  });
  add(Method::post, "/tokens", "addToken", add_token);
  add(Method::del, "/tokens/{id}", "removeToken", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return answered(desk::remove_token(d, call_of(r, "tokens.remove", r.parameter("id"))));
  });
  add(Method::del, "/tokens/all/{id}", "revokeToken", [](Desk& d, const Request& r) {
    only_parameters(r, {});
    return answered(desk::revoke_token(d, call_of(r, "tokens.revoke", r.parameter("id"))));
  });
}

}  // namespace midyear::server
