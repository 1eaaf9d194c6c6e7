#pragma once

// The stages of the reader in their order, each a function over the Reading so far. Internal to the room.

#include "reading/reading.h"
#include "text/fold.h"

namespace midyear::reading {

// Separates page chrome from the body: fills page. The body is what page.chrome leaves.
void trim(Reading& reading);

// Fills headings, blocks and sentences of the body, and the roles of the parts.
void outline(Reading& reading);

// Fills figures with all their fields, in the order of the text, and reading.year and .place.
void find_figures(Reading& reading, const ReadOptions& options);

// Each needs the stages before it.
void find_commitments(Reading& reading);
void find_projects(Reading& reading);
void find_contradictions(Reading& reading);

}  // namespace midyear::reading
