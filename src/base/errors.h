#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace midyear::base {

enum class Language : std::uint8_t { chinese, english };

// A row of src/base/errors.tsv, the one table of what can go wrong. Lives as long as the program.
struct ErrorKind {
  std::string_view code;     // stable, for programs
  int exit = 3;              // exit code of a command
  int http = 500;            // status of an answer
  std::string_view chinese;  // one sentence: the thing, the place, the remedy; {name} stands for a value
  std::string_view english;

  std::string_view sentence(Language language) const {
    return language == Language::chinese ? chinese : english;
  }
};

// All kinds, sorted by code.
std::span<const ErrorKind> error_kinds();

// The kind of this code; "internal" for a code that the table lacks.
const ErrorKind& error_kind(std::string_view code);

using ErrorValue = std::pair<std::string_view, std::string_view>;
using ErrorValues = std::initializer_list<ErrorValue>;

// The kind's sentence with the values in the place of their names; a name without a value becomes "?".
std::string error_sentence(std::string_view code, Language language, std::span<const ErrorValue> values);
inline std::string error_sentence(std::string_view code, Language language, ErrorValues values) {
  return error_sentence(code, language, std::span(values.begin(), values.size()));
}

}  // namespace midyear::base
