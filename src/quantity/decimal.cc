#include "quantity/decimal.h"

#include <cmath>

namespace midyear::quantity {

double Decimal::to_double() const {
  static constexpr double kPowers[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const auto m = static_cast<double>(mantissa);
  if (exponent >= 0 && exponent <= 22) return m * kPowers[exponent];
  if (exponent < 0 && exponent >= -22) return m / kPowers[-exponent];
  return m * std::pow(10.0, exponent);
}

std::string Decimal::to_string() const {
  const bool negative = mantissa < 0;
  std::string digits = std::to_string(negative ? -static_cast<unsigned long long>(mantissa)
                                               : static_cast<unsigned long long>(mantissa));
  if (exponent > 0 && mantissa != 0) digits.append(static_cast<std::size_t>(exponent), '0');
  if (exponent < 0) {
    const auto places = static_cast<std::size_t>(-exponent);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, ".");
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  if (negative && digits.find_first_not_of("0.") != std::string::npos) digits.insert(0, "-");
  return digits;
}

}  // namespace midyear::quantity
