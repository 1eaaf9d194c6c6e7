// Any bytes: figures, with the year of the report given.
#include "invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read =
      midyear::reading::read(midyear::fuzz::bytes_of(data, size),
                             {.year = 2025, .commitments = false, .projects = false, .checks = false});
  if (read) midyear::fuzz::check_figures(*read);
  return 0;
}
