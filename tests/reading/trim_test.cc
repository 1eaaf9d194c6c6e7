#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "reading/reading.h"
#include "reading/stages.h"
#include "reading/storage.h"

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

std::string body_of(const Reading& reading) {
  std::string body;
  for (const Block& block : reading.blocks) {
    // Headings and their text are blocks of one line: only line ends part the expected text.
    const bool new_line = !body.empty() && reading.text().substr(0, block.at.begin).ends_with('\n');
    body += (new_line ? "|" : "") + std::string(reading.text(block.at));
  }
  return body;
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\t')
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

TEST(Trim, Table) {
  std::ifstream file(std::string(MIDYEAR_SOURCE_DIR) + "/tests/reading/trim.tsv");
  ASSERT_TRUE(file);
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> cells = split(line);
    ASSERT_EQ(cells.size(), 5u) << line;
    Reading reading;
    reading.storage().source = unescape(cells[0]);
    trim(reading);
    outline(reading);
    EXPECT_EQ(reading.page.title, cells[1]) << cells[4];
    EXPECT_EQ(std::to_string(reading.page.pages_read) + "/" + std::to_string(reading.page.pages_left),
              cells[2])
        << cells[4];
    EXPECT_EQ(body_of(reading), cells[3]) << cells[4];
    ++cases;
  }
  EXPECT_GT(cases, 10);
}

TEST(Trim, NoticesStandAsTheyAre) {
  Reading reading;
  reading.storage().source =
      "东湖总结_第1页\n版权说明：本文档由用户提供并上传\n文档简介\n上半年，全区经济增长5%"
      "，形势较好。\n温馨提示\n1. 本站资源由用户上传。\n2. 下载后请解压。\n评论\n";
  trim(reading);
  ASSERT_EQ(reading.page.notices.size(), 2u);
  EXPECT_EQ(reading.page.notices[0], "版权说明：本文档由用户提供并上传");
  EXPECT_EQ(reading.page.notices[1], "温馨提示\n1. 本站资源由用户上传。\n2. 下载后请解压。");
}

TEST(Trim, ChromeIsInOrderAndApart) {
  std::string text = "东湖总结报告_第1页\n";
  for (int i = 0; i < 3000; ++i)
    text += i % 50 == 0 ? "第" + std::to_string(i % 90) + "页\n" : "上半年，全区工业增长5%，投资增长6%。\n";
  Reading reading;
  reading.storage().source = text;
  trim(reading);
  EXPECT_GT(reading.page.chrome.size(), 50u);
  text::Offset at = 0;
  for (const Span& span : reading.page.chrome) {
    EXPECT_LE(at, span.begin);
    EXPECT_LT(span.begin, span.end);
    EXPECT_EQ(reading.text(span).find("工业"), std::string_view::npos);
    at = span.end;
  }
}

TEST(Trim, SharedTextsLoseNoSentence) {
  const std::filesystem::path folder = std::filesystem::path(MIDYEAR_SOURCE_DIR) / "../shared/reading/text";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no marked texts at " << folder;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("zone-seed.page")) continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const auto reading = read(text.str());
    ASSERT_TRUE(reading.ok());
    for (const Span& span : reading->page.chrome)
      EXPECT_EQ(reading->text(span).find("。"), std::string_view::npos) << reading->text(span);
  }
}

TEST(Trim, SeedPage) {
  const std::filesystem::path path =
      std::filesystem::path(MIDYEAR_SOURCE_DIR) / "../shared/reading/text/zone-seed.page.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no marked texts at " << path;
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  const auto reading = read(text.str());
  ASSERT_TRUE(reading.ok());
  EXPECT_TRUE(reading->page.title.starts_with("高新区上半年工作总结"));
  EXPECT_TRUE(reading->page.title.ends_with("[范本]"));
  EXPECT_EQ(reading->page.pages_read, 5);
  EXPECT_EQ(reading->page.pages_left, 12);
  ASSERT_FALSE(reading->blocks.empty());
  EXPECT_TRUE(reading->text(reading->blocks.front().at).starts_with("同志们:"));
  EXPECT_TRUE(reading->text(reading->blocks.back().at).ends_with("推进安全生产标"));
}

}  // namespace
}  // namespace midyear::reading
