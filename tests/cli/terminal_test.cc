#include "cli/terminal.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/formats.h"
#include "reading/made_reading.h"

namespace midyear::cli {
namespace {

using reading::InputFacts;
using reading::made_facts;
using reading::MadeReading;

TEST(DisplayWidth, CountsChineseTwice) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("亿元"), 4);
  EXPECT_EQ(display_width("1—6月，"), 7);
  EXPECT_EQ(display_width("😀"), 2);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("ﾊ"), 1);
  EXPECT_EQ(display_width("“四”"), 4);
  EXPECT_EQ(display_width("\xFF"), 1);
  EXPECT_EQ(display_width(""), 0);
}

TEST(Fit, CutsBetweenCharacters) {
  EXPECT_EQ(fit("亿元", 3), "亿");
  EXPECT_EQ(fit("亿元", 1), "");
  EXPECT_EQ(fit("a亿", 3), "a亿");
}

std::vector<std::string> lines(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string line; std::getline(stream, line);) found.push_back(line);
  return found;
}

TEST(Paragraph, BreaksAtTheWidthAndNeverBeforeAClosingMark) {
  Screen screen(10, false);
  screen.paragraph("一二三四五，六七八九十", 2);
  EXPECT_EQ(lines(screen.take()), (std::vector<std::string>{"一二三四五，", "  六七八九", "  十"}));
}

TEST(Paragraph, KeepsNumbersWhole) {
  Screen screen(12, false);
  screen.paragraph("收入增长了1362件", 0);
  EXPECT_EQ(lines(screen.take()), (std::vector<std::string>{"收入增长了", "1362件"}));
}

TEST(Screen, LetsNoControlCharacterThrough) {
  Screen screen(80, false);
  screen.put("a\x1b[31m\nb\xC2\x9B");
  EXPECT_EQ(screen.take(), "a [31m b ");
}

TEST(Screen, ColoursOnlyWhereAsked) {
  Screen plain(80, false), colored(80, true);
  plain.put("x", Ink::red);
  colored.put("x", Ink::red);
  EXPECT_EQ(plain.take(), "x");
  EXPECT_EQ(colored.take(), "\x1b[31mx\x1b[0m");
}

TEST(TextPage, ShowsAllParts) {
  const MadeReading made;
  const InputFacts facts = made_facts();
  const std::string page = text_page(*made, facts, {100, false, base::Language::chinese});
  for (const char* part : {"云亭高新区 · 2026 · 已读 5 页，还剩 12 页", "数字 5（缺失 1）", "── 大纲 2",
                           "一、上半年工作〔回顾〕", "规模工业总产值\n  805亿元", "下降 ▯%",
                           "── 缺失的数字 1", "规模工业总产值：…同比下降▯%", "牵头单位 经发局", "开工 1",
                           "前后数值不一：同一指标有两个数", "注音 1"})
    EXPECT_NE(page.find(part), std::string::npos) << part << "\n" << page;
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
}

TEST(TextPage, StaysWithinTheTerminal) {
  const MadeReading made;
  const InputFacts facts = made_facts();
  for (const int columns : {40, 60, 80, 120})
    for (const std::string& line : lines(text_page(*made, facts, {columns, false, base::Language::chinese})))
      EXPECT_LE(display_width(line), columns + 2) << line;  // a closing mark may hang over
}

TEST(TextPage, SpeaksEnglish) {
  const MadeReading made;
  const InputFacts facts = made_facts();
  const std::string page = text_page(*made, facts, {100, false, base::Language::english});
  EXPECT_NE(page.find("5 pages read, 12 left"), std::string::npos);
  EXPECT_NE(page.find("── Lost figures 1"), std::string::npos);
}

}  // namespace
}  // namespace midyear::cli
