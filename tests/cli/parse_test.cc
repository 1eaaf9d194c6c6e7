#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/options.h"

namespace midyear::cli {
namespace {

namespace fs = std::filesystem;

// A folder of this test's own, gone with it.
class ParseCommandTest : public ::testing::Test {
 protected:
  ParseCommandTest()
      : folder_(fs::temp_directory_path() /
                ("midyear-parse-" + std::to_string(::getpid()) + "-" +
                 ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::create_directories(folder_);
  }
  ~ParseCommandTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  }

  // Runs `midyear parse` over one input; what came out is in "out" and "err".
  int run(std::vector<std::string> words, const std::string& input) {
    std::ofstream(folder_ / "in", std::ios::binary) << input;
    words.insert(words.begin(), "parse");
    words.push_back((folder_ / "in").string());
    base::FileSystem& files = base::FileSystem::real();
    auto out = base::Output::create(files, (folder_ / "out").string());
    auto err = base::Output::create(files, (folder_ / "err").string());
    Surroundings around{.files = files, .out = **out, .err = **err};
    around.language = base::Language::english;
    const std::vector<std::string_view> arguments(words.begin(), words.end());
    return cli::run(arguments, around);
  }

  fs::path folder_;
};

TEST_F(ParseCommandTest, PrintsOneArrayALine) {
  EXPECT_EQ(run({"--kind", "number"}, "三家\n\n没有\n１２ 万\r\n尾行5"), kDone);
  EXPECT_EQ(
      read("out"),
      "[{\"text\":\"三\",\"start\":0,\"value\":3}]\n[]\n[]\n"
      "[{\"text\":\"１２ 万\",\"start\":0,\"value\":120000}]\n[{\"text\":\"5\",\"start\":2,\"value\":5}]\n");
}

TEST_F(ParseCommandTest, ReadsTraditionalCharactersAndGivesTheTextAsItStands) {
  EXPECT_EQ(run({"--kind", "percent"}, "提高兩個百分點\n"), kDone);
  EXPECT_EQ(read("out"), "[{\"text\":\"兩個百分點\",\"start\":2,\"value\":2}]\n");
}

TEST_F(ParseCommandTest, CountsCharactersOutsideTheBasicPlaneAsOne) {
  EXPECT_EQ(run({"--kind", "currency"}, "𠮷𠮷8元\n"), kDone);
  EXPECT_EQ(read("out"), "[{\"text\":\"8元\",\"start\":2,\"value\":8,\"currency\":\"CNY\"}]\n");
}

TEST_F(ParseCommandTest, GivesBoundsAndDates) {
  EXPECT_EQ(run({"--kind", "range"}, "不少于9\n"), kDone);
  EXPECT_EQ(read("out"),
            "[{\"text\":\"不少于9\",\"start\":0,\"lower\":9,\"upper\":null,\"lower_closed\":true,\"upper_"
            "closed\":false}]\n");
  EXPECT_EQ(run({"--kind", "period", "--reference", "2026-06-15"}, "上半年\n"), kDone);
  EXPECT_EQ(read("out"),
            "[{\"text\":\"上半年\",\"start\":0,\"from\":\"2026-01-01\",\"to\":\"2026-07-01\"}]\n");
}

TEST_F(ParseCommandTest, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(run({}, ""), kWrongUsage);
  EXPECT_NE(read("err").find("--kind"), std::string::npos);
  EXPECT_EQ(run({"--kind", "colour"}, ""), kWrongUsage);
  EXPECT_EQ(run({"--kind", "period", "--reference", "2026-02-30"}, ""), kWrongUsage);
  EXPECT_NE(read("err").find("2026-06-30"), std::string::npos);
}

TEST_F(ParseCommandTest, BytesThatAreNoTextComeToAnEnd) {
  EXPECT_EQ(run({"--kind", "number"}, std::string("\xFF\xFE 7 \xE4\xB8\n\x00 8\n", 12)), kDone);
  EXPECT_NE(read("out").find("\"value\":7"), std::string::npos);
  EXPECT_NE(read("out").find("\"value\":8"), std::string::npos);
}

// Each "$ echo 'TEXT' | midyear parse --kind KIND" of the page is run, and must print the line after it.
TEST_F(ParseCommandTest, ExamplesOfTheDocumentationHold) {
  std::ifstream page(MIDYEAR_SOURCE_DIR "/docs/parse.md");
  int examples = 0;
  for (std::string line; std::getline(page, line);) {
    constexpr std::string_view kEcho = "    $ echo '", kParse = "' | midyear parse --kind ";
    const std::size_t parse = line.find(kParse);
    if (!line.starts_with(kEcho) || parse == std::string::npos) continue;
    const std::string text = line.substr(kEcho.size(), parse - kEcho.size());
    const std::string kind = line.substr(parse + kParse.size());
    std::string expected;
    std::getline(page, expected);
    EXPECT_EQ(run({"--kind", kind}, text + "\n"), kDone);
    EXPECT_EQ("    " + read("out"), expected + "\n");
    ++examples;
  }
  EXPECT_GT(examples, 1);
}

TEST(ParseSpecifications, NumbersAndRangesAgreeWithThePublicOnes) {
  const fs::path runner = fs::path(MIDYEAR_SOURCE_DIR) / "../shared/reading/specs/run.py";
  if (!fs::exists(runner)) GTEST_SKIP() << "the public specifications are not beside the source: " << runner;
  if (std::system("python3 -c pass") != 0) GTEST_SKIP() << "python3 is not there to run them";
  const std::string command =
      "python3 " + runner.string() + " --min 0.95 --misses 5 " MIDYEAR_BINARY " parse";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace midyear::cli
