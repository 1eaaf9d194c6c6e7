#include "quantity/unit.h"

#include <gtest/gtest.h>

#include "quantity/cases.h"
#include "quantity/table.h"

namespace midyear::quantity {
namespace {

TEST(Unit, table) {
  for (const Case& c : cases_of("quantity/units.tsv", 6)) {
    SCOPED_TRACE(c[0] + " (" + c[5] + ")");
    const UnitMatch got = scan_unit(widen(c[0]), std::stoul(c[1]));
    if (c[2] == "-") {
      EXPECT_EQ(got.unit, nullptr);
      continue;
    }
    ASSERT_NE(got.unit, nullptr);
    EXPECT_EQ(got.unit->name, c[2]);
    EXPECT_EQ(got.length, widen(c[2]).size());
    EXPECT_EQ(got.unit->base, c[3]);
    EXPECT_DOUBLE_EQ(got.unit->factor, std::stod(c[4]));
  }
}

}  // namespace
}  // namespace midyear::quantity
