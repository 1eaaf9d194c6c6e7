#include "reading/stages.h"

namespace midyear::reading {

void find_commitments(Reading&) {}

}  // namespace midyear::reading
