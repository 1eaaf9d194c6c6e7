#pragma once

// A JSON reader for tests, strict: whatever it takes is well-formed. json_value_test.cc tests it.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/utf8.h"

namespace midyear {

struct JsonValue;
using JsonArray = std::vector<JsonValue>;
using JsonObject = std::map<std::string, JsonValue, std::less<>>;

struct JsonValue {
  std::variant<std::nullptr_t, bool, double, std::string, JsonArray, JsonObject> value = nullptr;
  std::string literal;  // of a number, as written

  bool is_null() const { return value.index() == 0; }
  bool flag() const { return std::get<bool>(value); }
  double number() const { return std::get<double>(value); }
  std::size_t size() const {
    return value.index() == 4 ? array().size() : std::get<JsonObject>(value).size();
  }
  const std::string& text() const { return std::get<std::string>(value); }
  const JsonArray& array() const { return std::get<JsonArray>(value); }
  const JsonValue& operator[](std::string_view key) const {
    static const JsonValue kMissing;
    const auto& object = std::get<JsonObject>(value);
    const auto found = object.find(key);
    return found == object.end() ? kMissing : found->second;
  }
  const JsonValue& operator[](std::size_t i) const { return array().at(i); }
  bool has(std::string_view key) const { return std::get<JsonObject>(value).contains(key); }
};

class JsonReader {
 public:
  static std::optional<JsonValue> parse(std::string_view text) {
    JsonReader reader(text);
    JsonValue value;
    if (!reader.read(value)) return std::nullopt;
    reader.skip();
    if (reader.at_ != text.size()) return std::nullopt;
    return value;
  }

 private:
  explicit JsonReader(std::string_view text) : text_(text) {}

  void skip() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view wanted) {
    if (!text_.substr(at_).starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  bool read(JsonValue& out) {
    skip();
    if (at_ >= text_.size()) return false;
    switch (text_[at_]) {
      case '{':
        return object(out);
      case '[':
        return array(out);
      case '"':
        return string(out.value.emplace<std::string>());
      case 't':
        out.value = true;
        return word("true");
      case 'f':
        out.value = false;
        return word("false");
      case 'n':
        return word("null");
      default:
        return number(out);
    }
  }

  bool object(JsonValue& out) {
    auto& members = out.value.emplace<JsonObject>();
    take('{');
    if (take('}')) return true;
    do {
      skip();
      std::string key;
      if (!string(key) || !take(':') || members.contains(key) || !read(members[key])) return false;
    } while (take(','));
    return take('}');
  }

  bool array(JsonValue& out) {
    auto& values = out.value.emplace<JsonArray>();
    take('[');
    if (take(']')) return true;
    do {
      if (!read(values.emplace_back())) return false;
    } while (take(','));
    return take(']');
  }

  bool digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > begin;
  }

  bool number(JsonValue& out) {
    const std::size_t begin = at_;
    if (text_[at_] == '-') ++at_;
    const std::size_t first = at_;
    if (!digits() || (text_[first] == '0' && at_ > first + 1)) return false;
    if (at_ < text_.size() && text_[at_] == '.' && (++at_, !digits())) return false;
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E'))
      return false;  // records are in plain notation
    out.literal = text_.substr(begin, at_ - begin);
    out.value = std::stod(out.literal);
    return true;
  }

  static void append(std::string& out, char32_t c) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | c >> 6);
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | c >> 12);
      out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }

  bool escape(std::string& out) {
    static constexpr std::string_view kFrom = "\"\\/bfnrt", kTo = "\"\\/\b\f\n\r\t";
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    if (const std::size_t i = kFrom.find(c); i != std::string_view::npos) {
      out += kTo[i];
      return true;
    }
    if (c != 'u' || at_ + 4 > text_.size()) return false;
    append(out, static_cast<char32_t>(std::stoul(std::string(text_.substr(at_, 4)), nullptr, 16)));
    at_ += 4;
    return true;
  }

  bool string(std::string& out) {
    if (at_ >= text_.size() || text_[at_] != '"') return false;
    for (++at_; at_ < text_.size();) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\') {
        ++at_;
        if (!escape(out)) return false;
        continue;
      }
      const std::size_t size = base::utf8_size(text_, at_);
      if (size == 0) return false;
      out.append(text_, at_, size);
      at_ += size;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace midyear
