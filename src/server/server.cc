#include "server/server.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "base/json.h"
#include "server/core.h"

namespace midyear::server {
namespace {

using asio::ip::tcp;
using asio::local::stream_protocol;
template <class Protocol>
using Acceptor = asio::basic_socket_acceptor<Protocol, Executor>;
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kToken{};
constexpr std::chrono::milliseconds kSweep{100};
constexpr unsigned kSpareFiles = 128;  // for the store, logs and the files of bodies

std::size_t files_allowed() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  return static_cast<std::size_t>(limit.rlim_cur);
}

Options completed(Options options) {
  const unsigned processors = std::max(1u, std::thread::hardware_concurrency());
  if (options.io_threads == 0) options.io_threads = std::min(processors, 4u);
  if (options.workers == 0) options.workers = std::max(2 * processors, 4u);
  const std::size_t files = files_allowed();
  options.max_connections =
      std::min(options.max_connections, files > 2 * kSpareFiles ? files - kSpareFiles : files / 2);
  if (options.scratch.empty()) options.scratch = std::filesystem::temp_directory_path().string();
  std::error_code ignored;
  std::filesystem::create_directories(options.scratch, ignored);
  return options;
}

std::string address_of(const tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? '[' + address + ']' : address) + ':' + std::to_string(endpoint.port());
}

Peer local_peer(int socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  Peer peer{.local = true, .uid = -1, .pid = -1, .address = "unix"};
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0) {
    peer.uid = credentials.uid;
    peer.pid = credentials.pid;
  }
  return peer;
}

std::string quoted(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + label_value(value) + '"';
}

}  // namespace

Counts::Counts(Metrics& metrics)
    : connections(metrics.gauge("midyear_http_connections", "Open connections")),
      in_flight(metrics.gauge("midyear_http_requests_in_flight", "Requests that are worked on")),
      events(metrics.gauge("midyear_http_event_clients", "Clients that listen for changes")),
      accepted(metrics.counter("midyear_http_connections_total", "Connections that were accepted")),
      refused(metrics.counter("midyear_http_connections_refused_total", "Connections beyond the limit")),
      bytes_in(metrics.counter("midyear_http_received_bytes_total", "Bytes received")),
      bytes_out(metrics.counter("midyear_http_sent_bytes_total", "Bytes sent")),
      timeouts(metrics.counter("midyear_http_timeouts_total", "Clients that were too slow")),
      overloads(metrics.counter("midyear_http_overloads_total", "Requests refused since too many waited")) {}

Core::Core(Options given, Router& the_router, Log& the_log, Metrics& the_metrics)
    : options(completed(std::move(given))),
      router(the_router),
      log(the_log),
      metrics(the_metrics),
      counts(metrics),
      kept(options.kept_bytes) {
  workers = std::make_unique<Workers>(options.workers, options.worker_queue);
  files = std::make_unique<Workers>(2u, options.max_connections);
  for (unsigned i = 0; i < options.io_threads; ++i) loops.push_back(std::make_unique<Loop>());
}

struct Server::State {
  State(Options options, Router& router, Log& log, Metrics& metrics)
      : core(std::make_shared<Core>(std::move(options), router, log, metrics)) {}

  std::shared_ptr<Core> core;
  std::vector<std::unique_ptr<Acceptor<tcp>>> doors;
  std::vector<std::unique_ptr<Acceptor<stream_protocol>>> local_doors;
  std::vector<std::string> local_paths;
  std::size_t next_loop = 0;
  std::uint16_t port = 0;
  std::mutex mutex;
  std::condition_variable stopped;
  bool stop = false;

  Loop& first() { return *core->loops.front(); }

