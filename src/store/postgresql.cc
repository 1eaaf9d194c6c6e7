#include <libpq-fe.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <unordered_map>

#include "base/hash.h"
#include "store/connection.h"
#include "store/postgresql_connect.h"
#include "store/postgresql_values.h"

// A write is READ COMMITTED and takes one advisory lock first, the same for all servers on the schema: each
// of its statements sees all that was committed before, and the order of commits is the order of the lock. A
// read is REPEATABLE READ.
//
// Whether a COMMIT whose answer was lost was done: each connection has a name of its own and counts its
// writes; the write puts name and count into store_writer. A new connection takes the lock, so that the old
// transaction has ended, and looks. (The server's own pg_xact_status() cannot be relied on: after a crash it
// gives the number of a transaction that left no trace to another one.)

namespace midyear::store::detail {
namespace {

class Postgresql : public Connection {
 public:
  Postgresql(const Settings& settings, bool writer, Deadline deadline)
      : Connection(settings), writer_(writer) {
    connect(deadline);
  }

  Engine engine() const override { return Engine::postgresql; }

  void begin(bool writing, Deadline deadline) override {
    forget_failure();
    if (PQstatus(link_.get()) != CONNECTION_OK || PQtransactionStatus(link_.get()) != PQTRANS_IDLE)
      throw Interruption("store_lost", "the connection is broken", true);
    if (!writing) return execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    execute("BEGIN; SET LOCAL lock_timeout = " +
            std::to_string(std::max<std::int64_t>(left_until(deadline).count(), 1)) +
            "; SELECT pg_advisory_xact_lock(" + lock_ + ")");
  }

  void commit() override {
    if (writer_) {
      run_into(
          "INSERT INTO store_writer (name, number, at) SELECT $1, $2, extract(epoch FROM now())::bigint "
          "WHERE pg_current_xact_id_if_assigned() IS NOT NULL "
          "ON CONFLICT (name) DO UPDATE SET number = excluded.number, at = excluded.at",
          std::initializer_list<Value>{name_, ++number_}, scratch_);
      wrote_ = changed_ != 0;
    }
    const Result result(PQexec(link_.get(), "COMMIT"));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
      throw_failure(link_.get(), result.get(), "COMMIT", writer_);
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
      throw Failure("store_failed", "the server rolled back at COMMIT");
  }

  std::optional<bool> look_up_commit(Deadline deadline) override {
    if (!wrote_) return false;  // nothing that could be lost or done twice
    for (std::chrono::milliseconds pause(8);; pause = std::min(2 * pause, std::chrono::milliseconds(512))) {
      try {
        connect(deadline);
        begin(true, deadline);
        Table found;
        run_into("SELECT 1 FROM store_writer WHERE name = $1 AND number = $2",
                 std::initializer_list<Value>{name_, number_}, found);
        execute("COMMIT");
        return !found.cells.empty();
      } catch (const Failure&) {
        if (left_until(deadline).count() == 0) return std::nullopt;
        std::this_thread::sleep_for(std::min(pause, left_until(deadline)));
      }
    }
  }

  void rollback() noexcept override {
    if (PQstatus(link_.get()) != CONNECTION_OK) return;
    if (PQtransactionStatus(link_.get()) == PQTRANS_ACTIVE) drain();
    if (PQtransactionStatus(link_.get()) != PQTRANS_IDLE) {
      const Result result(PQexec(link_.get(), "ROLLBACK"));  // where it fails begin() finds the link unfit
    }
  }

 protected:
  void run_into(std::string_view sql, std::span<const Value> parameters, Table& table) override {
    const Parameters sent(parameters);
    const Prepared prepared = prepare(sql, sent);
    const Result result(PQexecPrepared(link_.get(), prepared.name.c_str(), sent.size(), sent.values(),
                                       sent.lengths(), sent.formats(), 1));
    check(result.get(), sql, prepared.fresh);
    table.columns = 0;
    table.cells.clear();
    table.bytes.clear();
    add_rows(result.get(), table);
    if (!std::string_view(PQcmdStatus(result.get())).starts_with("SELECT"))
      changed_ = std::atoll(PQcmdTuples(result.get()));
  }

