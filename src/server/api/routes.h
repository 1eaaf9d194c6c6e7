#pragma once

// The handlers, a file for each part of the API. Internal to it.

#include <string>
#include <string_view>

#include "desk/desk.h"
#include "server/request.h"
#include "server/router.h"

namespace midyear::server {

inline constexpr std::string_view kBase = "/api/v1";

void add_document_routes(Router& router, desk::Desk& desk);
void add_reading_routes(Router& router, desk::Desk& desk);  // view, text, records, page, table, source
void add_decision_routes(Router& router, desk::Desk& desk);
void add_search_routes(Router& router, desk::Desk& desk);  // search, compare
void add_system_routes(Router& router, desk::Desk& desk,
                       const std::string& version);  // about, jobs, audit, openapi

// JSON with the revision as its ETag, to be asked again each time.
Response answered(const desk::Answer& answer, int status = 200);

}  // namespace midyear::server