  void add_own_routes() {
    RouteOptions options{.operation_id = "health", .runs = Runs::io, .any_host = true};
    core->router.add(Method::get, "/health", options,
                     [](Request&) { return Response::text("ok\n").header("Cache-Control", "no-store"); });
    options.operation_id = "ready";
    options.runs = Runs::worker;
    core->router.add(Method::get, "/ready", options, [core = core.get()](Request&) -> Response {
      const std::string reason = core->stopping          ? "stopping"
                                 : core->options.unready ? core->options.unready()
                                                         : "";
      if (!reason.empty()) throw Problem("not_ready", {{"detail", reason}}).header("Retry-After", "5");
      return Response::text("ready\n").header("Cache-Control", "no-store");
    });
    options.operation_id = "metrics";
    core->router.add(Method::get, "/metrics", options, [core = core.get()](Request&) {
      return Response::of("text/plain; version=0.0.4; charset=utf-8", core->metrics.text())
          .header("Cache-Control", "no-store");
    });
  }

  void count_routes() {
    const auto register_route = [&](std::string_view name) {
      RouteCounts counts;
      const std::string route = quoted("route", name);
      for (std::size_t i = 1; i < counts.by_status.size(); ++i)
        counts.by_status[i] = &core->metrics.counter("midyear_http_requests_total", "Requests answered",
                                                     route + ",status=\"" + std::to_string(i) + "xx\"");
      counts.time = &core->metrics.histogram("midyear_http_request_seconds", "Time of requests", route);
      core->route_counts.push_back(counts);
    };
    for (const auto& route : core->router.routes())
      register_route(std::string(name_of(route->method)) + ' ' + route->pattern);
    register_route("other");
  }

  // On the thread of the first loop.
  template <class Protocol>
  Awaitable<void> accept(Acceptor<Protocol>& door) {
    Timer pause(first().context.get_executor());
    while (!core->stopping) {
      Loop& loop = *core->loops[next_loop++ % core->loops.size()];
      auto [error, socket] = co_await door.async_accept(loop.context, kToken);
      if (core->stopping) break;
      if (error) {  // no file left, or the client is gone already
        if (error == asio::error::no_descriptors || error == asio::error::no_buffer_space)
          core->log.warning("accept", {{"what", std::string_view("too many open files")}});
        pause.expires_after(std::chrono::milliseconds(50));
        co_await pause.async_wait(kToken);
        continue;
      }
      core->counts.accepted.add();
      if (core->open.load() >= core->options.max_connections) {
        core->counts.refused.add();
        continue;
      }
      welcome(loop, std::move(socket));
    }
  }

  template <class Accepted>
  void welcome(Loop& loop, Accepted socket) {
    boost::system::error_code ignored;
    Peer peer;
    if constexpr (std::is_same_v<typename Accepted::protocol_type, tcp>) {
      socket.set_option(tcp::no_delay(true), ignored);
      peer.address = address_of(socket.remote_endpoint(ignored));
    } else {
      peer = local_peer(socket.native_handle());
    }
    auto generic = std::make_shared<Socket>(std::move(socket));
    asio::post(loop.context, [core = core, &loop, generic, peer] {
      start_connection(core, loop, std::move(*generic), peer);
    });
  }

  Awaitable<void> watch(Loop& loop) {
    for (;;) {
      loop.timer.expires_after(kSweep);
      const auto [error] = co_await loop.timer.async_wait(kToken);
      if (error) co_return;
      sweep(loop, SteadyClock::now());
    }
  }

  void start() {
    count_routes();
    for (const auto& door : doors)
      asio::co_spawn(first().context.get_executor(), accept(*door), asio::detached);
    for (const auto& door : local_doors)
      asio::co_spawn(first().context.get_executor(), accept(*door), asio::detached);
    for (const auto& loop : core->loops) {
      asio::co_spawn(loop->context.get_executor(), watch(*loop), asio::detached);
      loop->thread = std::thread([&context = loop->context] { context.run(); });
    }
  }

  void close_doors() {
    asio::post(first().context, [this] {
      boost::system::error_code ignored;
      for (const auto& door : doors) door->close(ignored);
      for (const auto& door : local_doors) door->close(ignored);
    });
    for (const std::string& path : local_paths) ::unlink(path.c_str());
    local_paths.clear();
  }

