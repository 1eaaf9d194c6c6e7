// What goes wrong around a store: another process that holds it, a full disk, a sync that fails.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/faulty_files.h"
#include "store/backup.h"
#include "store/blobs.h"
#include "store/faulty_sqlite.h"
#include "store/store_at.h"

namespace midyear::store {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kTables = "CREATE TABLE note (id {identity}, body {blob});";
const Migration kSteps[] = {{"note", 1, kTables, {}, {}}};

void add(Store& store, std::size_t size = 1) {
  store.write([&](Transaction& tx) {
    tx.run("INSERT INTO note (body) VALUES ($1)", {Blob{std::string(size, 'x')}});
  });
}
std::int64_t count(Store& store) {
  return store.read([](Transaction& tx) { return tx.run("SELECT count(*) FROM note").front().integer(0); });
}
template <class F>
std::string code_of(F&& work) {
  try {
    work();
    return "";
  } catch (const Failure& failure) {
    return failure.code();
  }
}
std::vector<std::string> files_under(const std::string& folder) {
  std::vector<std::string> files;
  if (std::filesystem::exists(folder))
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) files.push_back(entry.path().filename().string());
  return files;
}

// Runs a function in a process of its own. It must not return to the tests.
class Child {
 public:
  template <class F>
  explicit Child(F&& work) : process_(::fork()) {
    if (process_ != 0) return;
    int status = 9;
    try {
      status = work();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    ::_exit(status);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (process_ > 0) end();
  }
  int end() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }

 private:
  pid_t process_;
};

struct Pipe {
  Pipe() {
    if (::pipe(ends) != 0) throw std::runtime_error("pipe");
  }
  ~Pipe() { ::close(ends[0]), ::close(ends[1]); }
  void give() const { EXPECT_EQ(::write(ends[1], "x", 1), 1); }
  void take() const {
    char byte;
    EXPECT_EQ(::read(ends[0], &byte, 1), 1);
  }
  int ends[2];
};

// The other process has the writer's place until it is told to let go.
TEST(Busy, WaitsForAnotherProcessAndGivesUpWhenPatienceIsOver) {
  const StorePlace place;
  place.open(kSteps);
  Settings settings = place.settings();
  settings.exclusive = false;
  const Pipe holds, release;
  Child other([&] {
    auto store = Store::open(settings, kSteps);
    (*store)->write([&](Transaction& tx) {
      tx.run("INSERT INTO note (body) VALUES (NULL)");
      holds.give();
      release.take();
    });
    return 0;
  });
  holds.take();
  // Made before the other process came would be easier, but opening has to wait as well.
  settings.patience = 60ms;
  EXPECT_EQ(Store::open(settings, kSteps).error().code, "store_busy");
  release.give();
  settings.patience = 20s;
  auto store = Store::open(settings, kSteps);
  ASSERT_TRUE(store.ok()) << store.error().message;
  add(**store);
  EXPECT_EQ(other.end(), 0);
  EXPECT_EQ(count(**store), 2);
}

