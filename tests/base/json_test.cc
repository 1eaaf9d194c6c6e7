#include "base/json.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/hash.h"

namespace midyear::base {
namespace {

std::string quoted(std::string_view text, JsonPlace place = JsonPlace::data) {
  std::string out;
  append_json_string(out, text, place);
  return out;
}

TEST(JsonString, EscapesControlCharactersQuotesAndBackslashes) {
  EXPECT_EQ(quoted(std::string_view("a\"\\\n\r\t\0\x1f\x7f/", 10)),
            "\"a\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f/\"");
}

TEST(JsonString, KeepsWellFormedUtf8) { EXPECT_EQ(quoted("产值805亿元😀é"), "\"产值805亿元😀é\""); }

TEST(JsonString, ReplacesEachByteThatIsNoUtf8) {
  EXPECT_EQ(quoted("a\xE4\xBA"), "\"a\uFFFD\uFFFD\"");          // cut off
  EXPECT_EQ(quoted("\x80z\xFF"), "\"\uFFFDz\uFFFD\"");          // stray
  EXPECT_EQ(quoted("\xC0\xAF"), "\"\uFFFD\uFFFD\"");            // overlong
  EXPECT_EQ(quoted("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");  // surrogate
  EXPECT_EQ(quoted("\xF4\x90\x80\x80").size(), 2u + 4 * 3);     // past the last code point
}

TEST(JsonString, CannotLeaveAScript) {
  EXPECT_EQ(quoted("</script><!--&", JsonPlace::script), "\"\\u003c/script\\u003e\\u003c!--\\u0026\"");
  EXPECT_EQ(quoted("a\u2028b\u2029c", JsonPlace::script), "\"a\\u2028b\\u2029c\"");
  EXPECT_EQ(quoted("a\u2028b"), "\"a\u2028b\"");
}

std::string number(double value) {
  std::string out;
  append_json_number(out, value);
  return out;
}

TEST(JsonNumber, IsPlainAndShort) {
  EXPECT_EQ(number(80500000000.0), "80500000000");
  EXPECT_EQ(number(5.53 * 1e12), "5530000000000");
  EXPECT_EQ(number(0.1 + 0.2), "0.3");
  EXPECT_EQ(number(-0.08), "-0.08");
  EXPECT_EQ(number(1e21), "1000000000000000000000");
  EXPECT_EQ(number(1e-9), "0.000000001");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "null");
}

TEST(JsonWriter, PutsCommasBetweenAndNowhereElse) {
  std::string out;
  JsonWriter json(out);
  for (int line = 0; line < 2; ++line) {
    json.begin_object();
    json.key("a").begin_array();
    json.integer(1);
    json.string("二");
    json.begin_array();
    json.end_array();
    json.end_array();
    json.key("b").string_or_null("");
    json.key("c").boolean(true);
    json.end_object();
    json.end_line();
  }
  const std::string line = "{\"a\":[1,\"二\",[]],\"b\":null,\"c\":true}\n";
  EXPECT_EQ(out, line + line);
}

TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace midyear::base
