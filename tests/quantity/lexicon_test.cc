// The linter of the quantity lexicons: sorted, unique, complete, consistent.

#include <gtest/gtest.h>

#include <charconv>
#include <map>
#include <set>
#include <string>

#include "quantity/table.h"

namespace midyear::quantity {
namespace {

void expect_sorted(std::string_view file) {
  std::string_view last;
  for (const Row& row : rows_of(file)) {
    EXPECT_LT(last, row[0]) << file << ": not sorted, or twice";
    last = row[0];
  }
}

TEST(Lexicon, files_are_sorted_and_unique) {
  for (const char* file : {"units.tsv", "not_units.tsv", "not_numerals.tsv", "periods.tsv", "currencies.tsv",
                           "measures.tsv", "eras.tsv"})
    expect_sorted(file);
}

TEST(Lexicon, units_have_a_base_of_factor_one_and_the_same_dimension) {
  std::map<std::string_view, Row> units;
  for (const Row& row : rows_of("units.tsv")) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    units[row[0]] = row;
  }
  for (const auto& [name, row] : units) {
    double factor = 0;
    std::from_chars(row[2].data(), row[2].data() + row[2].size(), factor);
    EXPECT_GT(factor, 0) << name;
    const auto base = units.find(row[1]);
    ASSERT_NE(base, units.end()) << name;
    EXPECT_EQ(base->second[1], row[1]) << name << ": its base has another base";
    EXPECT_EQ(base->second[2], "1") << name;
  }
}

TEST(Lexicon, words_that_are_no_unit_begin_like_one) {
  std::set<std::string, std::less<>> units;
  for (const Row& row : rows_of("units.tsv")) units.emplace(row[0]);
  for (const Row& row : rows_of("not_units.tsv")) {
    ASSERT_EQ(row.size(), 2u) << row[0];
    EXPECT_FALSE(units.contains(row[0])) << row[0] << " is in units.tsv as well";
    bool begins = false;
    for (std::size_t n = 1; n < row[0].size(); ++n) begins = begins || units.contains(row[0].substr(0, n));
    EXPECT_TRUE(begins) << row[0] << " does not begin like a unit";
  }
}

}  // namespace
}  // namespace midyear::quantity