  void run_each(std::string_view sql, std::span<const Value> parameters,
                const std::function<void(Row)>& take) override {
    const Parameters sent(parameters);
    const Prepared prepared = prepare(sql, sent);
    if (PQsendQueryPrepared(link_.get(), prepared.name.c_str(), sent.size(), sent.values(), sent.lengths(),
                            sent.formats(), 1) == 0)
      throw_failure(link_.get(), nullptr, sql, writer_);
    PQsetSingleRowMode(link_.get());
    streaming_ = true;
    try {
      Table table;
      while (const Result result{PQgetResult(link_.get())}) {
        check(result.get(), sql, prepared.fresh);
        table.cells.clear();
        table.bytes.clear();
        add_rows(result.get(), table);
        if (!table.cells.empty()) take(Row(table, 0));
      }
      streaming_ = false;
    } catch (...) {
      drain();
      throw;
    }
  }

  void run_script(const std::string& sql) override { execute(sql); }

 private:
  struct Prepared {
    std::string name;
    bool fresh;  // made just now
  };

  void connect(Deadline deadline) {
    prepared_.clear();
    link_.reset();
    link_ = connect_link(settings_, writer_, deadline);
    lock_ = lock_of(schema_of(link_.get()));
    if (!writer_) return;
    if (name_.empty()) name_ = random_name();
    if (process_ != 0) end_session(process_);
    process_ = PQbackendPID(link_.get());
    begin(true, deadline);
    execute(
        "CREATE TABLE IF NOT EXISTS store_writer (name TEXT COLLATE \"C\" PRIMARY KEY, number BIGINT NOT "
        "NULL, "
        "at BIGINT NOT NULL); DELETE FROM store_writer WHERE at < extract(epoch FROM now()) - 7 * 86400; "
        "COMMIT");
  }

  static std::string lock_of(const std::string& schema) {
    return std::to_string(std::stoull(base::sha256("midyear writes " + schema).substr(0, 15), nullptr, 16));
  }

  // Where the network broke and not the server, the old session would keep the writers' lock for long.
  void end_session(int process) {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = " +
        std::to_string(process) + " AND (classid::bigint << 32 | objid::bigint) = " + lock_);
  }

  void execute(const std::string& sql) {
    if (streaming_) throw std::logic_error("a statement is run while rows of another come: " + sql);
    const Result result(PQexec(link_.get(), sql.c_str()));
    check(result.get(), sql, true);
  }

  void check(const PGresult* result, std::string_view sql, bool fresh) const {
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE) return;
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    // A column changed its type since the statement was prepared: a new connection prepares anew.
    if (!fresh && state != nullptr && std::string_view(state) == "0A000")
      throw Interruption("store_lost", PQresultErrorMessage(result), true);
    throw_failure(link_.get(), result, sql, writer_);
  }

  Prepared prepare(std::string_view sql, const Parameters& sent) {
    if (streaming_)
      throw std::logic_error("a statement is run while rows of another come: " + std::string(sql));
    const std::string key = sent.signature() + " " + std::string(sql);
    if (const auto known = prepared_.find(key); known != prepared_.end()) return {known->second, false};
    if (prepared_.size() >= kStatements) {
      execute("DEALLOCATE ALL");
      prepared_.clear();
    }
    const std::string name = "s" + std::to_string(++names_);
    const Result result(
        PQprepare(link_.get(), name.c_str(), std::string(sql).c_str(), sent.size(), sent.types()));
    check(result.get(), sql, true);
    prepared_.emplace(key, name);
    return {name, true};
  }

  // Ends a statement whose rows nobody wants any more.
  void drain() noexcept {
    if (PGcancel* cancel = PQgetCancel(link_.get())) {
      char message[256];
      PQcancel(cancel, message, sizeof message);  // where it fails the rows are read to their end
      PQfreeCancel(cancel);
    }
    while (const Result rest{PQgetResult(link_.get())}) {
    }
    streaming_ = false;
  }

  static constexpr std::size_t kStatements = 200;
  const bool writer_;
  Link link_;
  std::string lock_;         // of all writers of this schema
  int process_ = 0;          // the server's, of this session
  std::string name_;         // of this connection in store_writer, kept when it connects anew
  std::int64_t number_ = 0;  // of the last write
  bool wrote_ = false, streaming_ = false;
  Table scratch_;
  std::uint64_t names_ = 0;
  std::unordered_map<std::string, std::string> prepared_;  // types and SQL to the name of the statement
};

}  // namespace

std::unique_ptr<Connection> connect_postgresql(const Settings& settings, bool writer, Deadline deadline) {
  return std::make_unique<Postgresql>(settings, writer, deadline);
}

}  // namespace midyear::store::detail
