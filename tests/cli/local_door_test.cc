// Answers as servers send them, through a socket; and what breaks off.

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <thread>

#include "cli/door.h"
#include "cli/shell.h"

namespace midyear::cli {
namespace {

// Takes one connection a reply, reads the whole request, sends the reply and closes.
class Replies {
 public:
  Replies(const std::string& path, std::vector<std::string> replies) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    file_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    EXPECT_EQ(::bind(file_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(file_, 4), 0);
    thread_ = std::thread([this, replies = std::move(replies)] {
      for (const std::string& reply : replies) answer(reply);
    });
  }
  ~Replies() {
    thread_.join();
    ::close(file_);
  }
  std::vector<std::string> requests;  // read after the last reply was taken

 private:
  void answer(const std::string& reply) {
    const int peer = ::accept(file_, nullptr, nullptr);
    std::string request(1 << 16, '\0');
    std::size_t size = 0;
    while (request.find("end-of-body") == std::string::npos) {
      const ssize_t got = ::read(peer, request.data() + size, request.size() - size);
      if (got <= 0) break;
      size += static_cast<std::size_t>(got);
    }
    request.resize(size);
    requests.push_back(request);
    if (!reply.empty()) {
      EXPECT_EQ(::send(peer, reply.data(), reply.size(), MSG_NOSIGNAL), static_cast<ssize_t>(reply.size()));
    }
    ::close(peer);
  }

  int file_ = -1;
  std::thread thread_;
};

// Opens the door on a socket whose first connection is the door's own look.
struct Opened {
  explicit Opened(std::vector<std::string> replies) {
    replies.insert(replies.begin(), "");
    server = std::make_unique<Replies>(scratch.path("s.sock"), std::move(replies));
    auto made = connect_local(scratch.path("s.sock"));
    EXPECT_TRUE(made);
    if (made) door = std::move(*made);
  }
  Scratch scratch;
  std::unique_ptr<Replies> server;
  std::unique_ptr<Door> door;
};

const Ask kPost{.method = "POST",
                .path = "/api/v1/documents",
                .query = {{"name", "半年 报告&.txt"}},
                .headers = {{"Accept-Language", "en"}},
                .body = "end-of-body"};

TEST(LocalDoor, SendsTheQuestionAndTakesTheAnswer) {
  Opened opened(
      {"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nContent-Length: 8\r\n\r\n{\"a\": 1}"});
  const auto answer = opened.door->ask(kPost);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->header("Content-Type"), "application/json");
  EXPECT_EQ(answer->body, "{\"a\": 1}");
  const std::string& request = opened.server->requests.at(1);
  EXPECT_TRUE(
      request.starts_with("POST /api/v1/documents?name=%E5%8D%8A%E5%B9%B4%20%E6%8A%A5%E5%91%8A%26.txt "
                          "HTTP/1.1\r\n"))
      << request;
  EXPECT_NE(request.find("\r\nContent-Length: 11\r\n"), std::string::npos);
  EXPECT_NE(request.find("\r\nAccept-Language: en\r\n"), std::string::npos);
  EXPECT_TRUE(opened.door->beside_server());
}

TEST(LocalDoor, JoinsChunksAndPassesOverContinue) {
  Opened opened(
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
       "5\r\nhalf \r\n4\r\nyear\r\n0\r\n\r\n"});
  const auto answer = opened.door->ask(kPost);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "half year");
}

TEST(LocalDoor, AnAnswerThatBreaksOffIsNone) {
  const std::vector<std::string> broken = {
      "",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf \r\n",
      "SSH-2.0-OpenSSH\r\n\r\n",
  };
  Opened opened(broken);
  for (const std::string& reply : broken) {
    const auto answer = opened.door->ask(kPost);
    ASSERT_FALSE(answer) << reply;
    EXPECT_EQ(answer.error().code, "desk_lost");
  }
}

TEST(LocalDoor, NobodyBehindIt) {
  const Scratch scratch;
  const auto absent = connect_local(scratch.path("absent.sock"));
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, "desk_absent");
  scratch.put("file.sock", "no socket");
  EXPECT_FALSE(connect_local(scratch.path("file.sock")));
  EXPECT_FALSE(connect_local(scratch.path("no/such/folder.sock")));
}

TEST(LocalDoor, AFolderOfAnyDepth) {
  const Scratch scratch;
  const std::string deep = scratch.path(std::string(90, 'a')) + "/" + std::string(90, 'b');
  std::filesystem::create_directories(deep);
  std::filesystem::current_path(deep);  // a short name to bind to
  const std::vector<std::string> replies = {std::string(), "HTTP/1.1 204 No Content\r\n\r\n"};
  Replies server("s.sock", replies);
  const auto door = connect_local(deep + "/s.sock");
  ASSERT_TRUE(door);
  const auto answer = (*door)->ask(kPost);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 204);
  std::filesystem::current_path("/");
}

}  // namespace
}  // namespace midyear::cli
