#pragma once

// What is the same for every answer once its handler is done: entity tags, ranges, compression. Pure.

#include "server/request.h"
#include "server/router.h"

namespace midyear::server {

// Completes what the handler gave: the tag of the content where the route asks for it, 304 for a tag that the
// client holds, 206 or 416 for a part of what can be answered in parts, gzip of text that is worth it.
void finish(const Request& request, const RouteOptions& options, Response& response);

// The two halves of finish() for an answer that is kept between them: the whole answer as it may be given to
// anybody who takes the same encodings, and what this request wants of it.
void complete(const Request& request, const RouteOptions& options, Response& response);
void choose(const Request& request, Response& response);

// Bytes of the body; nothing where they are not known before it is sent.
std::optional<std::uint64_t> body_size(const Response& response);

// The first header of this name, "" without one.
std::string_view header_of(const Response& response, std::string_view name);

}  // namespace midyear::server
