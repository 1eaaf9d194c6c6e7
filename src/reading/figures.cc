#include "reading/stages.h"

namespace midyear::reading {

void find_figures(Reading&, const ReadOptions&) {}

}  // namespace midyear::reading
