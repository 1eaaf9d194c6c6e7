#include "reading/records.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/plain_json.h"
#include "cli/stages.h"
#include "reading/made_reading.h"

namespace midyear::cli {
namespace {

using reading::InputFacts;
using reading::made_facts;
using reading::MadeReading;

std::vector<JsonValue> lines(const std::string& text) {
  std::vector<JsonValue> records;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    auto value = JsonReader::parse(line);
    EXPECT_TRUE(value) << line;
    if (value) records.push_back(std::move(*value));
  }
  return records;
}

std::vector<JsonValue> made_records() {
  const MadeReading made;
  const InputFacts facts = made_facts();
  std::string out;
  write_records(*made, facts, out, [](std::string&) { FAIL() << "nothing to spill"; });
  return lines(out);
}

std::vector<JsonValue> of_kind(const std::vector<JsonValue>& records, std::string_view kind) {
  std::vector<JsonValue> found;
  for (const JsonValue& record : records)
    if (record["kind"].text() == kind) found.push_back(record);
  return found;
}

TEST(Records, ComeInTheFixedOrderWithTheirDocument) {
  std::string order;
  for (const JsonValue& record : made_records()) {
    order += record["kind"].text() + " ";
    EXPECT_EQ(record["document"].text(), "报告,\"甲\".txt");
  }
  EXPECT_EQ(order,
            "document repair heading heading figure figure figure figure figure commitment project check ");
}

TEST(Records, DocumentSaysWhatIsKnownOfIt) {
  const JsonValue document = of_kind(made_records(), "document").at(0);
  EXPECT_EQ(document["sha256"].text(), std::string(64, 'a'));
  EXPECT_EQ(document["title"].text(), "云亭高新区</script><b>半年\"报告\"");
  EXPECT_EQ(document["pages_read"].number(), 5);
  EXPECT_EQ(document["pages_left"].number(), 12);
  EXPECT_EQ(document["year"].number(), 2026);
  EXPECT_EQ(document["year_origin"].text(), "text");
  EXPECT_TRUE(document["first_fault"].is_null());
  EXPECT_EQ(document["counts"]["figures"].number(), 5);
  EXPECT_EQ(document["counts"]["lost"].number(), 1);
}

TEST(Records, FigureHasAllFieldsOfTheDesign) {
  const JsonValue figure = of_kind(made_records(), "figure").at(0);
  for (const char* field :
       {"start",     "end",         "text",      "value",    "upper",     "unit",       "amount", "base_unit",
        "exactness", "measure",     "direction", "status",   "indicator", "entity",     "period", "from",
        "to",        "year_origin", "lost",      "sentence", "heading",   "source_text"})
    EXPECT_TRUE(figure.has(field)) << field;
  EXPECT_EQ(figure["text"].text(), "805亿元");
  EXPECT_EQ(figure["value"].literal, "805");
  EXPECT_EQ(figure["amount"].literal, "80500000000");
  EXPECT_TRUE(figure["direction"].is_null());
  EXPECT_EQ(figure["from"].text(), "2026-01-01");
  EXPECT_EQ(figure["to"].text(), "2026-06-30");
  EXPECT_EQ(figure["heading"][0].text(), "一、上半年工作");
}

TEST(Records, NumbersStandAsWritten) {
  const auto figures = of_kind(made_records(), "figure");
  EXPECT_EQ(figures.at(2)["value"].literal, "-0.08");
  EXPECT_EQ(figures.at(4)["upper"].literal, "6");
  EXPECT_TRUE(figures.at(0)["upper"].is_null());
}

TEST(Records, ALostFigureHasNoValue) {
  const JsonValue lost = of_kind(made_records(), "figure").at(1);
  EXPECT_TRUE(lost["lost"].flag());
  EXPECT_TRUE(lost["value"].is_null());
  EXPECT_TRUE(lost["amount"].is_null());
  EXPECT_EQ(lost["unit"].text(), "%");
  EXPECT_EQ(lost["direction"].text(), "down");
}

// start and end count bytes of the source, where the damage before a figure is longer than its mended text.
TEST(Records, OffsetsAreOfTheSource) {
  const MadeReading made;
  for (const JsonValue& record : made_records()) {
    if (!record.has("source_text")) continue;
    const auto start = static_cast<text::Offset>(record["start"].number()),
               end = static_cast<text::Offset>(record["end"].number());
    EXPECT_EQ(made->source_text({start, end}), record["source_text"].text());
    EXPECT_EQ(made->text(made->clean({start, end})), record["text"].text());
  }
  const JsonValue repair = of_kind(made_records(), "repair").at(0);
  EXPECT_EQ(repair["before"].text(), "產(chǎn)");
  EXPECT_EQ(repair["after"].text(), "产");
  EXPECT_EQ(repair["rule"].text(), "gloss");
  EXPECT_EQ(repair["certainty"].text(), "exact");
}

TEST(Records, CommitmentProjectAndCheckNameTheirParts) {
  const auto records = made_records();
  const JsonValue commitment = of_kind(records, "commitment").at(0);
  EXPECT_EQ(commitment["owners"][0].text(), "经发局");
  EXPECT_EQ(commitment["supporting"].size(), 0u);
  EXPECT_EQ(commitment["figures"][0].text(), "30家");
  EXPECT_EQ(of_kind(records, "project").at(0)["stage"].text(), "开工");
  const JsonValue check = of_kind(records, "check").at(0);
  EXPECT_EQ(check["check"].text(), "conflicting_values");
  EXPECT_EQ(check["expected"].literal, "804.5");
  EXPECT_EQ(check["figures"].size(), 2u);
  EXPECT_EQ(check["sentences"][0]["text"].text(), "规模工业总产值805亿元，同比下降%；利润-0.08亿元。");
}

TEST(Records, SpillWhenMuchIsTogether) {
  MadeReading made;
  reading::Reading& many = const_cast<reading::Reading&>(*made);
  many.figures.resize(20000, many.figures[0]);
  std::string out;
  std::size_t spilled = 0, largest = 0;
  const InputFacts facts = made_facts();
  write_records(many, facts, out, [&](std::string& bytes) {
    spilled += bytes.size();
    largest = std::max(largest, bytes.size());
    bytes.clear();
  });
  EXPECT_GT(spilled, 4u << 20);
  EXPECT_LT(largest, 2u << 20);
}

TEST(Stages, EachPrintsItsOwnRecords) {
  const MadeReading made;
  const InputFacts facts = made_facts();
  const auto kinds = [&](StageName stage) {
    std::string out, names;
    write_stage(stage, *made, facts, out, [](std::string&) {});
    for (const JsonValue& record : lines(out)) names += record["kind"].text() + " ";
    return names;
  };
  EXPECT_EQ(kinds(StageName::decode), "decode ");
  EXPECT_EQ(kinds(StageName::repair), "repair ");
  EXPECT_EQ(kinds(StageName::trim), "page chrome ");
  EXPECT_EQ(kinds(StageName::outline), "heading heading block block block block ");
  EXPECT_EQ(kinds(StageName::figures), "figure figure figure figure figure ");
  EXPECT_EQ(kinds(StageName::facts), kinds(StageName::figures));
  EXPECT_EQ(kinds(StageName::commitments), "commitment ");
  EXPECT_EQ(kinds(StageName::projects), "project ");
  EXPECT_EQ(kinds(StageName::checks), "check ");
}

TEST(Stages, FiguresAreNotBoundYet) {
  const MadeReading made;
  std::string out;
  const InputFacts facts = made_facts();
  write_stage(StageName::figures, *made, facts, out, [](std::string&) {});
  const auto records = lines(out);
  EXPECT_TRUE(records.at(0).has("value"));
  EXPECT_FALSE(records.at(0).has("indicator"));
}

}  // namespace
}  // namespace midyear::cli
