#include <gtest/gtest.h>

#include "commitments_cases.h"
#include "reading/stages.h"

namespace midyear::reading {
namespace {

// "name stage [@entity]", joined by " / ".
std::string read_projects(const std::string& report) {
  const base::Result<Reading> reading = read(report);
  EXPECT_TRUE(reading);
  std::vector<std::string> list;
  for (const Project& project : reading->projects) {
    std::string shown = std::string(project.name) + " " + std::string(stage_name(project.stage));
    if (!project.entity.empty()) shown += " @" + std::string(project.entity);
    list.push_back(shown);
  }
  return joined(list, " / ");
}

TEST(Projects, are_found_as_the_table_says) {
  const std::vector<CaseRow> rows = case_rows("projects.tsv");
  ASSERT_GT(rows.size(), 25u);
  for (const CaseRow& row : rows) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    EXPECT_EQ(read_projects(report_with(row[0], row[1])), row[2]) << row[3] << "\n" << row[1];
  }
}

TEST(Projects, stand_at_their_bytes) {
  const base::Result<Reading> reading =
      read(report_with("review", "其中，星澜基地、恒拓精密二期已竣工验收；龙泉水库受征地影响停工。"));
  ASSERT_TRUE(reading);
  ASSERT_EQ(reading->projects.size(), 3u);
  for (const Project& project : reading->projects) {
    EXPECT_EQ(reading->text(project.name_at), project.name);
    EXPECT_NE(reading->text(project.at).find(project.name), std::string_view::npos);
    EXPECT_NE(reading->text(project.at).find(project.state), std::string_view::npos);
    EXPECT_LE(reading->sentences[project.sentence].at.begin, project.at.begin);
    EXPECT_GE(reading->sentences[project.sentence].at.end, project.at.end);
  }
  EXPECT_EQ(reading->projects[2].state, "停工");
}

TEST(Projects, can_be_left_out) {
  ReadOptions options;
  options.projects = false;
  const base::Result<Reading> reading = read(report_with("review", "星澜基地已竣工验收。"), options);
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->projects.empty());
}

}  // namespace
}  // namespace midyear::reading
