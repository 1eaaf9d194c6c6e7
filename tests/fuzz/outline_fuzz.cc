// Any bytes: headings, blocks and sentences.
#include "invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = midyear::reading::read(midyear::fuzz::bytes_of(data, size),
                                           {.commitments = false, .projects = false, .checks = false});
  if (read) midyear::fuzz::check_outline(*read);
  return 0;
}
