#pragma once

// What the connections of one server share. Internal; this header brings Asio, so only connection.cc and
// server.cc include it.

#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/kept_answers.h"
#include "server/server.h"
#include "server/workers.h"

namespace midyear::server {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;

class Connection;

// One thread that moves bytes, and the connections that it owns: only this thread touches them.
struct Loop {
  Loop() : timer(context.get_executor()) {}

  std::array<char, 64 << 10> piece;  // what was read last, by whichever connection
  std::list<Connection*> connections;
  std::string date;  // of this second, as the header says it
  std::time_t date_of = 0;
  std::thread thread;
  // Behind what connections touch when they end, since some end with the context.
  asio::io_context context{1};
  Timer timer;  // of the sweep over deadlines
};

// Counted by route and kind of status, and by what else the door does.
struct Counts {
  explicit Counts(Metrics& metrics);
  Gauge &connections, &in_flight, &events;
  Counter &accepted, &refused, &bytes_in, &bytes_out, &timeouts, &overloads;
};

struct RouteCounts {
  std::array<Counter*, 6> by_status{};  // [2]: 200 to 299
  Histogram* time = nullptr;
};

struct Core {
  Core(Options options, Router& router, Log& log, Metrics& metrics);

  RouteCounts& counts_of(const Route* route) {
    return route == nullptr || route->index >= route_counts.size() - 1 ? route_counts.back()
                                                                       : route_counts[route->index];
  }

  Options options;
  Router& router;
  Log& log;
  Metrics& metrics;
  Counts counts;
  KeptAnswers kept;
  std::vector<RouteCounts> route_counts;  // by Route::index; the last: all others
  std::vector<std::unique_ptr<Loop>> loops;
  std::unique_ptr<Workers> workers;  // run handlers
  std::unique_ptr<Workers> files;    // read and write the files of bodies
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> open{0}, busy{0};     // connections; those with a request in flight
  std::atomic<std::size_t> finished{0}, cut{0};  // since stopping
};

// Serves one client until it goes. Called on the thread of the loop.
void start_connection(std::shared_ptr<Core> core, Loop& loop, Socket socket, Peer peer);

// What the owner of a loop does with its connections; on the thread of the loop.
void sweep(Loop& loop, SteadyClock::time_point now);  // those past their deadline
void begin_to_stop(Loop& loop);                       // idle ones close, the others when they are done
void cut_all(Loop& loop);

}  // namespace midyear::server
