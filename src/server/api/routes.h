#pragma once

// The handlers, a file for each part of the API. Internal to it.

#include <string>
#include <string_view>

#include "desk/accounts.h"
#include "desk/desk.h"
#include "server/request.h"
#include "server/router.h"

namespace midyear::server {

inline constexpr std::string_view kBase = "/api/v1";
inline constexpr std::string_view kCookie = "midyear_session";

void add_document_routes(Router& router, desk::Desk& desk);
void add_reading_routes(Router& router, desk::Desk& desk);  // view, text, records, page, table, source
void add_decision_routes(Router& router, desk::Desk& desk);
void add_search_routes(Router& router, desk::Desk& desk);  // search, compare
void add_system_routes(Router& router, desk::Desk& desk,
                       const std::string& version);  // about, jobs, audit, openapi

struct ApiSettings;
void add_session_routes(Router& router, desk::Desk& desk,
                        const ApiSettings& settings);      // session, set-up, links
void add_people_routes(Router& router, desk::Desk& desk);  // people, departments, roles, tokens

// Who asks, proved before a handler runs: by the system (local socket), an API token, or the cookie of a
// session with, for changes, the token of its page. Throws sign_in_needed, token_invalid, csrf. What they may
// do is asked of the desk afterwards.
Router::Guard guard_of(desk::Desk& desk, bool sign_in);
// Made by the guard; nullptr for whoever did not prove anything.
struct Identity : Note {
  desk::SignedIn who;
  bool by_token = false;
};
const Identity* identity_of(const Request& request);

// JSON with the revision as its ETag, to be asked again each time.
Response answered(const desk::Answer& answer, int status = 200);

}  // namespace midyear::server