// At every moment of a write at which the space can end.
TEST(FullDisk, IsToldAndKeepsWhatWasThere) {
  FaultySqlite sqlite;
  const StorePlace place;
  auto store = place.open(kSteps);
  const std::int64_t plenty = sqlite.space;
  std::int64_t kept = 0;
  int full = 0;
  for (std::int64_t space = 0; space < 80'000; space += 1'700) {
    sqlite.space = space;
    const std::string code = code_of([&] { add(*store, 50'000); });
    sqlite.space = plenty;
    EXPECT_TRUE(code.empty() || code == "store_full") << code;
    full += code.empty() ? 0 : 1;
    kept += code.empty() ? 1 : 0;
    ASSERT_EQ(count(*store), kept) << space;
  }
  EXPECT_GT(full, 10);
  EXPECT_GT(kept, 1);
  sqlite.space = 20'000;
  const auto report = backup(*store, place.folder() + "/backup");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, "store_full");
  EXPECT_FALSE(std::filesystem::exists(place.folder() + "/backup.part"));
  sqlite.space = plenty;
  add(*store);
  store.reset();
  store = place.open(kSteps);
  EXPECT_EQ(count(*store), kept + 1);
  EXPECT_TRUE(verify(*store).empty());
}

TEST(FullDisk, LeavesNothingOfABlob) {
  const StorePlace place;
  base::FaultyFiles files;
  Settings settings = place.settings();
  settings.files = &files;
  auto store = Store::open(settings, kSteps);
  ASSERT_TRUE(store.ok());
  Blobs blobs(**store);
  const std::string folder = settings.folder + "/blobs";
  files.write_fails_after = 300;
  EXPECT_EQ(code_of([&] { blobs.stage(std::string(1000, 'x')); }), "store_full");
  files.write_fails_after = -1;
  files.sync_error = EIO;
  EXPECT_EQ(code_of([&] { blobs.stage("x"); }), "store_failed");
  files.sync_error = 0;
  EXPECT_TRUE(files_under(folder).empty());
  {
    StagedBlob staged = blobs.stage("x");
    const auto put = [&] { (*store)->write([&](Transaction& tx) { blobs.put(tx, staged, "a"); }); };
    files.rename_error = ENOSPC;
    EXPECT_EQ(code_of(put), "store_full");
    files.rename_error = 0;
    files.sync_error = EIO;  // of the folder: the name may be lost
    EXPECT_EQ(code_of(put), "store_failed");
    files.sync_error = 0;
    EXPECT_FALSE((*store)->write([&](Transaction& tx) { return blobs.hold(tx, staged.name().sha256, "a"); }));
    put();  // the name lies there, and is synced now
    EXPECT_EQ(blobs.bytes(staged.name().sha256), "x");
  }
  files.interrupted = true;
  StagedBlob staged = blobs.stage("interrupted and short");
  (*store)->write([&](Transaction& tx) { blobs.put(tx, staged, "a"); });
  EXPECT_EQ(blobs.bytes(staged.name().sha256), "interrupted and short");
}

// What is synced when, as lines.
class NotedFiles : public base::FileSystem {
 public:
  int open(const std::string& path, int flags, unsigned mode) override {
    const int file = FileSystem::open(path, flags, mode);
    const std::filesystem::path name(path);
    names_[file] = (name.parent_path().filename() == "new" ? name.parent_path() : name).filename().string();
    return file;
  }
  int sync(int file) override {
    notes += "sync " + names_[file] + "\n";
    return FileSystem::sync(file);
  }
  int rename(const std::string& from, const std::string& to) override {
    notes += "rename\n";
    return FileSystem::rename(from, to);
  }
  std::string notes;

 private:
  std::map<int, std::string> names_;
};

TEST(Blobs, AreSyncedWithTheirFolderBeforeTheCommit) {
  const StorePlace place;
  NotedFiles files;
  Settings settings = place.settings();
  settings.files = &files;
  auto store = Store::open(settings, kSteps);
  ASSERT_TRUE(store.ok());
  Blobs blobs(**store);
  StagedBlob staged = blobs.stage("bytes");
  const std::string shelf = staged.name().sha256.substr(0, 2);
  (*store)->write([&](Transaction& tx) {
    blobs.put(tx, staged, "a");
    EXPECT_EQ(files.notes, "sync new\nrename\nsync " + shelf + "\n");
  });
}

TEST(UnknownOutcome, StopsWritesUntilSomebodyLooked) {
  FaultySqlite sqlite;
  const StorePlace place;
  {
    auto store = place.open(kSteps);
    add(*store);
    sqlite.sync_fails = true;
    EXPECT_EQ(code_of([&] { add(*store); }), "store_unknown_outcome");
    sqlite.sync_fails = false;
    EXPECT_EQ(code_of([&] { add(*store); }), "store_unknown_outcome");
    const std::int64_t seen = count(*store);  // readers go on
    EXPECT_TRUE(seen == 1 || seen == 2);
    EXPECT_TRUE(store->writes_stopped());
    store->resume_writes();
    EXPECT_FALSE(store->writes_stopped());
    add(*store);
    EXPECT_EQ(count(*store), seen + 1);
    EXPECT_TRUE(verify(*store).empty());
  }
  EXPECT_GE(count(*place.open(kSteps)), 2);
}

}  // namespace
}  // namespace midyear::store
