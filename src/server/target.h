#pragma once

// The first line and the fields of a request, checked before any library parses them. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/request.h"

namespace midyear::server {

// What a header block is refused for: a code of src/base/errors.tsv. Empty: sound.
//
// Refused are the forms that two programs may read differently, so that nothing can be smuggled past a proxy:
// lines that end in a bare LF or hold a bare CR, folded lines, white space before a colon, control characters
// and NUL, a second Content-Length or one that is not digits alone, Content-Length beside Transfer-Encoding,
// a Transfer-Encoding that is not "chunked", more than one Host, none in HTTP/1.1, more than 100 fields.
// `block` begins with the request line and ends with the empty line. Linear.
struct Refusal {
  std::string_view code;
  std::string detail;  // what, for the person who wrote the client
};
std::optional<Refusal> refuse_header(std::string_view block, std::size_t max_target);

struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

// The target "/a/b?x=1" decoded. Nothing where it is no absolute path, a percent sign lacks its digits, what
// comes out is no UTF-8 or holds control characters, a backslash, an encoded "/", or "." and ".." segments,
// or there are more than 100 parameters.
std::optional<Target> parse_target(std::string_view target);

}  // namespace midyear::server
