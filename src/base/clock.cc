#include "base/clock.h"

#include <ctime>

namespace midyear::base {

std::string utc_text(Instant at) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

Instant Clock::now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Clock& Clock::real() {
  static Clock clock;
  return clock;
}

}  // namespace midyear::base
