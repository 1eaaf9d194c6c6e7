#include "quantity/interval.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace midyear::quantity {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The power of ten of the last digit that is not 0; of the last written digit for 0 itself.
int significant_place(const Decimal& value) {
  if (value.mantissa == 0) return value.exponent;
  int place = value.exponent;
  for (std::int64_t m = value.mantissa; m % 10 == 0; m /= 10) ++place;
  return place;
}

double half_unit(int place) { return Decimal{5, static_cast<std::int16_t>(place - 1), false}.to_double(); }

// 0 × infinity is 0 here: an end that is 0 says that nothing is there, however much the other may be.
double product(double a, double b) { return a == 0 || b == 0 ? 0 : a * b; }

}  // namespace

bool Interval::overlaps(const Interval& other, double slack) const {
  const auto room = [slack](double a, double b) {
    const double size = std::max(std::abs(a), std::abs(b));
    return std::isfinite(size) ? slack * size : 0;
  };
  return lo <= other.hi + room(lo, other.hi) && other.lo <= hi + room(other.lo, hi);
}

Interval Interval::scaled(double factor) const {
  const double a = product(lo, factor);
  const double b = product(hi, factor);
  return {std::min(a, b), std::max(a, b)};
}

Interval interval_of(const Decimal& value, Written how, bool whole) {
  const double middle = value.to_double();
  double half = whole && value.exponent >= 0 && !value.rounded ? 0 : half_unit(value.exponent);
  if (how == Written::about) half = half_unit(significant_place(value));
  switch (how) {
    case Written::exact:
    case Written::about:
      return {middle - half, middle + half};
    case Written::over:
      return {middle - half, kInfinity};
    case Written::under:
      break;
  }
  return {-kInfinity, middle + half};
}

Interval operator+(const Interval& a, const Interval& b) { return {a.lo + b.lo, a.hi + b.hi}; }

Interval operator-(const Interval& a, const Interval& b) { return {a.lo - b.hi, a.hi - b.lo}; }

Interval operator*(const Interval& a, const Interval& b) {
  const double ends[] = {product(a.lo, b.lo), product(a.lo, b.hi), product(a.hi, b.lo), product(a.hi, b.hi)};
  return {*std::min_element(std::begin(ends), std::end(ends)),
          *std::max_element(std::begin(ends), std::end(ends))};
}

Interval operator/(const Interval& a, const Interval& b) {
  if (b.lo <= 0 && b.hi >= 0) return {-kInfinity, kInfinity};
  return a * Interval{1 / b.hi, 1 / b.lo};
}

double amount_of(const Decimal& value, int scale, double factor) {
  return value.scaled(scale).to_double() * factor;
}

}  // namespace midyear::quantity
