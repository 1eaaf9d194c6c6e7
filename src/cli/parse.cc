// midyear parse --kind KIND [--reference DATE] [FILE...]: one text a line in, one JSON array a line out. An
// element has "text" as in the input, "start" in characters, and what its kind knows (docs/parse.md).

#include <algorithm>
#include <cstdio>

#include "base/json.h"
#include "cli/options.h"
#include "text/fold.h"

namespace midyear::cli {
namespace {

using quantity::Recognition;
using quantity::RecognitionKind;

void write_bound(base::JsonWriter& json, const char* name, const std::optional<double>& bound) {
  json.key(name);
  bound ? json.number(*bound) : json.null();
}

void write_date(base::JsonWriter& json, const char* name, const std::optional<quantity::Date>& date) {
  json.key(name);
  if (!date) return json.null();
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%04d-%02d-%02d", date->year, date->month, date->day);
  json.string({text, static_cast<std::size_t>(size)});
}

void write_fields(base::JsonWriter& json, RecognitionKind kind, const Recognition& r) {
  switch (kind) {
    case RecognitionKind::number:
    case RecognitionKind::percent:
      json.key("value").number(r.value);
      return;
    case RecognitionKind::range:
      write_bound(json, "lower", r.lower);
      write_bound(json, "upper", r.upper);
      json.key("lower_closed").boolean(r.lower_closed);
      json.key("upper_closed").boolean(r.upper_closed);
      return;
    case RecognitionKind::currency:
      json.key("value").number(r.value);
      json.key("currency").string_or_null(r.unit);
      return;
    case RecognitionKind::dimension:
      json.key("value").number(r.value);
      json.key("unit").string(r.unit);
      return;
    case RecognitionKind::period:
      write_date(json, "from", r.from);
      write_date(json, "to", r.to);
      return;
  }
}

class Parser {
 public:
  Parser(const ParseCommand& command, Surroundings& around)
      : command_(command), around_(around), json_(text_) {}

  // False once the output takes no more.
  bool line(std::string_view line) {
    text::fold(line, {0, static_cast<text::Offset>(line.size())}, folded_);
    text_.clear();
    json_.begin_array();
    for (const Recognition& r : quantity::recognize(folded_.units, command_.kind, command_.reference)) {
      json_.begin_object();
      const text::Span span = folded_.span(r.begin, r.end);
      json_.key("text").string(line.substr(span.begin, span.size()));
      json_.key("start").integer(r.begin);
      write_fields(json_, command_.kind, r);
      json_.end_object();
    }
    json_.end_array();
    json_.end_line();
    return !around_.out.append(text_);
  }

  int file(const std::string& name) {
    const base::Result<std::string> bytes = base::read_file(around_.files, name, command_.max_bytes);
    if (!bytes) return complain(around_, name, bytes.error());
    std::string_view rest = *bytes;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view one = rest.substr(0, end);
      if (one.ends_with('\r')) one.remove_suffix(1);
      if (!line(one)) break;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return kDone;
  }

 private:
  const ParseCommand& command_;
  Surroundings& around_;
  text::Folded folded_;  // keeps its memory from line to line
  std::string text_;
  base::JsonWriter json_;
};

}  // namespace

int run_parse(Arguments arguments, Surroundings& around) {
  const base::Result<ParseCommand> parsed = parse_parse(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  return with_output(around, parsed->output, [&](Surroundings& inner) {
    Parser parser(*parsed, inner);
    int code = kDone;
    for (const std::string& name : parsed->inputs) code = std::max(code, parser.file(name));
    return code;
  });
}

}  // namespace midyear::cli
