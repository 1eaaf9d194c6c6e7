#pragma once

#include <string_view>

namespace midyear::reading {

// Names the reader by what it is made of: a hash over the sources and the lexicon that it was built from.
// Two programs of one version read alike.
std::string_view version();

}  // namespace midyear::reading
