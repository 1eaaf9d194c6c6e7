// Any bytes: commitments, projects and checks.
#include "invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = midyear::reading::read(midyear::fuzz::bytes_of(data, size), {});
  if (read) midyear::fuzz::check_commitments(*read);
  return 0;
}
