#include "desk/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "desk/likeness.h"

namespace midyear::desk {
namespace {

reading::Reading read(std::string text) {
  auto result = reading::read(std::move(text));
  EXPECT_TRUE(result);
  return std::move(*result);
}

const reading::Reading& last_year() {
  static const reading::Reading made = read(
      "云亭高新区2025年上半年工作总结\n一、上半年工作情况\n"
      "1-6月，全区完成规模工业总产值320亿元，同比增长8.5%。\n财政总收入完成18亿元。\n新引进项目12个。\n"
      "二、下半年工作安排\n经发局牵头，年底前新增规模企业30家。\n建成云亭一号园标准厂房10万平方米。\n加快推进"
      "轨道交通前期工作。\n");
  return made;
}

const reading::Reading& this_year() {
  static const reading::Reading made = read(
      "云亭高新区2026年上半年工作总结\n一、上半年工作情况\n"
      "上半年，全区完成规模工业总产值360亿元，同比增长12.5%。\n财政总收入完成18亿元。\n安全生产形势平稳。\n"
      "二、下半年工作安排\n经发局牵头，年底前新增规模企业45家。\n加快推进轨道交通前期工作。\n开展人才公寓配租"
      "。\n");
  return made;
}

const FigureMatch* with(const Comparison& found, const reading::Reading& left, std::string_view indicator,
                        reading::Measure measure = reading::Measure::level) {
  for (const FigureMatch& match : found.figures)
    if (!match.left.empty() && left.figures[match.left[0]].indicator == indicator &&
        left.figures[match.left[0]].measure == measure)
      return &match;
  return nullptr;
}

TEST(Compare, MeetsFiguresOfTheSameTimeOfAnotherYear) {
  const Comparison found = compare(last_year(), this_year());
  const FigureMatch* output = with(found, last_year(), "规模工业总产值");
  ASSERT_NE(output, nullptr);
  EXPECT_EQ(output->state, Found::changed);
  ASSERT_TRUE(output->absolute && output->percent);
  EXPECT_DOUBLE_EQ(*output->absolute, 4e9);
  EXPECT_DOUBLE_EQ(*output->percent, 12.5);
  const FigureMatch* growth = with(found, last_year(), "规模工业总产值", reading::Measure::change);
  ASSERT_NE(growth, nullptr);
  ASSERT_TRUE(growth->absolute);
  EXPECT_DOUBLE_EQ(*growth->absolute, 4);
  EXPECT_FALSE(growth->percent);
  const FigureMatch* income = with(found, last_year(), "财政总收入");
  ASSERT_NE(income, nullptr);
  EXPECT_EQ(income->state, Found::same);
}

TEST(Compare, TellsPromisesKeptChangedDroppedAndNew) {
  const Comparison found = compare(last_year(), this_year());
  std::string told;
  for (const TextMatch& match : found.commitments) {
    const auto& clause = match.left ? last_year().commitments[*match.left].clause
                                    : this_year().commitments[*match.right].clause;
    told += std::string(1, "=~<>"[static_cast<int>(match.state)]) + std::string(clause) + '\n';
  }
  EXPECT_NE(told.find("~经发局牵头，年底前新增规模企业30家"), told.npos) << told;
  EXPECT_NE(told.find("<建成云亭一号园标准厂房10万平方米"), told.npos) << told;
  EXPECT_NE(told.find("=加快推进轨道交通前期工作"), told.npos) << told;
  EXPECT_NE(told.find(">开展人才公寓配租"), told.npos) << told;
}

TEST(Compare, KeepsEverySentenceOfBothInOrder) {
  const Comparison found = compare(last_year(), this_year());
  std::vector<std::uint32_t> left, right;
  for (const TextMatch& match : found.passages) {
    EXPECT_EQ(match.left.has_value(), match.state != Found::right);
    EXPECT_EQ(match.right.has_value(), match.state != Found::left);
    if (match.left) left.push_back(*match.left);
    if (match.right) right.push_back(*match.right);
  }
  EXPECT_EQ(left.size(), last_year().sentences.size());
  EXPECT_EQ(right.size(), this_year().sentences.size());
  EXPECT_TRUE(std::is_sorted(left.begin(), left.end()));
  EXPECT_TRUE(std::is_sorted(right.begin(), right.end()));
}

TEST(Compare, FindsNothingChangedInTheSameReport) {
  const Comparison found = compare(this_year(), this_year());
  EXPECT_FALSE(found.figures.empty());
  EXPECT_FALSE(found.commitments.empty());
  for (const FigureMatch& match : found.figures) EXPECT_EQ(match.state, Found::same);
  for (const TextMatch& match : found.commitments) EXPECT_EQ(match.state, Found::same);
  for (const TextMatch& match : found.passages) EXPECT_EQ(match.state, Found::same);
}

TEST(Compare, JoinsAFigureThatOneReportGivesWithoutATime) {
  const auto a = read("云亭高新区工作总结\n上半年，全区完成进出口总额25亿元。\n");
  const auto b = read("云亭高新区工作总结\n全区完成进出口总额27亿元。\n");
  const Comparison found = compare(a, b);
  ASSERT_EQ(found.figures.size(), 1u);
  EXPECT_EQ(found.figures[0].state, Found::changed);
}

TEST(Compare, IsNotConfusedByEmptyAndStrangeTexts) {
  const auto strange = read("。。。\n！？\n%\n\n");
  for (const TextMatch& match : compare(strange, this_year()).passages)
    EXPECT_NE(match.state, Found::changed);
  EXPECT_EQ(compare(this_year(), strange).commitments.size(), this_year().commitments.size());
}

TEST(Compare, TimeOfYearForgetsTheYear) {
  const auto told = read("云亭高新区2026年工作总结\n1-6月，完成税收5亿元。\n去年上半年，完成税收4亿元。\n");
  ASSERT_EQ(told.figures.size(), 2u);
  EXPECT_EQ(time_of_year(told, told.figures[0]), "0:1-1/0:6-30");
  EXPECT_EQ(time_of_year(told, told.figures[1]), "-1:1-1/-1:6-30");
}

TEST(Likeness, CountsSharedPairsOfCharacters) {
  EXPECT_DOUBLE_EQ(likeness(Grams("新增企业"), Grams("新增企业")), 1);
  EXPECT_DOUBLE_EQ(likeness(Grams("新增企业"), Grams("新增 企業，")), 1);
  EXPECT_DOUBLE_EQ(likeness(Grams("新增企业"), Grams("道路")), 0);
  EXPECT_DOUBLE_EQ(likeness(Grams("甲乙丙"), Grams("甲乙丁")), 0.5);
}

// Random edits of a random sequence: what is returned is common, rises on both sides, and on sequences of
// distinct lines is as long as a longest common subsequence can be.
TEST(Likeness, CommonLinesAreCommonAndInOrder) {
  std::mt19937 engine(7);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  for (int round = 0; round < 300; ++round) {
    const std::uint32_t kinds = 1 + random() % 40;
    std::vector<std::uint32_t> left(random() % 60), right;
    for (auto& line : left) line = random() % kinds;
    for (const auto line : left) {
      if (random() % 8 == 0) continue;
      if (random() % 8 == 0) right.push_back(random() % kinds);
      right.push_back(line);
    }
    const auto pairs = common_lines(left, right);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      EXPECT_EQ(left[pairs[i].first], right[pairs[i].second]);
      if (i == 0) continue;
      EXPECT_LT(pairs[i - 1].first, pairs[i].first);
      EXPECT_LT(pairs[i - 1].second, pairs[i].second);
    }
  }
}

TEST(Likeness, CommonLinesFindAllOfAnEditedText) {
  std::vector<std::uint32_t> left, right;
  for (std::uint32_t i = 0; i < 500; ++i) {
    left.push_back(i);
    if (i % 7 != 0) right.push_back(i);
    if (i % 11 == 0) right.push_back(1000 + i);
  }
  EXPECT_EQ(common_lines(left, right).size(), 500u - 72);
}

}  // namespace
}  // namespace midyear::desk
