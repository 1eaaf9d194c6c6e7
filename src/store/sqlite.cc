#include <sqlite3.h>

#include <cerrno>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <unordered_map>

#include "store/connection.h"
#include "store/tokenizer.h"

// One file in WAL mode. Every commit is synced (synchronous=FULL). The writer's connection begins with BEGIN
// IMMEDIATE, so that a transaction that got its place is never refused a lock later on; readers are
// query_only and see the state of their first statement.

namespace midyear::store::detail {

std::string sqlite_path(const Settings& settings) { return settings.folder + "/midyear.sqlite"; }

namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

// "UNIQUE constraint failed: t.a, t.b" to "t(a, b)", as PostgreSQL's answer is told too.
std::string constraint_of(std::string_view message) {
  const std::size_t colon = message.find(": ");
  if (colon == std::string_view::npos) return std::string(message);
  std::string_view rest = message.substr(colon + 2);
  const std::size_t dot = rest.find('.');
  if (rest.starts_with("index ") || dot == std::string_view::npos) return std::string(rest);
  const std::string_view table = rest.substr(0, dot);
  std::string columns;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    if (!columns.empty()) columns += ", ";
    columns += rest.substr(table.size() + 1, end - table.size() - 1);
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return std::string(table) + "(" + columns + ")";
}

class Sqlite : public Connection {
 public:
  Sqlite(const Settings& settings, bool writer) : Connection(settings) {
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(sqlite_path(settings).c_str(), &database_, kFlags, nullptr);
    try {
      check(code, "open");
      sqlite3_extended_result_codes(database_, 1);
      sqlite3_busy_timeout(database_, static_cast<int>(settings.patience.count()));
      register_tokenizer(database_);
      run_script(
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
          "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA cell_size_check=ON;");
      if (!writer) run_script("PRAGMA query_only=ON");
    } catch (...) {
      close();
      throw;
    }
  }
  ~Sqlite() override { close(); }

  Engine engine() const override { return Engine::sqlite; }

  void begin(bool writing, Deadline deadline) override {
    forget_failure();
    sqlite3_busy_timeout(database_, static_cast<int>(left_until(deadline).count()));
    run_script(writing ? "BEGIN IMMEDIATE" : "BEGIN");
  }

  void commit() override {
    const int code = sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr);
    // The record of the commit may have reached the file although the sync that follows it failed.
    if ((code & 0xff) == SQLITE_IOERR && !is_full())
      throw Interruption("store_lost", sqlite3_errmsg(database_), true);
    check(code, "COMMIT");
  }

