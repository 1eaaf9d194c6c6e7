#include "desk/decision_fields.h"

#include <array>
#include <initializer_list>
#include <string_view>

#include "base/json.h"
#include "reading/reading.h"
#include "reading/records.h"

namespace midyear::desk {
namespace {

using base::JsonFault;
using base::JsonKind;
using base::JsonValue;

constexpr std::size_t kLongest = 2'000;  // bytes of a text
constexpr std::size_t kMostNames = 50;

// "-12.50", "805": what a Decimal can hold.
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  std::size_t digits = 0, dots = 0;
  for (const char c : text) {
    if (c == '.' && digits > 0)
      ++dots;
    else if (c >= '0' && c <= '9')
      ++digits;
    else
      return false;
  }
  return digits > 0 && digits <= 18 && dots <= 1 && !text.ends_with('.');
}

template <class Name>
std::vector<std::string_view> names_of(Name name, int count) {
  std::vector<std::string_view> names;
  for (int i = 0; i < count; ++i) names.push_back(name(i));
  return names;
}

class FieldParser {
 public:
  explicit FieldParser(const JsonValue& fields) : given_(fields), json_(fields_.json) {
    fields_.json.clear();
    json_.begin_object();
  }

  Fields figure() {
    given_.only({"value", "upper", "unit", "measure", "direction", "status", "indicator", "entity", "period",
                 "exactness", "year"});
    decimal("value", false), decimal("upper", true);
    text("unit", 64);
    one_of("measure",
           names_of([](int i) { return reading::measure_name(static_cast<reading::Measure>(i)); }, 5));
    one_of("direction", {"up", "down", "flat"}, true);
    one_of("status",
           names_of([](int i) { return reading::status_name(static_cast<reading::Status>(i)); }, 3));
    text("indicator"), text("entity"), text("period");
    one_of("exactness",
           names_of([](int i) { return reading::exactness_name(static_cast<reading::Exactness>(i)); }, 4));
    if (const auto year = member("year")) json_.integer(year->integer(1900, 2100)), fields_.year = true;
    return finish();
  }

  Fields commitment() {
    given_.only({"clause", "owners", "supporting", "deadline"});
    text("clause"), names("owners"), names("supporting"), text("deadline");
    return finish();
  }

  Fields project() {
    given_.only({"name", "stage", "entity"});
    text("name");
    one_of("stage", names_of([](int i) { return reading::stage_name(static_cast<reading::Stage>(i)); }, 12));
    text("entity");
    return finish();
  }

 private:
  Fields finish() {
    json_.end_object();
    return std::move(fields_);
  }

  // The member, its key written.
  std::optional<JsonValue> member(std::string_view name) {
    if (!given_.has(name)) return {};
    ++fields_.count;
    json_.key(name);
    return given_.at(name);
  }

  void text(std::string_view name, std::size_t most = kLongest) {
    if (const auto value = member(name)) json_.string(value->string(most));
  }

  void decimal(std::string_view name, bool may_be_null) {
    const auto value = member(name);
    if (!value) return;
    if (may_be_null && value->null()) return json_.null();
    const std::string text =
        value->kind() == JsonKind::number ? value->text() : std::string(value->string(64));
    if (!is_decimal(text)) throw JsonFault("json_kind", value->place(), "\"805.5\"");
    json_.string(text);
  }

  void one_of(std::string_view name, const std::vector<std::string_view>& names, bool may_be_null = false) {
    const auto value = member(name);
    if (!value) return;
    if (may_be_null && value->null()) return json_.null();
    const std::string_view text = value->string();
    std::string wanted;
    for (const std::string_view one : names) {
      if (one == text) return json_.string(text);
      (wanted += wanted.empty() ? "" : ", ") += one;
    }
    throw JsonFault("json_range", value->place(), wanted);
  }

  void names(std::string_view name) {
    const auto value = member(name);
    if (!value) return;
    if (value->size() > kMostNames)
      throw JsonFault("json_range", value->place(), "0 to " + std::to_string(kMostNames));
    json_.begin_array();
    for (const JsonValue& one : value->items()) json_.string(one.string(200));
    json_.end_array();
  }

  const JsonValue& given_;
  Fields fields_;
  base::JsonWriter json_;
};

}  // namespace

Fields parse_fields(RecordKind kind, const JsonValue& fields) {
  switch (kind) {
    case RecordKind::figure:
      return FieldParser(fields).figure();
    case RecordKind::commitment:
      return FieldParser(fields).commitment();
    default:
      return FieldParser(fields).project();
  }
}

}  // namespace midyear::desk
