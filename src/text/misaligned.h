#pragma once

// Finds stretches of GBK that are read one byte late or early without anything that tells it. Internal to the
// room.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace midyear::text {

struct Misaligned {
  std::size_t begin = 0, end = 0;  // in the source
  std::string clean;  // read at the other boundaries; U+FFFD for a character that lost its other byte
};

// Stretches of at least four characters that, read again, are clearly more likely: 1.5 powers of ten a
// character and ten in all (likelihood.h). In order, apart from each other. Linear.
std::vector<Misaligned> find_misaligned(std::string_view source);

}  // namespace midyear::text
