#pragma once

// What a store needs done now and then so that it does not grow for ever.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/clock.h"
#include "store/blobs.h"
#include "store/store.h"

namespace midyear::store {

struct HousekeepingOptions {
  std::chrono::milliseconds every = std::chrono::hours(1);
  std::chrono::milliseconds blob_grace = std::chrono::hours(1);  // from the last holder to the end of a blob
  std::int64_t changes = 100'000;  // kept at most; who followed along from before begins anew
  std::chrono::milliseconds changes_age = std::chrono::days(30);
  std::chrono::milliseconds jobs_age = std::chrono::days(30);  // since they ended
  // Told what went wrong, in the words of an exception; it is tried again the next time.
  std::function<void(std::string_view reason)> complain = {};
};

struct Tidied {
  Blobs::Swept swept;
  std::int64_t jobs = 0;
};
// Once, in this thread. Throws Failure.
Tidied tidy(Store& store, const HousekeepingOptions& options = {}, base::Clock& clock = base::Clock::real());

// A thread that tidies, at first when it begins, from begin to end of its life; several servers on one
// database may each have one.
class Housekeeper {
 public:
  explicit Housekeeper(Store& store, HousekeepingOptions options = {});
  Housekeeper(const Housekeeper&) = delete;
  Housekeeper& operator=(const Housekeeper&) = delete;
  ~Housekeeper();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace midyear::store
