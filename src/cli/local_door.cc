#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>

#include "cli/door.h"

namespace midyear::cli {
namespace {

class File {
 public:
  explicit File(int file) : file_(file) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (file_ >= 0) ::close(file_);
  }
  int get() const { return file_; }
  explicit operator bool() const { return file_ >= 0; }

 private:
  int file_;
};

// Connects, or says why not. The address of a socket holds 107 bytes, a path may be longer: it is named
// through its folder.
int connect_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const File place(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!place) return -1;
  const std::string shown = "/proc/self/fd/" + std::to_string(place.get()) + "/" + name;
  if (shown.size() >= sizeof address.sun_path) return errno = ENAMETOOLONG, -1;
  std::memcpy(address.sun_path, shown.c_str(), shown.size() + 1);
  const int file = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (file < 0) return -1;
  if (::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return file;
  const int reason = errno;
  ::close(file);
  return errno = reason, -1;
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string request_bytes(const Ask& ask) {
  std::string out = ask.method + " " + ask.path;
  char mark = '?';
  for (const auto& [name, value] : ask.query) {
    out += mark + url_encoded(name) + "=" + url_encoded(value);
    mark = '&';
  }
  out += " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
  for (const auto& [name, value] : ask.headers) out += name + ": " + value + "\r\n";
  if (!ask.body.empty() || ask.method != "GET")
    out += "Content-Length: " + std::to_string(ask.body.size()) + "\r\n";
  return out += "\r\n";
}

// False: the other end takes no more; it may have answered all the same.
bool send_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::optional<std::string> receive_all(int file) {
  std::string bytes;
  std::string buffer(256 << 10, '\0');
  for (;;) {
    const ssize_t got = ::recv(file, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return bytes.empty() ? std::nullopt : std::optional(bytes);
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::string_view cut_line(std::string_view& rest) {
  const std::size_t end = rest.find("\r\n");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  return line;
}

template <class Number>
std::optional<Number> number(std::string_view digits, int base) {
  Number result = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), result, base);
  if (code != std::errc() || end == digits.data()) return {};
  return result;
}

// The pieces of a chunked body; nothing where it breaks off.
std::optional<std::string> joined(std::string_view chunks) {
  std::string body;
  for (;;) {
    const auto size = number<std::size_t>(cut_line(chunks), 16);
    if (!size || *size > chunks.size()) return {};
    if (*size == 0) return body;
    body += chunks.substr(0, *size);
    chunks.remove_prefix(*size);
    if (!cut_line(chunks).empty()) return {};
  }
}

std::optional<Answer> answer_of(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos || !bytes.starts_with("HTTP/1.1 ")) return {};
  std::string_view head = bytes.substr(0, end);
  const std::string_view body = bytes.substr(end + 4);
  Answer answer;
  const auto status = number<int>(cut_line(head).substr(9, 3), 10);
  if (!status) return {};
  answer.status = *status;
  while (!head.empty()) {
    const std::string_view line = cut_line(head);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    answer.headers.emplace_back(line.substr(0, colon), value);
  }
  if (answer.status == 100) return answer_of(body);
  if (same_name(answer.header("Transfer-Encoding"), "chunked")) {
    auto whole = joined(body);
    if (!whole) return {};
    answer.body = std::move(*whole);
    return answer;
  }
  const std::string_view length = answer.header("Content-Length");
  if (!length.empty() && number<std::size_t>(length, 10) != body.size()) return {};
  answer.body = body;
  return answer;
}

class LocalDoor : public Door {
 public:
  explicit LocalDoor(std::string socket) : socket_(std::move(socket)) {}

  base::Result<Answer> ask(const Ask& ask) override {
    const File file(connect_to(socket_));
    if (!file) return base::Error{"desk_lost", std::strerror(errno)};
    if (send_all(file.get(), request_bytes(ask))) send_all(file.get(), ask.body);
    const auto bytes = receive_all(file.get());
    auto answer = bytes ? answer_of(*bytes) : std::nullopt;
    if (!answer) return base::Error{"desk_lost", bytes ? "the answer broke off" : std::strerror(errno)};
    return std::move(*answer);
  }
  bool beside_server() const override { return true; }
  bool work() override { return false; }

 private:
  std::string socket_;
};

}  // namespace

std::string_view Answer::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (same_name(key, name)) return value;
  return {};
}

std::string url_encoded(std::string_view text) {
  static constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      (((out += '%') += kDigits[byte >> 4]) += kDigits[byte & 15]);
    }
  }
  return out;
}

base::Result<std::unique_ptr<Door>> connect_local(const std::string& socket) {
  const File file(connect_to(socket));
  if (!file) return base::Error{"desk_absent", std::strerror(errno)};
  return std::unique_ptr<Door>(std::make_unique<LocalDoor>(socket));
}

}  // namespace midyear::cli
