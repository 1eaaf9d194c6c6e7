// Clients that nobody wrote in good faith. Limits are lowered, so that each is met within a second.

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>

#include "server/assets.h"
#include "server/door.h"

namespace midyear::server {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class Hostile : public Door {
 protected:
  void SetUp() override {
    router_.add(Method::get, "/hello", {.operation_id = "hello", .runs = Runs::io},
                [](Request&) { return Response::text("hello"); });
    router_.add(Method::post, "/echo", {.operation_id = "echo", .max_body = 1 << 20},
                [](Request& request) { return Response::text(request.body); });
    // Made once: sixty of them at a time would be a test of the memory.
    router_.add(Method::get, "/large", {.operation_id = "large", .runs = Runs::io},
                [large = std::make_shared<const std::string>(64 << 20, 'x')](Request&) {
                  return Response::of("application/octet-stream", large);
                });
  }
  static Options impatient() {
    Options options;
    options.header_time = 400ms;
    options.idle_time = 600ms;
    options.grace = 400ms;
    options.min_rate = 256 << 20;  // what lies in the system's buffers counts as taken
    return options;
  }
  // The server still answers, at once.
  void expect_well() { EXPECT_EQ(get("/hello").body, "hello"); }
};

TEST_F(Hostile, EndsTheConnectionAfterWhatCannotBeTrusted) {
  start();
  for (const char* head :
       {"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 6\r\nContent-Length: 7\r\n",
        "Transfer-Encoding: chunked\r\n folded\r\n", "Content-Length: 6, 6\r\n"}) {
    RawClient client = this->client();
    // What follows would be a request of its own for a server that reads the head otherwise.
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n" + std::string(head) +
                "\r\n0\r\n\r\nGET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string all = client.read_all();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 400 ")) << all;
    EXPECT_EQ(all.find("HTTP/1.1", 1), all.npos) << "a second answer to " << head;
  }
  expect_well();
}

TEST_F(Hostile, RefusesBrokenChunks) {
  start();
  for (const char* body : {"zz\r\nabc\r\n", "-1\r\n", "3\r\nabcd\r\n0\r\n\r\n", "ffffffffffffffffff\r\n",
                           "3;\nabc\r\n0\r\n\r\n"}) {
    RawClient client = this->client();
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
                std::string(body));
    client.end_sending();
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status / 100, 4) << body << answer.head;
  }
  expect_well();
}

