#pragma once

// What goes into a statement and comes out of it, the same for both engines. Internal to the room but for
// what store.h shows of it.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace midyear::store {

struct Blob {
  std::string bytes;

  bool operator==(const Blob&) const = default;
};

// A parameter. std::monostate is NULL. Truth is kept as 0 and 1.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

namespace detail {

enum class Kind : std::uint8_t { null, integer, real, text, blob };

struct Cell {
  Kind kind = Kind::null;
  std::int64_t integer = 0;  // also where text and blob begin in `bytes`
  double real = 0;
  std::size_t size = 0;
};

struct Table {
  std::size_t columns = 0;
  std::vector<Cell> cells;  // row after row
  std::string bytes;        // of all text and blob cells

  void add_null() { cells.emplace_back(); }
  void add(std::int64_t value) { cells.push_back({Kind::integer, value, 0, 0}); }
  void add(double value) { cells.push_back({Kind::real, 0, value, 0}); }
  void add(Kind kind, std::string_view value) {
    cells.push_back({kind, static_cast<std::int64_t>(bytes.size()), 0, value.size()});
    bytes += value;
  }
};

}  // namespace detail

// One row of an answer; valid as long as its Rows. A column of another type than asked for, or of no value
// where one is asked for, is a slip in the program: std::logic_error.
class Row {
 public:
  Row(const detail::Table& table, std::size_t row) : table_(&table), first_(row * table.columns) {}

  std::size_t size() const { return table_->columns; }
  bool null(std::size_t i) const { return cell(i).kind == detail::Kind::null; }
  std::int64_t integer(std::size_t i) const { return of(i, detail::Kind::integer).integer; }
  bool truth(std::size_t i) const { return integer(i) != 0; }
  double real(std::size_t i) const;  // an integer column too
  std::string_view text(std::size_t i) const { return bytes(of(i, detail::Kind::text)); }
  std::string_view blob(std::size_t i) const { return bytes(of(i, detail::Kind::blob)); }

  std::optional<std::int64_t> optional_integer(std::size_t i) const {
    return null(i) ? std::nullopt : std::optional(integer(i));
  }
  std::optional<double> optional_real(std::size_t i) const {
    return null(i) ? std::nullopt : std::optional(real(i));
  }
  std::optional<std::string_view> optional_text(std::size_t i) const {
    return null(i) ? std::nullopt : std::optional(text(i));
  }
  // The column as a parameter, whatever its type.
  Value value(std::size_t i) const;

 private:
  const detail::Cell& cell(std::size_t i) const { return table_->cells.at(first_ + i); }
  const detail::Cell& of(std::size_t i, detail::Kind kind) const;
  std::string_view bytes(const detail::Cell& c) const {
    return std::string_view(table_->bytes).substr(static_cast<std::size_t>(c.integer), c.size);
  }

  const detail::Table* table_;
  std::size_t first_;
};

// All rows of an answer, in memory. Cheap to move; what is read of it lives as long as it does.
class Rows {
 public:
  Rows() : table_(std::make_unique<detail::Table>()) {}
  explicit Rows(std::unique_ptr<const detail::Table> table) : table_(std::move(table)) {}

  std::size_t size() const { return table_->columns == 0 ? 0 : table_->cells.size() / table_->columns; }
  bool empty() const { return size() == 0; }
  // Requires: row < size().
  Row operator[](std::size_t row) const { return {*table_, row}; }
  Row front() const { return (*this)[0]; }

  class Iterator {
   public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    Iterator(const detail::Table& table, std::size_t row) : table_(&table), row_(row) {}
    Row operator*() const { return {*table_, row_}; }
    Iterator& operator++() { return ++row_, *this; }
    bool operator!=(const Iterator& other) const { return row_ != other.row_; }
    bool operator==(const Iterator& other) const { return row_ == other.row_; }

   private:
    const detail::Table* table_;
    std::size_t row_;
  };
  Iterator begin() const { return {*table_, 0}; }
  Iterator end() const { return {*table_, size()}; }

 private:
  std::unique_ptr<const detail::Table> table_;
};

}  // namespace midyear::store
