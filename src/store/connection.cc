#include "store/connection.h"

#include <algorithm>
#include <exception>

#include "base/utf8.h"

namespace midyear::store {
namespace detail {

std::chrono::milliseconds left_until(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

namespace {

// PostgreSQL keeps neither; so that both engines keep the same, SQLite is given neither.
void check_texts(std::span<const Value> parameters) {
  for (const Value& value : parameters) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) continue;
    if (text->find('\0') != std::string::npos) throw Failure("store_text", "U+0000");
    for (std::size_t i = 0; i < text->size();) {
      const std::size_t size = base::utf8_size(*text, i);
      if (size == 0) throw Failure("store_text", "UTF-8, " + std::to_string(i));
      i += size;
    }
  }
}

}  // namespace

template <class F>
void Connection::guarded(std::string_view sql, F&& work) {
  throw_if_failed();
  const auto begin = std::chrono::steady_clock::now();
  try {
    work();
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
  if (settings_.log_sql)
    settings_.log_sql(
        sql, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
}

Rows Connection::run(std::string_view sql, std::span<const Value> parameters) {
  auto table = std::make_unique<Table>();
  guarded(sql, [&] {
    check_texts(parameters);
    run_into(sql, parameters, *table);
  });
  return Rows(std::move(table));
}

void Connection::each(std::string_view sql, std::span<const Value> parameters,
                      const std::function<void(Row)>& take) {
  guarded(sql, [&] {
    check_texts(parameters);
    run_each(sql, parameters, take);
  });
}

void Connection::script(std::string_view sql) {
  guarded(sql, [&] { run_script(std::string(sql)); });
}

}  // namespace detail

Transaction::Transaction(Store& store, detail::Connection& connection, bool writing)
    : store_(store), connection_(connection), writing_(writing) {}
Transaction::~Transaction() = default;

Rows Transaction::run(std::string_view sql, std::span<const Value> parameters) {
  return connection_.run(sql, parameters);
}
void Transaction::each(std::string_view sql, std::span<const Value> parameters,
                       const std::function<void(Row)>& take) {
  connection_.each(sql, parameters, take);
}
std::int64_t Transaction::changed() const { return connection_.changed(); }
Engine Transaction::engine() const { return connection_.engine(); }
void Transaction::after_commit(std::function<void()> action) { actions_.push_back(std::move(action)); }

}  // namespace midyear::store