  void rollback() noexcept override {
    if (sqlite3_get_autocommit(database_) == 0)
      sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);  // nothing can be done where it fails
  }

 protected:
  void run_into(std::string_view sql, std::span<const Value> parameters, Table& table) override {
    const Statement statement(*this, sql, parameters);
    table.columns = static_cast<std::size_t>(sqlite3_column_count(statement.get()));
    while (statement.step()) take_row(statement.get(), table);
    changed_ = sqlite3_changes64(database_);
  }

  void run_each(std::string_view sql, std::span<const Value> parameters,
                const std::function<void(Row)>& take) override {
    const Statement statement(*this, sql, parameters);
    Table table;
    table.columns = static_cast<std::size_t>(sqlite3_column_count(statement.get()));
    while (statement.step()) {
      table.cells.clear();
      table.bytes.clear();
      take_row(statement.get(), table);
      take(Row(table, 0));
    }
  }

  void run_script(const std::string& sql) override {
    check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr), sql);
  }

 private:
  // A prepared statement with its parameters bound; reset at the end of the scope and kept for the next time.
  class Statement {
   public:
    Statement(Sqlite& connection, std::string_view sql, std::span<const Value> parameters)
        : connection_(connection), sql_(sql), statement_(connection.prepare(sql)) {
      const int count = sqlite3_bind_parameter_count(statement_);
      for (int i = 1; i <= count; ++i) bind(i, parameters);
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() {
      sqlite3_reset(statement_);  // says again what step() said
      sqlite3_clear_bindings(statement_);
    }
    bool step() const {
      const int code = sqlite3_step(statement_);
      if (code == SQLITE_ROW) return true;
      if (code != SQLITE_DONE) connection_.check(code, sql_);
      return false;
    }
    sqlite3_stmt* get() const { return statement_; }

   private:
    // SQLite counts $1, $2 … in the order in which they stand; their names say which is meant.
    void bind(int place, std::span<const Value> parameters) const {
      const char* name = sqlite3_bind_parameter_name(statement_, place);
      const std::string_view digits = name == nullptr ? std::string_view() : std::string_view(name).substr(1);
      std::size_t number = 0;
      const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
      if (fault != std::errc() || end != digits.data() + digits.size() || number < 1 ||
          number > parameters.size())
        throw std::logic_error("no such parameter in: " + std::string(sql_));
      connection_.check(bind_value(place, parameters[number - 1]), sql_);
    }
    int bind_value(int place, const Value& value) const {
      if (const auto* integer = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement_, place, *integer);
      if (const auto* real = std::get_if<double>(&value))
        return sqlite3_bind_double(statement_, place, *real);
      if (const auto* text = std::get_if<std::string>(&value))
        return sqlite3_bind_text64(statement_, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
      if (const auto* blob = std::get_if<Blob>(&value))
        return blob->bytes.empty() ? sqlite3_bind_zeroblob(statement_, place, 0)
                                   : sqlite3_bind_blob64(statement_, place, blob->bytes.data(),
                                                         blob->bytes.size(), SQLITE_STATIC);
      return sqlite3_bind_null(statement_, place);
    }

    Sqlite& connection_;
    std::string_view sql_;
    sqlite3_stmt* statement_;
  };

  sqlite3_stmt* prepare(std::string_view sql) {
    if (const auto known = statements_.find(sql); known != statements_.end()) {
      if (sqlite3_stmt_busy(known->second) != 0)
        throw std::logic_error("a statement is run inside itself: " + std::string(sql));
      return known->second;
    }
    if (statements_.size() >= kStatements) forget_statements();
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    check(sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                             &statement, &rest),
          sql);
    const std::string_view tail = sql.substr(static_cast<std::size_t>(rest - sql.data()));
    if (statement == nullptr || tail.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
      sqlite3_finalize(statement);
      throw std::logic_error("not one statement: " + std::string(sql));
    }
    statements_.emplace(sql, statement);
    return statement;
  }

  static void take_row(sqlite3_stmt* statement, Table& table) {
    for (int i = 0; i < static_cast<int>(table.columns); ++i) {
      const auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, i)); };
      switch (sqlite3_column_type(statement, i)) {
        case SQLITE_INTEGER:
          table.add(static_cast<std::int64_t>(sqlite3_column_int64(statement, i)));
          break;
        case SQLITE_FLOAT:
          table.add(sqlite3_column_double(statement, i));
          break;
        case SQLITE_TEXT: {
          const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
          table.add(Kind::text, {text, size()});
          break;
        }
        case SQLITE_BLOB: {
          const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
          table.add(Kind::blob, bytes == nullptr ? std::string_view() : std::string_view(bytes, size()));
          break;
        }
        default:
          table.add_null();
      }
    }
  }

  // SQLite tells only ENOSPC as SQLITE_FULL.
  bool is_full() const {
    const int error = sqlite3_system_errno(database_);
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
  }

  void check(int code, std::string_view sql) const {
    if (code == SQLITE_OK) return;
    const std::string said = database_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database_);
    const std::string detail = said + " (" + std::string(sql.substr(0, sql.find(';')).substr(0, 200)) + ")";
    switch (code & 0xff) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        throw Interruption("store_busy", detail, false);
      case SQLITE_FULL:
        throw Failure("store_full", detail);
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        throw Failure("store_corrupt", detail);
      case SQLITE_IOERR:
        throw Failure(is_full() ? "store_full" : "store_failed", detail);
      case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
          throw Failure("store_unique", detail, constraint_of(said));
        break;
      default:
        break;
    }
    throw Failure("store_failed", detail);
  }

  void forget_statements() {
    for (auto it = statements_.begin(); it != statements_.end();) {
      if (sqlite3_stmt_busy(it->second) != 0) {
        ++it;
        continue;
      }
      sqlite3_finalize(it->second);
      it = statements_.erase(it);
    }
  }

  void close() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    statements_.clear();
    sqlite3_close_v2(database_);
    database_ = nullptr;
  }

  static constexpr std::size_t kStatements = 200;
  sqlite3* database_ = nullptr;
  std::unordered_map<std::string, sqlite3_stmt*, TextHash, std::equal_to<>> statements_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const Settings& settings, bool writer) {
  return std::make_unique<Sqlite>(settings, writer);
}

}  // namespace midyear::store::detail
