#include <gtest/gtest.h>

#include <string>

#include "reading/reading.h"

namespace midyear::reading {
namespace {

Reading read_text(std::string text) {
  auto reading = read(std::move(text));
  EXPECT_TRUE(reading.ok());
  return std::move(reading).value();
}

const Figure* find(const Reading& reading, std::string_view words) {
  for (const Figure& figure : reading.figures)
    if (reading.text(figure.at) == words) return &figure;
  return nullptr;
}

TEST(Place, a_title_names_the_reporting_place) {
  EXPECT_EQ(read_text("2026年上半年云亭高新区工作总结\n一、主要工作\n上半年工作有序。\n").place,
            "云亭高新区");
  EXPECT_EQ(read_text("齐河县2025年政府工作报告\n各位代表：\n").place, "齐河县");
}

TEST(Place, in_a_zone_the_city_is_somebody_else) {
  const Reading reading = read_text(
      "云亭高新区上半年工作总结\n1-6月，园区完成规上工业总产值120亿元，增长7%。"
      "1-6月，全市完成规上工业总产值900亿元，同比增长5%。\n");
  ASSERT_NE(find(reading, "900亿元"), nullptr);
  EXPECT_EQ(find(reading, "900亿元")->entity, "全市");
  EXPECT_EQ(find(reading, "5%")->entity, "全市");  // a following growth is of the same one
  EXPECT_EQ(find(reading, "120亿元")->entity, "");
}

TEST(Place, in_a_city_the_whole_city_is_the_place_itself) {
  const Reading reading =
      read_text("平川市上半年经济运行情况\n上半年，全市完成固定资产投资300亿元，增长4%。\n");
  ASSERT_NE(find(reading, "300亿元"), nullptr);
  EXPECT_EQ(find(reading, "300亿元")->entity, "");
}

}  // namespace
}  // namespace midyear::reading
