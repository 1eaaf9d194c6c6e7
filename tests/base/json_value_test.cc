#include "base/json_value.h"

#include <gtest/gtest.h>

#include <functional>

namespace midyear::base {
namespace {

JsonValue parsed(std::string_view text) { return parse_json(text).value(); }

// "code place wanted" of the fault, or "" without one.
std::string fault(const std::function<void()>& work) {
  try {
    work();
  } catch (const JsonFault& fault) {
    return fault.code() + " " + fault.place() + " " + fault.wanted();
  }
  return "";
}

TEST(JsonValue, ReadsEveryKind) {
  const JsonValue root = parsed(R"({"a":[1,-2.5,"字\n"],"b":true,"c":null,"d":{"e":3.0}})");
  EXPECT_EQ(root.size(), 4u);
  EXPECT_EQ(root.at("a").at(0).integer(), 1);
  EXPECT_EQ(root.at("a").at(1).number(), -2.5);
  EXPECT_EQ(root.at("a").at(2).string(), "字\n");
  EXPECT_TRUE(root.at("b").boolean());
  EXPECT_TRUE(root.at("c").null());
  EXPECT_TRUE(root.has("c"));
  EXPECT_FALSE(root.find("c"));
  EXPECT_FALSE(root.find("x"));
  EXPECT_EQ(root.at("d").at("e").integer(), 3);
  EXPECT_EQ(root.at("d").text(), R"({"e":3E0})");
}

TEST(JsonValue, NamesThePlaceOfAFault) {
  const JsonValue root = parsed(R"({"decisions":[{},{},{},{"kind":7,"a/b~":[0.5,99]}]})");
  const JsonValue last = root.at("decisions").at(3);
  EXPECT_EQ(fault([&] { (void)last.at("kind").string(); }), "json_kind /decisions/3/kind a string");
  EXPECT_EQ(fault([&] { (void)last.at("note"); }), "json_missing /decisions/3 note");
  EXPECT_EQ(fault([&] { (void)last.at("a/b~").at(0).integer(); }),
            "json_kind /decisions/3/a~1b~0/0 a whole number");
  EXPECT_EQ(fault([&] { (void)last.at("a/b~").at(1).integer(0, 50); }),
            "json_range /decisions/3/a~1b~0/1 0 to 50");
  EXPECT_EQ(fault([&] { last.only({"kind"}); }), "json_unknown /decisions/3 a/b~");
  EXPECT_EQ(fault([&] { last.only({"kind", "a/b~"}); }), "");
  EXPECT_EQ(fault([&] { (void)root.items(); }), "json_kind  an array");
}

TEST(JsonValue, RefusesIntegersThatDoNotFit) {
  EXPECT_EQ(parsed("9223372036854775807").integer(), 9223372036854775807);
  EXPECT_TRUE(fault([] { (void)parsed("9223372036854775808").integer(); }).starts_with("json_range"));
  EXPECT_TRUE(fault([] { (void)parsed("1e30").integer(); }).starts_with("json_range"));
}

TEST(JsonValue, OutlivesTheCopyItCameFrom) {
  const JsonValue inner = parsed(R"([["kept"]])").at(0).at(0);
  EXPECT_EQ(inner.string(), "kept");
}

TEST(ParseJson, RefusesWhatIsNoJson) {
  for (const std::string_view text :
       {"", " ", "{", "[1,]", "{\"a\":1,}", "01", "nul", "\"\x01\"", "\"\xFF\"", "\"\\ud800\"", "1 2",
        "{a:1}", "'a'", "NaN", "[1] x", "[{\"a\":1e400}]"}) {
    const auto value = parse_json(text);
    ASSERT_FALSE(value.ok()) << text;
    EXPECT_EQ(value.error().code, "json_syntax") << text;
    EXPECT_LE(value.error().byte, text.size()) << text;
  }
}

TEST(ParseJson, KeepsItsLimits) {
  EXPECT_TRUE(parse_json(std::string(32, '[') + std::string(32, ']')).ok());
  const auto deep = parse_json(std::string(1'000'000, '['));
  ASSERT_FALSE(deep.ok());
  EXPECT_EQ(deep.error().code, "json_deep");
  EXPECT_EQ(deep.error().message, "32");
  const auto large = parse_json("[1,2,3]", {.bytes = 6});
  ASSERT_FALSE(large.ok());
  EXPECT_EQ(large.error().code, "json_large");
}

}  // namespace
}  // namespace midyear::base
