#pragma once

// Reading of header fields: what a client accepts, asks a part of, or is to be asked by. Pure.

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "base/errors.h"

namespace midyear::server {

// Names of fields: ASCII letters of either case.
inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
inline bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

// Accept-Encoding lets gzip through: named, or *, with a quality above 0.
bool accepts_gzip(std::string_view accept_encoding);

// The language that Accept-Language puts first of those we have; `usual` where it names neither.
base::Language wanted_language(std::string_view accept_language, base::Language usual);

// A single range of `size` bytes. `none`: no usable Range (absent, other unit, several ranges, bad syntax):
// the whole is answered. `unsatisfiable`: 416.
struct ByteRange {
  enum class Kind : std::uint8_t { none, part, unsatisfiable } kind = Kind::none;
  std::uint64_t offset = 0, size = 0;
};
ByteRange asked_range(std::string_view range, std::uint64_t size);

// "Tue, 24 Nov 2026 01:02:03 GMT"
std::string http_date(std::time_t time);

// The type is worth compressing: text, JSON, JavaScript, SVG, XML ….
bool compressible(std::string_view content_type);

// A request id as a client may give it: 1 to 64 letters, digits, "-", "_", ".".
bool sane_id(std::string_view id);

// The name in a Host or the authority of an Origin, lower-case, without port; IPv6 keeps its brackets.
// Nothing where it is no host (user info, spaces, a port that is no number).
std::optional<std::string> host_name(std::string_view authority);

}  // namespace midyear::server
