#include "store/value.h"

#include <stdexcept>

namespace midyear::store {
namespace {

constexpr const char* kNames[] = {"NULL", "an integer", "a real", "text", "a blob"};

}  // namespace

const detail::Cell& Row::of(std::size_t i, detail::Kind kind) const {
  const detail::Cell& c = cell(i);
  if (c.kind != kind)
    throw std::logic_error("column " + std::to_string(i) + " is " + kNames[static_cast<int>(c.kind)] +
                           ", not " + kNames[static_cast<int>(kind)]);
  return c;
}

double Row::real(std::size_t i) const {
  const detail::Cell& c = cell(i);
  return c.kind == detail::Kind::integer ? static_cast<double>(c.integer) : of(i, detail::Kind::real).real;
}

Value Row::value(std::size_t i) const {
  const detail::Cell& c = cell(i);
  switch (c.kind) {
    case detail::Kind::integer:
      return c.integer;
    case detail::Kind::real:
      return c.real;
    case detail::Kind::text:
      return std::string(bytes(c));
    case detail::Kind::blob:
      return Blob{std::string(bytes(c))};
    case detail::Kind::null:
      break;
  }
  return std::monostate{};
}

}  // namespace midyear::store
