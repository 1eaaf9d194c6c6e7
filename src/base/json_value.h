#pragma once

// JSON that others sent: parsed within limits, read with types, and every fault says where it is.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace midyear::base {

struct JsonLimits {
  std::size_t bytes = 8 << 20;
  std::size_t depth = 32;
};

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

// A value is not what was asked for. code: json_missing, json_kind, json_range, json_unknown.
class JsonFault : public std::exception {
 public:
  JsonFault(std::string code, std::string place, std::string wanted)
      : code_(std::move(code)), place_(std::move(place)), wanted_(std::move(wanted)) {}
  const char* what() const noexcept override { return code_.c_str(); }
  const std::string& code() const { return code_; }
  const std::string& place() const { return place_; }  // a JSON pointer: "/decisions/3/kind"; "" is the whole
  const std::string& wanted() const { return wanted_; }  // "a string", "0 to 500", the name of the member

 private:
  std::string code_, place_, wanted_;
};

// One value and its place. Cheap to copy but for the place; lives as long as a copy of it or of its document
// does. The reading functions throw JsonFault.
class JsonValue {
 public:
  JsonKind kind() const;
  bool null() const { return kind() == JsonKind::null; }
  const std::string& place() const { return place_; }

  bool boolean() const;
  // A fraction, or a number beyond 64 bits, may miss the nearest double by its last bit (Boost.JSON 1.81
  // reads so): what must be exact travels as a string.
  double number() const;
  // A whole number from least to most: 3, 3.0 and 3e0 are, 3.5 is not.
  std::int64_t integer(std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                       std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  // UTF-8 of at most so many bytes.
  std::string_view string(std::size_t most = 64 << 10) const;

  std::size_t size() const;                     // of an array or object
  JsonValue at(std::size_t index) const;        // of an array. Requires: index < size()
  std::vector<JsonValue> items() const;         // of an array
  std::vector<std::string_view> names() const;  // of an object
  JsonValue at(std::string_view name) const;    // of an object; json_missing
  // Of an object: nothing where the member is missing or null.
  std::optional<JsonValue> find(std::string_view name) const;
  bool has(std::string_view name) const;  // of an object: also where it is null
  // Members of an object of other names are refused: a slip in a name is never lost silently.
  void only(std::initializer_list<std::string_view> names) const;
  // Back to text, which reads as the same value but for that last bit.
  std::string text() const;

 private:
  friend Result<JsonValue> parse_json(std::string_view, const JsonLimits&);
  JsonValue(std::shared_ptr<const void> document, const void* value, std::string place)
      : document_(std::move(document)), value_(value), place_(std::move(place)) {}
  JsonValue child(const void* value, std::string_view name) const;

  std::shared_ptr<const void> document_;
  const void* value_;
  std::string place_;
};

// One JSON text in UTF-8 (RFC 8259). Errors: json_syntax (byte; message: what is wrong), json_deep,
// json_large (message: the limit). Of a member that an object names twice the last counts. Cost: linear.
Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace midyear::base
