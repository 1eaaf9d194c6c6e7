#pragma once

// A place for a store that is gone at the end of the test, on either engine.
//
//   class NoteTest : public testing::TestWithParam<Engine> { StorePlace place{GetParam()}; … };
//   TEST_P(NoteTest, …)
//   MIDYEAR_ON_BOTH_ENGINES(NoteTest);
//
// PostgreSQL: a schema of its own on the server whose address stands in the file $MIDYEAR_POSTGRESQL_FILE, or
// in $MIDYEAR_POSTGRESQL. ctest starts one (tests/store/postgresql.sh); where none is, the test is skipped.

#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>

#include "store/store.h"

namespace midyear::store {

// "": there is none.
inline std::string postgresql_server() {
  if (const char* address = ::getenv("MIDYEAR_POSTGRESQL")) return address;
  const char* path = ::getenv("MIDYEAR_POSTGRESQL_FILE");
  std::string address;
  if (path != nullptr) std::getline(std::ifstream(path), address);
  return address == "none" ? "" : address;
}

// A session of the test's own, to look and to break things behind the store's back.
class Psql {
 public:
  explicit Psql(const std::string& address) : link_(PQconnectdb(address.c_str())) {
    if (PQstatus(link_) != CONNECTION_OK) ADD_FAILURE() << PQerrorMessage(link_);
  }
  Psql(const Psql&) = delete;
  Psql& operator=(const Psql&) = delete;
  ~Psql() { PQfinish(link_); }
  // The first column of the first row, "" where there is none. A statement that fails fails the test.
  std::string run(const std::string& sql) {
    PGresult* result = PQexec(link_, sql.c_str());
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) ADD_FAILURE() << PQerrorMessage(link_);
    const std::string out = PQntuples(result) == 0 ? "" : PQgetvalue(result, 0, 0);
    PQclear(result);
    return out;
  }

 private:
  PGconn* link_;
};

class StorePlace {
 public:
  explicit StorePlace(Engine engine = Engine::sqlite) : engine_(engine) {
    char name[] = "/tmp/midyear-store-XXXXXX";
    folder_ = ::mkdtemp(name);
    if (missing()) skip();
    if (engine == Engine::sqlite || missing()) return;
    static std::atomic<int> places = 0;
    schema_ = "t" + std::to_string(::getpid()) + "_" + std::to_string(++places);
    Psql(postgresql_server()).run("CREATE SCHEMA " + schema_);
  }
  StorePlace(const StorePlace&) = delete;
  StorePlace& operator=(const StorePlace&) = delete;
  ~StorePlace() {
    std::filesystem::remove_all(folder_);
    if (!schema_.empty())
      Psql(postgresql_server() + "&options=-cclient_min_messages%3Dwarning")
          .run("DROP SCHEMA " + schema_ + " CASCADE");
  }

  bool missing() const { return engine_ == Engine::postgresql && postgresql_server().empty(); }
  const std::string& folder() const { return folder_; }
  const std::string& schema() const { return schema_; }
  std::string address() const {
    return postgresql_server() + "&application_name=midyear%20" + schema_ + "&options=-csearch_path%3D" +
           schema_;
  }
  // Breaks all of the server's connections to this place, but for those of the test's own.
  void end_sessions() const {
    Psql(postgresql_server())
        .run(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = "
            "'midyear " +
            schema_ + "'");
  }
  Settings settings() const {
    Settings settings;
    settings.folder = folder_ + "/store";
    if (engine_ == Engine::postgresql) settings.postgresql = address();
    return settings;
  }
  // The store of this place; a test that cannot open it fails. Nothing where the engine is missing.
  std::unique_ptr<Store> open(std::span<const Migration> steps = {}) const {
    if (missing()) return nullptr;
    auto store = Store::open(settings(), steps);
    if (store) return std::move(*store);
    throw std::runtime_error(store.error().code + ": " + store.error().message);
  }

 private:
  static void skip() {
    GTEST_SKIP() << "no PostgreSQL: install it (packages/check.txt) and run this by ctest";
  }

  Engine engine_;
  std::string folder_, schema_;
};

inline std::string name_of_engine(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "Sqlite" : "Postgresql";
}

}  // namespace midyear::store

#define MIDYEAR_ON_BOTH_ENGINES(test) \
  INSTANTIATE_TEST_SUITE_P(Both, test, testing::Values(Engine::sqlite, Engine::postgresql), name_of_engine)
