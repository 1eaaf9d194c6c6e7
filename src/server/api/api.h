#pragma once

// The HTTP API of the desk, base /api/v1: handlers that take a request apart, call a use case and answer its
// JSON. src/server/api/openapi.json describes it; docs/api.md is for people.
//
//   Api api(desk, {.version = "0.1.0"});
//   api.add_routes(router);
//   options.translate = server::problem_of;

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "desk/desk.h"
#include "server/problem.h"
#include "server/router.h"

namespace midyear::server {

struct ApiSettings {
  std::string version = {};  // of the program
  bool sign_in = false;      // who asks over TCP has to be signed in, but for what everybody may
  bool tls = false;          // cookies go over encrypted connections only
};

// Follows the changes of the store for those who listen to /events, from begin to end of its life. What it is
// given must outlive it, and it the router's server.
class Api {
 public:
  Api(desk::Desk& desk, ApiSettings settings);
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;
  ~Api();

  void add_routes(Router& router);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What a use case throws, as the problem document of its code; nothing for what is no answer to a client.
std::optional<Problem> problem_of(const std::exception& exception);

}  // namespace midyear::server
