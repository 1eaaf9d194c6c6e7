#include "base/lexicon.h"

#include <algorithm>

#include "base/embedded.h"

namespace midyear::base {

std::vector<Row> table_rows(std::string_view rest) {
  std::vector<Row> rows;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    Row row;
    for (std::size_t tab; (tab = line.find('\t')) != line.npos; line.remove_prefix(tab + 1))
      row.push_back(line.substr(0, tab));
    row.push_back(line);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Row> lexicon_rows(std::string_view name) { return table_rows(embedded_lexicon(name)); }

}  // namespace midyear::base
