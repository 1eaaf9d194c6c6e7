// What people decide on what was read, on both engines.

#include "desk/decisions.h"

#include "desk/desk_at.h"
#include "reading/view.h"

namespace midyear::desk {
namespace {

using store::Engine;
using store::name_of_engine;

class DecisionsTest : public DeskTest {
 protected:
  Answer decide(const library::Document& document, const std::string& decisions,
                std::optional<std::int64_t> revision = {}) {
    const std::string body = R"({"decisions":[)" + decisions + "]}";
    const auto current = get(document.id).decisions_revision;
    return desk::decide(*desk, call("decisions.decide", document.id), expect(revision.value_or(current)),
                        parse_wishes(parse(body)), body);
  }
  // One decision on the place of `text`.
  static std::string wish(std::string_view text, std::string_view decision, std::string_view more = {},
                          std::string_view kind = "figure") {
    const std::size_t at = kReport.find(text);
    EXPECT_NE(at, std::string::npos) << text;
    return R"({"kind":")" + std::string(kind) + R"(","start":)" + std::to_string(at) + R"(,"end":)" +
           std::to_string(at + text.size()) + R"(,"decision":")" + std::string(decision) + '"' +
           std::string(more) + '}';
  }
  base::JsonValue list(const library::Document& document) {
    return parse(list_decisions(*desk, actor, document.id).json);
  }
  static constexpr std::string_view kYear = R"(,"fields":{"year":2026})";
};
MIDYEAR_ON_BOTH_ENGINES(DecisionsTest);

TEST_P(DecisionsTest, ConfirmsCorrectsDismissesAndClears) {
  const library::Document document = read();
  decide(document,
         wish("805亿元", "confirmed", kYear) + "," +
             wish("12.5%", "corrected", R"(,"fields":{"value":"12.6","year":2026},"note":"见统计局")") + "," +
             wish("35家", "dismissed"));
  EXPECT_EQ(get(document.id).counts.confirmed, 1);
  EXPECT_EQ(get(document.id).counts.corrected, 1);
  EXPECT_EQ(get(document.id).counts.dismissed, 1);
  auto now = list(document);
  ASSERT_EQ(now.at("items").size(), 3u);
  EXPECT_EQ(now.at("unmatched").size(), 0u);
  const auto corrected = now.at("items").at(std::size_t{1});
  EXPECT_EQ(corrected.at("fields").at("value").string(), "12.6");
  EXPECT_EQ(corrected.at("note").string(), "见统计局");
  EXPECT_EQ(corrected.at("by").string(), "user:7");
  EXPECT_EQ(corrected.at("read").at("text").string(), "12.5%");
  const Shown shown = show_document(*desk, actor, "documents.view", document.id);
  const auto index = static_cast<std::size_t>(corrected.at("record").integer());
  EXPECT_EQ(shown.reading->text(shown.reading->figures[index].at), "12.5%");
  decide(document, wish("805亿元", "cleared"));
  EXPECT_EQ(list(document).at("items").size(), 2u);
  const auto history = parse(decision_history(*desk, actor, document.id)).at("items");
  EXPECT_EQ(history.size(), 4u);
}

TEST_P(DecisionsTest, AsksForAYear) {
  const library::Document document = read();
  EXPECT_EQ(fault_of([&] { decide(document, wish("805亿元", "confirmed")); }), "year_needed");
  EXPECT_EQ(list(document).at("items").size(), 0u);
  decide(document, wish("805亿元", "dismissed"));
  DocumentEdit edit;
  edit.year = 2026;
  edit.json = "{}";
  edit_document(*desk, call("documents.edit", document.id), expect(get(document.id).revision), edit);
  decide(document, wish("805亿元", "confirmed"));
  EXPECT_EQ(get(document.id).counts.confirmed, 1);
  EXPECT_EQ(get(document.id).counts.dismissed, 0);
}

TEST_P(DecisionsTest, IsAllOrNothing) {
  const library::Document document = read();
  const std::string good = wish("35家", "dismissed");
  EXPECT_EQ(fault_of([&] { decide(document, good + "," + good); }), "decision_twice");
  EXPECT_EQ(fault_of([&] {
              decide(document, good + R"(,{"kind":"figure","start":1,"end":2,"decision":"dismissed"})");
            }),
            "decision_place");
  EXPECT_EQ(fault_of([&] { decide(document, good, 77); }), "conflict");
  EXPECT_EQ(fault_of([&] { decide(document, wish("35家", "corrected")); }), "decision_fields");
  EXPECT_EQ(fault_of([&] { decide(document, wish("35家", "dismissed", kYear)); }), "decision_fields");
  EXPECT_EQ(list(document).at("items").size(), 0u);
  EXPECT_EQ(list(document).at("revision").integer(), get(document.id).decisions_revision);
}

TEST_P(DecisionsTest, RefusesWhatNoRecordCanBe) {
  for (const std::string_view fields :
       {R"({"value":"zwölf"})", R"({"value":"1."})", R"({"measure":"size"})", R"({"year":12})",
        R"({"clause":"x"})", R"({"direction":3})", R"({"unit":null})", "[]"}) {
    const std::string body =
        R"({"decisions":[{"kind":"figure","start":0,"end":1,"decision":"corrected","fields":)" +
        std::string(fields) + "}]}";
    EXPECT_THROW(parse_wishes(parse(body)), base::JsonFault) << fields;
  }
  EXPECT_THROW(parse_wishes(parse(R"({"decisions":[]})")), base::JsonFault);
  EXPECT_THROW(parse_wishes(parse(R"({"decision":[]})")), base::JsonFault);
}

// A reader that cuts figures otherwise: every figure loses its last character, and those of 家 are gone.
base::Result<reading::Reading> changed_reader(std::string bytes, const reading::ReadOptions& options) {
  auto made = reading::read(std::move(bytes), options);
  if (!made) return made;
  std::erase_if(made->figures, [&](const reading::Figure& figure) { return figure.unit == "家"; });
  for (reading::Commitment& commitment : made->commitments) commitment.figures.clear();
  made->checks.clear();
  for (reading::Figure& figure : made->figures) do
      --figure.at.end;
    while ((static_cast<unsigned char>(made->text()[figure.at.end]) & 0xC0) == 0x80);
  return made;
}

TEST_P(DecisionsTest, SurvivesANewerReader) {
  const library::Document document = read();
  decide(document, wish("805亿元", "confirmed", kYear) + "," + wish("35家", "dismissed"));
  DeskSettings settings;
  settings.reader = changed_reader;
  settings.reader_version = "newer";
  open(settings);
  queue_outdated(*desk);
  work();
  EXPECT_EQ(get(document.id).counts.confirmed, 1);
  EXPECT_EQ(get(document.id).counts.unmatched, 1);
  auto now = list(document);
  ASSERT_EQ(now.at("items").size(), 1u);
  ASSERT_EQ(now.at("unmatched").size(), 1u);
  EXPECT_EQ(now.at("items").at(std::size_t{0}).at("read").at("text").string(), "805亿元");
  EXPECT_EQ(now.at("unmatched").at(std::size_t{0}).at("read").at("text").string(), "35家");
  // A new decision on the record takes the place of the one that stands on it.
  decide(document, wish("805亿", "dismissed"));
  EXPECT_EQ(get(document.id).counts.confirmed, 0);
  EXPECT_EQ(get(document.id).counts.dismissed, 2);
  // What no record carries can be cleared, not confirmed.
  EXPECT_EQ(fault_of([&] { decide(document, wish("35家", "confirmed", kYear)); }), "decision_place");
  decide(document, wish("35家", "cleared"));
  EXPECT_EQ(get(document.id).counts.unmatched, 0);
  // The reader of old reads as before: nothing was rewritten.
  open();
  queue_outdated(*desk);
  work();
  now = list(document);
  ASSERT_EQ(now.at("items").size(), 1u);
  EXPECT_EQ(now.at("items").at(std::size_t{0}).at("decision").string(), "dismissed");
}

TEST_P(DecisionsTest, TakesCommitmentsAndProjects) {
  const library::Document document = read();
  const Shown shown = show_document(*desk, actor, "documents.view", document.id);
  ASSERT_FALSE(shown.reading->commitments.empty());
  ASSERT_FALSE(shown.reading->projects.empty());
  const auto clause = std::string(shown.reading->text(shown.reading->commitments[0].at));
  decide(document,
         wish(clause, "corrected", R"(,"fields":{"owners":["经发局","科技局"]})", "commitment") + "," +
             wish(shown.reading->projects[0].name, "corrected", R"(,"fields":{"stage":"在建"})", "project"));
  const auto items = list(document).at("items");
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items.at(std::size_t{0}).at("kind").string(), "commitment");
  EXPECT_EQ(items.at(std::size_t{0}).at("record").integer(), 0);
  EXPECT_EQ(items.at(std::size_t{1}).at("read").at("stage").string(), "开工");
}

