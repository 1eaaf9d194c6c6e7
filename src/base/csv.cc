#include "base/csv.h"

namespace midyear::base {
namespace {

bool looks_like_formula(std::string_view cell) {
  if (cell.empty()) return false;
  if (std::string_view("=+-@\t\r\n|").find(cell.front()) != std::string_view::npos) return true;
  return cell.starts_with("＝") || cell.starts_with("＋") || cell.starts_with("－") || cell.starts_with("＠");
}

}  // namespace

void CsvRows::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

void CsvRows::number(std::string_view digits) { separate(), out_ += digits; }

void CsvRows::end() {
  out_ += "\r\n";
  first_ = true;
}

void CsvRows::text(std::string_view cell) {
  separate();
  const bool guard = looks_like_formula(cell);
  if (!guard && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += cell;
    return;
  }
  out_ += '"';
  if (guard) out_ += '\'';
  for (const char c : cell) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
}

}  // namespace midyear::base
