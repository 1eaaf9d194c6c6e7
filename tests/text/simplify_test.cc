#include "text/simplify.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "text/tables/tables.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// What the command of the package opencc makes of a text; "" where it is not there.
std::string opencc(const std::string& text) {
  const fs::path folder =
      fs::temp_directory_path() / ("midyear-opencc-" + std::to_string(std::random_device{}()));
  fs::create_directory(folder);
  std::ofstream(folder / "in", std::ios::binary) << text;
  const std::string command =
      "opencc -c t2s.json -i " + (folder / "in").string() + " -o " + (folder / "out").string();
  const std::string out = std::system(command.c_str()) == 0 ? read_file(folder / "out") : "";
  fs::remove_all(folder);
  return out;
}

// Characters and phrases of the tables, whole and cut, among others.
std::string generated(std::mt19937& random, std::size_t pieces) {
  std::string out;
  const auto phrases = tables::phrases();
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  while (pieces-- > 0) {
    const auto& phrase = phrases[below(phrases.size())];
    switch (below(8)) {
      case 0:
        out += phrase.from;
        break;
      case 1:
        out += phrase.from.substr(0, phrase.from.size() / 3 / 2 * 3);
        break;
      case 2:
        out += phrase.to;
        break;
      case 3:
        append_utf8(out, tables::rare_forms()[below(tables::rare_forms().size())].from);
        break;
      case 4:
        out += below(4) == 0 ? "\n" : "3.5%,a";
        break;
      case 5:
        append_utf8(out, static_cast<char32_t>(0x1F300 + below(256)));
        break;
      default:
        append_utf8(out, static_cast<char32_t>(0x4E00 + below(0x5200)));
        break;
    }
  }
  return out + "\n";
}

TEST(Simplify, IsByteIdenticalWithOpenccOnGeneratedText) {
  std::mt19937 random(20261123);
  const std::string text = generated(random, 200'000);
  const std::string expected = opencc(text);
  if (expected.empty()) GTEST_SKIP() << "the command opencc does not run here";
  EXPECT_EQ(simplify(text), expected);
}

TEST(Simplify, IsByteIdenticalWithOpenccOnEveryCharacterOfTheTable) {
  std::string text;
  for (char32_t c = 1; c < 0x10000; ++c)
    if (tables::kSimplified[c] != 0) append_utf8(text, c), text += "\n";
  for (const auto& form : tables::rare_forms()) append_utf8(text, form.from), text += "\n";
  const std::string expected = opencc(text);
  if (expected.empty()) GTEST_SKIP() << "the command opencc does not run here";
  EXPECT_EQ(simplify(text), expected);
}

TEST(Simplify, IsByteIdenticalWithOpenccOnSharedTexts) {
  const fs::path folder = fs::path(MIDYEAR_SOURCE_DIR) / "../shared/reading/text";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared texts beside the source";
  for (const auto& file : fs::directory_iterator(folder)) {
    const std::string text = read_file(file.path()) + "\n";
    const std::string expected = opencc(text);
    if (expected.empty()) GTEST_SKIP() << "the command opencc does not run here";
    EXPECT_EQ(simplify(text), expected) << file.path();
  }
}

TEST(Simplify, ListsWhatChanged) {
  std::vector<FormChange> changes;
  EXPECT_EQ(simplify("在園區里,二噁英", changes), "在园区里,二𫫇英");
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].from, 3u);
  EXPECT_EQ(changes[0].size, 6u);
  EXPECT_EQ(changes[0].new_size, 6u);
  EXPECT_EQ(changes[1].size, 9u);
  EXPECT_EQ(changes[1].new_size, 10u);
}

TEST(Simplify, LeavesBrokenBytesAlone) {
  const std::string broken = "a\x80\xE5\x8Dz\xFF\xE5";
  EXPECT_EQ(simplify(broken), broken);
}

}  // namespace
}  // namespace midyear::text
