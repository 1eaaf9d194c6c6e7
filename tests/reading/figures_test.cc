// Figures and their facts: the table of sentences, the lexicons of this stage, what holds for any report.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "base/lexicon.h"
#include "reading/commitments_cases.h"

namespace midyear::reading {
namespace {

std::string word_for(Measure measure, Direction direction) {
  static constexpr std::string_view kMeasures[] = {"level", "change", "share", "progress", "rank"};
  static constexpr std::string_view kDirections[] = {"", "+", "-", "0"};
  return std::string(kMeasures[static_cast<int>(measure)]) +
         std::string(kDirections[static_cast<int>(direction)]);
}

std::string number(const quantity::Decimal& value) {
  std::string text = std::to_string(value.to_double());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// 120万平方米=~120 万平方米|level|actual|标准厂房||上半年
std::string written(const Reading& reading, const Figure& figure) {
  static constexpr std::string_view kExactness[] = {"", "~", ">", "<"};
  static constexpr std::string_view kStatus[] = {"actual", "target", "condition"};
  std::string out(reading.text(figure.at));
  out += '=';
  out += kExactness[static_cast<int>(figure.exactness)];
  out += figure.lost ? "?" : number(figure.value);
  if (figure.has_upper) out += ".." + number(figure.upper);
  out += ' ' + std::string(figure.unit) + '|' + word_for(figure.measure, figure.direction) + '|';
  out += kStatus[static_cast<int>(figure.status)];
  for (const std::string_view field : {figure.indicator, figure.entity, figure.period})
    out += '|' + std::string(field);
  return out;
}

TEST(Figures, table) {
  const std::vector<CaseRow> rows = case_rows("figures.tsv");
  ASSERT_GE(rows.size(), 60u);
  for (const CaseRow& row : rows) {
    ASSERT_GE(row.size(), 2u);
    SCOPED_TRACE(row[1]);
    auto reading = read(report_with(row[0], row[1]), {});
    ASSERT_TRUE(reading);
    std::vector<std::string> found;
    for (const Figure& figure : reading->figures) found.push_back(written(*reading, figure));
    EXPECT_EQ(joined(found, "\n"), joined(std::vector<std::string>(row.begin() + 2, row.end()), "\n"));
  }
}

TEST(Figures, lexicons_have_known_classes) {
  static const std::set<std::string_view> kCues = {
      "stop",        "up",           "down",        "pull",       "reach",       "compare", "about_before",
      "over_before", "under_before", "about_after", "over_after", "under_after", "target",  "done",
      "condition",   "share",        "progress",    "rank",       "plan",        "verb",    "drop",
      "edge",        "each",         "of_which",    "self",       "prior",       "growth",  "fall",
      "times",       "act",          "lead"};
  static const std::set<std::string_view> kUses = {
      "resume",    "plan_head",  "plan_noun", "after_plan", "hypothesis",  "aim",      "aim_end",
      "year_plan", "earlier",    "order",     "class_head", "item_change", "height",   "length",
      "index",     "rank_place", "counted",   "goods",      "arranges",    "arranged", "of_project",
      "done_rate", "made_unit",  "built",     "quality",    "finished",    "of_named"};
  for (const base::Row& row : base::lexicon_rows("cues.tsv")) {
    ASSERT_EQ(row.size(), 2u) << row[0];
    EXPECT_TRUE(kCues.contains(row[1])) << row[0];
  }
  std::set<std::string_view> seen;
  for (const base::Row& row : base::lexicon_rows("bind_words.tsv")) {
    ASSERT_EQ(row.size(), 2u) << row[0];
    std::string_view uses = row[1];
    for (bool more = true; more;) {
      const std::size_t comma = uses.find(',');
      more = comma != std::string_view::npos;
      EXPECT_TRUE(kUses.contains(uses.substr(0, comma))) << row[0];
      seen.insert(uses.substr(0, comma));
      uses.remove_prefix(more ? comma + 1 : uses.size());
    }
  }
  EXPECT_EQ(seen, kUses) << "a use without words";
}

TEST(Figures, endings_are_short_enough_to_be_found) {  // WordSet::ends looks at eight units
  for (const std::string_view file :
       {"indicator_ends.tsv", "generic_nouns.tsv", "entity_ends.tsv", "zone_ends.tsv"})
    for (const base::Row& row : base::lexicon_rows(file)) EXPECT_LE(row[0].size(), 24u) << file << row[0];
}

TEST(Figures, keep_order_and_stay_inside_the_text_of_every_sample) {
  std::size_t files = 0, figures = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(MIDYEAR_SOURCE_DIR) + "/samples")) {
    if (entry.path().extension() != ".txt") continue;
    ++files;
    SCOPED_TRACE(entry.path());
    std::ifstream in(entry.path(), std::ios::binary);
    auto reading = read({std::istreambuf_iterator<char>(in), {}}, {});
    ASSERT_TRUE(reading);
    text::Offset last = 0;
    for (const Figure& figure : reading->figures) {
      ++figures;
      ASSERT_LT(figure.at.begin, figure.at.end);
      ASSERT_LE(figure.at.end, reading->text().size());
      EXPECT_GE(figure.at.begin, last) << reading->text(figure.at);
      last = figure.at.end;
      ASSERT_LT(figure.sentence, reading->sentences.size());
      const Span sentence = reading->sentences[figure.sentence].at;
      EXPECT_LE(sentence.begin, figure.at.begin);
      EXPECT_LE(figure.at.end, sentence.end) << reading->text(figure.at);
      EXPECT_EQ(figure.direction != Direction::none, figure.measure == Measure::change)
          << reading->text(figure.at);
      EXPECT_EQ(figure.indicator.find('\n'), std::string_view::npos);
      EXPECT_EQ(figure.entity.find('\n'), std::string_view::npos);
      if (!figure.period.empty()) {
        EXPECT_NE(reading->text().find(figure.period), std::string_view::npos);
      }
    }
  }
  EXPECT_GT(files, 0u);
  EXPECT_GT(figures, 0u);
}

}  // namespace
}  // namespace midyear::reading
