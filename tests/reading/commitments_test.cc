#include <gtest/gtest.h>

#include "commitments_cases.h"
#include "reading/commitments_clause.h"
#include "reading/commitments_owner.h"
#include "reading/stages.h"
#include "text/fold.h"

namespace midyear::reading {
namespace {

// "clause [owners|supporting|deadline|figures]", the brackets left out where all is empty.
std::string shown(const Reading& reading, const Commitment& commitment) {
  std::vector<std::string_view> figures;
  for (const std::uint32_t i : commitment.figures) figures.push_back(reading.text(reading.figures[i].at));
  const std::string details = joined(commitment.owners, ",") + "|" + joined(commitment.supporting, ",") +
                              "|" + std::string(commitment.deadline) + "|" + joined(figures, ",");
  return std::string(commitment.clause) + (details == "|||" ? "" : " [" + details + "]");
}

std::string read_commitments(const std::string& report) {
  const base::Result<Reading> reading = read(report);
  EXPECT_TRUE(reading);
  std::vector<std::string> list;
  for (const Commitment& commitment : reading->commitments) list.push_back(shown(*reading, commitment));
  return joined(list, " / ");
}

TEST(Commitments, are_found_as_the_table_says) {
  const std::vector<CaseRow> rows = case_rows("commitments.tsv");
  ASSERT_GT(rows.size(), 30u);
  for (const CaseRow& row : rows) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    EXPECT_EQ(read_commitments(report_with(row[0], row[1])), row[2]) << row[3] << "\n" << row[1];
  }
}

TEST(Commitments, stand_at_their_bytes_and_under_their_heading) {
  const std::string report = report_with("plan", "新建道路12公里。年底前出台人才公寓管理办法。");
  const base::Result<Reading> reading = read(report);
  ASSERT_TRUE(reading);
  ASSERT_EQ(reading->commitments.size(), 2u);
  for (const Commitment& commitment : reading->commitments) {
    EXPECT_EQ(reading->text(commitment.at), commitment.clause);
    ASSERT_NE(commitment.heading, kNone);
    EXPECT_EQ(reading->headings[commitment.heading].number, "（一）");
    const Span sentence = reading->sentences[commitment.sentence].at;
    EXPECT_LE(sentence.begin, commitment.at.begin);
    EXPECT_GE(sentence.end, commitment.at.end);
  }
}

TEST(Commitments, can_be_left_out) {
  ReadOptions options;
  options.commitments = false;
  const base::Result<Reading> reading = read(report_with("plan", "新建道路12公里。"), options);
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->commitments.empty());
}

// Our own two reports in two styles, marked by hand: what is found of them, and with which owners and dates.
void expect_like_marks(const std::string& name) {
  std::ifstream in(std::string(MIDYEAR_SOURCE_DIR) + "/tests/reading/commitments_" + name + ".txt");
  const base::Result<Reading> reading = read(std::string((std::istreambuf_iterator<char>(in)), {}));
  ASSERT_TRUE(reading);
  std::size_t marked = 0, found = 0, marked_projects = 0, found_projects = 0;
  for (const CaseRow& row : case_rows("commitments_" + name + ".tsv")) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    if (row[0] == "project") {
      ++marked_projects;
      for (const Project& project : reading->projects)
        if (project.name == row[1] && stage_name(project.stage) == row[2]) {
          ++found_projects;
          break;
        }
      continue;
    }
    ++marked;
    for (const Commitment& commitment : reading->commitments)
      if (commitment.clause == row[1]) {
        ++found;
        EXPECT_EQ(joined(commitment.owners, ","), row[2]) << row[1];
        EXPECT_EQ(commitment.deadline, row[3]) << row[1];
        break;
      }
  }
  const auto f1 = [](std::size_t both, std::size_t a, std::size_t b) {
    return 2.0 * static_cast<double>(both) / static_cast<double>(a + b);
  };
  EXPECT_GE(f1(found, marked, reading->commitments.size()), 0.9) << name << ": commitments";
  EXPECT_GE(f1(found_projects, marked_projects, reading->projects.size()), 0.8) << name << ": projects";
}

TEST(Commitments, of_a_zones_speech) { expect_like_marks("zone"); }
TEST(Commitments, of_a_countys_report) { expect_like_marks("county"); }

std::string units_of(std::string_view list, bool strict) {
  const std::u16string units = text::fold_word(list);
  std::vector<plan::Unit> found;
  if (!plan::parse_units(units, {0, static_cast<std::uint32_t>(units.size())}, strict, found)) return "-";
  std::string out;
  for (const plan::Unit& unit : found) {
    for (const char16_t c :
         units.substr(unit.name.begin, unit.name.size()) + units.substr(unit.head.begin, unit.head.size())) {
      // The names are of the BMP beyond U+0800: three bytes each.
      out += static_cast<char>(0xE0 | c >> 12);
      out += static_cast<char>(0x80 | (c >> 6 & 63));
      out += static_cast<char>(0x80 | (c & 63));
    }
    out += ' ';
  }
  return out;
}

TEST(Owners, lists_of_units_are_read_whole_or_not_at_all) {
  EXPECT_EQ(units_of("财政局、审计局", true), "财政局 审计局 ");
  EXPECT_EQ(units_of("人力资源和社会保障局和住房和城乡建设局", true),
            "人力资源和社会保障局 住房和城乡建设局 ");
  EXPECT_EQ(units_of("发改、财政、住建等部门", true), "发改部门 财政部门 住建部门 ");
  EXPECT_EQ(units_of("统计、税务部门", true), "统计部门 税务部门 ");
  EXPECT_EQ(units_of("各县区", true), "各县区 ");
  EXPECT_EQ(units_of("产业布局", true), "-");
  EXPECT_EQ(units_of("重点项目", true), "-");
  EXPECT_EQ(units_of("财政局、重点项目", true), "-");
  EXPECT_EQ(units_of("支持骨干企业", false), "-");
  EXPECT_EQ(units_of("技术转移中心", true), "-");
}

std::string date_of(std::string_view clause) {
  const std::u16string units = text::fold_word(clause);
  const plan::DateWord date = plan::find_date(units, {0, static_cast<std::uint32_t>(units.size())});
  return date.at.empty() ? "-" : std::to_string(date.at.begin) + "+" + std::to_string(date.at.size());
}

TEST(Deadlines, dates_are_told_from_spans_of_time) {
  EXPECT_EQ(date_of("年底前完工"), "0+2");
  EXPECT_EQ(date_of("确保10月份建成"), "2+4");
  EXPECT_EQ(date_of("9月左右形成高潮"), "0+4");
  EXPECT_EQ(date_of("2027年6月底前通车"), "0+8");
  EXPECT_EQ(date_of("力争三季度末开工"), "2+4");
  EXPECT_EQ(date_of("国庆节前开园"), "0+3");
  EXPECT_EQ(date_of("办好国庆节活动"), "-");
  EXPECT_EQ(date_of("实施三年行动计划"), "-");
  EXPECT_EQ(date_of("2026年度计划"), "-");
  EXPECT_EQ(date_of("1-6月增长8%"), "-");
  EXPECT_EQ(date_of("开展“全年不打烊”活动"), "-");
}

}  // namespace
}  // namespace midyear::reading
