#pragma once

// What a request asks for, checked: parameters, cursors, conditions, who asks.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "desk/desk.h"
#include "desk/documents.h"
#include "server/request.h"

namespace midyear::server {

// All throw Problem "parameter" where the request says something else.

// The person who signed in or whose token it is; the system's user on the unix socket; "local" where nobody
// has to sign in.
desk::Actor actor_of(const Request& request);
// `question`: what the idempotency key stands for besides operation and target; the body is added.
desk::Call call_of(const Request& request, std::string operation, std::string target,
                   std::string_view question = {});
// The same without an idempotency key, where what is asked or answered holds a secret: neither is to be kept.
desk::Call secret_call(const Request& request, std::string operation, std::string target = {});
desk::Expected expected_of(const Request& request);

std::optional<std::int64_t> number_in(const Request& request, std::string_view name, std::int64_t least,
                                      std::int64_t most);
std::size_t limit_in(const Request& request, std::size_t usual = 50, std::size_t most = 500);
std::string text_in(const Request& request, std::string_view name, std::size_t most = 1'000);
// The parameters that a route knows; others are slips that nobody should have to guess.
void only_parameters(const Request& request, std::initializer_list<std::string_view> names);
base::JsonValue json_of(const Request& request);

// Where a list goes on: any texts, in a form that clients hand back unread. Problem "cursor".
std::string cursor_of(const std::vector<std::string>& texts);
// Nothing where the request has none.
std::optional<std::vector<std::string>> cursor_in(const Request& request, std::size_t texts);

}  // namespace midyear::server
