#include "server/target.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "server/fields.h"

namespace midyear::server {
namespace {

std::vector<std::vector<std::string>> rows(const std::string& name) {
  std::ifstream file(std::string(MIDYEAR_SOURCE_DIR) + "/tests/server/" + name);
  std::vector<std::vector<std::string>> found;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    row.resize(3);
    found.push_back(row);
  }
  EXPECT_FALSE(found.empty()) << name;
  return found;
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    switch (const char c = text.at(++i); c) {
      case 'r':
        out += '\r';
        break;
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case '0':
        out += '\0';
        break;
      case 'x':
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16)), i += 2;
        break;
      default:
        out += c;
    }
  }
  return out;
}

TEST(RefuseHeader, RefusesWhatTwoProgramsMayReadDifferently) {
  for (const auto& row : rows("heads.tsv")) {
    const auto refusal = refuse_header(unescaped(row[1]) + "\r\n", 8192);
    EXPECT_EQ(refusal ? refusal->code : "-", row[0]) << row[1];
  }
}

TEST(RefuseHeader, HasLimits) {
  const auto with_target = [](std::size_t size) {
    return refuse_header("GET /" + std::string(size, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 100);
  };
  EXPECT_FALSE(with_target(99));
  ASSERT_TRUE(with_target(100));
  EXPECT_EQ(with_target(100)->code, "target_too_long");
  std::string block = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 99; ++i) block += "X: y\r\n";
  EXPECT_FALSE(refuse_header(block + "\r\n", 100));
  ASSERT_TRUE(refuse_header(block + "X: y\r\n\r\n", 100));
  EXPECT_TRUE(refuse_header("GET / HTTP/1.1\r\nHost: a\r\n", 100));
  EXPECT_TRUE(refuse_header("", 100));
  EXPECT_TRUE(refuse_header("GET / HTTP/1.1\r\nHost: a\r\n\r\nmore\r\n\r\n", 100));
}

TEST(ParseTarget, DecodesAndRefuses) {
  for (const auto& row : rows("targets.tsv")) {
    const auto target = parse_target(unescaped(row[0]));
    ASSERT_EQ(target ? target->path : "-", row[1]) << row[0];
    if (!target) continue;
    std::string query;
    for (const auto& [name, value] : target->query) (query += query.empty() ? "" : "|") += name + '=' + value;
    EXPECT_EQ(query, row[2]) << row[0];
  }
}

TEST(Fields, ReadsRanges) {
  using Kind = ByteRange::Kind;
  const auto asked = [](std::string_view range, std::uint64_t size) {
    const ByteRange found = asked_range(range, size);
    return found.kind == Kind::none ? "none"
           : found.kind == Kind::unsatisfiable
               ? "416"
               : std::to_string(found.offset) + '+' + std::to_string(found.size);
  };
  EXPECT_EQ(asked("bytes=0-", 10), "0+10");
  EXPECT_EQ(asked("bytes=2-3", 10), "2+2");
  EXPECT_EQ(asked("BYTES = 2-3", 10), "none");
  EXPECT_EQ(asked("bytes=9-99", 10), "9+1");
  EXPECT_EQ(asked("bytes=-3", 10), "7+3");
  EXPECT_EQ(asked("bytes=-30", 10), "0+10");
  EXPECT_EQ(asked("bytes=10-", 10), "416");
  EXPECT_EQ(asked("bytes=-0", 10), "416");
  EXPECT_EQ(asked("bytes=0-", 0), "416");
  EXPECT_EQ(asked("bytes=3-2", 10), "none");
  EXPECT_EQ(asked("bytes=0-1,3-4", 10), "none");
  EXPECT_EQ(asked("bytes=18446744073709551616-", 10), "none");
  EXPECT_EQ(asked("bytes=a-b", 10), "none");
  EXPECT_EQ(asked("items=0-1", 10), "none");
}

TEST(Fields, WeighsLanguagesAndEncodings) {
  using base::Language;
  EXPECT_EQ(wanted_language("en", Language::chinese), Language::english);
  EXPECT_EQ(wanted_language("fr, en;q=0.2, zh-TW;q=0.8", Language::english), Language::chinese);
  EXPECT_EQ(wanted_language("fr", Language::english), Language::english);
  EXPECT_EQ(wanted_language("en;q=0", Language::chinese), Language::chinese);
  EXPECT_EQ(wanted_language(";;,,q=,", Language::chinese), Language::chinese);
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("br;q=1.0, gzip;q=0.8, *;q=0.1"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_FALSE(accepts_gzip("*;q=0"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0, *"));
  EXPECT_FALSE(accepts_gzip("identity"));
  EXPECT_FALSE(accepts_gzip(""));
}

TEST(Fields, ReadsHostNames) {
  EXPECT_EQ(host_name("LOCALHOST:8080"), "localhost");
  EXPECT_EQ(host_name("[::1]:80"), "[::1]");
  EXPECT_EQ(host_name("127.0.0.1"), "127.0.0.1");
  for (const char* bad : {"", ":80", "a:b", "a:99999", "[::1", "a/b", "user@a", "a b", "localhost:80:80"})
    EXPECT_FALSE(host_name(bad)) << bad;
}

TEST(Fields, WritesDates) { EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT"); }

}  // namespace
}  // namespace midyear::server
