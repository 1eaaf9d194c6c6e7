#include "cli/own_door.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "base/files.h"

namespace midyear::cli {
namespace {

using server::Request;
using server::Response;

constexpr std::string_view kId = "command";

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char upper = static_cast<char>(c & ~0x20);
  return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

std::string url_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(16 * digit(text[i + 1]) + digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

// The bytes of a body, all of them.
struct Whole {
  std::string operator()(std::string& text) const { return std::move(text); }
  std::string operator()(const server::Shared& text) const { return *text; }
  std::string operator()(const server::FileRange& range) const {
    auto bytes = base::read_file(base::FileSystem::real(), range.path, UINT64_MAX);
    if (!bytes) throw std::runtime_error(range.path + ": " + bytes.error().message);
    return bytes->substr(range.offset, range.size);
  }
  std::string operator()(const server::Pieces& pieces) const {
    constexpr std::uint64_t kAtOnce = 1 << 20;
    std::string out;
    while (out.size() < pieces.size)
      out += pieces.read(out.size(), static_cast<std::size_t>(std::min(kAtOnce, pieces.size - out.size())));
    return out;
  }
  std::string operator()(const server::Chunks& chunks) const {
    std::string out;
    while (chunks.next(out)) {
    }
    return out;
  }
  std::string operator()(const server::EventSource&) const { return {}; }
};

class OwnDoor : public Door {
 public:
  explicit OwnDoor(OwnDoorParts parts) : parts_(std::move(parts)) {}

  base::Result<Answer> ask(const Ask& ask) override {
    Request request;
    fill(request, ask);
    Response response = call(request);
    Answer answer;
    answer.status = response.status;
    answer.headers = std::move(response.headers);
    answer.body = std::visit(Whole(), response.body);
    return answer;
  }
  bool beside_server() const override { return false; }
  bool work() override { return parts_.work(); }

 private:
  static void fill(Request& request, const Ask& ask) {
    request.method = server::method_of(ask.method).value_or(server::Method::get);
    request.path = url_decoded(ask.path);
    request.query = ask.query;
    for (const auto& [name, value] : ask.headers) {
      request.headers.push_back({name, value});
      if (name == "Accept-Language" && value == "en") request.language = base::Language::english;
    }
    request.body = ask.body;
    request.id = kId;
    request.peer = {.local = true, .uid = ::getuid(), .pid = ::getpid(), .address = "unix"};
    request.received = std::chrono::steady_clock::now();
    request.deadline = request.received + std::chrono::hours(24);
  }

  Response call(Request& request) {
    try {
      server::Router::Match match;
      parts_.router.match(request.method, request.path, match);
      if (match.route == nullptr) throw server::Problem("no_route", {{"path", request.path}});
      request.parameters = std::move(match.parameters);
      return parts_.router.call(*match.route, request);
    } catch (const server::Problem& problem) {
      return server::problem_response(problem, request.language, request.id);
    } catch (const std::exception& error) {
      const auto problem = parts_.translate(error);
      return server::problem_response(
          problem ? *problem : server::Problem("internal", {{"detail", error.what()}}), request.language,
          request.id);
    }
  }

  OwnDoorParts parts_;
};

}  // namespace

std::unique_ptr<Door> own_door(OwnDoorParts parts) { return std::make_unique<OwnDoor>(std::move(parts)); }

}  // namespace midyear::cli
