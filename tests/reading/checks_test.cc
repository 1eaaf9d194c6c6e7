#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "reading/reading.h"

namespace midyear::reading {
namespace {

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool line_end = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n';
    out += line_end ? '\n' : text[i];
    i += line_end ? 1 : 0;
  }
  return out;
}

TEST(Checks, Table) {
  std::ifstream file(std::string(MIDYEAR_SOURCE_DIR) + "/tests/reading/checks.tsv");
  ASSERT_TRUE(file);
  int cases = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    ASSERT_NE(second, std::string::npos) << line;
    const auto reading = read(unescape(line.substr(0, first)));
    ASSERT_TRUE(reading.ok());
    std::string found;
    std::string messages;
    for (const Check& check : reading->checks) {
      found += (found.empty() ? "" : " / ") + std::string(check_name(check.kind));
      messages += std::string(check.message) + "\n";
    }
    std::string expected = line.substr(first + 1, second - first - 1);
    if (expected == " ") expected.clear();
    EXPECT_EQ(found, expected) << line.substr(second + 1) << "\n"
                               << line.substr(0, first) << "\n"
                               << messages;
    ++cases;
  }
  EXPECT_GT(cases, 30);
}

TEST(Checks, NameTheirFiguresAndSentences) {
  const auto reading = read("全区完成固定资产投资31.2亿元，其中工业投资20.3亿元，占72.1%。");
  ASSERT_TRUE(reading.ok());
  ASSERT_EQ(reading->checks.size(), 1u);
  const Check& check = reading->checks[0];
  EXPECT_EQ(check.figures.size(), 3u);
  ASSERT_EQ(check.sentences.size(), 1u);
  EXPECT_NEAR(check.stated, 72.1, 1e-9);
  EXPECT_NEAR(check.expected, 65.06, 0.01);
  for (const std::string_view part : {"20.3亿元", "31.2亿元", "72.1%", "65.06%"})
    EXPECT_NE(check.message.find(part), std::string_view::npos) << check.message;
  EXPECT_EQ(check.message_english, "20.3亿元 is 65.06% of 31.2亿元, the text says 72.1%.");
}

TEST(Checks, CanBeLeftOut) {
  const auto reading =
      read("全区完成固定资产投资31.2亿元，其中工业投资20.3亿元，占72.1%。", {.checks = false});
  ASSERT_TRUE(reading.ok());
  EXPECT_TRUE(reading->checks.empty());
}

// What samples/README.md says is planted, and nothing else.
TEST(Checks, SamplesContradictThemselvesWhereItIsPlanted) {
  const auto kinds_in = [](const std::string& sample) {
    std::stringstream text;
    text << std::ifstream(std::string(MIDYEAR_SOURCE_DIR) + "/samples/" + sample).rdbuf();
    std::multiset<CheckKind> kinds;
    const auto reading = read(text.str());
    EXPECT_TRUE(reading.ok()) << sample;
    for (const Check& check : reading->checks) kinds.insert(check.kind);
    return kinds;
  };
  EXPECT_EQ(kinds_in("qihe-first-quarter.txt"),
            (std::multiset<CheckKind>{CheckKind::share_of_total, CheckKind::sum_of_parts,
                                      CheckKind::sum_of_parts, CheckKind::progress_of_target,
                                      CheckKind::growth_of_values, CheckKind::stage_conflict}));
  EXPECT_TRUE(kinds_in("yunting-half-year.txt").empty());
}

// Real reports must not raise alarms. What stands in them and does contradict is named here by kind.
TEST(Checks, SharedTextsRaiseNoFalseAlarm) {
  const std::filesystem::path folder = std::filesystem::path(MIDYEAR_SOURCE_DIR) / "../shared/reading/text";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no marked texts at " << folder;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const auto reading = read(text.str());
    ASSERT_TRUE(reading.ok());
    std::multiset<CheckKind> kinds;
    for (const Check& check : reading->checks) kinds.insert(check.kind);
    std::multiset<CheckKind> expected;
    if (entry.path().filename().string().starts_with("zone-seed"))
      expected = {CheckKind::count_of_list, CheckKind::stage_conflict};
    EXPECT_EQ(kinds, expected) << entry.path();
  }
}

}  // namespace
}  // namespace midyear::reading
