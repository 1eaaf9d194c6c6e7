#include "base/embedded.h"

#include <cstdio>
#include <cstdlib>

namespace midyear::base {

std::string_view embedded_file(std::span<const EmbeddedFile> files, std::string_view name) {
  for (const EmbeddedFile& file : files)
    if (file.name == name) return file.bytes;
  std::fprintf(stderr, "midyear: %.*s was not compiled in\n", static_cast<int>(name.size()), name.data());
  std::abort();
}

std::string_view embedded_lexicon(std::string_view name) { return embedded_file(embedded_lexicon(), name); }

}  // namespace midyear::base
