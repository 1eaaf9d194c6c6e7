#pragma once

// A door that calls a router in this process, as the server would: for commands where no server runs.

#include <functional>
#include <memory>
#include <optional>

#include "cli/door.h"
#include "server/problem.h"
#include "server/router.h"

namespace midyear::cli {

struct OwnDoorParts {
  server::Router& router;
  // Problem of an exception that a handler lets out; nothing: "internal".
  std::function<std::optional<server::Problem>(const std::exception&)> translate;
  std::function<bool()> work;  // Door::work()
};

// What `parts` refers to must outlive the door.
std::unique_ptr<Door> own_door(OwnDoorParts parts);

}  // namespace midyear::cli
