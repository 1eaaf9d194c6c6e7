#include "store/postgresql_listener.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "store/postgresql_values.h"

namespace midyear::store::detail {
namespace {

// One for each schema; a channel's name has at most 63 bytes.
#define MIDYEAR_CHANNEL "'midyear_' || left(encode(sha256(convert_to(current_schema(), 'UTF8')), 'hex'), 32)"

std::string ask(PGconn* link, const char* sql) {
  const Result result(PQexec(link, sql));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) throw_failure(link, result.get(), sql, false);
  return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

struct FreeMemory {
  void operator()(PGnotify* notice) const { PQfreemem(notice); }
};

}  // namespace

void tell_servers(Transaction& tx, const std::string& what) {
  if (tx.engine() == Engine::postgresql) tx.run("SELECT pg_notify(" MIDYEAR_CHANNEL ", $1)", {what});
}

PostgresqlListener::PostgresqlListener(const Settings& settings, std::function<void(std::string_view)> heard)
    : settings_(settings), heard_(std::move(heard)), wake_(::eventfd(0, EFD_CLOEXEC)) {
  if (wake_ < 0) throw Failure("store_failed", std::generic_category().message(errno));
  thread_ = std::thread([this] { run(); });
}

PostgresqlListener::~PostgresqlListener() {
  ending_ = true;
  const std::uint64_t one = 1;
  if (::write(wake_, &one, sizeof one) < 0) {  // cannot be: the counter is far from full
  }
  thread_.join();
  ::close(wake_);
}

void PostgresqlListener::run() {
  constexpr int kLongest = 2000;
  for (int pause = 50; !ending_; pause = std::min(2 * pause, kLongest)) {
    try {
      listen_until_lost();
      pause = 50;
    } catch (const std::exception&) {  // no server: the calls of the store say so to those who wait for them
    }
    wait(-1, pause);
  }
}

void PostgresqlListener::listen_until_lost() {
  const Link link =
      connect_link(settings_, false, std::chrono::steady_clock::now() + std::chrono::seconds(2));
  const std::string channel = ask(link.get(), "SELECT " MIDYEAR_CHANNEL);
  ask(link.get(), ("LISTEN " + channel).c_str());
  heard_("change " + ask(link.get(), "SELECT last FROM change_mark WHERE one = 1"));
  heard_("jobs");
  while (!ending_) {
    while (const std::unique_ptr<PGnotify, FreeMemory> notice{PQnotifies(link.get())}) heard_(notice->extra);
    wait(PQsocket(link.get()), -1);
    if (PQconsumeInput(link.get()) == 0) return;
  }
}

void PostgresqlListener::wait(int socket, int ms) const {
  pollfd waited[] = {{wake_, POLLIN, 0}, {socket, POLLIN, 0}};
  if (!ending_) ::poll(waited, 2, ms);  // interrupted: comes back early
}

}  // namespace midyear::store::detail
