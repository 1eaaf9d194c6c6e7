// What goes wrong between a store and its PostgreSQL: lost connections, deadlocks, a busy or unfit server.

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "store/backup.h"
#include "store/cut_line.h"
#include "store/store_at.h"

namespace midyear::store {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kTables =
    "CREATE TABLE note (id {identity}, name {text} NOT NULL UNIQUE);"
    "CREATE SEQUENCE tries;"
    "CREATE FUNCTION fail_with(code TEXT) RETURNS BIGINT LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = code; END$$;";

class FaultsTest : public testing::Test {
 protected:
  FaultsTest() : store(place.missing() ? nullptr : open(place.address())) {}

  std::unique_ptr<Store> open(const std::string& address, std::chrono::milliseconds patience = 10s) {
    const Migration steps[] = {{"note", 1, kTables, {}, {}}};
    auto opened = Store::open({.postgresql = address, .patience = patience}, steps);
    if (opened) return std::move(*opened);
    code = opened.error().code;
    return nullptr;
  }
  std::int64_t count(std::string_view name) {
    return store->read([&](Transaction& tx) {
      return tx.run("SELECT count(*) FROM note WHERE name = $1", {std::string(name)}).front().integer(0);
    });
  }

  StorePlace place{Engine::postgresql};
  std::string code;
  std::unique_ptr<Store> store;
};

void add(Transaction& tx, const std::string& name) { tx.run("INSERT INTO note (name) VALUES ($1)", {name}); }
void end_session(Transaction& tx) { tx.run("SELECT pg_terminate_backend(pg_backend_pid())"); }

template <class F>
std::string code_of(F&& work) {
  try {
    work();
  } catch (const Failure& failure) {
    return failure.code();
  }
  return "";
}

TEST_F(FaultsTest, RunsAgainWhatWasLostBeforeItsCommit) {
  int runs = 0, told = 0;
  store->write([&](Transaction& tx) {
    add(tx, "a");
    tx.after_commit([&] { ++told; });
    if (++runs < 3) end_session(tx);
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(told, 1);
  EXPECT_EQ(count("a"), 1);
  runs = 0;
  EXPECT_EQ(store->read([&](Transaction& tx) {
    if (++runs < 2) end_session(tx);
    return tx.run("SELECT count(*) FROM note").front().integer(0);
  }),
            1);
  EXPECT_EQ(runs, 2);
  EXPECT_GE(store->statistics().reconnections, 3u);
}

TEST_F(FaultsTest, RunsAgainWhatWasLostDuringItsCommitAndNotDone) {
  Psql(place.address())
      .run(
          "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
          "IF nextval('tries') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; "
          "END$$;"
          "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
          "EXECUTE FUNCTION fail()");
  int runs = 0;
  store->write([&](Transaction& tx) { add(tx, "a"), ++runs; });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(count("a"), 1);
}

TEST_F(FaultsTest, FindsAllConnectionsBrokenAndMakesThemAnew) {
  for (int i = 0; i < 3; ++i) {
    store->write([&](Transaction& tx) { add(tx, std::to_string(i)); });
    place.end_sessions();
    EXPECT_EQ(count(std::to_string(i)), 1);
  }
}

TEST_F(FaultsTest, RunsTheLoserOfADeadlockAgain) {
  store->write([](Transaction& tx) { add(tx, "a"), add(tx, "b"); });
  Psql other(place.address()), watch(place.address());
  other.run("SET deadlock_timeout = '60s'; BEGIN; UPDATE note SET id = id WHERE name = 'a'");
  std::thread rival;
  int runs = 0;
  store->write([&](Transaction& tx) {
    tx.run("UPDATE note SET name = name WHERE name = 'b'");
    if (++runs == 1) {
      rival = std::thread([&] { other.run("UPDATE note SET id = id WHERE name = 'b'; COMMIT"); });
      while (watch.run("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'") ==
             "0")
        std::this_thread::yield();
    }
    tx.run("UPDATE note SET name = 'c' WHERE name = 'a'");
  });
  rival.join();
  EXPECT_GE(runs, 2);  // on a busy machine the rival may hold on for another run
  EXPECT_EQ(count("c"), 1);
}

TEST_F(FaultsTest, IsBusyWhileAnotherServerWritesForLongerThanPatience) {
  const auto hasty = open(place.address(), 100ms);
  std::latch writing(1), enough(1);
  std::thread slow([&] {
    store->write([&](Transaction& tx) {
      add(tx, "slow");
      writing.count_down();
      enough.wait();
    });
  });
  writing.wait();
  EXPECT_EQ(code_of([&] { hasty->write([](Transaction& tx) { add(tx, "hasty"); }); }), "store_busy");
  EXPECT_EQ(
      hasty->read([](Transaction& tx) { return tx.run("SELECT count(*) FROM note").front().integer(0); }), 0);
  enough.count_down();
  slow.join();
  hasty->write([](Transaction& tx) { add(tx, "hasty"); });
  EXPECT_EQ(count("slow") + count("hasty"), 2);
}

TEST_F(FaultsTest, NamesWhatTheServerSays) {
  struct Case {
    const char *state, *code;
    bool again;  // tried until patience is over
  };
  constexpr Case kCases[] = {
      {"40001", "store_busy", true},     {"40P01", "store_busy", true},     {"55P03", "store_busy", true},
      {"57014", "store_busy", true},     {"57P01", "store_lost", true},     {"57P03", "store_lost", true},
      {"25P03", "store_lost", true},     {"08006", "store_lost", true},     {"53300", "store_lost", true},
      {"25006", "store_lost", true},     {"53100", "store_full", false},    {"53200", "store_failed", false},
      {"XX001", "store_corrupt", false}, {"XX002", "store_corrupt", false}, {"23505", "store_unique", false},
      {"23503", "store_failed", false},  {"22021", "store_text", false},    {"42P01", "store_failed", false},
  };
  const auto hasty = open(place.address(), 60ms);
  for (const Case& c : kCases) {
    int runs = 0;
    EXPECT_EQ(code_of([&] {
                hasty->write([&](Transaction& tx) {
                  ++runs;
                  tx.run("SELECT fail_with($1)", {c.state});
                });
              }),
              c.code)
        << c.state;
    EXPECT_EQ(runs > 1, c.again) << c.state;
  }
  EXPECT_EQ(code_of([&] { hasty->read([](Transaction& tx) { add(tx, "x"); }); }), "store_failed");
  hasty->write([](Transaction& tx) { add(tx, "fit again"); });
}

TEST_F(FaultsTest, PreparesAnewWhereAColumnWasAdded) {
  const auto columns = [&] {
    return store->read(
        [](Transaction& tx) { return tx.run("SELECT * FROM note WHERE name = $1", {"a"}).front().size(); });
  };
  store->write([](Transaction& tx) { add(tx, "a"); });
  EXPECT_EQ(columns(), 2u);
  Psql(place.address()).run("ALTER TABLE note ADD COLUMN more BIGINT");
  EXPECT_EQ(columns(), 3u);
}

TEST_F(FaultsTest, ManyServersOpenAnEmptyDatabaseAtOnce) {
  const StorePlace empty(Engine::postgresql);
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&] {
      const Migration steps[] = {{"note", 1, kTables, {}, {}}};
      const auto server = Store::open({.postgresql = empty.address(), .patience = 30s}, steps);
      EXPECT_TRUE(server.ok()) << server.error().message;
      opened += server.ok() ? 1 : 0;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(opened, 6);
}

// A long text is kept apart from its row; what holds it there is taken away.
TEST_F(FaultsTest, VerifyFindsRowsThatCannotBeRead) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += std::to_string(i * i);
  store->write([&](Transaction& tx) { add(tx, text.substr(0, 2000)); });
  Psql other(place.address());
  other.run(
      "ALTER TABLE note DROP CONSTRAINT note_name_key; ALTER TABLE note ALTER name SET STORAGE EXTERNAL");
  store->write([&](Transaction& tx) { add(tx, text); });
  EXPECT_TRUE(verify(*store).empty());
  other.run(
      "CREATE EXTENSION pg_surgery; SELECT heap_force_kill(reltoastrelid, ARRAY['(0,1)'::tid]) FROM pg_class "
      "WHERE oid = 'note'::regclass");
  const auto findings = verify(*store);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings.front().what, "rows");
  EXPECT_NE(findings.front().detail.find("toast"), std::string::npos) << findings.front().detail;
  other.run("DROP EXTENSION pg_surgery");
}

TEST_F(FaultsTest, SaysWhichDatabasesAreUnfit) {
  const std::string name = place.schema() + "_ascii";
  Psql admin(postgresql_server());
  admin.run("CREATE DATABASE " + name + " ENCODING 'SQL_ASCII' TEMPLATE template0");
  std::string address = postgresql_server();
  address.replace(address.find("/postgres"), 9, "/" + name);
  EXPECT_FALSE(open(address));
  EXPECT_EQ(code, "store_unfit");
  admin.run("DROP DATABASE " + name);
  for (const char* wrong : {"postgresql://[", "nonsense", "hots=a", "postgresql:///x?hots=a"}) {
    EXPECT_FALSE(open(wrong, 50ms));
    EXPECT_EQ(code, "store_unfit") << wrong;
  }
  EXPECT_FALSE(open(postgresql_server() + "&options=-csearch_path%3Dnowhere", 50ms));
  EXPECT_EQ(code, "store_unfit");
  EXPECT_FALSE(open("postgresql:///x?host=" + place.folder(), 50ms));
  EXPECT_EQ(code, "store_lost");
}

// Through a line that is cut in the midst of a COMMIT.
class CommitTest : public FaultsTest {
 protected:
  static std::string server_folder() {
    const std::string address = postgresql_server();
    const std::size_t begin = address.find("host=") + 5;
    return address.substr(begin, address.find('&', begin) - begin);
  }
  void SetUp() override {
    line = std::make_unique<CutLine>(server_folder(), place.folder());
    std::string address = place.address();
    address.replace(address.find(server_folder()), server_folder().size(), place.folder());
    through = open(address, 2s);
    ASSERT_TRUE(through) << code;
  }
  std::string write(const std::string& name) {
    return code_of([&] {
      through->write([&](Transaction& tx) {
        ++runs;
        add(tx, name);
        tx.after_commit([&] { ++told; });
      });
    });
  }
  std::unique_ptr<CutLine> line;
  std::unique_ptr<Store> through;
  int runs = 0, told = 0;
};

TEST_F(CommitTest, FindsThatItWasDoneWhereOnlyTheAnswerWasLost) {
  for (int i = 1; i <= 3; ++i) {
    line->cut(CutLine::Cut::answer);
    EXPECT_EQ(write(std::to_string(i)), "");
    EXPECT_EQ(runs, i);
    EXPECT_EQ(told, i);
    EXPECT_EQ(count(std::to_string(i)), 1);
  }
}

TEST_F(CommitTest, RunsAgainWhereTheRequestWasLostAndEndsTheOldSession) {
  line->cut(CutLine::Cut::request);
  EXPECT_EQ(write("a"), "");
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(told, 1);
  EXPECT_EQ(count("a"), 1);
  EXPECT_EQ(write("b"), "");
  EXPECT_EQ(runs, 3);
}

TEST_F(CommitTest, StopsWritingWhereNobodyCanSay) {
  line->cut(CutLine::Cut::answer_shut);
  EXPECT_EQ(write("a"), "store_unknown_outcome");
  EXPECT_EQ(write("b"), "store_unknown_outcome");
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(told, 0);
  EXPECT_EQ(count("a"), 1);
}

TEST_F(CommitTest, LosesNothingWhereNothingWasWritten) {
  line->cut(CutLine::Cut::answer);
  runs = 0;
  through->write([&](Transaction& tx) { runs += static_cast<int>(tx.run("SELECT 1").size()); });
  EXPECT_EQ(runs, 2);
}

}  // namespace
}  // namespace midyear::store
