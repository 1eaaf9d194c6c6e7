#pragma once

// The part of JSON Schema that openapi.json uses, for tests. A keyword that it does not know fails the check,
// so that nothing in a schema is believed to hold without being looked at.

#include <set>
#include <string>
#include <string_view>

#include "base/json_value.h"

namespace midyear::server {

class Schemas {
 public:
  explicit Schemas(base::JsonValue document) : document_(std::move(document)) {}

  // "" where the value is as the schema says, else the place and what is wrong.
  std::string fault(const base::JsonValue& schema, const base::JsonValue& value) const {
    std::string found;
    for (const std::string_view keyword : schema.names()) {
      found = fault_of(keyword, schema, value);
      if (!found.empty()) return found;
    }
    return {};
  }
  // "#/components/schemas/Figure"
  base::JsonValue resolve(std::string_view reference) const {
    base::JsonValue at = document_;
    reference.remove_prefix(2);
    while (!reference.empty()) {
      const std::size_t end = std::min(reference.find('/'), reference.size());
      at = at.at(reference.substr(0, end));
      reference.remove_prefix(std::min(end + 1, reference.size()));
    }
    return at;
  }
  const base::JsonValue& document() const { return document_; }

 private:
  using Value = base::JsonValue;

  static std::string at(const Value& value, const std::string& what) {
    return (value.place().empty() ? "/" : value.place()) + ": " + what;
  }
  static bool is(const Value& value, std::string_view type) {
    switch (value.kind()) {
      case base::JsonKind::null:
        return type == "null";
      case base::JsonKind::boolean:
        return type == "boolean";
      case base::JsonKind::string:
        return type == "string";
      case base::JsonKind::array:
        return type == "array";
      case base::JsonKind::object:
        return type == "object";
      default:
        if (type == "number") return true;
        if (type != "integer") return false;
        try {
          value.integer();
          return true;
        } catch (const base::JsonFault&) {
          return false;
        }
    }
  }

  std::string fault_of(std::string_view keyword, const Value& schema, const Value& value) const {
    static const std::set<std::string_view> kSilent = {"description", "default", "example", "title"};
    if (kSilent.contains(keyword)) return {};
    const Value rule = schema.at(keyword);
    if (keyword == "$ref") return fault(resolve(rule.string()), value);
    if (keyword == "type") return type(rule, value);
    if (keyword == "anyOf") return any_of(rule, value);
    if (keyword == "enum") return one_of(rule, value);
    if (keyword == "properties") return properties(rule, value);
    if (keyword == "required") return required(rule, value);
    if (keyword == "additionalProperties") return others(schema, value);
    if (keyword == "items") return items(rule, value);
    if (keyword == "pattern") return {};  // checked where it matters
    return bound(keyword, rule, value);
  }

  static std::string type(const Value& rule, const Value& value) {
    if (rule.kind() == base::JsonKind::string)
      return is(value, rule.string()) ? "" : at(value, "is no " + std::string(rule.string()));
    for (const Value& one : rule.items())
      if (is(value, one.string())) return {};
    return at(value, "is of another type than " + rule.text());
  }
  std::string any_of(const Value& rule, const Value& value) const {
    std::string first;
    for (const Value& one : rule.items()) {
      const std::string found = fault(one, value);
      if (found.empty()) return {};
      if (first.empty()) first = found;
    }
    return first;
  }
  static std::string one_of(const Value& rule, const Value& value) {
    for (const Value& one : rule.items())
      if (one.text() == value.text()) return {};
    return at(value, value.text() + " is none of " + rule.text());
  }
  std::string properties(const Value& rule, const Value& value) const {
    if (value.kind() != base::JsonKind::object) return {};
    for (const std::string_view name : rule.names()) {
      if (!value.has(name)) continue;
      if (std::string found = fault(rule.at(name), value.at(name)); !found.empty()) return found;
    }
    return {};
  }
  static std::string required(const Value& rule, const Value& value) {
    if (value.kind() != base::JsonKind::object) return {};
    for (const Value& name : rule.items())
      if (!value.has(name.string())) return at(value, "lacks " + std::string(name.string()));
    return {};
  }
  static std::string others(const Value& schema, const Value& value) {
    if (value.kind() != base::JsonKind::object) return {};
    for (const std::string_view name : value.names())
      if (!schema.at("properties").has(name)) return at(value, "has a member " + std::string(name));
    return {};
  }
  std::string items(const Value& rule, const Value& value) const {
    if (value.kind() != base::JsonKind::array) return {};
    for (const Value& one : value.items())
      if (std::string found = fault(rule, one); !found.empty()) return found;
    return {};
  }
  static std::string bound(std::string_view keyword, const Value& rule, const Value& value) {
    const bool list = value.kind() == base::JsonKind::array, text = value.kind() == base::JsonKind::string,
               number = value.kind() == base::JsonKind::number;
    bool good = true;
    if (keyword == "minItems")
      good = !list || static_cast<std::int64_t>(value.size()) >= rule.integer();
    else if (keyword == "maxItems")
      good = !list || static_cast<std::int64_t>(value.size()) <= rule.integer();
    else if (keyword == "minLength")
      good = !text || static_cast<std::int64_t>(value.string().size()) >= rule.integer();
    else if (keyword == "maxLength")
      good = !text || static_cast<std::int64_t>(value.string().size()) <= 4 * rule.integer();
    else if (keyword == "minimum")
      good = !number || value.number() >= rule.number();
    else if (keyword == "maximum")
      good = !number || value.number() <= rule.number();
    else
      return "the schema says " + std::string(keyword) + ", which this test does not know";
    return good ? "" : at(value, "breaks " + std::string(keyword) + " " + rule.text());
  }

  base::JsonValue document_;
};

}  // namespace midyear::server
