#pragma once

// The seam to the system's clock, so that a test can say what time it is.

#include <chrono>
#include <string>

namespace midyear::base {

// A point in time, UTC, to the millisecond; in rows and JSON the number of milliseconds since 1970.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// "2026-11-24T01:02:03Z"; what is below a second is left out.
std::string utc_text(Instant at);

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now();

  static Clock& real();
};

}  // namespace midyear::base
