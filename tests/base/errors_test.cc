#include "base/errors.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace midyear::base {
namespace {

std::multiset<std::string> placeholders(std::string_view sentence) {
  std::multiset<std::string> names;
  for (std::size_t open = sentence.find('{'); open != std::string_view::npos;
       open = sentence.find('{', open + 1))
    names.emplace(sentence.substr(open, sentence.find('}', open) + 1 - open));
  return names;
}

TEST(ErrorTable, IsSortedCompleteAndSaysTheSameInBothLanguages) {
  ASSERT_FALSE(error_kinds().empty());
  std::string_view before;
  for (const ErrorKind& kind : error_kinds()) {
    EXPECT_LT(before, kind.code);
    before = kind.code;
    EXPECT_GE(kind.exit, 0);
    EXPECT_LE(kind.exit, 3) << kind.code;
    EXPECT_GE(kind.http, 200) << kind.code;
    EXPECT_LE(kind.http, 599) << kind.code;
    EXPECT_TRUE(kind.chinese.ends_with("。")) << kind.code << " is one sentence";
    EXPECT_TRUE(kind.english.ends_with(".")) << kind.code << " is one sentence";
    EXPECT_EQ(placeholders(kind.chinese), placeholders(kind.english)) << kind.code;
  }
}

// Codes that the sources name are in the table: an Error{"…"} or {"code", …} that nobody can look up is a
// slip.
TEST(ErrorTable, HoldsEveryCodeThatSourcesUse) {
  std::set<std::string, std::less<>> known;
  for (const ErrorKind& kind : error_kinds()) known.emplace(kind.code);
  int used = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(MIDYEAR_SOURCE_DIR "/src")) {
    if (entry.path().extension() != ".cc") continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    const std::string source = text.str();
    static constexpr std::string_view kMark = "Error{\"";
    for (std::size_t at = source.find(kMark); at != std::string::npos; at = source.find(kMark, at + 1)) {
      const std::size_t begin = at + kMark.size();
      const std::string code = source.substr(begin, source.find('"', begin) - begin);
      EXPECT_TRUE(known.contains(code)) << entry.path() << ": " << code;
      ++used;
    }
  }
  EXPECT_GT(used, 0);
}

TEST(ErrorSentence, PutsValuesInPlaceOfNames) {
  EXPECT_EQ(error_sentence("empty_input", Language::english, {{"file", "a.txt"}}),
            "a.txt is empty, there is no text in it; check that the download or export is complete.");
  const std::string sentence = error_sentence("read_failed", Language::chinese,
                                              {{"file", "甲.txt"}, {"byte", "4096"}, {"detail", "EIO"}});
  EXPECT_EQ(sentence, "读 甲.txt 到第 4096 字节时出错：EIO；请检查磁盘或网络盘后重试。");
}

TEST(ErrorSentence, ShowsThatAValueIsMissing) {
  EXPECT_EQ(error_sentence("usage", Language::english, {}), "?; see midyear help.");
}

TEST(ErrorKind, OfAnUnknownCodeIsInternal) { EXPECT_EQ(error_kind("no_such_code").code, "internal"); }

}  // namespace
}  // namespace midyear::base
