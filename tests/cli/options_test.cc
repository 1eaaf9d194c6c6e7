#include "cli/options.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace midyear::cli {
namespace {

std::vector<std::string> words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

std::string shown(const ReadCommand& command) {
  const ReadCommand plain;
  std::string text = "inputs=";
  for (std::size_t i = 0; i < command.inputs.size(); ++i) text += (i == 0 ? "" : ",") + command.inputs[i];
  const auto add = [&](std::string_view name, auto value, auto usual) {
    if (value != usual) (text += ' ').append(name) += std::to_string(value);
  };
  add("format=", static_cast<int>(command.format), static_cast<int>(plain.format));
  add("stage=", command.stage ? static_cast<int>(*command.stage) : -1, -1);
  add("table=", static_cast<int>(command.table), static_cast<int>(plain.table));
  add("year=", command.year, plain.year);
  if (command.simplify) text += " simplify";
  add("max=", command.max_bytes, plain.max_bytes);
  if (!command.output.empty()) text += " output=" + command.output;
  add("jobs=", command.jobs, plain.jobs);
  return text;
}

TEST(ReadOptions, AsTheTableSays) {
  std::ifstream table(MIDYEAR_SOURCE_DIR "/tests/cli/options.tsv");
  int cases = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t'), second = line.find('\t', tab + 1);
    ASSERT_NE(second, std::string::npos) << line;
    const std::vector<std::string> owned = words(line.substr(0, tab));
    const std::vector<std::string_view> arguments(owned.begin(), owned.end());
    const std::string expected = line.substr(tab + 1, second - tab - 1);
    const base::Result<ReadCommand> parsed = parse_read(arguments, base::Language::english);
    if (parsed)
      EXPECT_EQ(shown(*parsed), expected) << line;
    else {
      EXPECT_EQ(parsed.error().code, "usage");
      EXPECT_TRUE(parsed.error().message.starts_with(expected)) << line << "\n" << parsed.error().message;
    }
    ++cases;
  }
  EXPECT_GT(cases, 30);
}

TEST(RepairOptions, KnowTheLogAndNotTheYear) {
  const std::vector<std::string_view> good{"--log", "--simplify", "-o", "x", "a"};
  const auto parsed = parse_repair(good, base::Language::english);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->log);
  EXPECT_TRUE(parsed->simplify);
  EXPECT_EQ(parsed->output, "x");
  const std::vector<std::string_view> bad{"--year", "2026", "a"};
  const auto refused = parse_repair(bad, base::Language::chinese);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "--year 不是这个命令的选项");
}

}  // namespace
}  // namespace midyear::cli
