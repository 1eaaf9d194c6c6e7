// Runs the examples of the documentation: ```console blocks, "$ " before each command, what it prints below.
// A line "…" stands for any lines, "…" at the end of a line for any rest.

#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "cli/shell.h"

namespace midyear::cli {
namespace {

struct Example {
  std::string command;
  std::vector<std::string> expected;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<Example> examples_of(const std::string& page) {
  std::vector<Example> examples;
  bool inside = false;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("```"))
      inside = line == "```console";
    else if (inside && line.starts_with("$ "))
      examples.push_back({line.substr(2), {}});
    else if (inside && !examples.empty())
      examples.back().expected.push_back(line);
  }
  return examples;
}

bool same_line(const std::string& expected, const std::string& got) {
  static const std::string kRest = "…";
  if (!expected.ends_with(kRest)) return expected == got;
  return got.starts_with(expected.substr(0, expected.size() - kRest.size()));
}

// Whether the lines from i on match the expected ones from k on; both lists are short.
bool matches(const std::vector<std::string>& expected, std::size_t k, const std::vector<std::string>& got,
             std::size_t i) {
  if (k == expected.size()) return i == got.size();
  if (expected[k] == "…") {
    for (std::size_t j = i; j <= got.size(); ++j)
      if (matches(expected, k + 1, got, j)) return true;
    return false;
  }
  return i < got.size() && same_line(expected[k], got[i]) && matches(expected, k + 1, got, i + 1);
}

TEST(Documentation, MatchingKnowsWhatIsLeftOut) {
  EXPECT_TRUE(matches({"a", "…", "d…"}, 0, {"a", "b", "c", "dog"}, 0));
  EXPECT_TRUE(matches({"…"}, 0, {}, 0));
  EXPECT_FALSE(matches({"a", "…", "d"}, 0, {"a", "b", "dog"}, 0));
  EXPECT_FALSE(matches({"a"}, 0, {"a", "b"}, 0));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

TEST(Documentation, ExamplesPrintWhatThePagesSay) {
  // What the pages write to /tmp goes to a folder of this run: another user may have left the same names.
  const Scratch scratch;
  const std::string folder = scratch.path();
  std::size_t run = 0;
  for (const char* name : {"docs/read.md", "docs/library.md"}) {
    for (const Example& example : examples_of(file_bytes(std::filesystem::path(MIDYEAR_SOURCE_DIR) / name))) {
      const Shell result = shell("{ " + replaced(example.command, "/tmp/", folder) + "\n} 2>&1");
      const std::string printed = replaced(result.out, folder, "/tmp/");
      EXPECT_TRUE(matches(example.expected, 0, lines_of(printed), 0))
          << name << ": $ " << example.command << "\n"
          << printed.substr(0, 4000);
      ++run;
    }
  }
  EXPECT_GE(run, 15u);
}

}  // namespace
}  // namespace midyear::cli
