#include "server/api/asked.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/hash.h"
#include "base/json.h"
#include "desk/actor_name.h"
#include "server/api/routes.h"
#include "server/problem.h"

namespace midyear::server {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string base64url(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) out += kLetters[bits >> (count - 6) & 63];
  }
  if (count > 0) out += kLetters[bits << (6 - count) & 63];
  return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kLetters.find(c);
    if (value == std::string_view::npos) return {};
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 255);
  }
  return out;
}

[[noreturn]] void refuse(std::string_view name, std::string wanted) {
  throw Problem("parameter", {{"name", std::string(name)}, {"wanted", std::move(wanted)}});
}

}  // namespace

desk::Actor actor_of(const Request& request) {
  if (const Identity* identity = identity_of(request)) return identity->who.who;
  if (!request.peer.local) return {"local", "local"};
  const std::string id = "user:" + std::to_string(request.peer.uid);
  return {id, desk::actor_name(id)};
}

desk::Call call_of(const Request& request, std::string operation, std::string target,
                   std::string_view question) {
  desk::Call call;
  call.who = actor_of(request);
  call.operation = std::move(operation);
  call.target = std::move(target);
  call.language = request.language;
  call.request = request.id;
  call.idempotency_key = request.header("Idempotency-Key");
  if (!call.idempotency_key.empty())
    call.question = base::sha256(request.body) + '\n' + std::string(question);
  return call;
}

desk::Call secret_call(const Request& request, std::string operation, std::string target) {
  desk::Call call = call_of(request, std::move(operation), std::move(target));
  call.idempotency_key.clear();
  call.question.clear();
  return call;
}

desk::Expected expected_of(const Request& request) {
  return {request.has_header("If-Match"), [&request](std::string_view tag) { return request.if_match(tag); },
          std::string(request.header("If-Match"))};
}

std::optional<std::int64_t> number_in(const Request& request, std::string_view name, std::int64_t least,
                                      std::int64_t most) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return {};
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (fault != std::errc() || end != text->data() + text->size() || number < least || number > most)
    refuse(name, std::to_string(least) + " – " + std::to_string(most));
  return number;
}

std::size_t limit_in(const Request& request, std::size_t usual, std::size_t most) {
  return static_cast<std::size_t>(number_in(request, "limit", 1, static_cast<std::int64_t>(most))
                                      .value_or(static_cast<std::int64_t>(usual)));
}

std::string text_in(const Request& request, std::string_view name, std::size_t most) {
  const std::string text(request.query_value(name).value_or(std::string_view()));
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (text.size() > most || std::any_of(text.begin(), text.end(), control))
    refuse(name, "≤ " + std::to_string(most) + " bytes");
  return text;
}

void only_parameters(const Request& request, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : request.query) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string wanted;
    for (const std::string_view known : names) (wanted += wanted.empty() ? "" : ", ") += known;
    refuse(name, wanted.empty() ? "—" : wanted);
  }
}

base::JsonValue json_of(const Request& request) {
  auto json = base::parse_json(request.body);
  if (json) return std::move(*json);
  const base::Error& error = json.error();
  throw Problem(error.code,
                {{"byte", std::to_string(error.byte)}, {"detail", error.message}, {"limit", error.message}});
}

std::string cursor_of(const std::vector<std::string>& texts) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
  return base64url(out);
}

std::optional<std::vector<std::string>> cursor_in(const Request& request, std::size_t texts) {
  const auto given = request.query_value("cursor");
  if (!given || given->empty()) return {};
  std::vector<std::string> parts;
  try {
    const auto bytes = given->size() <= 8'000 ? from_base64url(*given) : std::nullopt;
    const auto json = base::parse_json(bytes ? *bytes : "", {.bytes = 8'000, .depth = 2});
    if (!json) throw Problem("cursor");
    for (const base::JsonValue& part : json->items()) parts.emplace_back(part.string());
  } catch (const base::JsonFault&) {
    throw Problem("cursor");
  }
  if (parts.size() != texts) throw Problem("cursor");
  return parts;
}

}  // namespace midyear::server
