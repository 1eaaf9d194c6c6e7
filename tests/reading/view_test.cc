#include "reading/view.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/plain_json.h"
#include "reading/made_reading.h"

namespace midyear::reading {
namespace {

template <class List>
void expect_distinct_keys(const Reading& reading, const List& records, const std::string& where) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> keys;
  for (const auto& record : records) {
    const SourceSpan key = key_of(reading, record);
    EXPECT_LT(key.begin, key.end) << where;
    EXPECT_TRUE(keys.emplace(key.begin, key.end).second)
        << where << ": two at " << key.begin << "-" << key.end << ": " << reading.source_text(key);
  }
}

// Two records of one key could not be told apart when somebody decides on them.
TEST(View, KeysOfTheSamplesAreDistinct) {
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(MIDYEAR_SOURCE_DIR "/samples")) {
    if (entry.path().extension() != ".txt" && entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const auto read_report = read(bytes.str());
    if (!read_report) continue;
    const std::string where = entry.path().filename();
    expect_distinct_keys(*read_report, read_report->figures, where);
    expect_distinct_keys(*read_report, read_report->commitments, where);
    expect_distinct_keys(*read_report, read_report->projects, where);
    ++files;
  }
  EXPECT_GT(files, 0);
}

TEST(View, NamesARecordByItsBytesInTheSource) {
  const MadeReading made;
  std::string out;
  write_keyed_view(*made, made_facts(), out);
  const auto view = JsonReader::parse(out);
  ASSERT_TRUE(view);
  EXPECT_FALSE(view->has("labels"));
  for (const std::string kind : {"figure", "commitment", "project"}) {
    const auto& records = (*view)[kind + "s"].array();
    EXPECT_FALSE(records.empty());
    for (const auto& record : records) {
      const auto &begin = record["bytes"][0], &end = record["bytes"][1];
      EXPECT_EQ(record["id"].text(), kind + ":" + begin.literal + "-" + end.literal);
    }
  }
  const SourceSpan first = key_of(*made, made->figures.front());
  EXPECT_EQ((*view)["figures"][std::size_t{0}]["bytes"][0].number(), first.begin);
  EXPECT_EQ((*view)["figures"][std::size_t{0}]["bytes"][1].number(), first.end);
}

TEST(View, OfThePageHasNoKeys) {
  const MadeReading made;
  std::string out;
  write_view(*made, made_facts(), base::Language::chinese, out);
  const auto view = JsonReader::parse(out);
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->has("labels"));
  EXPECT_FALSE((*view)["figures"][std::size_t{0}].has("bytes"));
}

}  // namespace
}  // namespace midyear::reading
