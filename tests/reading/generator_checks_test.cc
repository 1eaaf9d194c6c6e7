#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "reading/reading.h"
#include "reading/report_generator.h"

namespace midyear::reading::testing {
namespace {

constexpr std::uint32_t kReports = 200;

// Whether the check points at one of the sentences in which the contradiction was planted.
bool points_at(const Reading& reading, const Check& check, const Planted& planted) {
  for (const std::uint32_t sentence : check.sentences) {
    const Span at = reading.sentences[sentence].at;
    for (const std::string& text : planted.sentences) {
      const std::size_t place = reading.text().find(text);
      if (place != std::string_view::npos && at.begin < place + text.size() && place < at.end) return true;
    }
  }
  return false;
}

void expect_checks(char set, double recall, double alarms) {
  std::size_t false_alarms = 0;
  for (std::uint32_t seed = 1; seed <= kReports; ++seed) {
    const auto reading = read(generate_report({.seed = seed, .set = set, .plant = {}}).text);
    ASSERT_TRUE(reading.ok());
    false_alarms += reading->checks.size();
    for (const Check& check : reading->checks)
      std::cout << "false alarm in " << set << seed << ": " << check.message << "\n";
  }
  std::map<std::string_view, std::pair<int, int>> kinds;
  int found = 0;
  int beside = 0;
  for (std::uint32_t seed = 1; seed <= kReports; ++seed) {
    const CheckKind kind = plantable_kinds()[seed % plantable_kinds().size()];
    const GeneratedReport report = generate_report({.seed = seed + 1000, .set = set, .plant = kind});
    const auto reading = read(report.text);
    ASSERT_TRUE(reading.ok());
    bool hit = false;
    for (const Check& check : reading->checks) {
      const bool there = points_at(*reading, check, *report.planted);
      hit = hit || (there && check.kind == kind);
      beside += there ? 0 : 1;
    }
    auto& [of_kind, all] = kinds[check_name(kind)];
    of_kind += hit ? 1 : 0;
    ++all;
    found += hit ? 1 : 0;
  }
  std::cout << "set " << set << ": planted found " << found << " of " << kReports << ", false alarms in "
            << kReports << " clean reports " << false_alarms << ", beside the planted ones " << beside
            << "\n";
  for (const auto& [kind, counts] : kinds)
    std::cout << "  " << kind << " " << counts.first << "/" << counts.second << "\n";
  EXPECT_GE(found, recall * kReports);
  EXPECT_LE(static_cast<double>(false_alarms), alarms * kReports);
  EXPECT_LE(beside, alarms * kReports);
}

TEST(GeneratedReports, Contradictions) { expect_checks('a', 0.95, 0.1); }
TEST(GeneratedReports, ContradictionsHeldOut) { expect_checks('b', 0.95, 0.1); }
TEST(GeneratedReports, ContradictionsSecondHeldOut) { expect_checks('c', 0.95, 0.1); }

}  // namespace
}  // namespace midyear::reading::testing