TEST_P(DecisionsTest, TakesFiveThousandAtOnce) {
  std::string text = "一、回顾\n";
  for (int i = 0; i < 5'000; ++i)
    text += "第" + std::to_string(i) + "园区产值" + std::to_string(i + 1) + "亿元。\n";
  const library::Document document = read(text);
  const Shown shown = show_document(*desk, actor, "documents.view", document.id);
  std::string wishes;
  int count = 0;
  for (const reading::Figure& figure : shown.reading->figures) {
    if (count == 5'000) break;
    const auto key = reading::key_of(*shown.reading, figure);
    wishes += (count++ == 0 ? "" : ",") + (R"({"kind":"figure","start":)" + std::to_string(key.begin)) +
              R"(,"end":)" + std::to_string(key.end) + R"(,"decision":"dismissed"})";
  }
  ASSERT_EQ(count, 5'000);
  decide(document, wishes);
  EXPECT_EQ(get(document.id).counts.dismissed, 5'000);
  EXPECT_EQ(get(document.id).counts.unmatched, 0);
}

TEST_P(DecisionsTest, TellsBothSidesOfAConflict) {
  const library::Document document = read();
  decide(document, wish("35家", "dismissed"));
  try {
    decide(document, wish("12.5%", "dismissed"), document.decisions_revision);
    FAIL();
  } catch (const Fault& fault) {
    ASSERT_EQ(fault.members().size(), 2u);
    EXPECT_EQ(parse(fault.members()[0].second).at("decisions").size(), 1u);
    EXPECT_EQ(parse(fault.members()[1].second).at("items").size(), 1u);
  }
}

}  // namespace
}  // namespace midyear::desk
