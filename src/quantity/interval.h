#pragma once

#include <cstdint>

#include "quantity/decimal.h"

namespace midyear::quantity {

// How a number is written: "805" exact, "约805" about, "超805" over, "不足805" under.
enum class Written : std::uint8_t { exact, about, over, under };

// All values that a written number can stand for, lo <= hi, either may be infinite. Sums and products of
// intervals hold every result that values inside them can have (within rounding of double), so that a report
// contradicts itself only where two intervals do not overlap.
struct Interval {
  double lo = 0, hi = 0;

  bool contains(double value) const { return lo <= value && value <= hi; }
  // Closed ends touch: 4.95…5.05 and 5.05…5.15 overlap. `slack` is relative to the larger end, for the noise
  // of double.
  bool overlaps(const Interval& other, double slack = 1e-9) const;
  // The interval of value × factor; factor may be negative.
  Interval scaled(double factor) const;
};

// Half a unit of the last written place to both sides: 5.5 is 5.45…5.55. Where `whole`, a number without a
// fraction counts things and is exact: 30 is 30. About widens by half a unit of the last place that is not 0
// (约500 is 450…550). Over and under are open to their side.
Interval interval_of(const Decimal& value, Written how = Written::exact, bool whole = false);

Interval operator+(const Interval& a, const Interval& b);
Interval operator-(const Interval& a, const Interval& b);
Interval operator*(const Interval& a, const Interval& b);
// Where b holds 0 anything can come out: -infinity…infinity.
Interval operator/(const Interval& a, const Interval& b);

// value × 10^scale × factor: the amount in the base unit of a unit with that factor.
double amount_of(const Decimal& value, int scale, double factor);

}  // namespace midyear::quantity
