#pragma once

// Passwords: how they are kept, and which are refused.

#include <string>
#include <string_view>

namespace midyear::people {

inline constexpr std::size_t kShortestPassword = 10;  // characters
inline constexpr std::size_t kLongestPassword = 256;  // bytes

// Argon2id (RFC 9106) with 19 MiB, two passes, one lane: what OWASP gives as the least for a server. In the
// text form that names its own parameters. Cost: 20 to 40 ms and 19 MiB; at most four at once, others wait.
std::string hash_password(std::string_view password);
// Takes as long for a wrong password as for the right one, and for "" (no such person, no password yet) too.
bool check_password(const std::string& hash, std::string_view password);

// Why a password is refused: "short", "long", "name" (holds the login), "common" (one of those that are tried
// first, or one character or row of keys over and over); "": it is not.
std::string_view fault_of_password(std::string_view password, std::string_view login);

}  // namespace midyear::people
