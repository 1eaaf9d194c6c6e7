#include "base/random.h"

#include <sys/random.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace midyear::base {

std::string random_letters(std::size_t count) {
  static constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyz";  // 31
  std::string text;
  while (text.size() < count) {
    std::array<unsigned char, 32> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
      throw std::runtime_error("getrandom failed");
    for (const unsigned char byte : bytes)
      if (const unsigned value = byte & 31u; value < kLetters.size() && text.size() < count)
        text += kLetters[value];
  }
  return text;
}

}  // namespace midyear::base
