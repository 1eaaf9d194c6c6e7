#pragma once

// The stages of the reader in their order, each a function over the Reading so far. Internal to the room.

#include "reading/reading.h"
#include "text/fold.h"

namespace midyear::reading {

// Separates page chrome from the body: fills page. The body is what page.chrome leaves.
void trim(Reading& reading);

// Fills headings, blocks and sentences of the body, and the roles of the parts.
void outline(Reading& reading);

// Fills reading.place from the title or the first headings.
void find_place(Reading& reading);

// Fills figures with all their fields, in the order of the text, and reading.year.
void find_figures(Reading& reading, const ReadOptions& options);

// In a zone's report 全市 is somebody else and 园区 is nobody else: settles such entities.
void settle_places(Reading& reading);

// Each needs the stages before it.
void find_commitments(Reading& reading);
void find_projects(Reading& reading);
void find_contradictions(Reading& reading);

}  // namespace midyear::reading
