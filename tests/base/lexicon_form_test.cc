// The form that lexicon/README.md promises, for every file and in both directions.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"

namespace midyear::base {
namespace {

std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> lines;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    lines.push_back(bytes.substr(0, end));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  return lines;
}

TEST(LexiconForm, every_file_is_headed_sorted_unique_and_even) {
  ASSERT_GT(embedded_lexicon().size(), 20u);
  for (const EmbeddedFile& file : embedded_lexicon()) {
    SCOPED_TRACE(file.name);
    ASSERT_TRUE(file.bytes.ends_with('\n'));
    EXPECT_EQ(file.bytes.find('\r'), std::string_view::npos);
    const std::vector<std::string_view> lines = lines_of(file.bytes);
    ASSERT_GT(lines.size(), 1u);
    ASSERT_TRUE(lines.front().starts_with("# "));
    const auto columns = std::count(lines.front().begin(), lines.front().end(), '\t');
    std::string_view before;
    for (std::size_t i = 1; i < lines.size(); ++i) {
      SCOPED_TRACE(lines[i]);
      const std::string_view key = lines[i].substr(0, lines[i].find('\t'));
      EXPECT_FALSE(key.empty());
      EXPECT_LT(before, key);
      EXPECT_EQ(std::count(lines[i].begin(), lines[i].end(), '\t'), columns);
      EXPECT_FALSE(lines[i].ends_with(' ') || lines[i].starts_with(' '));
      before = key;
    }
  }
}

TEST(LexiconForm, the_page_names_every_file_and_no_other) {
  std::ifstream in(std::string(MIDYEAR_SOURCE_DIR) + "/lexicon/README.md");
  const std::string page((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  ASSERT_FALSE(page.empty());
  std::set<std::string> named;
  for (std::size_t at = page.find(".tsv"); at != std::string::npos; at = page.find(".tsv", at + 4)) {
    std::size_t begin = at;
    while (begin > 0 &&
           (std::isalnum(static_cast<unsigned char>(page[begin - 1])) != 0 || page[begin - 1] == '_'))
      --begin;
    named.insert(page.substr(begin, at + 4 - begin));
  }
  std::set<std::string> there;
  for (const EmbeddedFile& file : embedded_lexicon()) there.emplace(file.name);
  EXPECT_EQ(named, there);
}

}  // namespace
}  // namespace midyear::base
