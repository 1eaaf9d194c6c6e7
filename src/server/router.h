#pragma once

// Which handler answers which path. Filled before the server starts, read by all threads afterwards.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/request.h"

namespace midyear::server {

using Handler = std::function<Response(Request&)>;

enum class Runs : std::uint8_t {
  worker,  // on the pool: may wait for the store, may take its time
  io       // on the thread of the connection: microseconds, never waits
};

struct RouteOptions {
  std::string operation_id;          // of the OpenAPI document
  std::uint64_t max_body = 1 << 20;  // bytes; 413 above. GET, HEAD and DELETE take none
  std::vector<std::string> content_types =
      {};  // of a body, without parameters: "application/json"; empty: any. 415
  std::chrono::milliseconds timeout{30'000};  // of the handler; 504 afterwards, and Request::gone()
  Runs runs = Runs::worker;
  bool content_etag = false;  // ETag from the bytes of a string body of a GET (SHA-256, 1 GB/s)
  // Of a GET whose answer depends on its target, the reader's language and who asks, and on what
  // Options::state counts: it is kept, and given again while that number stays.
  bool kept = false;
  bool any_host = false;  // answered whatever Host says (health checks by address)
};

struct Route {
  Method method = Method::get;
  std::string pattern;  // "/api/v1/documents/{id}"
  RouteOptions options;
  Handler handler;
  std::size_t index = 0;  // in Router::routes()
};

class Router {
 public:
  Router();
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  // A segment is literal or {name}; a literal wins over a name. HEAD is answered by GET. Requires: begins
  // with
  // "/", no other route has this method and pattern, names are the same in patterns that share a beginning.
  void add(Method method, std::string_view pattern, RouteOptions options, Handler handler);

  // Looked at before every handler but the fallback's: throws Problem where the request may not come to it.
  // Runs where the handler runs.
  using Guard = std::function<void(const Route&, Request&)>;
  void guard(Guard guard) { guard_ = std::move(guard); }
  // The guard, then the handler.
  Response call(const Route& route, Request& request) const {
    if (guard_ && &route != fallback_.get()) guard_(route, request);
    return route.handler(request);
  }

  // What answers GET where no pattern fits (the files of the web). Called on the thread of the connection; a
  // Response of status 404 without a body becomes the problem document.
  void fallback(Handler handler);

  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;  // with no route and no `allow` nothing is at this path
    std::string allow;  // "GET, HEAD, OPTIONS": what the path answers, where the method does not fit
    std::vector<std::pair<std::string_view, std::string>> parameters;
  };
  // Requires: path is normalised. Cost: one step a segment. `allow` is filled for OPTIONS and wrong methods
  // only.
  void match(Method method, std::string_view path, Match& match) const;
  const Route* fallback_route() const { return fallback_.get(); }

 private:
  struct Node;
  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Route> fallback_;
  Guard guard_;
};

}  // namespace midyear::server
