#pragma once

// A server on a free loopback port, and a client that sends bytes as a test gives them.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "server/events.h"
#include "server/server.h"

namespace midyear::server {

// A connection to the server. Reads give up after ten seconds, so that no test hangs.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) close();
  }
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), in_(std::move(other.in_)) {}
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient() { close(); }

  bool connected() const { return socket_ >= 0; }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // More bytes into the buffer; false at the end of the stream, on a reset, or after `wait`.
  bool read_some(std::chrono::milliseconds wait = std::chrono::seconds(10)) {
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
    char piece[65536];
    const ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
    if (count <= 0) return false;
    in_.append(piece, static_cast<std::size_t>(count));
    return true;
  }
  bool read_until(std::string_view words) {
    while (in_.find(words) == in_.npos)
      if (!read_some()) return false;
    return true;
  }
  // Everything up to the end of the stream.
  std::string read_all() {
    while (read_some()) {
    }
    return std::exchange(in_, {});
  }

  struct Answer {
    int status = 0;  // 0: none came
    std::string head, body;
    std::string header(std::string_view name) const {
      const std::string line = "\r\n" + std::string(name) + ": ";
      const std::size_t at = head.find(line);
      if (at == head.npos) return "";
      return head.substr(at + line.size(), head.find("\r\n", at + 2) - at - line.size());
    }
  };

  // A chunked body up to its last chunk; what came of it where the connection broke off.
  std::string read_chunks() {
    std::string body;
    while (read_until("\r\n")) {
      const std::size_t begin = in_.find("\r\n") + 2, size = std::stoul(in_, nullptr, 16);
      while (in_.size() < begin + size + 2)
        if (!read_some()) return body;
      body.append(in_, begin, size);
      in_.erase(0, begin + size + 2);
      if (size == 0) break;
    }
    return body;
  }

  // The next answer, whose body has a Content-Length, comes in chunks, or is not there.
  Answer read_answer(bool head_only = false) {
    Answer answer;
    if (!read_until("\r\n\r\n")) return answer;
    const std::size_t end = in_.find("\r\n\r\n") + 4;
    answer.head = in_.substr(0, end);
    in_.erase(0, end);
    answer.status = std::stoi(answer.head.substr(9, 3));
    if (!head_only && answer.header("Transfer-Encoding") == "chunked") {
      answer.body = read_chunks();
      return answer;
    }
    const std::string length = answer.header("Content-Length");
    const std::size_t size = head_only || length.empty() ? 0 : std::stoul(length);
    while (in_.size() < size)
      if (!read_some()) break;
    answer.body = in_.substr(0, size);
    in_.erase(0, size);
    return answer;
  }

  Answer ask(std::string_view request, bool head_only = false) {
    send(request);
    return read_answer(head_only);
  }
  Answer get(std::string_view target, std::string_view fields = "") {
    return ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) +
               "\r\n");
  }

  std::string& buffer() { return in_; }

 private:
  int socket_;
  std::string in_;
};

class Door : public ::testing::Test {
 protected:
  void TearDown() override { stop(); }

  // Requires: routes were added.
  void start(Options options = {}) {
    if (options.io_threads == 0) options.io_threads = 2;
    server_.emplace(std::move(options), router_, log_, metrics_);
    const auto fault = server_->listen_tcp("127.0.0.1", 0);
    ASSERT_FALSE(fault) << fault->message;
    thread_ = std::thread([this] { report_ = server_->run(); });
  }
  StopReport stop() {
    if (thread_.joinable()) {
      server_->stop();
      thread_.join();
      server_.reset();
    }
    return report_;
  }
  RawClient client() { return RawClient(server_->port()); }
  RawClient::Answer get(std::string_view target, std::string_view fields = "") {
    return client().get(target, fields);
  }

  Router router_;
  Log log_{-1};
  Metrics metrics_;
  std::optional<Server> server_;
  std::thread thread_;
  StopReport report_;
};

}  // namespace midyear::server
