#include "base/embedded.h"

#include <cstdio>
#include <cstdlib>

namespace midyear::base {

std::string_view embedded_lexicon(std::string_view name) {
  for (const EmbeddedFile& file : embedded_lexicon())
    if (file.name == name) return file.bytes;
  std::fprintf(stderr, "midyear: lexicon/%.*s was not compiled in\n", static_cast<int>(name.size()), name.data());
  std::abort();
}

}  // namespace midyear::base
