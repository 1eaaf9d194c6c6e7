#include "base/clock.h"

namespace midyear::base {

Instant Clock::now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Clock& Clock::real() {
  static Clock clock;
  return clock;
}

}  // namespace midyear::base
