#include "base/errors.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/embedded.h"

namespace midyear::base {
namespace {

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string_view cut(std::string_view& rest, char mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

std::vector<ErrorKind> parse(std::string_view table) {
  std::vector<ErrorKind> kinds;
  while (!table.empty()) {
    std::string_view line = cut(table, '\n');
    if (line.empty() || line.front() == '#') continue;
    ErrorKind kind;
    kind.code = cut(line, '\t');
    kind.exit = to_int(cut(line, '\t'));
    kind.http = to_int(cut(line, '\t'));
    kind.chinese = cut(line, '\t');
    kind.english = cut(line, '\t');
    kinds.push_back(kind);
  }
  return kinds;
}

}  // namespace

std::span<const ErrorKind> error_kinds() {
  static const std::vector<ErrorKind> kinds = parse(embedded_file(embedded_messages(), "errors.tsv"));
  return kinds;
}

const ErrorKind& error_kind(std::string_view code) {
  const auto kinds = error_kinds();
  const auto find = [&](std::string_view wanted) {
    return std::find_if(kinds.begin(), kinds.end(),
                        [&](const ErrorKind& kind) { return kind.code == wanted; });
  };
  const auto found = find(code);
  return found != kinds.end() ? *found : *find("internal");
}

std::string error_sentence(std::string_view code, Language language, std::span<const ErrorValue> values) {
  std::string_view pattern = error_kind(code).sentence(language);
  std::string sentence;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    sentence += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    pattern.remove_prefix(open + 1);
    const std::string_view name = cut(pattern, '}');
    const auto value =
        std::find_if(values.begin(), values.end(), [&](const auto& pair) { return pair.first == name; });
    sentence += value != values.end() ? value->second : "?";
  }
  return sentence;
}

}  // namespace midyear::base
