#include "desk/actor_name.h"

#include <pwd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <mutex>

namespace midyear::desk {
namespace {

std::string name_of_user(uid_t uid) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
  return found != nullptr ? found->pw_name : std::to_string(uid);
}

// A list of documents asks the same few users again and again.
class KnownUsers {
 public:
  std::string name(uid_t uid) {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    if (names_.size() > 10'000) names_.clear();
    Known& known = names_[uid];
    if (known.until < now) known = {name_of_user(uid), now + std::chrono::minutes(1)};
    return known.name;
  }

 private:
  struct Known {
    std::string name;
    std::chrono::steady_clock::time_point until;
  };
  std::mutex mutex_;
  std::map<uid_t, Known> names_;
};

}  // namespace

std::string actor_name(std::string_view id) {
  static KnownUsers known;  // a cache of the system's own table, not state of the desk
  constexpr std::string_view kUser = "user:";
  if (!id.starts_with(kUser)) return std::string(id);
  const std::string_view digits = id.substr(kUser.size());
  uid_t uid = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), uid);
  if (fault != std::errc() || end != digits.data() + digits.size()) return std::string(id);
  return known.name(uid);
}

}  // namespace midyear::desk
