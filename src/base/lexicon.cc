#include "base/lexicon.h"

#include <algorithm>

#include "base/embedded.h"

namespace midyear::base {

std::vector<Row> lexicon_rows(std::string_view name) {
  std::vector<Row> rows;
  std::string_view rest = embedded_lexicon(name);
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

}  // namespace midyear::base
