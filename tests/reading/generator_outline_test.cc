#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "reading/reading.h"
#include "reading/report_generator.h"

namespace midyear::reading::testing {
namespace {

struct Score {
  int expected = 0, found = 0, exact = 0;
  int reports = 0, pages = 0;
};

void add(const GeneratedReport& report, Score& score) {
  const auto reading = read(report.text);
  ASSERT_TRUE(reading.ok());
  score.expected += static_cast<int>(report.headings.size());
  score.found += static_cast<int>(reading->headings.size());
  std::size_t next = 0;
  for (const TrueHeading& truth : report.headings) {
    const auto at = std::find_if(reading->headings.begin() + static_cast<std::ptrdiff_t>(next),
                                 reading->headings.end(), [&](const Heading& h) {
                                   return h.number == truth.number && h.title == truth.title &&
                                          h.level == truth.level && h.item == truth.item;
                                 });
    if (at == reading->headings.end()) continue;
    ++score.exact;
    next = static_cast<std::size_t>(at - reading->headings.begin()) + 1;
  }
  ++score.reports;
  const bool same = reading->page.title == report.title && reading->page.pages_read == report.pages_read &&
                    reading->page.pages_left == report.pages_left;
  score.pages += same ? 1 : 0;
}

void expect_outline(char set, double least) {
  Score score;
  for (std::uint32_t seed = 1; seed <= 200; ++seed)
    add(generate_report({.seed = seed, .set = set, .plant = {}}), score);
  const double recall = static_cast<double>(score.exact) / score.expected;
  const double precision = static_cast<double>(score.exact) / score.found;
  std::cout << "set " << set << ": headings found exactly " << score.exact << " of " << score.expected << " ("
            << score.found << " read), page metadata " << score.pages << " of " << score.reports << "\n";
  EXPECT_GE(recall, least);
  EXPECT_GE(precision, least);
  EXPECT_GE(score.pages, score.reports * 98 / 100);
}

TEST(GeneratedReports, OutlineAndPage) { expect_outline('a', 0.98); }
TEST(GeneratedReports, OutlineAndPageHeldOut) { expect_outline('b', 0.98); }
TEST(GeneratedReports, OutlineAndPageSecondHeldOut) { expect_outline('c', 0.98); }

TEST(GeneratedReports, TheSameSeedMakesTheSameReport) {
  EXPECT_EQ(generate_report({.seed = 7, .set = 'a', .plant = {}}).text,
            generate_report({.seed = 7, .set = 'a', .plant = {}}).text);
  EXPECT_NE(generate_report({.seed = 7, .set = 'a', .plant = {}}).text,
            generate_report({.seed = 8, .set = 'a', .plant = {}}).text);
}

TEST(GeneratedReports, WhatIsPlantedStandsInTheText) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const CheckKind kind = plantable_kinds()[seed % plantable_kinds().size()];
    const GeneratedReport report =
        generate_report({.seed = seed, .set = seed % 2 == 0 ? 'a' : 'b', .plant = kind});
    ASSERT_TRUE(report.planted.has_value());
    ASSERT_FALSE(report.planted->sentences.empty());
    for (const std::string& sentence : report.planted->sentences)
      EXPECT_NE(report.text.find(sentence), std::string::npos) << sentence;
  }
}

}  // namespace
}  // namespace midyear::reading::testing
