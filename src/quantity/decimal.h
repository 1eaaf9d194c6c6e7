#pragma once

#include <cstdint>
#include <string>

namespace midyear::quantity {

// mantissa × 10^exponent, exact as written: "5.53" is {553, -2}, and stays apart from "5.530". What needs
// more than 18 digits is kept with its leading 18 (exact() is false then).
struct Decimal {
  std::int64_t mantissa = 0;
  std::int16_t exponent = 0;
  bool rounded = false;

  bool exact() const { return !rounded; }
  double to_double() const;
  // Plain notation, no exponent, no trailing ".0": "805", "-0.08", "1362".
  std::string to_string() const;
  Decimal scaled(int power) const { return {mantissa, static_cast<std::int16_t>(exponent + power), rounded}; }
};

}  // namespace midyear::quantity
