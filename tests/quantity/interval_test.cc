#include "quantity/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace midyear::quantity {
namespace {

Interval exact(std::int64_t mantissa, std::int16_t exponent) {
  return interval_of({mantissa, exponent, false});
}

TEST(Interval, is_half_a_unit_of_the_last_place) {
  EXPECT_DOUBLE_EQ(exact(55, -1).lo, 5.45);
  EXPECT_DOUBLE_EQ(exact(55, -1).hi, 5.55);
  EXPECT_DOUBLE_EQ(exact(550, -2).hi, 5.505);  // "5.50" says more than "5.5"
  EXPECT_DOUBLE_EQ(exact(3, 3).lo, 2500);      // "3千"
}

TEST(Interval, counts_of_things_are_exact) {
  EXPECT_DOUBLE_EQ(interval_of({30, 0, false}, Written::exact, true).lo, 30);
  EXPECT_DOUBLE_EQ(interval_of({305, -1, false}, Written::exact, true).lo,
                   30.45);  // 30.5万: rounded after all
}

TEST(Interval, words_widen_it) {
  EXPECT_DOUBLE_EQ(interval_of({500, 0, false}, Written::about).lo, 450);
  EXPECT_EQ(interval_of({500, 0, false}, Written::over).hi, INFINITY);
  EXPECT_EQ(interval_of({500, 0, false}, Written::under).lo, -INFINITY);
}

TEST(Interval, touching_ends_overlap_and_apart_do_not) {
  EXPECT_TRUE(exact(50, -1).overlaps(exact(51, -1)));
  EXPECT_FALSE(exact(50, -1).overlaps(exact(52, -1)));
  EXPECT_TRUE(interval_of({1000, 0, false}, Written::over).overlaps(exact(2000, 0)));
}

TEST(Interval, division_by_what_may_be_zero_says_nothing) {
  const Interval quotient = exact(5, 0) / exact(0, 0);
  EXPECT_EQ(quotient.lo, -INFINITY);
  EXPECT_EQ(quotient.hi, INFINITY);
}

// Values inside the operands give results inside the result.
TEST(Interval, arithmetic_encloses_random_values) {
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> mantissa(-999, 999), exponent(-2, 2);
    std::uniform_real_distribution<double> share(0.01, 0.99);
    const auto draw = [&] { return exact(mantissa(random), static_cast<std::int16_t>(exponent(random))); };
    const Interval a = draw(), b = draw();
    const double x = a.lo + share(random) * (a.hi - a.lo), y = b.lo + share(random) * (b.hi - b.lo);
    EXPECT_TRUE((a + b).contains(x + y));
    EXPECT_TRUE((a - b).contains(x - y));
    EXPECT_TRUE((a * b).contains(x * y));
    if (y != 0) {
      EXPECT_TRUE((a / b).contains(x / y));
    }
    EXPECT_TRUE(a.scaled(-3).contains(-3 * x));
  }
}

TEST(Interval, amounts_are_in_the_base_unit) {
  EXPECT_DOUBLE_EQ(amount_of({553, -2, false}, 12, 1), 5.53e12);
  EXPECT_DOUBLE_EQ(amount_of({30, 0, false}, 4, 10000.0 / 15), 2e8);
}

}  // namespace
}  // namespace midyear::quantity
