#pragma once

// The HTTP door: HTTP/1.1 over TCP and over a unix socket, in front of the handlers of a Router. Open
// request.h for what a handler sees, router.h for how it is found, problem.h for how it fails; docs/server.md
// for limits.
//
//   Router router;
//   router.add(Method::get, "/api/v1/about", {.operation_id = "about", .runs = Runs::io},
//              [](Request&) { return Response::json("{}"); });
//   Log log; Metrics metrics;
//   Server server(options, router, log, metrics);
//   if (auto fault = server.listen_tcp("127.0.0.1", 8080)) …   // Error: port_taken, listen_failed
//   server.run();                                              // until another thread calls stop()
//
// Threads: io threads own the connections (one each, no locks), a pool of workers runs the handlers, two more
// read and write the files of bodies. run() owns them all.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/problem.h"
#include "server/request.h"
#include "server/router.h"

namespace midyear::server {

struct Options {
  unsigned io_threads = 0;          // 0: as many as processors, at most 4
  unsigned workers = 0;             // 0: twice the processors, at least 4
  std::size_t worker_queue = 4096;  // requests that wait for a worker; more are answered 503 with Retry-After
  std::size_t max_connections = 10'000;  // lowered to what the limit of open files leaves

  std::size_t max_header = 16 << 10;  // bytes of request line and header fields; 431, or 414 for the target
  std::size_t max_target = 8 << 10;
  std::size_t memory_body = 1 << 20;  // a body above it goes to a file in `scratch`
  std::string scratch;  // folder for such bodies, made when missing; "": the system's temporary folder

  std::chrono::milliseconds header_time{10'000};  // from the first byte to the end of the header
  std::chrono::milliseconds idle_time{75'000};    // between two requests
  std::chrono::milliseconds grace{10'000};        // before the rates below count
  std::uint64_t min_rate = 4 << 10;  // bytes a second of a body that comes or an answer that goes
  std::chrono::milliseconds request_time{3'600'000};  // of one request altogether, events apart
  std::chrono::milliseconds event_comment{15'000};  // a comment to each event client, so that proxies keep it
  std::chrono::milliseconds stop_time{5'000};

  // Names (without port) that Host may say on TCP; others get 421, so that no foreign name that resolves to
  // this machine (DNS rebinding) reaches the desk. Names are lower-case; IPv6 in brackets.
  std::vector<std::string> hosts{"localhost", "127.0.0.1", "[::1]"};
  // Origins besides the own one that may write: "https://desk.example". Others get 403.
  std::vector<std::string> origins;
  base::Language language = base::Language::chinese;  // where Accept-Language names none of ours
  bool secure = false;  // reached through TLS of a proxy: adds Strict-Transport-Security

  // A number that changes before anybody can know of a change of what kept answers tell; 0: unknown, nothing
  // is kept. Called on the threads of connections: must not wait.
  std::function<std::uint64_t()> state;
  std::size_t kept_bytes = 64 << 20;  // of all kept answers

  // "" when the server can do its work, else the reason in a word for /ready.
  std::function<std::string()> unready;
  // Makes a Problem of an exception that a handler lets out; none: problem "internal", what() to the log
  // only.
  std::function<std::optional<Problem>(const std::exception&)> translate;
};

// What stop() left behind.
struct StopReport {
  std::size_t finished = 0;  // requests that were in flight and got their answer
  std::size_t cut = 0;       // requests that had not finished when the time was over
};

class Server {
 public:
  // `router`, `log` and `metrics` must outlive the server; adds /health, /ready and /metrics to the router.
  Server(Options options, Router& router, Log& log, Metrics& metrics);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Before run(). Port 0 takes any free one. Errors: port_taken, listen_failed (both name the remedy, exit
  // 3).
  std::optional<base::Error> listen_tcp(const std::string& host, std::uint16_t port);
  // Mode 0600; a socket file that nobody listens on is replaced. Errors: socket_taken, listen_failed.
  std::optional<base::Error> listen_local(const std::string& path);
  std::uint16_t port() const;  // of the last listen_tcp; 0 before

  // Serves until stop(). Requires: called once.
  StopReport run();
  // Stops accepting, lets what is in flight finish for Options::stop_time, tells the event clients, cuts the
  // rest. Returns at once; run() returns when it is done. Any thread (no signal handler).
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace midyear::server
