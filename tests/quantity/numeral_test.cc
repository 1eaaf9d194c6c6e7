#include "quantity/numeral.h"

#include <gtest/gtest.h>

#include "quantity/cases.h"
#include "quantity/table.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

const char* name(Rough rough) {
  return rough == Rough::over ? "over" : rough == Rough::about ? "about" : "none";
}

TEST(Numeral, table) {
  for (const Case& c : cases_of("quantity/numerals.tsv", 7)) {
    SCOPED_TRACE(c[0] + " (" + c[6] + ")");
    const auto got = scan_numeral(widen(c[0]), 0);
    ASSERT_EQ(got.has_value(), c[1] != "0");
    if (!got) continue;
    EXPECT_EQ(std::to_string(got->length), c[1]);
    EXPECT_EQ(std::to_string(got->core_length), c[2]);
    EXPECT_DOUBLE_EQ(got->value.to_double(), std::stod(c[3]));
    EXPECT_EQ(std::to_string(got->scale), c[4]);
    EXPECT_STREQ(name(got->rough), c[5].c_str());
  }
}

TEST(Numeral, a_minus_after_a_number_or_unit_is_a_dash) {
  EXPECT_FALSE(scan_numeral(u"1-6月", 1));
  EXPECT_FALSE(scan_numeral(u"5%-6%", 2));
  EXPECT_FALSE(scan_numeral(u"5亿元-6亿元", 3));
  EXPECT_TRUE(scan_numeral(u"增长-0.08%", 2));
}

TEST(Numeral, digits_beyond_eighteen_are_marked) {
  EXPECT_FALSE(scan_numeral(u"1234567890123456789", 0)->value.exact());
  EXPECT_TRUE(scan_numeral(u"123456789012345678", 0)->value.exact());
}

}  // namespace
}  // namespace midyear::quantity
