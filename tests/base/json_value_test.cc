#include "base/json_value.h"

#include <gtest/gtest.h>

namespace midyear {
namespace {

TEST(JsonReader, ReadsWhatIsWellFormed) {
  const auto value = JsonReader::parse(R"( {"a":[1,-0.5,true,null,"\u4e8c\n"],"b":{}} )");
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["a"].size(), 5u);
  EXPECT_EQ((*value)["a"][1].number(), -0.5);
  EXPECT_EQ((*value)["a"][1].literal, "-0.5");
  EXPECT_TRUE((*value)["a"][3].is_null());
  EXPECT_EQ((*value)["a"][4].text(), "二\n");
}

TEST(JsonReader, RefusesWhatIsNot) {
  for (const char* text : {"", "{", "[1,]", "{\"a\"}", "{\"a\":1,\"a\":2}", "01", "1e5", "\"\n\"", "\"\xFF\"",
                           "[1] 2", "nul", "\"a"})
    EXPECT_FALSE(JsonReader::parse(text)) << text;
}

}  // namespace
}  // namespace midyear
