#include "server/server.h"

#include <sys/un.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "server/door.h"

namespace midyear::server {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::string post(std::string_view target, std::string_view fields, std::string_view body) {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

class ServerTest : public Door {
 protected:
  void SetUp() override {
    router_.add(Method::get, "/hello", {.operation_id = "hello"},
                [](Request&) { return Response::json("{\"a\":1}"); });
    router_.add(Method::post, "/echo", {.operation_id = "echo", .max_body = 4 << 20}, [](Request& request) {
      if (!request.upload) return Response::text(request.body);
      std::ifstream file(request.upload->path(), std::ios::binary);
      return Response::text({std::istreambuf_iterator<char>(file), {}});
    });
    router_.add(Method::get, "/long", {.operation_id = "long", .content_etag = true},
                [](Request&) { return Response::text(std::string(100'000, 'x')); });
    router_.add(Method::get, "/named/{name}/end", {.operation_id = "named", .runs = Runs::io},
                [](Request& request) { return Response::text(request.parameter("name")); });
  }
};

TEST_F(ServerTest, AnswersOneRequestAfterAnotherOnOneConnection) {
  start();
  RawClient client = this->client();
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.get("/hello");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "{\"a\":1}");
    EXPECT_EQ(answer.header("Content-Type"), "application/json");
    EXPECT_FALSE(answer.header("X-Request-Id").empty());
    EXPECT_FALSE(answer.header("Date").empty());
  }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  start();
  RawClient client = this->client();
  std::string requests;
  for (int i = 0; i < 50; ++i)
    requests += "GET /named/n" + std::to_string(i) + "/end HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ASSERT_TRUE(client.send(requests));
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.read_answer().body, "n" + std::to_string(i));
}

TEST_F(ServerTest, TakesBodiesOfKnownLengthInChunksAndAside) {
  start();
  RawClient client = this->client();
  EXPECT_EQ(client.ask(post("/echo", "", "你好")).body, "你好");
  EXPECT_EQ(client
                .ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n4;x=1\r\ndefg\r\n0\r\n\r\n")
                .body,
            "abcdefg");
  std::string large(3'000'000, 'a');
  large[2'999'999] = 'z';
  EXPECT_EQ(client.ask(post("/echo", "", large)).body, large);
}

TEST_F(ServerTest, AsksForTheBodyWhereTheClientWaits) {
  start();
  RawClient client = this->client();
  client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 100);
  EXPECT_EQ(client.ask("ok").body, "ok");
}

TEST_F(ServerTest, RefusesLargeBodiesBeforeTheyCome) {
  start();
  RawClient client = this->client();
  const auto answer = client.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
  EXPECT_NE(answer.body.find("\"code\":\"body_too_large\""), std::string::npos);
  EXPECT_EQ(answer.header("Connection"), "close");
  RawClient chunked = this->client();
  std::string body = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 50; ++i) body += "186a0\r\n" + std::string(100'000, 'a') + "\r\n";
  chunked.send(body + "0\r\n\r\n");
  EXPECT_EQ(chunked.read_answer().status, 413);
}

TEST_F(ServerTest, TellsProblemsInTheLanguageOfTheReader) {
  start();
  const auto chinese = get("/nowhere");
  EXPECT_EQ(chinese.status, 404);
  EXPECT_EQ(chinese.header("Content-Type"), "application/problem+json");
  EXPECT_NE(chinese.body.find("没有 /nowhere 这个地址"), std::string::npos) << chinese.body;
  EXPECT_NE(get("/nowhere", "Accept-Language: en-GB,zh;q=0.5\r\n").body.find("There is nothing at"),
            std::string::npos);
}

TEST_F(ServerTest, SaysWhatAPathAnswers) {
  start();
  RawClient client = this->client();
  const auto wrong = client.ask("PUT /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("Allow"), "GET, HEAD, OPTIONS");
  const auto options = client.ask("OPTIONS /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(client.ask("BREW /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 405);
  const auto head = client.ask("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n", true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "7");
  EXPECT_EQ(client.get("/hello").body, "{\"a\":1}");  // nothing of HEAD's body is in between
}

TEST_F(ServerTest, CompressesAndTagsText) {
  start();
  const auto plain = get("/long");
  EXPECT_EQ(plain.body.size(), 100'000u);
  const auto zipped = get("/long", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(zipped.header("Content-Encoding"), "gzip");
  EXPECT_LT(zipped.body.size(), 1'000u);
  EXPECT_EQ(get("/long", "Accept-Encoding: gzip;q=0, *;q=0\r\n").body.size(), 100'000u);
  const std::string tag = plain.header("ETag");
  ASSERT_FALSE(tag.empty());
  const auto again = get("/long", "If-None-Match: \"x\", W/" + tag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST_F(ServerTest, GivesKeptAnswersWhileNothingChanged) {
  std::atomic<std::uint64_t> state{1}, calls{0};
  router_.add(Method::get, "/kept", {.operation_id = "kept", .kept = true}, [&](Request& request) {
    ++calls;
    return Response::json("[\"" + std::string(request.query_value("q").value_or("")) +
                          std::string(2000, 'x') + "\"]")
        .etag("r" + std::to_string(state.load()));
  });
  Options options;
  options.state = [&] { return state.load(); };
  start(options);
  RawClient client = this->client();
  const auto first = client.get("/kept?q=1");
  EXPECT_EQ(client.get("/kept?q=1").body, first.body);
  EXPECT_EQ(calls, 1u);
  EXPECT_NE(client.get("/kept?q=2").body, first.body);
  EXPECT_EQ(client.get("/kept?q=1", "If-None-Match: \"r1\"\r\n").status, 304);
  EXPECT_EQ(calls, 2u);
  EXPECT_EQ(client.get("/kept?q=1", "Accept-Encoding: gzip\r\n").header("Content-Encoding"), "gzip");
  EXPECT_EQ(client.get("/kept?q=1", "Accept-Language: en\r\n").body, first.body);
  EXPECT_EQ(calls, 4u);  // another encoding, another language
  state = 2;
  EXPECT_EQ(client.get("/kept?q=1").header("ETag"), "\"r2\"");
  EXPECT_EQ(calls, 5u);
  state = 0;  // not known
  client.get("/kept?q=1");
  client.get("/kept?q=1");
  EXPECT_EQ(calls, 7u);
}

TEST_F(ServerTest, AnswersOnlyToItsOwnName) {
  start();
  EXPECT_EQ(get("/hello").status, 200);
  RawClient client = this->client();
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 421);
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n").status, 200);
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: LOCALHOST\r\n\r\n").status, 200);
  EXPECT_EQ(client.ask("GET /health HTTP/1.1\r\nHost: 10.0.0.7\r\n\r\n").status, 200);
}

TEST_F(ServerTest, LetsNoOtherOriginWrite) {
  start();
  RawClient client = this->client();
  EXPECT_EQ(client.ask(post("/echo", "Origin: http://localhost\r\n", "x")).status, 200);
  for (const char* field : {"Origin: http://evil.example\r\n", "Origin: null\r\n",
                            "Sec-Fetch-Site: cross-site\r\n", "Origin: http://localhost:9\r\n"}) {
    RawClient other = this->client();
    EXPECT_EQ(other.ask(post("/echo", field, "x")).status, 403) << field;
  }
}

TEST_F(ServerTest, RefusesWhenTooManyWait) {
  std::atomic<bool> go{false};
  router_.add(Method::get, "/wait", {.operation_id = "wait"}, [&](Request&) {
    while (!go) std::this_thread::sleep_for(1ms);
    return Response::text("done");
  });
  Options options;
  options.workers = 1;
  options.worker_queue = 1;
  start(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(client());
    clients.back().send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  const auto refused = clients.back().read_answer();
  go = true;
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Retry-After"), "2");
  EXPECT_EQ(clients.front().read_answer().body, "done");
}

TEST_F(ServerTest, AnswersForAHandlerThatTakesTooLong) {
  std::atomic<bool> told{false};
  router_.add(Method::get, "/slow", {.operation_id = "slow", .timeout = 50ms}, [&](Request& request) {
    for (int i = 0; i < 5000 && !request.gone(); ++i) std::this_thread::sleep_for(1ms);
    told = request.gone();
    return Response::text("late");
  });
  start();
  RawClient client = this->client();
  EXPECT_EQ(client.get("/slow").status, 504);
  EXPECT_EQ(client.get("/hello").status, 200);
  stop();
  EXPECT_TRUE(told);
}

TEST_F(ServerTest, MakesProblemsOfWhatHandlersThrow) {
  router_.add(Method::get, "/throw", {.operation_id = "throw"},
              [](Request&) -> Response { throw std::runtime_error("a secret of the inside"); });
  router_.add(Method::get, "/refuse", {.operation_id = "refuse"}, [](Request&) -> Response {
    throw Problem("body_too_large", {{"limit", "7"}}).member("places", "[[1,2]]").header("Retry-After", "9");
  });
  start();
  const auto thrown = get("/throw");
  EXPECT_EQ(thrown.status, 500);
  EXPECT_EQ(thrown.body.find("secret"), std::string::npos);
  const auto refused = get("/refuse");
  EXPECT_EQ(refused.status, 413);
  EXPECT_NE(refused.body.find("\"places\":[[1,2]]"), std::string::npos);
  EXPECT_EQ(refused.header("Retry-After"), "9");
}

TEST_F(ServerTest, SendsPartsOfFilesAndPieces) {
  const fs::path path = fs::path(::testing::TempDir()) / "midyear-parts.bin";
  std::string bytes;
  for (int i = 0; i < 700'000; ++i) bytes += static_cast<char>(i * 7 >> 3);
  std::ofstream(path, std::ios::binary) << bytes;
  router_.add(Method::get, "/file", {.operation_id = "file"}, [&](Request&) {
    return Response::of("application/octet-stream", FileRange{path.string(), 0, bytes.size()}).etag("v1");
  });
  router_.add(Method::get, "/pieces", {.operation_id = "pieces"}, [&](Request&) {
    return Response::of("application/octet-stream",
                        Pieces{bytes.size(), [&](std::uint64_t offset, std::size_t size) {
                                 return bytes.substr(static_cast<std::size_t>(offset), size);
                               }});
  });
  start();
  for (const char* target : {"/file", "/pieces"}) {
    EXPECT_EQ(get(target).body, bytes) << target;
    const auto part = get(target, "Range: bytes=300000-300009\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, bytes.substr(300'000, 10));
    EXPECT_EQ(part.header("Content-Range"), "bytes 300000-300009/700000");
    EXPECT_EQ(get(target, "Range: bytes=-5\r\n").body, bytes.substr(699'995));
    EXPECT_EQ(get(target, "Range: bytes=700000-\r\n").status, 416);
    EXPECT_EQ(get(target, "Range: bytes=0-1,5-6\r\n").status, 200);
  }
  EXPECT_EQ(get("/file", "Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n").status, 200);
  EXPECT_EQ(get("/file", "Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n").status, 206);
  fs::remove(path);
}

TEST_F(ServerTest, SendsChunks) {
  router_.add(Method::get, "/chunks", {.operation_id = "chunks"}, [](Request&) {
    return Response::of("text/plain", Chunks{[n = 0](std::string& out) mutable {
                          out = std::to_string(n) + ',';
                          return ++n < 3;
                        }});
  });
  start();
  RawClient client = this->client();
  client.send("GET /chunks HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ASSERT_TRUE(client.read_until("0\r\n\r\n"));
  EXPECT_TRUE(client.buffer().ends_with("2\r\n0,\r\n2\r\n1,\r\n2\r\n2,\r\n0\r\n\r\n")) << client.buffer();
  RawClient old = this->client();
  old.send("GET /chunks HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(old.read_all().ends_with("\r\n\r\n0,1,2,"));
}

TEST_F(ServerTest, StreamsEventsAndResumes) {
  EventHub hub;
  router_.add(Method::get, "/events", {.operation_id = "events"}, [&](Request& request) {
    return Response::of("text/event-stream",
                        EventSource{hub.subscribe(last_event_id(request), [](std::uint64_t last) {
                          std::vector<Event> missed;
                          for (std::uint64_t id = last + 1; id <= 5; ++id)
                            missed.push_back({id, "change", "old"});
                          return missed;
                        })});
  });
  Options options;
  options.event_comment = 30ms;
  start(options);
  RawClient client = this->client();
  client.send("GET /events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 3\r\n\r\n");
  ASSERT_TRUE(client.read_until("id: 5\nevent: change\ndata: old\n\n"));
  EXPECT_NE(client.buffer().find("id: 4\n"), std::string::npos);
  EXPECT_EQ(client.buffer().find("id: 3\n"), std::string::npos);
  hub.publish({6, "change", "two\nlines"});
  EXPECT_TRUE(client.read_until("id: 6\nevent: change\ndata: two\ndata: lines\n\n"));
  EXPECT_TRUE(client.read_until(":\n\n"));
  stop();
  EXPECT_TRUE(client.read_until("0\r\n\r\n"));  // a whole stream, not a cut one
}

TEST_F(ServerTest, StopsWithWorkInFlight) {
  std::atomic<bool> begun{false};
  router_.add(Method::get, "/work", {.operation_id = "work"}, [&](Request&) {
    begun = true;
    std::this_thread::sleep_for(200ms);
    return Response::text("whole");
  });
  start();
  RawClient idle = client(), working = client();
  ASSERT_EQ(idle.get("/hello").status, 200);
  working.send("GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!begun) std::this_thread::sleep_for(1ms);
  const StopReport report = stop();
  EXPECT_GE(report.finished, 1u);  // the one before may be counted at the moment of the stop
  EXPECT_EQ(report.cut, 0u);
  const auto answer = working.read_answer();
  EXPECT_EQ(answer.body, "whole");
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_EQ(idle.read_all(), "");
}

TEST_F(ServerTest, CutsWhatDoesNotEnd) {
  std::atomic<bool> begun{false};
  router_.add(Method::get, "/endless", {.operation_id = "endless"}, [&](Request& request) {
    begun = true;
    while (!request.gone()) std::this_thread::sleep_for(1ms);
    return Response::text("");
  });
  Options options;
  options.stop_time = 100ms;
  start(options);
  RawClient working = client();
  working.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!begun) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(stop().cut, 1u);
}

TEST_F(ServerTest, ListensOnALocalSocketAndKnowsItsUser) {
  router_.add(Method::post, "/who", {.operation_id = "who"}, [](Request& request) {
    return Response::text(request.peer.local ? std::to_string(request.peer.uid) : "?");
  });
  const std::string path = ::testing::TempDir() + "/midyear-door-" + std::to_string(::getpid()) + ".sock";
  std::ofstream(path + ".file") << "kept";
  {  // left by a server that was killed
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int stale = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ::unlink(path.c_str());
    ASSERT_EQ(::bind(stale, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::close(stale);
  }
  Server server({}, router_, log_, metrics_);
  ASSERT_FALSE(server.listen_local(path));
  const auto file = server.listen_local(path + ".file");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->code, "listen_failed");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  std::thread thread([&] { server.run(); });
  {
    Router other_router;
    Metrics other_metrics;
    Server other({}, other_router, log_, other_metrics);
    const auto taken = other.listen_local(path);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->code, "socket_taken");
  }
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int client = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const std::string request = "POST /who HTTP/1.0\r\nContent-Length: 0\r\n\r\n";
  ASSERT_EQ(::send(client, request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
  std::string answer(4096, '\0');
  std::size_t size = 0;
  for (ssize_t count = 1; count > 0; size += static_cast<std::size_t>(std::max<ssize_t>(count, 0)))
    count = ::recv(client, answer.data() + size, answer.size() - size, 0);
  answer.resize(size);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n" + std::to_string(::getuid()))) << answer;
  ::close(client);
  server.stop();
  thread.join();
  EXPECT_FALSE(fs::exists(path));
  fs::remove(path + ".file");
}

TEST_F(ServerTest, SaysWhenThePortIsTaken) {
  start();
  Router router;
  Metrics metrics;
  Server other({}, router, log_, metrics);
  const auto fault = other.listen_tcp("127.0.0.1", server_->port());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code, "port_taken");
}

TEST_F(ServerTest, CountsForPrometheus) {
  start();
  ASSERT_EQ(get("/hello").status, 200);
  ASSERT_EQ(get("/none").status, 404);
  std::string text;  // a request is counted once its answer is out
  const auto patience = std::chrono::steady_clock::now() + 20s;
  do text = get("/metrics").body;
  while ((text.find("route=\"other\",status=\"4xx\"} 1\n") == text.npos ||
          text.find("seconds_count{route=\"GET /hello\"} 1\n") == text.npos) &&
         std::chrono::steady_clock::now() < patience);
  EXPECT_NE(text.find("midyear_http_requests_total{route=\"GET /hello\",status=\"2xx\"} 1\n"),
            std::string::npos);
  EXPECT_NE(text.find("midyear_http_requests_total{route=\"other\",status=\"4xx\"} 1\n"), std::string::npos);
  EXPECT_NE(text.find("midyear_http_request_seconds_count{route=\"GET /hello\"} 1\n"), std::string::npos);
}

}  // namespace
}  // namespace midyear::server