  StopReport finish() {
    const auto deadline = SteadyClock::now() + core->options.stop_time;
    core->stopping = true;
    close_doors();
    for (const auto& loop : core->loops) asio::post(loop->context, [&loop] { begin_to_stop(*loop); });
    while (core->open.load() > 0 && SteadyClock::now() < deadline)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    StopReport report{core->finished.load(), core->busy.load()};
    for (const auto& loop : core->loops)
      asio::post(loop->context, [&loop] {
        cut_all(*loop);
        loop->timer.cancel();
      });
    // What a handler still does is given a moment; where it takes longer the threads keep the core.
    const bool idle = core->workers->finish(deadline + std::chrono::milliseconds(200)) &&
                      core->files->finish(deadline + std::chrono::milliseconds(200));
    const auto close = SteadyClock::now() + std::chrono::milliseconds(500);
    while (core->open.load() > 0 && SteadyClock::now() < close)
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    for (const auto& loop : core->loops) loop->context.stop();
    for (const auto& loop : core->loops) loop->thread.join();
    // The acceptors end before their context; coroutines that were cut hold the core, and end with it.
    doors.clear();
    local_doors.clear();
    if (idle)
      core->loops.clear();
    else
      abandoned() = core;
    return report;
  }

  // The core of a server whose handlers did not end: kept to the end of the program, since they use it.
  static std::shared_ptr<Core>& abandoned() {
    static std::shared_ptr<Core>& kept = *new std::shared_ptr<Core>();
    return kept;
  }
};

Server::Server(Options options, Router& router, Log& log, Metrics& metrics)
    : state_(std::make_unique<State>(std::move(options), router, log, metrics)) {
  state_->add_own_routes();
}

Server::~Server() = default;

std::optional<base::Error> Server::listen_tcp(const std::string& host, std::uint16_t port) {
  boost::system::error_code error;
  tcp::resolver resolver(state_->first().context);
  const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, error);
  const std::string place = host + ':' + std::to_string(port);
  if (error || found.empty()) return base::Error{"listen_failed", place + ": " + error.message()};
  auto door = std::make_unique<Acceptor<tcp>>(state_->first().context.get_executor());
  const tcp::endpoint endpoint = found.begin()->endpoint();
  door->open(endpoint.protocol(), error);
  if (!error) door->set_option(asio::socket_base::reuse_address(true), error);
  if (!error) door->bind(endpoint, error);
  if (!error) door->listen(4096, error);
  if (error == asio::error::address_in_use) return base::Error{"port_taken", place};
  if (error) return base::Error{"listen_failed", place + ": " + error.message()};
  state_->port = door->local_endpoint().port();
  state_->doors.push_back(std::move(door));
  return std::nullopt;
}

std::optional<base::Error> Server::listen_local(const std::string& path) {
  if (path.size() >= sizeof(sockaddr_un::sun_path))
    return base::Error{"listen_failed", path + ": path too long"};
  boost::system::error_code error;
  asio::io_context trial;
  stream_protocol::socket probe(trial);
  probe.connect(stream_protocol::endpoint(path), error);
  if (!error) return base::Error{"socket_taken", path};
  struct stat info {};
  if (::lstat(path.c_str(), &info) == 0) {
    if (!S_ISSOCK(info.st_mode)) return base::Error{"listen_failed", path + ": is there and no socket"};
    ::unlink(path.c_str());
  }
  auto door = std::make_unique<Acceptor<stream_protocol>>(state_->first().context.get_executor());
  const mode_t before = ::umask(0177);  // for its owner from the first moment on
  door->open(stream_protocol(), error);
  if (!error) door->bind(stream_protocol::endpoint(path), error);
  ::umask(before);
  if (!error) door->listen(1024, error);
  if (error) return base::Error{"listen_failed", path + ": " + error.message()};
  state_->local_doors.push_back(std::move(door));
  state_->local_paths.push_back(path);
  return std::nullopt;
}

std::uint16_t Server::port() const { return state_->port; }

StopReport Server::run() {
  State& state = *state_;
  state.start();
  {
    std::unique_lock lock(state.mutex);
    state.stopped.wait(lock, [&] { return state.stop; });
  }
  return state.finish();
}

void Server::stop() {
  // Told under the lock: once it is free, whoever ran the server may take it down.
  const std::lock_guard lock(state_->mutex);
  state_->stop = true;
  state_->stopped.notify_all();
}

}  // namespace midyear::server
