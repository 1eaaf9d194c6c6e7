#include "cli/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "cli/shell.h"

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

// midyear COMMAND --help is about this command; every command has its line, in both languages.
TEST(Help, OfOneCommand) {
  for (const char* language : {"zh", "en"})
    for (const char* command : {"read", "repair", "parse", "serve", "status", "add", "list", "find", "export",
                                "backup", "restore", "verify", "audit", "people", "config"}) {
      const Shell said = shell("midyear " + std::string(command) + " --help",
                               "export MIDYEAR_LANG=" + std::string(language));
      EXPECT_EQ(said.code, 0);
      EXPECT_TRUE(said.out.starts_with("  midyear " + std::string(command) + " ")) << said.out;
      EXPECT_LT(std::count(said.out.begin(), said.out.end(), '\n'), 22) << said.out;
      EXPECT_NE(said.out.find(language == std::string("zh") ? "退出码" : "Exit codes"), std::string::npos)
          << said.out;
    }
}

}  // namespace
}  // namespace midyear::cli
