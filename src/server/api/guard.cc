#include "people/permissions.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

constexpr std::string_view kBearer = "Bearer ";

// The value of a cookie of this name; "" without one.
std::string_view cookie_of(const Request& request, std::string_view name) {
  std::string_view rest = request.header("Cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(name) && one.size() > name.size() && one[name.size()] == '=')
      return one.substr(name.size() + 1);
  }
  return {};
}

bool changes(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

// Compared in a time that does not tell how much of it is right.
bool same(std::string_view a, std::string_view b) {
  unsigned char difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

std::shared_ptr<const Identity> prove(desk::Desk& desk, const Request& request, bool needed) {
  auto identity = std::make_shared<Identity>();
  const std::string_view given = request.header("Authorization");
  if (given.starts_with(kBearer)) {
    auto who = desk::who_has_token(desk, given.substr(kBearer.size()));
    if (!who) throw Problem("token_invalid").header("WWW-Authenticate", "Bearer");
    identity->who = std::move(*who);
    identity->by_token = true;
    return identity;
  }
  const std::string_view secret = cookie_of(request, kCookie);
  auto who = secret.empty() ? std::nullopt : desk::who_has_session(desk, secret);
  if (!who) {
    if (needed) throw Problem("sign_in_needed");
    return nullptr;
  }
  identity->who = std::move(*who);
  if (needed && changes(request.method) && !same(request.header("X-CSRF-Token"), identity->who.csrf))
    throw Problem("csrf");
  return identity;
}

}  // namespace

Router::Guard guard_of(desk::Desk& desk, bool sign_in) {
  return [&desk, sign_in](const Route& route, Request& request) {
    if (!sign_in || request.peer.local || !route.pattern.starts_with(kBase)) return;
    const people::Right* right = people::right_of_route(route.options.operation_id);
    const bool open = right != nullptr && right->scope == people::Right::Scope::everybody;
    if (open && route.options.runs == Runs::io) return;
    const auto identity = prove(desk, request, !open);
    request.note = identity;
    // Whoever may nowhere learns nothing of what is right or wrong with the request; where, the desk says.
    if (!open && (right == nullptr || !identity->who.who.rights->somewhere(*right)))
      throw Problem("forbidden");
  };
}

const Identity* identity_of(const Request& request) {
  return static_cast<const Identity*>(request.note.get());
}

}  // namespace midyear::server
