#pragma once

// What people call an actor: the name behind the id that rows and the audit log hold.

#include <string>
#include <string_view>

namespace midyear::desk {

// "user:1000" -> the system's name of that user on this machine, or the number where it has none; every other
// id as it is ("local", "system"). Cost: a look into the user table of the system, which may be asked over
// the network; answers are kept for a minute. Any thread.
std::string actor_name(std::string_view id);

}  // namespace midyear::desk
