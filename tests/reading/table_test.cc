#include "reading/table.h"

#include <gtest/gtest.h>

#include "reading/made_reading.h"

namespace midyear::reading {
namespace {

using Sheet = std::vector<std::vector<std::string>>;

// RFC 4180, strict: rows end with CRLF, quotes stand around the whole cell.
Sheet read_csv(std::string_view text) {
  Sheet rows(1, std::vector<std::string>(1));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    if (text[i] == '"') {
      EXPECT_TRUE(cell.empty());
      for (++i; i < text.size(); ++i) {
        if (text[i] == '"' && (i + 1 == text.size() || text[i + 1] != '"')) break;
        if (text[i] == '"') ++i;
        cell += text[i];
      }
    } else if (text[i] == ',') {
      rows.back().emplace_back();
    } else if (text[i] == '\r') {
      EXPECT_EQ(text.substr(i, 2), "\r\n");
      ++i;
      rows.emplace_back(1);
    } else {
      cell += text[i];
    }
  }
  EXPECT_TRUE(rows.back().size() == 1 && rows.back()[0].empty()) << "the last row ends, too";
  rows.pop_back();
  return rows;
}

Sheet sheet(Table table) {
  const MadeReading made;
  const InputFacts facts = made_facts();
  std::string out = csv_header(table, base::Language::chinese);
  EXPECT_TRUE(out.starts_with("\xEF\xBB\xBF"));
  out.erase(0, 3);
  append_csv_rows(table, *made, facts, base::Language::chinese, out, [](std::string&) {});
  Sheet rows = read_csv(out);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  return rows;
}

std::string cell(const Sheet& rows, std::size_t row, std::string_view column) {
  for (std::size_t i = 0; i < rows[0].size(); ++i)
    if (rows[0][i] == column) return rows.at(row)[i];
  ADD_FAILURE() << "no column " << column;
  return {};
}

TEST(Csv, HasChineseHeadersAndARowForEachFigure) {
  const Sheet rows = sheet(Table::figure);
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_EQ(cell(rows, 1, "文档"), "报告,\"甲\".txt");
  EXPECT_EQ(cell(rows, 1, "指标"), "规模工业总产值");
  EXPECT_EQ(cell(rows, 1, "数值"), "805");
  EXPECT_EQ(cell(rows, 1, "度量"), "水平");
  EXPECT_EQ(cell(rows, 1, "起"), "2026-01-01");
  EXPECT_EQ(cell(rows, 2, "数值"), "");
  EXPECT_EQ(cell(rows, 2, "缺失"), "是");
  EXPECT_EQ(cell(rows, 2, "方向"), "下降");
  EXPECT_EQ(cell(rows, 5, "上限"), "6");
}

TEST(Csv, KeepsNegativeNumbersNumbersAndDisarmsFormulas) {
  const Sheet rows = sheet(Table::figure);
  EXPECT_EQ(cell(rows, 3, "数值"), "-0.08");
  EXPECT_EQ(cell(rows, 4, "指标"), "'@企业");
  EXPECT_EQ(cell(rows, 4, "主体"), "'-云亭");
  EXPECT_EQ(cell(sheet(Table::commitment), 1, "时限"), "'" + std::string(MadeReading::kDeadline));
}

TEST(Csv, HasATableForEachKind) {
  EXPECT_EQ(cell(sheet(Table::commitment), 1, "牵头单位"), "经发局");
  EXPECT_EQ(cell(sheet(Table::project), 1, "阶段"), "开工");
  EXPECT_EQ(cell(sheet(Table::check), 1, "疑点类别"), "前后数值不一");
  EXPECT_EQ(cell(sheet(Table::repair), 1, "修复前"), "產(chǎn)");
}

}  // namespace
}  // namespace midyear::reading
