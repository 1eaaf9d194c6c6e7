#pragma once

// A desk on a store that is gone at the end of the test, with a clock that stands still.

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "base/json_value.h"
#include "desk/desk.h"
#include "desk/documents.h"
#include "desk/reading_jobs.h"
#include "library/library.h"
#include "store/store_at.h"

namespace midyear::desk {

class StandingClock : public base::Clock {
 public:
  base::Instant now() override { return base::Instant(at.load()); }
  std::atomic<std::chrono::milliseconds> at{std::chrono::milliseconds(1'795'000'000'000)};
  void pass(std::chrono::milliseconds time) { at = at.load() + time; }
};

// 14 figures or so, one commitment, one project; no year.
inline const std::string kReport =
    "青岚高新区上半年工作报告\n"
    "一、上半年工作回顾\n"
    "上半年，全区实现规模工业总产值805亿元，同比增长12.5%。完成固定资产投资120亿元，同比下降3.1%。"
    "新引进企业35家。云麓智造产业园项目已开工建设。\n"
    "二、下半年工作安排\n"
    "由经发局牵头，年底前新建孵化器3家。力争全年规模工业总产值突破1700亿元。\n";

class DeskTest : public testing::TestWithParam<store::Engine> {
 protected:
  DeskTest() {
    if (!place.missing()) open();
  }
  void SetUp() override {
    if (place.missing())
      GTEST_SKIP() << "no PostgreSQL: install it (packages/check.txt) and run this by ctest";
  }

  void open(DeskSettings settings = {}) {
    desk.reset();
    store.reset();
    store = place.open(Desk::migrations());
    desk = std::make_unique<Desk>(*store, std::move(settings), clock);
  }
  Call call(std::string operation, std::string target = {}, std::string key = {}, std::string question = {}) {
    return {.who = {"user:7", "甲"},
            .operation = std::move(operation),
            .target = std::move(target),
            .language = base::Language::english,
            .request = "r1",
            .idempotency_key = std::move(key),
            .question = std::move(question)};
  }
  Answer add(std::string bytes = kReport, std::string name = "报告.txt") {
    return add_document(*desk, call("documents.add"), {.name = std::move(name), .bytes = std::move(bytes)});
  }
  // Adds and reads it.
  library::Document read(std::string bytes = kReport, std::string name = "报告.txt") {
    const std::string id = add(std::move(bytes), std::move(name)).id;
    work();
    return get(id);
  }
  int work() {
    int jobs = 0;
    while (work_once(*desk, "test", std::chrono::seconds(60))) ++jobs;
    return jobs;
  }
  library::Document get(const std::string& id) { return get_document(*desk, actor, id); }
  static Expected expect(std::int64_t revision) {
    return {true, [tag = std::to_string(revision)](std::string_view given) { return given == tag; },
            std::to_string(revision)};
  }
  static base::JsonValue parse(std::string_view text) {
    auto json = base::parse_json(text);
    if (!json) throw std::runtime_error("no JSON: " + std::string(text.substr(0, 200)));
    return *json;
  }
  // The code of the Fault that the work ends with; "" where it ends with none.
  template <class Work>
  static std::string fault_of(Work&& work) {
    try {
      work();
    } catch (const Fault& fault) {
      return fault.code();
    }
    return {};
  }

  StandingClock clock;
  Actor actor{"user:7", "甲"};
  store::StorePlace place{GetParam()};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Desk> desk;
};

}  // namespace midyear::desk
