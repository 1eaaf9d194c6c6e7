#include "quantity/table.h"

#include "base/embedded.h"

namespace midyear::quantity {

std::vector<Row> rows_of(std::string_view name) {
  std::vector<Row> rows;
  std::string_view rest = base::embedded_lexicon(name);
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

std::u16string widen(std::string_view utf8) {
  std::u16string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = [&](std::size_t k) {
      return static_cast<unsigned>(static_cast<unsigned char>(utf8[k]));
    };
    const unsigned lead = byte(i);
    if (lead < 0x80) {
      out.push_back(static_cast<char16_t>(lead));
      i += 1;
    } else if (lead < 0xE0) {
      out.push_back(static_cast<char16_t>((lead & 0x1F) << 6 | (byte(i + 1) & 0x3F)));
      i += 2;
    } else {
      const unsigned c = (lead & 0x0F) << 12 | (byte(i + 1) & 0x3F) << 6 | (byte(i + 2) & 0x3F);
      out.push_back(static_cast<char16_t>(c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c));
      i += 3;
    }
  }
  return out;
}

}  // namespace midyear::quantity
