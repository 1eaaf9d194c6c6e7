// Which year a report is about, as far as it says so.

#include <gtest/gtest.h>

#include "reading/reading.h"

namespace midyear::reading {
namespace {

int year_of(std::string text) {
  const auto reading = read(std::move(text));
  EXPECT_TRUE(reading.ok());
  return reading.value().year;
}

const std::string kNotice =
    "关于做好下半年工作的通知\n\n各部门：\n上半年，全区完成工业总产值397.4亿元，增长7.4%。\n\n";

TEST(Year, StandsUnderANoticeBesideWhoSignsIt) {
  EXPECT_EQ(year_of(kNotice + "云汀高新区管委会\n2025年7月10日\n"), 2025);
  EXPECT_EQ(year_of(kNotice + "2025年7月10日\n云汀高新区管委会\n"), 2025);
  EXPECT_EQ(year_of(kNotice + "二〇二五年七月十日\n"), 2025);
}

TEST(Year, OfTheTitleComesFirst) {
  EXPECT_EQ(year_of("云汀高新区2024年工作总结\n\n全年完成投资68.9亿元。\n\n2025年1月10日\n"), 2024);
}

TEST(Year, IsNoneWhereADayIsOnlySpokenOf) {
  EXPECT_EQ(year_of(kNotice + "以上请于7月底前办结。\n"), 0);
  EXPECT_EQ(year_of(kNotice + "云汀高新区管委会\n"), 0);
}

}  // namespace
}  // namespace midyear::reading
