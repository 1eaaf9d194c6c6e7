#include "base/json_value.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cassert>
#include <cmath>

namespace midyear::base {
namespace {

namespace json = boost::json;

const json::value& of(const void* value) { return *static_cast<const json::value*>(value); }

// A name within a JSON pointer (RFC 6901).
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

const json::array& array_of(const void* value, const std::string& place) {
  if (!of(value).is_array()) throw JsonFault("json_kind", place, "an array");
  return of(value).get_array();
}

const json::object& object_of(const void* value, const std::string& place) {
  if (!of(value).is_object()) throw JsonFault("json_kind", place, "an object");
  return of(value).get_object();
}

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

// A number that no double holds ("1e400") is read as infinite, and could not be written back.
bool finite(const json::value& value) {
  if (value.is_double()) return std::isfinite(value.get_double());
  if (value.is_array()) return std::all_of(value.get_array().begin(), value.get_array().end(), finite);
  if (value.is_object())
    return std::all_of(value.get_object().begin(), value.get_object().end(),
                       [](const auto& member) { return finite(member.value()); });
  return true;
}

Error parse_error(const json::error_code& fault, std::size_t byte, const JsonLimits& limits) {
  if (fault == json::error::too_deep) return Error{"json_deep", std::to_string(limits.depth), byte};
  return Error{"json_syntax", fault.message(), byte};
}

}  // namespace

JsonKind JsonValue::kind() const {
  switch (of(value_).kind()) {
    case json::kind::null:
      return JsonKind::null;
    case json::kind::bool_:
      return JsonKind::boolean;
    case json::kind::string:
      return JsonKind::string;
    case json::kind::array:
      return JsonKind::array;
    case json::kind::object:
      return JsonKind::object;
    default:
      return JsonKind::number;
  }
}

bool JsonValue::boolean() const {
  if (!of(value_).is_bool()) throw JsonFault("json_kind", place_, "true or false");
  return of(value_).get_bool();
}

double JsonValue::number() const {
  const json::value& value = of(value_);
  if (!value.is_number()) throw JsonFault("json_kind", place_, "a number");
  return value.to_number<double>();
}

std::int64_t JsonValue::integer(std::int64_t least, std::int64_t most) const {
  const json::value& value = of(value_);
  if (!value.is_number()) throw JsonFault("json_kind", place_, "a whole number");
  json::error_code fault;
  const auto number = value.to_number<std::int64_t>(fault);  // refuses 3.5 and what does not fit
  if (fault == json::error::not_exact && value.is_double() &&
      value.get_double() != std::trunc(value.get_double()))
    throw JsonFault("json_kind", place_, "a whole number");
  if (fault || number < least || number > most)
    throw JsonFault("json_range", place_, std::to_string(least) + " to " + std::to_string(most));
  return number;
}

std::string_view JsonValue::string(std::size_t most) const {
  if (!of(value_).is_string()) throw JsonFault("json_kind", place_, "a string");
  const json::string& text = of(value_).get_string();
  if (text.size() > most)
    throw JsonFault("json_range", place_, "a string of at most " + std::to_string(most) + " bytes");
  return {text.data(), text.size()};
}

std::size_t JsonValue::size() const {
  if (of(value_).is_array()) return of(value_).get_array().size();
  if (of(value_).is_object()) return of(value_).get_object().size();
  throw JsonFault("json_kind", place_, "an array or object");
}

JsonValue JsonValue::child(const void* value, std::string_view name) const {
  return {document_, value, place_ + '/' + escaped(name)};
}

JsonValue JsonValue::at(std::size_t index) const {
  const json::array& array = array_of(value_, place_);
  assert(index < array.size());
  return child(&array[index], std::to_string(index));
}

std::vector<JsonValue> JsonValue::items() const {
  std::vector<JsonValue> items;
  const std::size_t count = array_of(value_, place_).size();
  items.reserve(count);
  for (std::size_t i = 0; i < count; ++i) items.push_back(at(i));
  return items;
}

std::vector<std::string_view> JsonValue::names() const {
  std::vector<std::string_view> names;
  for (const auto& member : object_of(value_, place_)) {
    const auto key = member.key();
    names.emplace_back(key.data(), key.size());
  }
  return names;
}

JsonValue JsonValue::at(std::string_view name) const {
  const json::value* value = object_of(value_, place_).if_contains(view(name));
  if (value == nullptr) throw JsonFault("json_missing", place_, std::string(name));
  return child(value, name);
}

std::optional<JsonValue> JsonValue::find(std::string_view name) const {
  const json::value* value = object_of(value_, place_).if_contains(view(name));
  if (value == nullptr || value->is_null()) return std::nullopt;
  return child(value, name);
}

bool JsonValue::has(std::string_view name) const {
  return object_of(value_, place_).if_contains(view(name)) != nullptr;
}

void JsonValue::only(std::initializer_list<std::string_view> allowed) const {
  for (const std::string_view name : names())
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      throw JsonFault("json_unknown", place_, std::string(name.substr(0, 100)));
}

std::string JsonValue::text() const { return json::serialize(of(value_)); }

Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return Error{"json_large", std::to_string(limits.bytes), limits.bytes};
  json::parse_options options;
  options.max_depth = limits.depth;
  json::stream_parser parser(json::storage_ptr{}, options);
  json::error_code fault;
  const std::size_t read = parser.write_some(text.data(), text.size(), fault);
  if (fault) return parse_error(fault, read, limits);
  if (read < text.size()) return parse_error(make_error_code(json::error::extra_data), read, limits);
  parser.finish(fault);
  if (fault) return parse_error(fault, read, limits);
  auto document = std::make_shared<const json::value>(parser.release());
  if (!finite(*document)) return Error{"json_syntax", "a number is too large", text.size()};
  const void* root = document.get();
  return JsonValue(std::move(document), root, "");
}

}  // namespace midyear::base
