#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace midyear::base {

// What a JSON text is put into: a program's input, or a <script> of an HTML page, where `<` and the two line
// separators of Unicode must not stand as they are.
enum class JsonPlace : std::uint8_t { data, script };

// Appends `text` to `out` as a JSON string with its quotes. Control characters are escaped; bytes that are no
// UTF-8 become U+FFFD. Cost: linear, one copy of each run that needs no escape.
void append_json_string(std::string& out, std::string_view text, JsonPlace place = JsonPlace::data);

// Appends a finite number in plain notation with at most 15 significant digits ("80500000000", "0.125");
// null for what is not finite.
void append_json_number(std::string& out, double number);

// Writes one JSON value after the other onto the end of a string that the caller owns and may empty between
// values. Nothing is checked but what an assert can see: keys belong into objects, values into arrays.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out, JsonPlace place = JsonPlace::data) : out_(out), place_(place) {}

  void begin_object() { separate(), out_ += '{', comma_ = false; }
  void end_object() { out_ += '}', comma_ = true; }
  void begin_array() { separate(), out_ += '[', comma_ = false; }
  void end_array() { out_ += ']', comma_ = true; }
  // Ends a line of JSON lines.
  void end_line() { out_ += '\n', comma_ = false; }

  // Requires: name needs no escape.
  JsonWriter& key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_ = false;
    return *this;
  }

  void string(std::string_view text) { separate(), append_json_string(out_, text, place_), comma_ = true; }
  // null for "".
  void string_or_null(std::string_view text) { text.empty() ? null() : string(text); }
  void number(double value) { separate(), append_json_number(out_, value), comma_ = true; }
  void integer(std::integral auto value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    raw({digits, static_cast<std::size_t>(end - digits)});
  }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  // Requires: `json` is one JSON value.
  void raw(std::string_view json) { separate(), out_ += json, comma_ = true; }

 private:
  void separate() {
    if (comma_) out_ += ',';
  }

  std::string& out_;
  JsonPlace place_;
  bool comma_ = false;
};

}  // namespace midyear::base
