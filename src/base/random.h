#pragma once

#include <cstddef>
#include <string>

namespace midyear::base {

// Letters and digits that nobody can guess and everybody can read out (no 0 1 i l o): 4.95 bits each, from
// the system's source. Throws std::runtime_error where that gives none.
std::string random_letters(std::size_t count);

}  // namespace midyear::base
