// One HTTP/1.1 connection as a coroutine. Beast parses what target.h has found sound; the bytes are moved
// here.

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <random>

#include "server/core.h"
#include "server/events.h"
#include "server/fields.h"
#include "server/finish.h"
#include "server/target.h"

namespace midyear::server {
namespace {

namespace http = boost::beast::http;
using Parser = http::request_parser<http::buffer_body>;
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kToken{};

constexpr std::size_t kPiece = 256 << 10;     // of a body that is read from or written to a file
constexpr std::size_t kBodyPiece = 64 << 10;  // of the socket
constexpr std::size_t kWritePiece = 256 << 10;
constexpr std::size_t kLinger = 1 << 20;  // bytes of an unread body that are thrown away before closing
constexpr std::chrono::seconds kLingerTime{2};
constexpr std::size_t kGzipHere = 64 << 10;  // larger texts are compressed on a worker

constexpr std::string_view kSecurity =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Frame-Options: DENY\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view kPolicy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "frame-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n";

std::string_view reason(int status) {
  const auto text = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
  return {text.data(), text.size()};
}

std::string new_id() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string id(16, '0');
  std::uint64_t bits = random();
  for (char& c : id) c = kDigits[bits & 15], bits >>= 4;
  return id;
}

// A request with all that it needs while it is worked on, wherever that is.
struct Exchange {
  std::string head;  // the header block, which the fields point into through the parser
  std::optional<Parser> parser;
  Request request;
  Router::Match match;
  Response response;
  const RouteOptions* options = nullptr;
  std::string kept_key;     // under which the answer is kept; "": it is not
  std::uint64_t state = 0;  // Options::state before the handler ran
  bool body_read = false;   // all of it
};

const RouteOptions kNoRoute{};

}  // namespace

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Core> core, Loop& loop, Socket socket, Peer peer)
      : core_(std::move(core)),
        loop_(loop),
        socket_(std::move(socket)),
        wake_(loop.context.get_executor()),
        peer_(std::move(peer)) {
    boost::system::error_code ignored;
    socket_.non_blocking(true, ignored);
    place_ = loop_.connections.insert(loop_.connections.end(), this);
    core_->open.fetch_add(1);
    core_->counts.connections.add(1);
    allow(core_->options.idle_time);
  }
  ~Connection() {
    loop_.connections.erase(place_);
    core_->open.fetch_sub(1);
    core_->counts.connections.add(-1);
    if (busy_) set_busy(false);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Awaitable<void> serve() {
    const auto self = shared_from_this();  // the coroutine keeps the connection
    while (!closing_) {
      std::size_t size = 0;
      const std::string_view refused = co_await read_header(size);
      if (size == 0 && refused.empty()) break;
      set_busy(true);
      started_ = SteadyClock::now();
      auto exchange = std::make_shared<Exchange>();
      co_await take_request(exchange, size, refused);
      co_await send(exchange);
      const bool whole = exchange->body_read;
      told(*exchange);
      set_busy(false);
      if (core_->stopping) closing_ = true;
      if (!whole) {
        co_await linger();
        break;
      }
    }
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
  }

  void check_deadline(SteadyClock::time_point now) {
    if (now < deadline_ || expired_) return;
    expired_ = true;
    core_->counts.timeouts.add();
    boost::system::error_code ignored;
    socket_.cancel(ignored);
    wake_.cancel();
  }

  void begin_to_stop() {
    if (!busy_) return close();
    if (events_) events_->close();
  }

  void close() {
    closing_ = true;
    if (request_ != nullptr) request_->set_gone();
    boost::system::error_code ignored;
    socket_.close(ignored);
    wake_.cancel();
  }

  bool busy() const { return busy_; }

 private:
  void allow(std::chrono::milliseconds time) {
    deadline_ = SteadyClock::now() + time;
    expired_ = false;
  }

  // The time for so many bytes at the slowest rate that is borne.
  void allow_bytes(SteadyClock::time_point since, std::uint64_t bytes) {
    const auto& options = core_->options;
    const auto limit = started_ + options.request_time;
    deadline_ =
        std::min(limit, since + options.grace + std::chrono::milliseconds(bytes * 1000 / options.min_rate));
    expired_ = false;
  }

  void set_busy(bool busy) {
    if (busy_ == busy) return;
    busy_ = busy;
    busy ? core_->busy.fetch_add(1) : core_->busy.fetch_sub(1);
    core_->counts.in_flight.add(busy ? 1 : -1);
  }

  // Waits without a buffer and reads into that of the loop, so that a client that is silent costs little
  // memory.
  Awaitable<bool> read_more() {
    for (;;) {
      boost::system::error_code error;
      const std::size_t count = socket_.read_some(asio::buffer(loop_.piece), error);
      if (!error) {
        in_.append(loop_.piece.data(), count);
        core_->counts.bytes_in.add(count);
        co_return count > 0;
      }
      if (error != asio::error::would_block && error != asio::error::try_again) co_return false;
      const auto [failed] = co_await socket_.async_wait(Socket::wait_read, kToken);
      if (failed || expired_) co_return false;
    }
  }

  // Sets `size` to the bytes of the next header block in in_, 0 where none came; returns the code of what is
  // wrong with it. With neither, the client is gone or was idle for too long.
  Awaitable<std::string_view> read_header(std::size_t& size) {
    size = 0;
    allow(core_->options.idle_time);
    std::size_t looked = 0;
    bool begun = false;
    for (;;) {
      while (looked == 0 && in_.starts_with("\r\n")) in_.erase(0, 2);  // after the body of the one before
      if (!in_.empty() && !begun) {
        begun = true;
        allow(core_->options.header_time);
        if (in_[0] <= ' ' && in_[0] != '\r') co_return "http_malformed";
      }
      for (; looked < in_.size(); ++looked) {
        if (in_[looked] != '\n') continue;
        if (looked == 0 || in_[looked - 1] != '\r') co_return "http_malformed";
        if (looked >= 3 && in_[looked - 2] == '\n') {
          size = looked + 1;
          co_return size > core_->options.max_header ? "header_too_large" : "";
        }
      }
      if (in_.size() > core_->options.max_header)
        co_return in_.find('\n') == in_.npos ? "target_too_long" : "header_too_large";
      const bool more = co_await read_more();
      if (more) continue;
      if (expired_ && begun) {
        allow(kLingerTime);
        co_return "request_timeout";
      }
      co_return "";
    }
  }

  // Fills the exchange up to its response.
  Awaitable<void> take_request(std::shared_ptr<Exchange> exchange, std::size_t size,
                               std::string_view refused) {
    Request& request = exchange->request;
    exchange->options = &kNoRoute;
    request.peer = peer_;
    request.received = started_;
    request.language = core_->options.language;
    request.id = new_id();
    std::optional<Problem> problem;
    if (!refused.empty()) {
      problem = Problem(std::string(refused),
                        {{"limit", std::to_string(core_->options.max_header)}, {"detail", "header"}});
    } else {
      exchange->head = in_.substr(0, size);
      in_.erase(0, size);
      problem = parse(*exchange);
    }
    if (!problem) problem = co_await read_body(*exchange);
    if (problem) {
      // Whatever follows on this connection cannot be trusted to begin where a request does.
      if (!exchange->body_read) closing_ = true;
      exchange->response = problem_response(*problem, request.language, request.id);
      co_return;
    }
    co_await answer(exchange);
  }

  std::optional<Problem> parse(Exchange& exchange) {
    if (const auto refusal = refuse_header(exchange.head, core_->options.max_target))
      return Problem(std::string(refusal->code), {{"detail", refusal->detail}, {"limit", refusal->detail}});
    exchange.parser.emplace();
    Parser& parser = *exchange.parser;
    parser.header_limit(static_cast<std::uint32_t>(core_->options.max_header) + 1);
    parser.body_limit(boost::none);
    boost::system::error_code error;
    parser.put(asio::buffer(exchange.head), error);
    if (error || !parser.is_header_done()) return Problem("http_malformed", {{"detail", error.message()}});
    Request& request = exchange.request;
    for (const auto& field : parser.get())
      request.headers.push_back({{field.name_string().data(), field.name_string().size()},
                                 {field.value().data(), field.value().size()}});
    keep_alive_ = parser.keep_alive();
    version_ = parser.get().version();
    exchange.body_read = parser.is_done();
    request.language = wanted_language(request.header("Accept-Language"), core_->options.language);
    if (sane_id(request.header("X-Request-Id"))) request.id = request.header("X-Request-Id");

    const auto method_name = parser.get().method_string();
    const auto method = method_of({method_name.data(), method_name.size()});
    auto target = parse_target({parser.get().target().data(), parser.get().target().size()});
    if (!target) return Problem("http_malformed", {{"detail", "request target"}});
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    if (method) request.method = *method;
    return route(exchange, method.has_value());
  }

  std::optional<Problem> route(Exchange& exchange, bool known_method) {
    Request& request = exchange.request;
    core_->router.match(request.method, request.path, exchange.match);
    const bool reading = request.method == Method::get || request.method == Method::head;
    if (exchange.match.route == nullptr && exchange.match.allow.empty() && reading)
      exchange.match.route = core_->router.fallback_route();
    const Route* route = exchange.match.route;
    if (auto problem = check_origin(request, route)) return problem;
    if (request.method == Method::options && known_method && route == nullptr &&
        !exchange.match.allow.empty())
      return std::nullopt;
    if (!known_method || route == nullptr) {
      if (known_method && exchange.match.allow.empty())
        return Problem("no_route", {{"detail", request.path}});
      Problem problem("method_not_allowed", {{"detail", exchange.match.allow}});
      if (!exchange.match.allow.empty()) return std::move(problem).header("Allow", exchange.match.allow);
      return problem;
    }
    exchange.options = &route->options;
    request.parameters = std::move(exchange.match.parameters);
    request.deadline = started_ + route->options.timeout;
    return check_body(exchange);
  }

  // Who may ask: on TCP a Host that is ours, so that no foreign name that resolves to this machine reaches
  // us; and for a change no page of another origin.
  std::optional<Problem> check_origin(const Request& request, const Route* route) const {
    if (peer_.local) return std::nullopt;
    const Options& options = core_->options;
    const std::string_view host = request.header("Host");
    if (request.has_header("Host") && !(route != nullptr && route->options.any_host)) {
      const auto name = host_name(host);
      if (!name || std::find(options.hosts.begin(), options.hosts.end(), *name) == options.hosts.end())
        return Problem("wrong_host", {{"detail", std::string(host)}});
    }
    if (request.method == Method::get || request.method == Method::head || request.method == Method::options)
      return std::nullopt;
    const std::string_view origin = request.header("Origin");
    if (request.has_header("Origin")) {
      const std::string_view authority = origin.substr(std::min(origin.size(), origin.find("://") + 3));
      const bool own = origin.find("://") != origin.npos && !host.empty() && same_name(authority, host);
      const bool known =
          std::find(options.origins.begin(), options.origins.end(), origin) != options.origins.end();
      if (!own && !known) return Problem("foreign_origin", {{"detail", std::string(origin)}});
    } else if (const auto site = request.header("Sec-Fetch-Site");
               !site.empty() && site != "same-origin" && site != "none") {
      return Problem("foreign_origin", {{"detail", std::string(site)}});
    }
    return std::nullopt;
  }

  static std::optional<Problem> check_body(const Exchange& exchange) {
    const Parser& parser = *exchange.parser;
    const Request& request = exchange.request;
    const std::uint64_t length = parser.content_length().value_or(0);
    if (length == 0 && !parser.chunked()) return std::nullopt;
    const bool none =
        request.method == Method::get || request.method == Method::head || request.method == Method::del;
    const std::uint64_t limit = none ? 0 : exchange.options->max_body;
    if (length > limit) return Problem("body_too_large", {{"limit", std::to_string(limit)}});
    const auto& types = exchange.options->content_types;
    if (types.empty()) return std::nullopt;
    std::string_view type = request.header("Content-Type");
    type = type.substr(0, type.find_first_of("; \t"));
    if (std::any_of(types.begin(), types.end(), [&](const std::string& one) { return same_name(one, type); }))
      return std::nullopt;
    return Problem("media_type", {{"detail", types.front()}});
  }

  Awaitable<std::optional<Problem>> read_body(Exchange& exchange) {
    Parser& parser = *exchange.parser;
    if (parser.is_done()) {
      exchange.body_read = true;
      co_return std::nullopt;
    }
    Request& request = exchange.request;
    const Options& options = core_->options;
    const bool none =
        request.method == Method::get || request.method == Method::head || request.method == Method::del;
    const std::uint64_t limit = none ? 0 : exchange.options->max_body;
    if (in_.empty() && version_ == 11 && same_name(request.header("Expect"), "100-continue")) {
      constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      const bool sent = co_await write(kContinue, {});
      if (!sent) co_return Problem("body_cut");
    }
    const auto since = SteadyClock::now();
    std::uint64_t total = 0;
    allow_bytes(since, 0);
    std::string piece(std::min<std::uint64_t>(kBodyPiece, parser.content_length().value_or(kBodyPiece)),
                      '\0');
    int file = -1;
    const auto close_file = [&] {
      if (file >= 0) ::close(std::exchange(file, -1));
    };
    for (;;) {
      while (!in_.empty() && !parser.is_done()) {
        parser.get().body().data = piece.data();
        parser.get().body().size = piece.size();
        parser.get().body().more = true;
        boost::system::error_code error;
        const std::size_t used = parser.put(asio::buffer(in_), error);
        const std::size_t got = piece.size() - parser.get().body().size;
        in_.erase(0, used);
        total += got;
        if (total > limit) {
          close_file();
          co_return Problem("body_too_large", {{"limit", std::to_string(limit)}});
        }
        request.body.append(piece, 0, got);
        if (error == http::error::need_buffer) continue;
        if (error == http::error::need_more) break;
        if (error) {
          close_file();
          co_return Problem("http_malformed", {{"detail", error.message()}});
        }
        if (used == 0 && got == 0) break;
      }
      const bool done = parser.is_done();
      const bool spill =
          file >= 0 ? done || request.body.size() >= kPiece : request.body.size() > options.memory_body;
      if (spill && !request.body.empty()) {
        const bool kept = co_await put_aside(request, file);
        if (!kept) {
          close_file();
          co_return Problem("disk_full", {{"file", options.scratch}, {"byte", std::to_string(total)}});
        }
      }
      if (done) break;
      allow_bytes(since, total);
      const bool more = co_await read_more();
      if (!more) {
        close_file();
        const bool slow = expired_;
        allow(kLingerTime);
        co_return Problem(slow ? "request_timeout" : "body_cut");
      }
    }
    close_file();
    if (request.upload) request.upload->size = total;
    exchange.body_read = true;
    co_return std::nullopt;
  }

  // Moves what came of a large body into its file.
  Awaitable<bool> put_aside(Request& request, int& file) {
    std::string bytes = std::exchange(request.body, {});
    std::string path;
    bool kept = false;
    const bool done = co_await elsewhere(*core_->files, [&] {
      if (file < 0) {
        path = core_->options.scratch + "/upload-XXXXXX";
        file = ::mkostemp(path.data(), O_CLOEXEC);
        if (file < 0) return;
      }
      std::string_view rest = bytes;
      while (!rest.empty()) {
        const ssize_t written = ::write(file, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        rest.remove_prefix(static_cast<std::size_t>(written));
      }
      kept = true;
    });
    if (!request.upload && file >= 0) request.upload = std::make_unique<Upload>(path);
    co_return done&& kept;
  }

  // From a worker: does `mark` and wakes the coroutine, on the thread of the loop. The worker's hold on the
  // connection goes with it: were it the last one, the connection would end on a thread that may not touch
  // it.
  template <class Mark>
  static void hand_back(std::shared_ptr<Connection> self, Mark mark) {
    asio::io_context& context = self->loop_.context;
    asio::post(context, [mark, self = std::move(self)] {
      mark();
      self->wake_.cancel();
    });
  }

  // Runs `work` on the pool while this thread goes on with other connections; false where the pool is full.
  // Waits to the end, whatever the deadline: the work uses what is on this coroutine's frame.
  template <class Work>
  Awaitable<bool> elsewhere(Workers& pool, Work work) {
    bool done = false;
    std::exception_ptr thrown;
    const bool posted = pool.post([&, self = shared_from_this()]() mutable {
      try {
        work();
      } catch (...) {
        thrown = std::current_exception();
      }
      hand_back(std::move(self), [&done] { done = true; });
    });
    if (!posted) co_return false;
    deadline_ = SteadyClock::time_point::max();
    while (!done) {
      wake_.expires_at(SteadyClock::time_point::max());
      co_await wake_.async_wait(kToken);
    }
    if (thrown) std::rethrow_exception(thrown);
    co_return true;
  }

  static void handle(Core& core, Exchange& exchange) {
    Request& request = exchange.request;
    try {
      exchange.response = core.router.call(*exchange.match.route, request);
      if (exchange.response.status == 404 && body_size(exchange.response) == 0u)
        throw Problem("no_route", {{"detail", request.path}});
      if (exchange.kept_key.empty()) {
        finish(request, *exchange.options, exchange.response);
      } else {
        complete(request, *exchange.options, exchange.response);
        core.kept.keep(std::move(exchange.kept_key), exchange.state, exchange.response);
        choose(request, exchange.response);
      }
    } catch (const Problem& problem) {
      exchange.response = problem_response(problem, request.language, request.id);
    } catch (const std::exception& error) {
      std::optional<Problem> problem;
      if (core.options.translate) problem = core.options.translate(error);
      if (!problem) {
        core.log.error(
            "handler",
            {{"request", request.id}, {"path", request.path}, {"what", std::string_view(error.what())}});
        problem = Problem("internal", {{"detail", request.id}});
      }
      exchange.response = problem_response(*problem, request.language, request.id);
    }
  }

  // Answers from what is kept; else notes under what the answer is to be kept.
  bool give_kept(Exchange& exchange) {
    const Options& options = core_->options;
    if (!exchange.options->kept || !options.state) return false;
    exchange.state = options.state();
    if (exchange.state == 0) return false;
    const Request& request = exchange.request;
    const auto target = exchange.parser->get().target();
    std::string& key = exchange.kept_key;
    key.assign(target.data(), target.size());
    key += request.language == base::Language::chinese ? " zh" : " en";
    if (accepts_gzip(request.header("Accept-Encoding"))) key += " gzip";
    if (peer_.local) (key += " user ") += std::to_string(peer_.uid);
    // Who asks, as the request itself proves it: whoever is signed out, or loses a right, changes the state.
    for (const std::string_view proof : {"Cookie", "Authorization"})
      if (request.has_header(proof)) ((key += '\n') += proof) += request.header(proof);
    const auto kept = core_->kept.find(key, exchange.state);
    if (!kept) return false;
    exchange.response = *kept;
    choose(request, exchange.response);
    return true;
  }

  Awaitable<void> answer(std::shared_ptr<Exchange> exchange) {
    const Route* route = exchange->match.route;
    Request& request = exchange->request;
    if (route == nullptr) {  // OPTIONS
      exchange->response = Response(204);
      exchange->response.header("Allow", exchange->match.allow);
      co_return;
    }
    if (give_kept(*exchange)) co_return;
    request_ = &request;
    if (route->options.runs == Runs::io) {
      handle(*core_, *exchange);
      request_ = nullptr;
      co_return;
    }
    // The worker has its own hold on the exchange: where the time of the route is over, the client gets its
    // answer and the handler may end when it does.
    const auto answered = std::make_shared<bool>(false);
    const bool posted =
        core_->workers->post([core = core_, exchange, answered, self = shared_from_this()]() mutable {
          handle(*core, *exchange);
          hand_back(std::move(self), [answered] { *answered = true; });
        });
    if (!posted) {
      core_->counts.overloads.add();
      request_ = nullptr;
      exchange->response =
          problem_response(Problem("overloaded").header("Retry-After", "2"), request.language, request.id);
      co_return;
    }
    deadline_ = SteadyClock::time_point::max();
    while (!*answered && SteadyClock::now() < request.deadline && !closing_) {
      wake_.expires_at(request.deadline);
      co_await wake_.async_wait(kToken);
    }
    request_ = nullptr;
    if (*answered) co_return;
    request.set_gone();
    late_ = std::make_shared<Exchange>();  // the handler still writes into the other one
    late_->request.id = request.id;
    late_->request.method = request.method;
    late_->request.language = request.language;
    late_->request.path = request.path;
    late_->options = &kNoRoute;
    late_->match.route = route;
    late_->body_read = true;
    late_->response = problem_response(Problem("handler_timeout"), request.language, request.id);
  }

  // Sends head and body as they are, in pieces that each move the deadline on.
  Awaitable<bool> write(std::string_view head, std::string_view body) {
    const auto since = SteadyClock::now();
    std::uint64_t total = 0;
    while (!head.empty() || !body.empty()) {
      allow_bytes(since, total);
      const std::array<asio::const_buffer, 2> buffers = {
          asio::buffer(head.data(), head.size()),
          asio::buffer(body.data(), std::min(body.size(), kWritePiece))};
      const auto [error, count] = co_await socket_.async_write_some(buffers, kToken);
      if (error) co_return false;
      total += count;
      core_->counts.bytes_out.add(count);
      const std::size_t of_head = std::min(count, head.size());
      head.remove_prefix(of_head);
      body.remove_prefix(count - of_head);
    }
    co_return true;
  }

  void date_into(std::string& out) {
    const std::time_t now = std::time(nullptr);
    if (now != loop_.date_of) {
      loop_.date_of = now;
      loop_.date = "Date: " + http_date(now) + "\r\n";
    }
    out += loop_.date;
  }

  std::string head_of(const Exchange& exchange, std::optional<std::uint64_t> size, bool chunked) {
    const Response& response = exchange.response;
    std::string out;
    out.reserve(1024);
    ((((out += "HTTP/1.1 ") += std::to_string(response.status)) += ' ') += reason(response.status)) += "\r\n";
    date_into(out);
    bool html = false;
    for (const auto& [name, value] : response.headers) {
      if (value.find_first_of("\r\n") != value.npos) continue;  // no handler's slip splits an answer
      (((out += name) += ": ") += value) += "\r\n";
      if (name == "Content-Type" && value.starts_with("text/html")) html = true;
    }
    if (size && response.status != 204 && response.status != 304)
      ((out += "Content-Length: ") += std::to_string(*size)) += "\r\n";
    if (chunked) out += "Transfer-Encoding: chunked\r\n";
    ((out += "X-Request-Id: ") += exchange.request.id) += "\r\n";
    out += kSecurity;
    if (html && header_of(response, "Content-Security-Policy").empty()) out += kPolicy;
    if (core_->options.secure) out += "Strict-Transport-Security: max-age=31536000\r\n";
    if (closing_)
      out += "Connection: close\r\n";
    else if (version_ == 10)
      out += "Connection: keep-alive\r\n";
    return out += "\r\n";
  }

  Awaitable<void> send(std::shared_ptr<Exchange>& exchange) {
    if (late_) exchange = std::exchange(late_, nullptr);
    if (!keep_alive_ || core_->stopping || !exchange->body_read) closing_ = true;
    Response& response = exchange->response;
    const bool head_only = exchange->request.method == Method::head;
    const std::optional<std::uint64_t> size = body_size(response);
    const bool chunked = !size && version_ == 11;
    if (!size && !chunked) closing_ = true;
    const std::string head = head_of(*exchange, size, chunked && !head_only);
    bool sent = false;
    if (head_only || size == 0u) {
      sent = co_await write(head, {});
    } else if (const auto* text = std::get_if<std::string>(&response.body)) {
      sent = co_await write(head, *text);
    } else if (const auto* shared = std::get_if<Shared>(&response.body)) {
      sent = co_await write(head, **shared);
    } else {
      sent = co_await write(head, {});
      if (sent) sent = co_await send_long(response, chunked);
    }
    sent_ = size.value_or(0);
    if (!sent) closing_ = true;
  }

  Awaitable<bool> send_long(Response& response, bool chunked) {
    try {
      if (auto* file = std::get_if<FileRange>(&response.body)) {
        const bool sent = co_await send_file(*file);
        co_return sent;
      }
      if (auto* pieces = std::get_if<Pieces>(&response.body)) {
        const bool sent = co_await send_pieces(*pieces);
        co_return sent;
      }
      if (auto* chunks = std::get_if<Chunks>(&response.body)) {
        const bool sent = co_await send_chunks(*chunks, chunked);
        co_return sent;
      }
      const bool sent = co_await send_events(std::get<EventSource>(response.body), chunked);
      co_return sent;
    } catch (const std::exception& error) {  // too late for another answer: the client sees a cut one
      core_->log.error("body", {{"what", std::string_view(error.what())}});
      co_return false;
    }
  }

  Awaitable<bool> send_file(const FileRange& range) {
    const int file = ::open(range.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) co_return false;
    Pieces pieces{range.size, [file, begin = range.offset](std::uint64_t offset, std::size_t size) {
                    std::string bytes(size, '\0');
                    std::size_t done = 0;
                    while (done < size) {
                      const ssize_t count = ::pread(file, bytes.data() + done, size - done,
                                                    static_cast<off_t>(begin + offset + done));
                      if (count <= 0) throw std::runtime_error("a file became shorter while it was sent");
                      done += static_cast<std::size_t>(count);
                    }
                    return bytes;
                  }};
    bool sent = false;
    std::exception_ptr thrown;
    try {
      sent = co_await send_pieces(pieces);
    } catch (...) {
      thrown = std::current_exception();
    }
    ::close(file);
    if (thrown) std::rethrow_exception(thrown);
    co_return sent;
  }

  Awaitable<bool> send_pieces(const Pieces& pieces) {
    std::string bytes;
    for (std::uint64_t offset = 0; offset < pieces.size; offset += bytes.size()) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, pieces.size - offset));
      const bool read = co_await elsewhere(*core_->files, [&] { bytes = pieces.read(offset, size); });
      if (!read || bytes.size() != size) co_return false;
      const bool sent = co_await write(bytes, {});
      if (!sent) co_return false;
    }
    co_return true;
  }

  Awaitable<bool> write_chunk(std::string_view bytes, bool chunked) {
    if (bytes.empty()) co_return true;
    if (!chunked) {
      const bool sent = co_await write(bytes, {});
      co_return sent;
    }
    char size[24];
    const int digits = std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    std::string framed(size, static_cast<std::size_t>(digits));
    (framed += bytes) += "\r\n";
    const bool sent = co_await write(framed, {});
    co_return sent;
  }

  Awaitable<bool> end_chunks(bool chunked) {
    if (!chunked) co_return true;
    const bool sent = co_await write("0\r\n\r\n", {});
    co_return sent;
  }

  Awaitable<bool> send_chunks(Chunks& chunks, bool chunked) {
    std::string bytes;
    for (bool more = true; more;) {
      bytes.clear();
      const bool read = co_await elsewhere(*core_->files, [&] { more = chunks.next(bytes); });
      if (!read) co_return false;
      const bool sent = co_await write_chunk(bytes, chunked);
      if (!sent) co_return false;
    }
    const bool ended = co_await end_chunks(chunked);
    co_return ended;
  }

  Awaitable<bool> send_events(const EventSource& source, bool chunked) {
    events_ = source.queue;
    core_->counts.events.add(1);
    events_->on_wake([weak = weak_from_this(), &loop = loop_] {
      asio::post(loop.context, [weak] {
        if (const auto self = weak.lock()) self->wake_.cancel();
      });
    });
    bool sent = true;
    std::string bytes;
    if (core_->stopping) events_->close();
    while (sent && events_->take(bytes)) {
      if (bytes.empty()) {
        deadline_ = SteadyClock::time_point::max();
        const auto comment = SteadyClock::now() + core_->options.event_comment;
        wake_.expires_at(comment);
        co_await wake_.async_wait(kToken);
        if (closing_) break;
        if (SteadyClock::now() >= comment) bytes = ":\n\n";
      }
      started_ = SteadyClock::now();  // a stream has no time altogether
      sent = co_await write_chunk(bytes, chunked);
    }
    core_->counts.events.add(-1);
    events_->on_wake({});
    events_ = nullptr;
    if (sent) sent = co_await end_chunks(chunked);
    closing_ = true;
    co_return sent;
  }

  // Lets a client that still sends read its answer: closing with bytes unread would reset the connection.
  Awaitable<void> linger() {
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    allow(kLingerTime);
    std::size_t thrown_away = 0;
    for (bool more = true; more && thrown_away < kLinger;) {
      in_.clear();
      more = co_await read_more();
      thrown_away += in_.size();
    }
  }

  void told(const Exchange& exchange) {
    const auto time =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - started_).count();
    const int status = exchange.response.status;
    RouteCounts& counts = core_->counts_of(exchange.match.route);
    counts.by_status.at(static_cast<std::size_t>(std::clamp(status / 100, 1, 5)))->add();
    counts.time->observe(static_cast<std::uint64_t>(time));
    if (core_->stopping) core_->finished.fetch_add(1);
    if (!core_->log.on()) return;
    core_->log.event(status >= 500 ? "warning" : "info", "request",
                     {{"request", exchange.request.id},
                      {"method", name_of(exchange.request.method)},
                      {"path", exchange.request.path},
                      {"status", std::int64_t{status}},
                      {"ms", static_cast<double>(time) / 1000},
                      {"bytes", static_cast<std::int64_t>(sent_)},
                      {"peer", peer_.address},
                      {"code", exchange.response.error}});
  }

  std::shared_ptr<Core> core_;
  Loop& loop_;
  Socket socket_;
  Timer wake_;  // of whatever the coroutine waits for besides the socket
  Peer peer_;
  std::list<Connection*>::iterator place_;
  SteadyClock::time_point deadline_, started_;
  bool expired_ = false;  // the deadline passed, and what was waited for is cancelled
  bool closing_ = false, busy_ = false, keep_alive_ = false;
  unsigned version_ = 11;
  std::string in_;  // came and is not used
  std::uint64_t sent_ = 0;
  Request* request_ = nullptr;  // with a handler now
  std::shared_ptr<EventQueue> events_;
  std::shared_ptr<Exchange> late_;
};

void start_connection(std::shared_ptr<Core> core, Loop& loop, Socket socket, Peer peer) {
  const auto connection = std::make_shared<Connection>(core, loop, std::move(socket), std::move(peer));
  asio::co_spawn(loop.context.get_executor(), connection->serve(), [core](std::exception_ptr thrown) {
    if (!thrown) return;
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
      core->log.error("connection", {{"what", std::string_view(error.what())}});
    }
  });
}

void sweep(Loop& loop, SteadyClock::time_point now) {
  for (Connection* connection : loop.connections) connection->check_deadline(now);
}

void begin_to_stop(Loop& loop) {
  for (Connection* connection : loop.connections) connection->begin_to_stop();
}

void cut_all(Loop& loop) {
  for (Connection* connection : loop.connections) connection->close();
}

}  // namespace midyear::server
