#pragma once

// A line between a store and its PostgreSQL that can be cut in the midst of a COMMIT. Unix sockets.

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace midyear::store {

class CutLine {
 public:
  enum class Cut {
    none,
    request,      // the server never sees the COMMIT, and does not see that the client is gone
    answer,       // the COMMIT is done, the client does not hear of it
    answer_shut,  // … and no connection is taken any more
  };

  // Requires: `server` is the folder with the server's socket, `folder` one to put the line's own into.
  CutLine(std::string server, const std::string& folder) : server_(std::move(server)), folder_(folder) {
    listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = address_in(folder_);
    if (::bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listening_, 64) != 0)
      throw std::runtime_error("no socket in " + folder_);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  CutLine(const CutLine&) = delete;
  CutLine& operator=(const CutLine&) = delete;
  ~CutLine() {
    ending_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    ::close(listening_);
    for (const int socket : left_open_) ::close(socket);
  }

  // At the next COMMIT, once.
  void cut(Cut how) { cut_ = how; }

 private:
  static sockaddr_un address_in(const std::string& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = folder + "/.s.PGSQL.5432";
    std::memcpy(address.sun_path, path.c_str(), std::min(path.size(), sizeof address.sun_path - 1));
    return address;
  }

  void accept_all() {
    while (!ending_) {
      pollfd waited{listening_, POLLIN, 0};
      if (::poll(&waited, 1, 20) <= 0) continue;
      const int client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
      const sockaddr_un address = address_in(server_);
      if (shut_ || ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(client);
        ::close(server);
        continue;
      }
      threads_.emplace_back([this, client, server] { carry(client, server); });
    }
  }

  void carry(int client, int server) {
    bool keep_server = false;
    while (!ending_) {
      pollfd waited[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
      if (::poll(waited, 2, 20) <= 0) continue;
      if (waited[0].revents != 0 && !carry_request(client, server, keep_server)) break;
      if (waited[1].revents != 0 && !forward(server, client)) break;
    }
    ::close(client);
    if (keep_server)
      left_open_.push_back(server);
    else
      ::close(server);
  }

  // False where the line ends.
  bool carry_request(int client, int server, bool& keep_server) {
    constexpr std::string_view kCommit("Q\0\0\0\013COMMIT\0", 12);
    const std::string bytes = read_some(client);
    if (bytes.empty()) return false;
    if (bytes != kCommit || cut_ == Cut::none) return write_all(server, bytes);
    const Cut how = cut_.exchange(Cut::none);
    shut_ = how == Cut::answer_shut;
    keep_server = how == Cut::request;
    if (keep_server) return false;
    write_all(server, bytes);
    read_some(server);
    return false;
  }

  static std::string read_some(int socket) {
    char buffer[65536];
    const ssize_t size = ::recv(socket, buffer, sizeof buffer, 0);
    return {buffer, size > 0 ? static_cast<std::size_t>(size) : 0};
  }
  static bool write_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t size = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (size <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
  }
  static bool forward(int from, int to) {
    const std::string bytes = read_some(from);
    return !bytes.empty() && write_all(to, bytes);
  }

  std::string server_, folder_;
  int listening_;
  std::atomic<bool> ending_{false}, shut_{false};
  std::atomic<Cut> cut_{Cut::none};
  std::thread acceptor_;
  std::vector<std::thread> threads_;  // of acceptor_ until it has ended
  std::vector<int> left_open_;        // at most one
};

}  // namespace midyear::store
