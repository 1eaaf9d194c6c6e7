#include "reading/labels.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/embedded.h"

namespace midyear::base {

std::span<const EmbeddedFile> embedded_labels();  // src/reading/*.tsv

}  // namespace midyear::base

namespace midyear::reading {
namespace {

std::string_view cut(std::string_view& rest, char mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

std::vector<Label> parse(std::string_view table) {
  std::vector<Label> rows;
  while (!table.empty()) {
    std::string_view line = cut(table, '\n');
    if (line.empty() || line.front() == '#') continue;
    Label row;
    row.name = cut(line, '\t');
    row.chinese = cut(line, '\t');
    row.english = cut(line, '\t');
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::span<const Label> labels() {
  static const std::vector<Label> rows = parse(base::embedded_file(base::embedded_labels(), "labels.tsv"));
  return rows;
}

std::string_view label(std::string_view group, std::string_view name, base::Language language) {
  if (name.empty()) return {};
  std::string wanted(group);
  (wanted += '.') += name;
  const auto rows = labels();
  const auto row = std::lower_bound(rows.begin(), rows.end(), wanted,
                                    [](const Label& a, const std::string& b) { return a.name < b; });
  return row != rows.end() && row->name == wanted ? row->in(language) : name;
}

}  // namespace midyear::reading