TEST_F(Hostile, LimitsHeaders) {
  start();
  EXPECT_EQ(client()
                .ask("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n")
                .status,
            431);
  EXPECT_EQ(client().ask("GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status,
            414);
  EXPECT_EQ(client().ask("GET /" + std::string(40'000, 'a')).status, 414);
  std::string many = "GET /hello HTTP/1.1\r\nHost: localhost\r\n";
  for (int i = 0; i < 200; ++i) many += "X: y\r\n";
  EXPECT_EQ(client().ask(many + "\r\n").status, 431);
  EXPECT_EQ(client().ask("\x16\x03\x01\x02").status, 400);  // a client that speaks TLS
  EXPECT_EQ(client().ask("GET /hello HTTP/1.1\nHost: localhost\n\n").status, 400);
  expect_well();
}

TEST_F(Hostile, TraversesNothing) {
  const fs::path folder = fs::path(::testing::TempDir()) / ("midyear-web-" + std::to_string(::getpid()));
  fs::create_directories(folder / "assets");
  std::ofstream(folder / "index.html") << "<!doctype html><title>app</title>" << std::string(2000, ' ');
  std::ofstream(folder / "assets" / "app-1a2b.js") << "let a = 1;" << std::string(2000, ' ');
  std::ofstream(folder / ".hidden") << "secret";
  std::ofstream(folder.string() + ".secret") << "secret";
  fs::create_symlink(folder.string() + ".secret", folder / "link.txt");
  auto files = serve_folder(folder.string());
  ASSERT_TRUE(files);
  router_.fallback(*files);
  start();
  for (const char* target : {"/../", "/..%2f.secret", "/%2e%2e/x", "/assets/..%5c..", "/.hidden", "/link.txt",
                             "/assets/%2e%2e/%2e%2e/x", "//etc/passwd.txt", "/assets/none.js", "/api/v1/none",
                             "/index.html%00.js"}) {
    const auto answer = get(target);
    EXPECT_TRUE(answer.status == 404 || answer.status == 400) << target << ' ' << answer.status;
    EXPECT_EQ(answer.body.find("secret"), std::string::npos) << target;
  }
  const auto page = get("/reports/17", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("Content-Encoding"), "gzip");
  EXPECT_EQ(page.header("Cache-Control"), "no-cache");
  EXPECT_NE(page.header("Content-Security-Policy").find("script-src 'self'"), std::string::npos);
  const auto script = get("/assets/app-1a2b.js");
  EXPECT_EQ(script.body.substr(0, 10), "let a = 1;");
  EXPECT_NE(script.header("Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(get("/assets/app-1a2b.js", "If-None-Match: " + script.header("ETag") + "\r\n").status, 304);
  stop();
  fs::remove_all(folder);
  fs::remove(folder.string() + ".secret");
}

TEST_F(Hostile, SaysSoWhereTheWebIsMissing) {
  const auto files = serve_folder("/nonexistent-folder-of-the-web");
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code, "web_missing");
}

TEST_F(Hostile, GivesUpOnSlowHeadersBodiesAndReaders) {
  start(impatient());
  RawClient header = client(), body = client(), reader = client(), idle = client();
  header.send("GET /hello HTTP/1.1\r\n");
  body.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nabc");
  reader.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(header.read_answer().status, 408);
  EXPECT_EQ(header.read_all(), "");
  EXPECT_EQ(body.read_answer().status, 408);
  EXPECT_EQ(idle.read_all(), "");
  std::this_thread::sleep_for(1200ms);
  EXPECT_LT(reader.read_all().size(), std::size_t{64} << 20);  // cut: it took nothing for too long
  expect_well();
}

TEST_F(Hostile, SurvivesClientsThatGoAway) {
  start();
  for (int i = 0; i < 200; ++i) {
    RawClient client = this->client();
    if (i % 3 == 0)
      client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\nabc");
    if (i % 3 == 1) client.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    if (i % 3 == 2) client.send("GET /he");
    if (i % 2 == 0) client.end_sending();
  }
  expect_well();
  RawClient half = client();
  half.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  half.end_sending();
  EXPECT_EQ(half.read_answer().body, "hello");
}

// As many files as the limit lets both ends have in this process, at most 2,000 clients.
std::size_t clients_possible() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return std::min<std::size_t>(2000, (static_cast<std::size_t>(limit.rlim_cur) - 400) / 2);
}

TEST_F(Hostile, TwoThousandClientsOfOneByteASecondHarmNobody) {
  const std::size_t count = clients_possible();
  ASSERT_GE(count, 200u) << "the limit of open files is too low to try";
  Options options;
  options.header_time = 4s;
  options.io_threads = 1;
  start(options);
  std::vector<RawClient> slow;
  for (std::size_t i = 0; i < count; ++i) {
    slow.push_back(client());
    ASSERT_TRUE(slow.back().connected()) << i;
  }
  constexpr std::string_view kHead = "GET /hello HTTP/1.1\r\nHost: localhost\r\n";
  for (std::size_t second = 0; second < 3; ++second) {
    for (RawClient& one : slow) one.send(kHead.substr(second, 1));
    for (int asked = 0; asked < 20; ++asked) expect_well();
    std::this_thread::sleep_for(700ms);
  }
  std::size_t told = 0;
  for (RawClient& one : slow) told += one.read_answer().status == 408 ? 1 : 0;
  EXPECT_EQ(told, count);
  expect_well();
}

TEST_F(Hostile, RefusesConnectionsBeyondTheLimit) {
  Options options;
  options.max_connections = 8;
  start(options);
  std::vector<RawClient> held;
  for (int i = 0; i < 8; ++i) {
    held.push_back(client());
    ASSERT_EQ(held.back().get("/hello").status, 200);
  }
  EXPECT_EQ(client().read_all(), "");
  while (held.size() > 2) held.pop_back();
  for (int i = 0; i < 100 && get("/hello").status != 200; ++i) std::this_thread::sleep_for(10ms);
  expect_well();
}

TEST_F(Hostile, DropsAnEventClientThatReadsNothing) {
  EventHub hub;
  router_.add(Method::get, "/events", {.operation_id = "events", .runs = Runs::io},
              [&](Request&) { return Response::of("text/event-stream", EventSource{hub.subscribe(0)}); });
  start(impatient());
  RawClient silent = client();
  silent.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ASSERT_TRUE(silent.read_until("\r\n\r\n"));
  for (std::uint64_t id = 1; id < 400; ++id) hub.publish({id, "change", std::string(60'000, 'x')});
  for (int i = 0; i < 300 && hub.clients() > 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(hub.clients(), 0u);
  expect_well();
}

}  // namespace
}  // namespace midyear::server
