#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "reading/reading.h"
#include "reading/stages.h"
#include "reading/storage.h"

namespace midyear::reading {
namespace {

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n') {
      out += '\n';
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

Reading outlined(std::string text) {
  Reading reading;
  reading.storage().source = std::move(text);
  outline(reading);
  return reading;
}

std::string_view role_name(Role role) {
  static constexpr std::string_view kNames[] = {"none", "review", "problems", "plan", "glossary"};
  return kNames[static_cast<int>(role)];
}

std::string headings_of(const Reading& reading) {
  std::string out;
  for (const Heading& h : reading.headings) {
    if (!out.empty()) out += " / ";
    out += std::to_string(h.level) + (h.item ? "i[" : "[") + std::string(h.number) + "][" +
           std::string(h.title) + "]";
    out += role_name(h.role);
  }
  return out;
}

// Blocks hold all text but white space, once and in order; sentences tile them; headings nest.
void expect_whole(const Reading& reading) {
  const std::string_view text = reading.text();
  std::string seen(text.size(), ' ');
  text::Offset at = 0;
  for (const Block& block : reading.blocks) {
    ASSERT_LE(at, block.at.begin);
    ASSERT_LT(block.at.begin, block.at.end);
    ASSERT_LE(block.at.size(), 64u << 10);
    ASSERT_TRUE(block.heading == kNone || block.heading < reading.headings.size());
    text.copy(seen.data() + block.at.begin, block.at.size(), block.at.begin);
    at = block.at.end;
  }
  for (std::size_t i = 0; i < text.size(); ++i)
    ASSERT_TRUE(seen[i] == text[i] || std::string_view(" \t\r\n\xE3\x80\xC2\xA0\xEF\xBB\xBF").find(text[i]) !=
                                          std::string_view::npos)
        << i;
  at = 0;
  std::size_t block = 0;
  for (const Sentence& sentence : reading.sentences) {
    ASSERT_LE(at, sentence.at.begin);
    ASSERT_LT(sentence.at.begin, sentence.at.end);
    while (block < reading.blocks.size() && reading.blocks[block].at.end < sentence.at.end) ++block;
    ASSERT_LT(block, reading.blocks.size());
    ASSERT_GE(sentence.at.begin, reading.blocks[block].at.begin) << "a sentence crosses a block";
    at = sentence.at.end;
  }
  for (const Heading& h : reading.headings) {
    ASSERT_LE(h.at.begin, h.at.end);
    ASSERT_LE(h.body.begin, h.body.end);
    if (h.parent == kNone) continue;
    const Heading& parent = reading.headings[h.parent];
    ASSERT_LT(parent.level, h.level);
    ASSERT_LE(parent.body.begin, h.body.begin);
    ASSERT_GE(parent.body.end, h.body.end);
  }
}

TEST(Outline, Table) {
  std::ifstream file(std::string(MIDYEAR_SOURCE_DIR) + "/tests/reading/outline.tsv");
  ASSERT_TRUE(file);
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    ASSERT_NE(second, std::string::npos) << line;
    const Reading reading = outlined(unescape(line.substr(0, first)));
    std::string expected = line.substr(first + 1, second - first - 1);
    if (expected == " ") expected.clear();
    EXPECT_EQ(headings_of(reading), expected) << line.substr(second + 1) << "\n" << line.substr(0, first);
    expect_whole(reading);
    ++cases;
  }
  EXPECT_GT(cases, 15);
}

TEST(Outline, SentencesEndWhereTheyShould) {
  const Reading reading = outlined("他说：“要快。”的确如此。真的吗？！好（注：略。）下句 a?b=1 done?完");
  std::string all;
  for (const Sentence& s : reading.sentences) all += std::string(reading.text(s.at)) + "|";
  EXPECT_EQ(all, "他说：“要快。”的确如此。|真的吗？！|好（注：略。）|下句 a?b=1 done?|完|");
}

TEST(Outline, BodyIsWhatChromeLeaves) {
  Reading reading;
  reading.storage().source = "第一页\n一、情况\n增长5%。\n下载\n二、打算\n要快。";
  const auto download = static_cast<text::Offset>(reading.text().find("下载"));
  reading.page.chrome = {{0, 10}, {download, download + 7}};
  ASSERT_EQ(reading.text(reading.page.chrome[1]), "下载\n");
  outline(reading);
  EXPECT_EQ(headings_of(reading), "1[一、][情况]none / 1[二、][打算]plan");
  for (const Block& block : reading.blocks)
    EXPECT_EQ(reading.text(block.at).find("下载"), std::string_view::npos);
}

TEST(Outline, LongTextIsCutIntoBlocks) {
  std::string text;
  while (text.size() < 300'000) text += "全区工业增长百分之五。";
  expect_whole(outlined(text));
  text.clear();
  while (text.size() < 300'000) text += "全区工业增长，";
  const Reading reading = outlined(text);
  expect_whole(reading);
  EXPECT_GT(reading.blocks.size(), 4u);
}

TEST(Outline, HoldsTogetherOnAnyMixture) {
  static constexpr std::string_view kPieces[] = {"一、",   "二、",
                                                 "（一）", "(2)",
                                                 "1.",     "3．",
                                                 "①",      "一是",
                                                 "二是",   "首先，",
                                                 "其次，", "第一章",
                                                 "。",     "，",
                                                 "；",     "：",
                                                 "\n",     "　",
                                                 " ",      "工作情况",
                                                 "今年",   "下半年工作安排",
                                                 "增长5%", "“",
                                                 "”",      "？",
                                                 "?",      "!",
                                                 "\xFF",   "\xE4\xB8",
                                                 "附件",   "\r\n"};
  std::mt19937 random(20260);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto pieces = random() % 40; pieces > 0; --pieces) text += kPieces[random() % std::size(kPieces)];
    expect_whole(outlined(text));
    if (HasFatalFailure()) FAIL() << text;
  }
}

}  // namespace
}  // namespace midyear::reading
