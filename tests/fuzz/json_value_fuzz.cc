// Any bytes as JSON that others sent: refused with a place inside, or walked to every leaf and back to text.
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = midyear::fuzz::bytes_of(data, size);
  const auto value = midyear::base::parse_json(bytes);
  if (!value.ok()) {
    MUST(value.error().byte <= bytes.size());
    return 0;
  }
  walk(*value, 0);
  const std::string text = value->text();
  const auto again = midyear::base::parse_json(text);
  MUST(again.ok() && again->kind() == value->kind() && again->text() == text);
  return 0;
}
