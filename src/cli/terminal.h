#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace midyear::cli {

// Columns that a text takes on a terminal: East Asian wide and full-width characters two, combining and
// control characters none. What is no UTF-8 counts one a byte.
int display_width(std::string_view text);

// The longest beginning that fits into `columns`, cut between characters.
std::string_view fit(std::string_view text, int columns);

enum class Ink : std::uint8_t { plain, bold, dim, red, green, yellow, blue, magenta };

// Composes lines for a terminal; without colour the inks are left out. Control characters of a report never
// reach the terminal: they become spaces.
class Screen {
 public:
  Screen(int columns, bool color) : columns_(columns), color_(color) {}

  int columns() const { return columns_; }
  void put(std::string_view text, Ink ink = Ink::plain);
  void spaces(int count) {
    out_.append(static_cast<std::size_t>(count > 0 ? count : 0), ' '), column_ += count > 0 ? count : 0;
  }
  // Spaces up to a column; one at least where it is passed already.
  void to_column(int column) { spaces(column > column_ ? column - column_ : 1); }
  void end_line() { out_ += '\n', column_ = 0; }
  void rule(std::string_view title);
  // A text broken at the width, from where the line stands; further lines begin at column `rest`, none with a
  // closing mark, and numbers stay whole.
  void flow(std::string_view text, int rest, Ink ink = Ink::plain);
  // flow() and the end of the line.
  void paragraph(std::string_view text, int rest, Ink ink = Ink::plain);
  // A new line at `rest` unless `width` more columns fit into this one.
  void make_room(int width, int rest);
  // One line, cut with … where it is too long.
  void cut_line(std::string_view text, Ink ink = Ink::plain);

  std::string take() { return std::move(out_); }
  int column() const { return column_; }

 private:
  void open(Ink ink);
  void close(Ink ink);

  int columns_;
  bool color_;
  int column_ = 0;
  std::string out_;
};

}  // namespace midyear::cli
