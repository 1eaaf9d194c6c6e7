#include "cli/command.h"

namespace midyear::cli {

int run_version(Arguments, Surroundings& around) {
  around.out.append("midyear " MIDYEAR_VERSION "\n");
  return kDone;
}

}  // namespace midyear::cli
