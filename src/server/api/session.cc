// Signing in and out, the first set-up, links that set a password.

#include "base/json.h"
#include "desk/account_json.h"
#include "server/api/api.h"
#include "server/api/asked.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

using desk::Desk;

constexpr std::size_t kMostText = 1'000;

// Of whoever asks: the first of a proxy's list that it vouches for itself, else the other end.
std::string address_of(const Request& request) {
  std::string_view list = request.header("X-Forwarded-For");
  if (const std::size_t comma = list.rfind(','); comma != list.npos) list.remove_prefix(comma + 1);
  while (list.starts_with(' ')) list.remove_prefix(1);
  if (!list.empty()) return std::string(list.substr(0, 64));
  return request.peer.address.substr(0, request.peer.address.rfind(':'));
}

std::string cookie(std::string_view secret, bool tls, bool over = false) {
  std::string text = std::string(kCookie) + '=' + std::string(secret) + "; Path=/; HttpOnly; SameSite=Lax";
  if (tls) text += "; Secure";
  if (over) text += "; Max-Age=0";
  return text;
}

Response fresh(Response response) { return std::move(response).header("Cache-Control", "no-store"); }

std::string text_of(const base::JsonValue& body, std::string_view name) {
  return std::string(body.at(name).string(kMostText));
}

std::string session_json(Desk& desk, bool sign_in, const desk::SignedIn* who, bool local) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("sign_in").string(sign_in ? "required" : "none");
  json.key("set_up").boolean(sign_in && desk::needs_set_up(desk));
  json.key("person");
  if (who != nullptr) {
    json.begin_object();
    desk::write_person(who->person, json);
    json.end_object();
  } else {
    json.null();
  }
  json.key("rights").begin_array();
  const bool all = !sign_in || local;
  for (const people::Right& right : people::rights())
    if (all || (who != nullptr && who->who.rights->somewhere(right))) json.string(right.name);
  json.end_array();
  json.key("csrf").string_or_null(who != nullptr ? who->csrf : std::string());
  json.end_object();
  return out;
}

Response session(Desk& desk, const ApiSettings& settings, const Request& request) {
  only_parameters(request, {});
  const Identity* identity = identity_of(request);
  return fresh(Response::json(session_json(
      desk, settings.sign_in, identity == nullptr ? nullptr : &identity->who, request.peer.local)));
}

Response sign_in(Desk& desk, const ApiSettings& settings, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"login", "password"});
  const desk::Begun begun = desk::sign_in(desk, secret_call(request, "session.begin"), text_of(body, "login"),
                                          text_of(body, "password"), address_of(request));
  return fresh(Response::json(session_json(desk, settings.sign_in, &begun.who, false)))
      .header("Set-Cookie", cookie(begun.secret, settings.tls));
}

const Identity& required_identity(const Request& request) {
  const Identity* identity = identity_of(request);
  if (identity == nullptr) throw Problem("sign_in_needed");
  return *identity;
}

Response sign_out(Desk& desk, const ApiSettings& settings, const Request& request, bool everywhere) {
  only_parameters(request, {});
  const Identity& identity = required_identity(request);
  const desk::Call call = secret_call(request, "self.sign_out", identity.who.who.id);
  if (everywhere)
    desk::sign_out_everywhere(desk, call);
  else
    desk::sign_out(desk, call, identity.who.session);
  return fresh(Response::json("{}")).header("Set-Cookie", cookie("", settings.tls, true));
}

Response change_password(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const Identity& identity = required_identity(request);
  const base::JsonValue body = json_of(request);
  body.only({"before", "after"});
  desk::change_password(desk, secret_call(request, "self.password", identity.who.who.id),
                        identity.who.session, text_of(body, "before"), text_of(body, "after"));
  return fresh(Response::json("{}"));
}

desk::Newcomer newcomer(const base::JsonValue& body, std::string_view name) {
  const base::JsonValue one = body.at(name);
  one.only({"login", "name"});
  return {text_of(one, "login"), one.has("name") ? text_of(one, "name") : std::string()};
}

Response set_up(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"key", "system", "password", "security", "audit"});
  const desk::Answer answer =
      desk::set_up(desk, secret_call(request, "desk.set_up"), text_of(body, "key"), newcomer(body, "system"),
                   text_of(body, "password"), newcomer(body, "security"), newcomer(body, "audit"));
  return fresh(Response::json(answer.json, 201));
}

Response redeem(Desk& desk, const Request& request) {
  only_parameters(request, {});
  const base::JsonValue body = json_of(request);
  body.only({"key", "password"});
  const desk::Answer answer = desk::redeem_link(desk, secret_call(request, "people.password"),
                                                text_of(body, "key"), text_of(body, "password"));
  return fresh(Response::json(answer.json));
}

}  // namespace

void add_session_routes(Router& router, Desk& desk, const ApiSettings& settings) {
  const std::string base(kBase);
  const auto taking_json = [](std::string id) {
    return RouteOptions{
        .operation_id = std::move(id), .max_body = 16 << 10, .content_types = {"application/json"}};
  };
  router.add(Method::get, base + "/session", {.operation_id = "getSession"},
             [&desk, settings](Request& request) { return session(desk, settings, request); });
  router.add(Method::post, base + "/session", taking_json("signIn"),
             [&desk, settings](Request& request) { return sign_in(desk, settings, request); });
  router.add(Method::del, base + "/session", {.operation_id = "signOut"},
             [&desk, settings](Request& request) { return sign_out(desk, settings, request, false); });
  router.add(Method::del, base + "/sessions", {.operation_id = "signOutEverywhere"},
             [&desk, settings](Request& request) { return sign_out(desk, settings, request, true); });
  router.add(Method::post, base + "/password", taking_json("changePassword"),
             [&desk](Request& request) { return change_password(desk, request); });
  router.add(Method::post, base + "/set-up", taking_json("setUp"),
             [&desk](Request& request) { return set_up(desk, request); });
  router.add(Method::post, base + "/link", taking_json("redeemLink"),
             [&desk](Request& request) { return redeem(desk, request); });
}

}  // namespace midyear::server
