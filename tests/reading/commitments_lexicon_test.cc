// The linter of the lexicons of plans and projects: sorted, unique, known classes.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/embedded.h"
#include "reading/reading.h"

namespace midyear::reading {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

using Rows = std::vector<std::vector<std::string_view>>;

Rows rows_of(std::string_view file, std::size_t columns) {
  Rows rows;
  const std::vector<std::string_view> lines = split(base::embedded_lexicon(file), '\n');
  EXPECT_TRUE(lines.front().starts_with("# ")) << file << " names no columns";
  std::string_view last;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    rows.push_back(split(lines[i], '\t'));
    EXPECT_EQ(rows.back().size(), columns) << file << ": " << lines[i];
    EXPECT_LT(last, rows.back()[0]) << file << ": not sorted, or twice";
    last = rows.back()[0];
  }
  return rows;
}

void expect_classes(std::string_view file, const std::set<std::string_view>& known) {
  for (const auto& row : rows_of(file, 2)) {
    const std::vector<std::string_view> classes = split(row[1], ',');
    for (const std::string_view name : classes)
      EXPECT_TRUE(known.contains(name)) << file << ": " << row[0] << " " << name;
    EXPECT_EQ(std::set<std::string_view>(classes.begin(), classes.end()).size(), classes.size()) << row[0];
  }
}

TEST(PlanLexicon, words_have_known_classes) {
  expect_classes("plan_words.tsv",
                 {"modal", "promise", "adverb", "connective", "act", "mid", "direct", "tail", "thing",
                  "measure", "field", "frame", "slogan", "noise", "quality"});
  expect_classes("plan_units.tsv",
                 {"suffix", "soft", "general", "whole", "abbreviation", "self", "never", "duty"});
  expect_classes("project_names.tsv",
                 {"head", "front", "back", "class", "stop", "generic", "single", "deed", "remark"});
}

TEST(PlanLexicon, what_qualifies_a_head_is_one) {
  for (const auto& row : rows_of("project_names.tsv", 2)) {
    const std::vector<std::string_view> kinds = split(row[1], ',');
    const std::set<std::string_view> all(kinds.begin(), kinds.end());
    const bool qualifies = all.contains("single") || all.contains("deed");
    EXPECT_TRUE(!qualifies || all.contains("head") || row[0] == "园") << row[0];
  }
}

TEST(PlanLexicon, a_promised_stage_is_not_behind_the_reported_one) {
  std::set<std::string_view> stages;
  for (int i = 0; i <= static_cast<int>(Stage::other); ++i) stages.insert(stage_name(static_cast<Stage>(i)));
  const auto order = [](std::string_view name) {
    int i = 0;
    while (stage_name(static_cast<Stage>(i)) != name) ++i;
    return i;
  };
  for (const auto& row : rows_of("project_stages.tsv", 4)) {
    ASSERT_TRUE(stages.contains(row[1]) && stages.contains(row[2])) << row[0];
    EXPECT_LE(order(row[2]), order(row[1])) << row[0];
    EXPECT_TRUE((std::set<std::string_view>{"state", "state?", "verb", "both", "both?", "work", "denial",
                                            "doubt", "none"})
                    .contains(row[3]))
        << row[0];
  }
}

}  // namespace
}  // namespace midyear::reading
