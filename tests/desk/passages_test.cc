// The passages that are searched: all of the body, each at its place.

#include "desk/passages.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "reading/utf16_index.h"

namespace midyear::desk {
namespace {

reading::Reading read(std::string text) {
  auto made = reading::read(std::move(text), {});
  EXPECT_TRUE(made);
  return std::move(*made);
}

std::string sample(const char* name) {
  std::ifstream file(MIDYEAR_SOURCE_DIR "/samples/" + std::string(name));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// In order, apart, within bounds, at the UTF-16 place that they name; and every sentence is in one.
void check(const reading::Reading& reading) {
  const reading::Utf16Index units(reading.text());
  const auto passages = cut_passages(reading);
  std::size_t last = 0, covered = 0;
  for (const PassagePlace& passage : passages) {
    EXPECT_LE(last, passage.at.begin);
    EXPECT_LT(passage.at.begin, passage.at.end);
    EXPECT_EQ(passage.start, units.units(passage.at.begin));
    EXPECT_LE(units.units(passage.at.end) - passage.start, 2'000u);
    EXPECT_EQ(passage_text(reading, passage).size(), passage.at.end - passage.at.begin);
    last = passage.at.end;
  }
  for (const reading::Sentence& sentence : reading.sentences)
    for (const PassagePlace& passage : passages) {
      const auto begin = std::max(sentence.at.begin, passage.at.begin);
      const auto end = std::min(sentence.at.end, passage.at.end);
      if (begin < end) covered += end - begin;
    }
  std::size_t all = 0;
  for (const reading::Sentence& sentence : reading.sentences) all += sentence.at.end - sentence.at.begin;
  EXPECT_EQ(covered, all);
}

TEST(Passages, CoverTheBodyOfEverySample) {
  for (const char* name : {"yunting-half-year.txt", "yunting-half-year.page.txt", "yunting-bulletin.html",
                           "qihe-first-quarter.txt", "qihe-notice.gb18030.txt"}) {
    const auto reading = read(sample(name));
    EXPECT_GT(cut_passages(reading).size(), 3u) << name;
    check(reading);
  }
}

TEST(Passages, CutASentenceThatDoesNotEnd) {
  std::string text = "一、回顾\n";
  for (int i = 0; i < 3'000; ++i) text += "园区𠮷甲";
  check(read(text));
}

TEST(Passages, NameTheHeadingsTheyStandUnder) {
  const auto reading = read("一、上半年工作\n(一)工业。产值80亿元。\n二、下半年安排\n新建孵化器3家。\n");
  const auto passages = cut_passages(reading);
  ASSERT_GE(passages.size(), 2u);
  EXPECT_EQ(passage_headings(reading, passages.back()), R"(["二、下半年安排"])");
}

TEST(Passages, HoldNothingThatADatabaseRefuses) {
  const auto reading = read(std::string("产值\0达80亿元。", 22));
  for (const PassagePlace& passage : cut_passages(reading))
    EXPECT_EQ(passage_text(reading, passage).find('\0'), std::string::npos);
}

}  // namespace
}  // namespace midyear::desk
