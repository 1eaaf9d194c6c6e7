#pragma once

// The way from a command to the desk: beside a running server through its local socket, alone by calling the
// router in this process. A command asks the same questions either way.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/errors.h"
#include "base/json_value.h"
#include "base/result.h"

namespace midyear::cli {

struct Ask {
  std::string method = "GET";
  std::string path = {};  // "/api/v1/documents", segments encoded as they stand in a URL
  std::vector<std::pair<std::string, std::string>> query = {};    // plain, encoded on the way
  std::vector<std::pair<std::string, std::string>> headers = {};  // no line breaks in them
  std::string body = {};
};

struct Answer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  bool good() const { return status >= 200 && status < 300; }
  std::string_view header(std::string_view name) const;  // case-insensitive, "" without one
};

class Door {
 public:
  virtual ~Door() = default;
  // Errors: desk_lost (nobody listens any more, or the answer broke off).
  virtual base::Result<Answer> ask(const Ask& ask) = 0;
  // Whether a server is at work at the other end.
  virtual bool beside_server() const = 0;
  // Does the next reading that waits, where no server does it; false where there is none to do.
  virtual bool work() = 0;
};

// A door through the socket of a server. Errors: desk_absent (nobody listens there).
base::Result<std::unique_ptr<Door>> connect_local(const std::string& socket);

// Text in a query: all but unreserved characters as %XX.
std::string url_encoded(std::string_view text);

}  // namespace midyear::cli
