// Every operation through a real server, its answers held against the description; on both engines.

#include "api/api_at.h"

namespace midyear::server {
namespace {

using store::Engine;
using store::name_of_engine;

MIDYEAR_ON_BOTH_ENGINES(ApiTest);

constexpr std::string_view kReport =
    "青岚高新区上半年工作报告\n一、上半年工作回顾\n"
    "上半年，全区实现规模工业总产值805亿元，同比增长12.5%。新引进企业35家。云麓智造产业园项目已开工建设。\n"
    "二、下半年工作安排\n由经发局牵头，年底前新建孵化器3家。\n";

std::string figure_at(std::string_view text, std::string_view decision, std::string_view more = "") {
  const std::size_t at = kReport.find(text);
  return R"({"kind":"figure","start":)" + std::to_string(at) + R"(,"end":)" +
         std::to_string(at + text.size()) + R"(,"decision":")" + std::string(decision) + '"' +
         std::string(more) + '}';
}
std::string wishes(const std::string& list) { return R"({"decisions":[)" + list + "]}"; }

TEST_P(ApiTest, AnswersEveryOperationAsDescribed) {
  const std::string id = add(std::string(kReport));
  const std::string one = "/documents/" + id;
  EXPECT_EQ(json("/documents").at("total").integer(), 1);
  const auto document = json(one);
  EXPECT_EQ(document.at("state").string(), "ready");
  const std::int64_t revision = document.at("revision").integer();

  const Answer edited = ask("PATCH", one, R"({"title":"半年报告"})", match(revision));
  EXPECT_EQ(edited.status, 200);
  EXPECT_EQ(edited.header("ETag"), '"' + std::to_string(revision + 1) + '"');

  const auto view = json(one + "/view");
  EXPECT_EQ(view.at("document").at("year").integer(), 0);
  EXPECT_GE(view.at("figures").size(), 4u);
  const auto decisions = json(one + "/decisions");
  const std::int64_t decided = decisions.at("revision").integer();
  EXPECT_EQ(ask("POST", one + "/decisions", wishes(figure_at("805亿元", "confirmed")), match(decided)).status,
            422);
  const Answer good =
      ask("POST", one + "/decisions",
          wishes(figure_at("805亿元", "confirmed", R"(,"fields":{"year":2026})") + "," +
                 figure_at("12.5%", "corrected", R"(,"fields":{"value":"12.60","year":2026})")),
          match(decided));
  ASSERT_EQ(good.status, 200) << good.body;
  const auto items = parsed(good.body).at("items");
  EXPECT_EQ(items.size(), 2u);
  EXPECT_EQ(items.at(std::size_t{1}).at("fields").at("value").string(), "12.60");
  EXPECT_EQ(code(ask("POST", one + "/decisions", wishes(figure_at("35家", "dismissed")), match(decided))),
            "conflict");
  EXPECT_EQ(json(one + "/decisions/history").at("items").size(), 2u);

  EXPECT_EQ(get(one + "/text").body, kReport);
  EXPECT_EQ(get(one + "/source").body, kReport);
  const Answer range = get(one + "/source", "Range: bytes=3-8\r\n");
  EXPECT_EQ(range.status, 206);
  EXPECT_EQ(range.body, kReport.substr(3, 6));
  EXPECT_EQ(get(one + "/view", "If-None-Match: " + get(one + "/view").header("ETag") + "\r\n").status, 304);
  EXPECT_EQ(get(one + "/records").header("Transfer-Encoding"), "chunked");
  RawClient reader = client();
  reader.send("GET /api/v1" + one + "/records HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const std::string records = reader.read_all();
  EXPECT_NE(records.find(R"({"kind":"document")"), std::string::npos);
  EXPECT_NE(records.find(R"({"kind":"project")"), std::string::npos);
  EXPECT_TRUE(get(one + "/page").body.starts_with("<!doctype html>"));
  const Answer table = get(one + "/table?table=commitment");
  EXPECT_NE(table.body.find("经发局"), std::string::npos);
  EXPECT_EQ(table.header("Content-Disposition"),
            "attachment; filename*=UTF-8''%E5%8D%8A%E5%B9%B4%E6%8A%A5%E5%91%8A-commitment.csv");

  const auto hits = json("/search?q=%E5%AD%B5%E5%8C%96%E5%99%A8");
  ASSERT_EQ(hits.at("items").size(), 1u);
  EXPECT_EQ(hits.at("items").at(std::size_t{0}).at("document").at("title").string(), "半年报告");
  const std::string other = add("青岚高新区一季度工作报告\n一季度，规模工业总产值390亿元。\n");
  EXPECT_GE(json("/compare?left=" + id + "&right=" + other).at("figures").size(), 2u);

  const Answer again = ask("POST", one + "/read");
  EXPECT_EQ(again.status, 202);
  const auto job = json("/jobs/" + std::to_string(parsed(again.body).at("job").integer()));
  EXPECT_EQ(job.at("state").string(), "queued");
  EXPECT_EQ(job.at("document").string(), id);

  const auto now = json(one).at("revision").integer();
  EXPECT_EQ(parsed(ask("DELETE", one, "", match(now)).body).at("state").string(), "removed");
  EXPECT_EQ(code(get(one + "/view")), "document_removed");
  EXPECT_EQ(ask("POST", one + "/restore").status, 200);

  EXPECT_EQ(json("/about").at("version").string(), "9.9");
  const auto audit = json("/audit?limit=2");
  EXPECT_EQ(audit.at("items").size(), 2u);
  EXPECT_EQ(audit.at("items").at(std::size_t{0}).at("operation").string(), "documents.restore");
  EXPECT_NE(json("/audit?cursor=" + std::string(audit.at("next").string())).at("items").text(),
            audit.at("items").text());
  EXPECT_EQ(json("/audit/head").at("hash").text(), audit.at("items").at(std::size_t{0}).at("hash").text());
  for (const base::JsonValue& entry : json("/audit?operation=documents.add&since=1").at("items").items())
    EXPECT_EQ(entry.at("operation").string(), "documents.add");
  EXPECT_EQ(json("/audit?until=1").at("items").size(), 0u);
  EXPECT_EQ(code(get("/audit?since=yesterday")), "parameter");
  const std::string exported = get("/audit/table?operation=documents.restore").body;
  EXPECT_TRUE(exported.starts_with("\xEF\xBB\xBFsequence,time (UTC),who,operation,")) << exported;
  EXPECT_NE(exported.find(",documents.restore,"), std::string::npos) << exported;
  EXPECT_EQ(exported.find(",documents.add,"), std::string::npos) << exported;
  EXPECT_EQ(json("/openapi.json").text(), description().document().text());

  // All but the stream, which has its own test.
  std::set<std::string> all;
  const base::JsonValue paths = description().document().at("paths");
  for (const std::string_view path : paths.names())
    for (const std::string_view method : paths.at(path).names())
      if (paths.at(path).at(method).at("tags").text() != R"(["people"])")  // people_test.cc
        all.emplace(paths.at(path).at(method).at("operationId").string());
  asked.insert("listen");
  EXPECT_EQ(asked, all);
}

TEST_P(ApiTest, StreamsChangesAndTakesThemUpAgain) {
  RawClient listener = client();
  listener.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ASSERT_TRUE(listener.read_until("text/event-stream"));
  const std::string id = add(std::string(kReport));
  ASSERT_TRUE(listener.read_until(R"("state":"ready"})"));
  EXPECT_NE(listener.buffer().find(R"(data: {"what":"document","id":")" + id), std::string::npos);
  EXPECT_NE(listener.buffer().find("event: change"), std::string::npos);
  RawClient later = client();
  later.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 1\r\n\r\n");
  ASSERT_TRUE(later.read_until("id: 2\n"));
  EXPECT_EQ(later.buffer().find("id: 1\n"), std::string::npos);
  RawClient stranger = client();
  stranger.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 999999\r\n\r\n");
  EXPECT_TRUE(stranger.read_until("event: reset"));
}

TEST_P(ApiTest, DoesAThingOnceForAKey) {
  const std::string key = "Idempotency-Key: k1\r\n";
  const Answer first = ask("POST", "/documents?name=a.txt", std::string(kReport), key, "text/plain");
  const Answer again = ask("POST", "/documents?name=a.txt", std::string(kReport), key, "text/plain");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(code(ask("POST", "/documents?name=a.txt", "另一份", key, "text/plain")), "idempotency_mismatch");
  EXPECT_EQ(json("/documents").at("total").integer(), 1);
}

TEST_P(ApiTest, LeadsThroughPages) {
  for (int i = 0; i < 5; ++i)
    ask("POST", "/documents?name=r" + std::to_string(i) + ".txt", "报告" + std::to_string(i), "",
        "text/plain");
  std::set<std::string> names;
  std::string cursor;
  int pages = 0;
  for (;;) {
    const auto page = json("/documents?sort=title&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const auto& item : page.at("items").items()) names.emplace(item.at("name").string());
    ++pages;
    if (page.at("next").null()) break;
    cursor = page.at("next").string();
  }
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(names.size(), 5u);
  EXPECT_EQ(code(get("/documents?sort=year&cursor=" + cursor)), "cursor");
}

TEST_P(ApiTest, RefusesWhatItCannotMean) {
  const std::string id = add(std::string(kReport)), one = "/documents/" + id;
  EXPECT_EQ(code(get("/documents/nobody")), "document_missing");
  EXPECT_EQ(code(get("/documents/%27%3B--")), "document_missing");
  EXPECT_EQ(code(get("/documents?limit=0")), "parameter");
  EXPECT_EQ(code(get("/documents?limit=9e9")), "parameter");
  EXPECT_EQ(code(get("/documents?stat=ready")), "parameter");
  EXPECT_EQ(code(get("/documents?state=lost")), "parameter");
  EXPECT_EQ(code(get("/documents?sort=size")), "parameter");
  for (const char* cursor : {"x", "WyJ4Il0", "!!!", "bnVsbA", "WzEsMiwzXQ", "W1tbW1tbW10"})
    EXPECT_EQ(code(get("/documents?cursor=" + std::string(cursor))), "cursor") << cursor;
  EXPECT_EQ(code(ask("POST", "/documents", "x", "Idempotency-Key: \xE4\xB8\x80\r\n", "text/plain")),
            "idempotency_key");
  EXPECT_EQ(code(get("/search?q=%20")), "query_empty");
  EXPECT_EQ(code(get("/search")), "query_empty");
  EXPECT_EQ(json("/search?q=%22%25_%27%22OR%201").at("total").integer(), 0);
  EXPECT_EQ(code(get("/jobs/1x")), "job_missing");
  EXPECT_EQ(code(get("/jobs/99999999999999999999")), "job_missing");
  EXPECT_EQ(code(get(one + "/table?table=x")), "parameter");
  EXPECT_EQ(code(get("/compare?left=" + id)), "parameter");
  EXPECT_EQ(code(ask("POST", "/documents", "", "", "text/plain")), "empty_input");
  EXPECT_EQ(code(ask("POST", "/documents?year=12", "x", "", "text/plain")), "parameter");
  EXPECT_EQ(code(ask("PATCH", one, R"({"title":"x"})")), "precondition_required");
  EXPECT_EQ(code(ask("PATCH", one, R"({"title":"x"})", match(99))), "conflict");
  EXPECT_EQ(code(ask("DELETE", one, "")), "precondition_required");
}

TEST_P(ApiTest, SaysWhereAHostileBodyIsWrong) {
  const std::string id = add(std::string(kReport)), one = "/documents/" + id, list = one + "/decisions";
  const std::string any = "If-Match: *\r\n";
  const std::pair<std::string, std::string> cases[] = {
      {"", "json_syntax"},
      {"{", "json_syntax"},
      {"\xff", "json_syntax"},
      {"[]", "json_kind"},
      {R"({"decisions":3})", "json_kind"},
      {R"({"decisions":[3]})", "json_kind"},
      {R"({"decisions":[]})", "json_range"},
      {R"({"wishes":[]})", "json_unknown"},
      {wishes("{}"), "json_missing"},
      {wishes(R"({"kind":"figure","start":-1,"end":2,"decision":"dismissed"})"), "json_range"},
      {wishes(R"({"kind":"figure","start":1.5,"end":2,"decision":"dismissed"})"), "json_kind"},
      {wishes(R"({"kind":"ghost","start":1,"end":2,"decision":"dismissed"})"), "json_range"},
      {wishes(R"({"kind":"figure","start":1,"end":2,"decision":"eaten"})"), "json_range"},
      {wishes(R"({"kind":"figure","start":1,"end":2,"decision":"dismissed","x":1})"), "json_unknown"},
      {wishes(R"({"kind":"figure","start":1,"end":2,"decision":"dismissed"})"), "decision_place"},
      {wishes(figure_at("805亿元", "corrected", R"(,"fields":{"value":"1e999"})")), "json_kind"},
      {wishes(figure_at("805亿元", "dismissed", R"(,"fields":{"year":2026})")), "decision_fields"},
      {wishes(figure_at("805亿元", "dismissed", R"(,"note":")" + std::string(5'000, 'x') + "\"")),
       "json_range"},
  };
  for (const auto& [body, wanted] : cases) {
    const Answer answer = ask("POST", list, body, any);
    EXPECT_EQ(code(answer), wanted) << body.substr(0, 100) << '\n' << answer.body;
  }
  const Answer answer = ask("POST", list, wishes(figure_at("805亿元", "eaten")), any);
  EXPECT_EQ(parsed(answer.body).at("place").string(), "/decisions/0/decision");
  EXPECT_EQ(code(ask("PATCH", one, R"({"year":"2026"})", any)), "json_kind");
  EXPECT_EQ(code(ask("PATCH", one, R"({"titel":"x"})", any)), "json_unknown");
  EXPECT_EQ(code(ask("PATCH", one, R"({"title":"a\u0000b"})", any)), "store_text");
  EXPECT_EQ(code(ask("PATCH", one, std::string(40, '['), any)), "json_deep");
  EXPECT_EQ(json(list).at("items").size(), 0u);
}

TEST_P(ApiTest, SpeaksTheLanguageAskedFor) {
  const Answer chinese = get("/documents/nobody", "Accept-Language: zh-CN\r\n");
  EXPECT_NE(parsed(chinese.body).at("detail").string().find("没有这份文档"), std::string_view::npos);
}

}  // namespace
}  // namespace midyear::server
