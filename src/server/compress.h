#pragma once

#include <string>
#include <string_view>

namespace midyear::server {

// The bytes as a gzip stream (RFC 1952). level 1 (fast) to 9 (small).
std::string gzip(std::string_view bytes, int level);

}  // namespace midyear::server
