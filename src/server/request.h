#pragma once

// What a handler is asked, and what it answers.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/errors.h"

namespace midyear::server {

class EventQueue;  // events.h

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };
std::string_view name_of(Method method);  // "GET"
std::optional<Method> method_of(std::string_view name);

// Who is at the other end.
struct Peer {
  bool local = false;  // came through the unix socket; uid and pid are then told by the system
  std::int64_t uid = -1;
  std::int64_t pid = -1;
  std::string address;  // "127.0.0.1:51234", "[::1]:51234", "unix"
};

struct Field {
  std::string_view name, value;
};

// A body larger than Options::memory_body: a file in Options::scratch, taken away with the request unless
// release()d.
class Upload {
 public:
  explicit Upload(std::string path) : path_(std::move(path)) {}
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  ~Upload();

  const std::string& path() const { return path_; }
  std::uint64_t size = 0;
  // The file is the caller's from now on.
  std::string release() { return std::exchange(path_, {}); }

 private:
  std::string path_;
};

// What the guard of the routes found out about a request, for the handlers behind it.
struct Note {
  virtual ~Note() = default;
};

// One request, complete: a handler is called when the whole body is here. Lives until the answer is sent;
// used by one thread at a time, but for gone().
struct Request {
  Method method = Method::get;
  std::string
      path;  // decoded and checked: UTF-8, begins with "/", no "." or ".." segment, no NUL, no backslash
  std::vector<std::pair<std::string, std::string>> query;            // decoded, in order, names may repeat
  std::vector<Field> headers;                                        // in order, names as they came
  std::vector<std::pair<std::string_view, std::string>> parameters;  // of the route's pattern: {id}
  std::string body;                                                  // empty where `upload` holds it
  std::unique_ptr<Upload> upload;
  std::string id;  // X-Request-Id: the client's where it is sane, else made here
  Peer peer;
  base::Language language = base::Language::chinese;
  std::shared_ptr<const Note> note;
  std::chrono::steady_clock::time_point received, deadline;

  // Case-insensitive; the first of this name, "" without one.
  std::string_view header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  // Requires: the pattern of the route has {name}.
  const std::string& parameter(std::string_view name) const;
  // The first of this name.
  std::optional<std::string_view> query_value(std::string_view name) const;

  std::uint64_t body_size() const { return upload ? upload->size : body.size(); }

  // Does If-Match (or If-None-Match) hold this tag, given without quotes? "*" holds any. The weak form counts
  // as the tag: it names a revision, whatever encoding the bytes were sent in.
  bool if_match(std::string_view tag) const;
  bool if_none_match(std::string_view tag) const;

  // Nobody waits for the answer any more: the time of the route is over or the server stops. Long handlers
  // look at it now and then. Any thread.
  bool gone() const { return gone_.load(std::memory_order_relaxed); }
  void set_gone() { gone_.store(true, std::memory_order_relaxed); }

 private:
  std::atomic<bool> gone_{false};
};

// Bodies. A file or Pieces is read on a worker as the client takes it, never whole.
struct FileRange {
  std::string path;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};
// `read` returns the bytes [offset, offset + size), exactly so many; it is called on a worker, one call at a
// time, and may throw (the connection is then cut).
struct Pieces {
  std::uint64_t size = 0;
  std::function<std::string(std::uint64_t offset, std::size_t size)> read;
};
// A body of unknown length: `next` puts the next bytes into `out` (some KB at a time) and returns false after
// the last. Called on a worker, one call at a time; may throw (the connection is then cut).
struct Chunks {
  std::function<bool(std::string& out)> next;
};
// A stream of server-sent events that lasts until the client goes, the queue is closed or the server stops.
struct EventSource {
  std::shared_ptr<EventQueue> queue;
};
using Shared = std::shared_ptr<const std::string>;

// The server adds Date, Content-Length, X-Request-Id, the security headers, gzip (strings of 1 KB and more of
// a compressible type), 304 for a GET whose ETag the client holds, 206/416 for FileRange, Pieces and whatever
// says Accept-Ranges.
struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::variant<std::string, Shared, FileRange, Pieces, Chunks, EventSource> body;
  std::string_view error;  // code of src/base/errors.tsv for the log; lives as long as the program

  Response() = default;
  explicit Response(int with_status) : status(with_status) {}

  static Response json(std::string text, int status = 200);
  static Response text(std::string text, int status = 200);
  static Response no_content() { return Response(204); }
  static Response of(std::string content_type, decltype(body) body, int status = 200);

  Response& header(std::string name, std::string value) & {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  Response&& header(std::string name, std::string value) && {
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
  }
  // ETag of the tag without quotes.
  Response&& etag(std::string_view tag) && {
    return std::move(*this).header("ETag", '"' + std::string(tag) + '"');
  }
};

}  // namespace midyear::server
