#include "store/postgresql_connect.h"

#include <array>
#include <cstdio>
#include <random>

#include "store/postgresql_values.h"

namespace midyear::store::detail {
namespace {

// synchronous_commit: what write() returned from is on the disk, whatever the server's habit. A session that
// does nothing within a write holds up all writers; its end undoes the write, which is then run again.
constexpr const char* kSession =
    "SET client_min_messages = warning; SET standard_conforming_strings = on; SET TimeZone = 'UTC'; "
    "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = '60s'; "
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') IN ('off', 'local')";

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

void check_address(const std::string& address) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(address.c_str(), &message));
  if (options != nullptr) return;
  const std::string said = message == nullptr ? "" : one_line(message);
  PQfreemem(message);
  throw Failure("store_unfit", said);
}

void check_server(PGconn* link) {
  constexpr int kOldest = 130000;
  const int version = PQserverVersion(link);
  if (version < kOldest) throw Failure("store_unfit", "PostgreSQL " + std::to_string(version / 10000));
  const char* encoding = PQparameterStatus(link, "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8")
    throw Failure("store_unfit", std::string("ENCODING ") + (encoding == nullptr ? "?" : encoding));
}

}  // namespace

Link connect_link(const Settings& settings, bool writer, Deadline deadline) {
  check_address(settings.postgresql);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left_until(deadline)).count();
  const std::string timeout = std::to_string(std::max<std::int64_t>(seconds, 2));
  // What stands before dbname can be set otherwise in the address, what stands after it cannot. A peer that
  // is silent for about 20 seconds is given up.
  const std::array keys = {"connect_timeout",      "keepalives_idle",
                           "keepalives_interval",  "keepalives_count",
                           "tcp_user_timeout",     "fallback_application_name",
                           "target_session_attrs", "dbname",
                           "client_encoding",      static_cast<const char*>(nullptr)};
  const std::array values = {timeout.c_str(),
                             "10",
                             "3",
                             "3",
                             "20000",
                             "midyear",
                             writer ? "read-write" : "any",
                             settings.postgresql.c_str(),
                             "UTF8",
                             static_cast<const char*>(nullptr)};
  Link link(PQconnectdbParams(keys.data(), values.data(), 1));
  if (link == nullptr) throw std::bad_alloc();
  if (PQstatus(link.get()) != CONNECTION_OK)
    throw Interruption("store_lost", one_line(PQerrorMessage(link.get())), true);
  PQsetNoticeProcessor(
      link.get(), [](void*, const char*) {}, nullptr);  // it would print them
  check_server(link.get());
  const Result result(PQexec(link.get(), kSession));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) throw_failure(link.get(), result.get(), "SET", writer);
  return link;
}

std::string schema_of(PGconn* link) {
  const Result result(PQexec(link, "SELECT current_schema()"));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
    throw_failure(link, result.get(), "SELECT current_schema()", true);
  if (PQgetisnull(result.get(), 0, 0) != 0) throw Failure("store_unfit", "no schema in search_path");
  return PQgetvalue(result.get(), 0, 0);
}

std::string random_name() {
  std::random_device device;
  std::string name;
  for (int i = 0; i < 4; ++i) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", device());
    name += digits;
  }
  return name;
}

}  // namespace midyear::store::detail
