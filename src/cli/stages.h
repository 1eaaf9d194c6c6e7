#pragma once

#include "cli/options.h"
#include "reading/records.h"

namespace midyear::cli {

// The JSON lines of one stage, for people who doubt a result (docs/read.md, "Stages"). As write_records.
void write_stage(StageName stage, const reading::Reading& reading, const reading::InputFacts& input,
                 std::string& out, const reading::Spill& spill);

}  // namespace midyear::cli
