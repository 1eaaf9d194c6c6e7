#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace midyear::cli {

// 127.0.0.1 and its neighbours, ::1, localhost.
bool is_loopback(std::string_view host);

// "http://127.0.0.1:8080/"
std::string address_of(std::string_view host, std::uint16_t port);

}  // namespace midyear::cli
