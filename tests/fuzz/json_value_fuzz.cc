// Any bytes as JSON that others sent: refused with a place inside, or walked to every leaf and back to text.
#include <cmath>
#include <limits>

#include "base/json_value.h"
#include "invariants.h"

namespace {

using midyear::base::JsonKind;
using midyear::base::JsonValue;

void walk(const JsonValue& value, std::size_t depth) {
  MUST(depth <= 32);
  try {
    (void)value.integer(-5, 5);
  } catch (const midyear::base::JsonFault& fault) {
    MUST(fault.place() == value.place());
  }
  if (value.kind() == JsonKind::array)
    for (const JsonValue& item : value.items()) walk(item, depth + 1);
  if (value.kind() == JsonKind::object)
    for (const auto name : value.names()) walk(value.at(name), depth + 1);
}

// Equal but for the last bits of numbers (json_value.h).
bool same(const JsonValue& a, const JsonValue& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case JsonKind::null:
      return true;
    case JsonKind::boolean:
      return a.boolean() == b.boolean();
    case JsonKind::number: {
      const double gap = std::abs(a.number() - b.number());
      return gap <= 4 * std::numeric_limits<double>::epsilon() * std::abs(a.number()) || gap <= 1e-300;
    }
    case JsonKind::string:
      return a.text() == b.text();
    case JsonKind::array: {
      if (a.size() != b.size()) return false;
      for (std::size_t i = 0; i < a.size(); ++i)
        if (!same(a.at(i), b.at(i))) return false;
      return true;
    }
    case JsonKind::object: {
      if (a.names() != b.names()) return false;
      for (const auto name : a.names())
        if (!same(a.at(name), b.at(name))) return false;
      return true;
    }
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = midyear::fuzz::bytes_of(data, size);
  const auto value = midyear::base::parse_json(bytes);
  if (!value.ok()) {
    MUST(value.error().byte <= bytes.size());
    return 0;
  }
  walk(*value, 0);
  const auto again = midyear::base::parse_json(value->text());
  MUST(again.ok() && same(*value, *again));
  return 0;
}
