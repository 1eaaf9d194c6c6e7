#include "store/connection.h"

#include <algorithm>
#include <exception>

namespace midyear::store {
namespace detail {

std::chrono::milliseconds left_until(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

template <class F>
void Connection::guarded(std::string_view sql, F&& work) {
  throw_if_failed();
  const auto begin = std::chrono::steady_clock::now();
  try {
    work();
  } catch (const Failure&) {
    failure_ = std::current_exception();
    throw;
  }
  if (settings_.log_sql)
    settings_.log_sql(
        sql, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
}

Rows Connection::run(std::string_view sql, std::span<const Value> parameters) {
  auto table = std::make_unique<Table>();
  guarded(sql, [&] { run_into(sql, parameters, *table); });
  return Rows(std::move(table));
}

void Connection::each(std::string_view sql, std::span<const Value> parameters,
                      const std::function<void(Row)>& take) {
  guarded(sql, [&] { run_each(sql, parameters, take); });
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
