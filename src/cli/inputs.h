#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace midyear::cli {

// What a person named, with folders replaced by the reports in them. Messages for folders that hold none or
// cannot be listed go to the error output at once.
struct Inputs {
  std::vector<std::string> files;
  int exit = kDone;  // of what could not be listed
};
Inputs expand_inputs(const std::vector<std::string>& named, Surroundings& around);

}  // namespace midyear::cli
