#pragma once

// Notes of the audit log's head as text: what a file outside the store holds, and what the log of the server
// holds. Pure.
//
//   2026-11-24T10:00:00Z 1234 9f86d081…    one note a line: when, sequence, hash

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "people/audit.h"

namespace midyear::people {

// With its line end.
std::string note_line(const AuditNote& note, base::Instant at);

// Takes such lines, empty ones and those that begin with # passed over; or a log of the server, of which only
// the lines of the event audit_head count ({"event":"audit_head","sequence":…,"hash":"…"}, whatever stands
// before the brace). Errors: audit_note (message: the number of the line), where a line is none of these.
base::Result<std::vector<AuditNote>> parse_notes(std::string_view text);

}  // namespace midyear::people
