#include "store/postgresql_values.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace midyear::store::detail {
namespace {

enum : Oid {
  kBool = 16,
  kBytea = 17,
  kChar = 18,
  kName = 19,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kOid = 26,
  kFloat4 = 700,
  kFloat8 = 701,
  kUnknown = 705,
  kBpchar = 1042,
  kVarchar = 1043,
  kNumeric = 1700,
  kVoid = 2278,
};

std::uint64_t network_order(std::uint64_t value) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(value >> (56 - 8 * i));
  std::uint64_t out = 0;
  std::memcpy(&out, bytes, sizeof out);
  return out;
}

std::uint64_t unsigned_of(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

template <class To, class From>
To bits_as(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

// sum() and avg() of whole numbers are NUMERIC: groups of four decimal digits. A whole one that fits becomes
// an integer, as in SQLite; all others become real.
void add_numeric(std::string_view bytes, Table& table) {
  const auto half = [&](std::size_t i) {
    return static_cast<std::int16_t>(unsigned_of(bytes.substr(2 * i, 2)));
  };
  const int groups = half(0), weight = half(1), sign = static_cast<std::uint16_t>(half(2)), scale = half(3);
  if (sign != 0 && sign != 0x4000) return table.add(std::numeric_limits<double>::quiet_NaN());
  std::string digits = sign == 0 ? "" : "-";
  for (int i = 0; i <= weight || i < groups; ++i) {
    if (i == weight + 1 && i < groups) digits += '.';
    const std::string group = std::to_string(i < groups ? half(static_cast<std::size_t>(i) + 4) : 0);
    digits += std::string(4 - group.size(), '0') + group;
  }
  std::int64_t whole = 0;
  if (scale == 0) {
    if (groups == 0) return table.add(std::int64_t{0});
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    if (fault == std::errc()) return table.add(whole);
  }
  if (weight < -1 && groups > 0) {  // 0.0000…: the groups that were left out
    std::string zeros = sign == 0 ? "0." : "-0.";
    zeros.append(static_cast<std::size_t>(-weight - 1) * 4, '0');
    digits = zeros + digits.substr(sign == 0 ? 0 : 1);
  }
  table.add(groups == 0 ? 0.0 : std::strtod(digits.c_str(), nullptr));
}

void add_cell(Oid type, std::string_view bytes, Table& table) {
  switch (type) {
    case kInt8:
      return table.add(static_cast<std::int64_t>(unsigned_of(bytes)));
    case kInt4:
      return table.add(std::int64_t{static_cast<std::int32_t>(unsigned_of(bytes))});
    case kInt2:
      return table.add(std::int64_t{static_cast<std::int16_t>(unsigned_of(bytes))});
    case kBool:
    case kOid:
      return table.add(static_cast<std::int64_t>(unsigned_of(bytes)));
    case kFloat8:
      return table.add(bits_as<double>(unsigned_of(bytes)));
    case kFloat4:
      return table.add(double{bits_as<float>(static_cast<std::uint32_t>(unsigned_of(bytes)))});
    case kNumeric:
      return add_numeric(bytes, table);
    case kText:
    case kVarchar:
    case kBpchar:
    case kName:
    case kChar:
    case kUnknown:
      return table.add(Kind::text, bytes);
    case kBytea:
      return table.add(Kind::blob, bytes);
    case kVoid:
      return table.add_null();
    default:
      throw std::logic_error("a column of PostgreSQL's type " + std::to_string(type) + ": cast it to text");
  }
}

// "Key (a, b)=(1, 2) already exists.", in whatever language, to "table(a, b)", as SQLite's answer is told.
std::string constraint_of(const PGresult* result) {
  const auto field = [&](int code) {
    const char* text = PQresultErrorField(result, code);
    return std::string(text == nullptr ? "" : text);
  };
  const std::string detail = field(PG_DIAG_MESSAGE_DETAIL);
  const std::size_t begin = detail.find('(');
  const std::size_t end = detail.find(")=(");
  if (begin == std::string::npos || end == std::string::npos || begin > end)
    return "index '" + field(PG_DIAG_CONSTRAINT_NAME) + "'";
  const std::string columns = detail.substr(begin + 1, end - begin - 1);
  if (columns.find('(') != std::string::npos) return "index '" + field(PG_DIAG_CONSTRAINT_NAME) + "'";
  return field(PG_DIAG_TABLE_NAME) + "(" + columns + ")";
}

bool means_lost(std::string_view state) {
  return state.starts_with("08") || state.starts_with("57P0") || state == "25P03" || state == "25P04" ||
         state == "53300";
}
bool means_busy(std::string_view state) {
  return state == "40001" || state == "40P01" || state == "55P03" || state == "57014";
}

}  // namespace

Parameters::Parameters(std::span<const Value> values) {
  numbers_.reserve(values.size());  // pointers into it stay
  for (const Value& value : values) {
    const auto add = [&](Oid type, const void* bytes, std::size_t size) {
      types_.push_back(type);
      values_.push_back(static_cast<const char*>(bytes));
      lengths_.push_back(static_cast<int>(size));
      formats_.push_back(1);
    };
    const auto add_number = [&](Oid type, std::uint64_t bits) {
      numbers_.push_back(network_order(bits));
      add(type, &numbers_.back(), sizeof bits);
    };
    if (const auto* integer = std::get_if<std::int64_t>(&value))
      add_number(kInt8, static_cast<std::uint64_t>(*integer));
    else if (const auto* real = std::get_if<double>(&value))
      add_number(kFloat8, bits_as<std::uint64_t>(*real));
    else if (const auto* text = std::get_if<std::string>(&value))
      add(kText, text->data(), text->size());
    else if (const auto* blob = std::get_if<Blob>(&value))
      add(kBytea, blob->bytes.data(), blob->bytes.size());
    else
      add(0, nullptr, 0);
  }
}

std::string Parameters::signature() const {
  std::string out;
  for (const Oid type : types_)
    out += type == kInt8 ? 'i' : type == kFloat8 ? 'r' : type == kText ? 't' : type == kBytea ? 'b' : 'n';
  return out;
}

void add_rows(const PGresult* result, Table& table) {
  const int rows = PQntuples(result), columns = PQnfields(result);
  table.columns = static_cast<std::size_t>(columns);
  table.cells.reserve(table.cells.size() + static_cast<std::size_t>(rows) * table.columns);
  for (int row = 0; row < rows; ++row)
    for (int i = 0; i < columns; ++i) {
      if (PQgetisnull(result, row, i) != 0)
        table.add_null();
      else
        add_cell(PQftype(result, i),
                 {PQgetvalue(result, row, i), static_cast<std::size_t>(PQgetlength(result, row, i))}, table);
    }
}

std::string one_line(std::string_view message) {
  std::string out;
  for (const char c : message)
    if (c != '\n' && c != '\t')
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void throw_failure(const PGconn* connection, const PGresult* result, std::string_view sql, bool writing) {
  const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field == nullptr ? std::string_view() : std::string_view(field);
  const char* said = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string detail = one_line(said == nullptr ? PQerrorMessage(connection) : said) + " (" +
                             std::string(sql.substr(0, 200)) + ")";
  if (means_lost(state)) throw Interruption("store_lost", detail, true);
  if (means_busy(state)) throw Interruption("store_busy", detail, false);
  // A standby, or a server that was made one: the next connection may find the one that takes writes.
  if (state == "25006" && writing) throw Interruption("store_lost", detail, true);
  // An error without a state is libpq's own: whatever it was, the link is of no use any more.
  if (state.empty() || PQstatus(connection) != CONNECTION_OK) throw Interruption("store_lost", detail, true);
  if (state == "53100") throw Failure("store_full", detail);
  if (state == "23505") throw Failure("store_unique", detail, constraint_of(result));
  if (state == "XX001" || state == "XX002") throw Failure("store_corrupt", detail);
  if (state == "22021") throw Failure("store_text", detail);
  throw Failure("store_failed", detail);
}

}  // namespace midyear::store::detail
