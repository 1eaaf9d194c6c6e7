#include "store/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/blobs.h"
#include "store/changes.h"
#include "store/jobs.h"
#include "store/search.h"
#include "store/store_at.h"

namespace midyear::store {
namespace {

constexpr std::string_view kTables =
    "CREATE TABLE paper (id {identity}, name {text} NOT NULL, sha256 {text} NOT NULL REFERENCES blob "
    "(sha256), link {integer} REFERENCES paper (id), size {real}, body {blob});";
const Migration kSteps[] = {{"paper", 1, kTables, {}, {}}};

void flip(const std::string& path, std::uint64_t at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(file.get() ^ 0x20);
  file.seekp(static_cast<std::streamoff>(at));
  file.put(byte);
}

std::string texts(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) out += finding.what + ": " + finding.detail + "\n";
  return out;
}

class BackupTest : public testing::TestWithParam<Engine> {
 protected:
  BackupTest() : place(GetParam()), store(place.open(kSteps)) {}

  // One unit of work: a row, its blob, its text, a job and a change.
  std::string add(const std::string& name, const std::string& bytes = {}) {
    Blobs blobs(*store);
    StagedBlob staged = blobs.stage(bytes.empty() ? "bytes of " + name : bytes);
    store->write([&](Transaction& tx) {
      blobs.put(tx, staged, name);
      tx.run("INSERT INTO paper (name, sha256) VALUES ($1, $2)", {name, staged.name().sha256});
      put_text(tx, "paper", name, 0, "全文 " + name);
      Jobs(*store).add(tx, "read", "{}", name);
      append_change(tx, "paper", name, 1, "{}");
    });
    return staged.name().sha256;
  }
  std::string target() const { return place.folder() + "/backup"; }
  Settings second() const { return other_place.settings(); }
  static std::int64_t count(Store& of, const std::string& table) {
    return of.read(
        [&](Transaction& tx) { return tx.run("SELECT count(*) FROM " + table).front().integer(0); });
  }

  StorePlace place, other_place{GetParam()};
  std::unique_ptr<Store> store;
};
MIDYEAR_ON_BOTH_ENGINES(BackupTest);

// What only files can suffer.
class BackupFilesTest : public BackupTest {};
INSTANTIATE_TEST_SUITE_P(Files, BackupFilesTest, testing::Values(Engine::sqlite), name_of_engine);

TEST_P(BackupTest, ComesBackWhole) {
  const std::string sha256 = add("甲");
  add("乙");
  const auto report = backup(*store, target());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report.value().blobs, 2u);
  add("丙");
  auto restored = restore(target(), second(), kSteps);
  ASSERT_TRUE(restored.ok()) << restored.error().message;
  Store& other = *restored.value().store;
  EXPECT_EQ(count(other, "paper"), 2);
  EXPECT_EQ(Blobs(other).bytes(sha256), "bytes of 甲");
  EXPECT_EQ(verify(other).size(), 0u) << texts(verify(other));
  other.read([&](Transaction& tx) {
    EXPECT_EQ(find_text(tx, "paper", "全文", 10).total, 2);
    EXPECT_TRUE(changes_since(tx, 2, 10).reset);
    EXPECT_TRUE(changes_since(tx, 3, 10).reset);
  });
  EXPECT_EQ(std::filesystem::exists(second().folder + "/restoring"), false);
}

TEST_P(BackupTest, ShowsOneMomentWhileOthersWrite) {
  std::atomic<bool> stop{false};
  std::atomic<int> added{0};
  std::thread writer([&] {
    for (int i = 0; !stop; ++i, ++added) add(std::to_string(i));
  });
  while (added < 5) std::this_thread::yield();
  const int before = added;
  const auto report = backup(*store, target());
  stop = true;
  writer.join();
  ASSERT_TRUE(report.ok()) << report.error().message;
  auto restored = restore(target(), second(), kSteps);
  ASSERT_TRUE(restored.ok()) << restored.error().message;
  Store& other = *restored.value().store;
  const std::int64_t papers = count(other, "paper");
  EXPECT_GE(papers, before);
  for (const char* table : {"blob", "blob_holder", "search_part", "job"})
    EXPECT_EQ(count(other, table), papers);
  EXPECT_EQ(texts(verify(other)), "");
}

TEST_P(BackupTest, RefusesATargetThatIsThere) {
  std::filesystem::create_directory(target());
  const auto report = backup(*store, target());
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, "backup_target");
}

TEST_P(BackupTest, RestoresIntoAnEmptyPlaceOnly) {
  add("甲");
  ASSERT_TRUE(backup(*store, target()).ok());
  for (const bool held : {true, false}) {
    if (!held) store.reset();
    const auto restored = restore(target(), place.settings(), kSteps);
    ASSERT_FALSE(restored.ok());
    EXPECT_EQ(restored.error().code, held ? "store_in_use" : "store_not_empty");
  }
  store = place.open(kSteps);
  EXPECT_TRUE(verify(*store).empty());
}

TEST_P(BackupFilesTest, RefusesWhatIsDamagedOrNewerAndLeavesNothingBehind) {
  const std::string sha256 = add("甲");
  ASSERT_TRUE(backup(*store, target()).ok());
  const auto code = [&](std::span<const Migration> steps) {
    const auto restored = restore(target(), second(), steps);
    EXPECT_FALSE(std::filesystem::exists(second().folder + "/midyear.sqlite"));
    EXPECT_FALSE(std::filesystem::exists(second().folder + "/blobs"));
    return restored.ok() ? "" : restored.error().code;
  };
  EXPECT_EQ(code({}), "store_newer");
  const std::string blob = target() + "/blobs/" + sha256.substr(0, 2) + "/" + sha256;
  for (const std::string& path : {blob, target() + "/midyear.sqlite"}) {
    flip(path, 3);
    EXPECT_EQ(code(kSteps), "backup_damaged") << path;
    flip(path, 3);
  }
  for (const std::string& path : {blob, target() + "/midyear.sqlite", target() + "/backup.json"}) {
    std::filesystem::rename(path, path + ".away");
    EXPECT_EQ(code(kSteps), "backup_damaged") << path;
    std::filesystem::rename(path + ".away", path);
  }
  EXPECT_TRUE(restore(target(), second(), kSteps).ok());
}

// From each engine into the other and back: the same rows, and numbers that go on where they were.
TEST_P(BackupTest, MovesToTheOtherEngineAndBack) {
  const Engine engine = GetParam() == Engine::sqlite ? Engine::postgresql : Engine::sqlite;
  const StorePlace across(engine);
  if (across.missing()) return;
  const std::string sha256 = add("甲", std::string(600'000, 'x'));
  add("乙");
  store->write([&](Transaction& tx) {
    tx.run("UPDATE paper SET link = 2 WHERE id = 1");
    tx.run("UPDATE paper SET link = 1, size = 1.0 WHERE id = 2");
    tx.run("INSERT INTO paper (name, sha256) VALUES ('gone', $1)", {sha256});
    tx.run("DELETE FROM paper WHERE name = 'gone'");
  });
  ASSERT_TRUE(backup(*store, target()).ok());
  {
    auto there = restore(target(), across.settings(), kSteps);
    ASSERT_TRUE(there.ok()) << there.error().message;
    EXPECT_EQ(texts(verify(*there.value().store)), "");
    const auto report = backup(*there.value().store, target() + "2");
    ASSERT_TRUE(report.ok()) << report.error().message;
  }
  auto back = restore(target() + "2", second(), kSteps);
  ASSERT_TRUE(back.ok()) << back.error().message;
  Store& other = *back.value().store;
  EXPECT_EQ(texts(verify(other)), "");
  EXPECT_EQ(Blobs(other).bytes(sha256), std::string(600'000, 'x'));
  other.write([&](Transaction& tx) {
    const Rows rows = tx.run("SELECT link, size, body FROM paper ORDER BY id");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].integer(0), 2);
    EXPECT_EQ(rows[1].real(1), 1.0);
    EXPECT_TRUE(rows[1].null(2));
    EXPECT_EQ(find_text(tx, "paper", "全文", 10).total, 2);
    EXPECT_EQ(tx.run("INSERT INTO paper (name, sha256) VALUES ('new', $1) RETURNING id", {sha256})
                  .front()
                  .integer(0),
              4);
  });
}

TEST_P(BackupFilesTest, IsRefusedWhereABlobIsDamaged) {
  const std::string sha256 = add("甲");
  flip(store->settings().folder + "/blobs/" + sha256.substr(0, 2) + "/" + sha256, 0);
  const auto report = backup(*store, target());
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, "store_corrupt");
  EXPECT_FALSE(std::filesystem::exists(target()));
  EXPECT_FALSE(std::filesystem::exists(target() + ".part"));
}

TEST_P(BackupFilesTest, VerifyFindsDamagedBlobsAndWhatHooksSay) {
  const std::string flipped = add("甲"), cut = add("乙"), gone = add("丙");
  EXPECT_EQ(texts(verify(*store)), "");
  const auto path = [&](const std::string& sha256) {
    return store->settings().folder + "/blobs/" + sha256.substr(0, 2) + "/" + sha256;
  };
  flip(path(flipped), 5);
  std::filesystem::resize_file(path(cut), 3);
  std::filesystem::remove(path(gone));
  const std::string found = texts(verify(*store, {[](Transaction& tx, std::vector<Finding>& findings) {
    findings.push_back({"audit", std::string(tx.run("SELECT name FROM paper").front().text(0))});
  }}));
  for (const std::string& line :
       {"blob_hash: " + flipped, "blob_size: " + cut, "blob_missing: " + gone, std::string("audit: 甲")})
    EXPECT_NE(found.find(line + "\n"), std::string::npos) << found;
}

TEST_P(BackupTest, VerifyFindsAnIndexThatDoesNotFitItsTexts) {
  add("甲");
  store->write([](Transaction& tx) { tx.run("UPDATE search_part SET text = '另外'"); });
  const auto findings = verify(*store);
  ASSERT_EQ(findings.size(), 1u) << texts(findings);
  EXPECT_EQ(findings.front().what, "search");
}

TEST_P(BackupFilesTest, VerifyFindsAFlippedByteInAPage) {
  for (int i = 0; i < 40; ++i) add("文件" + std::to_string(i));
  store.reset();
  const std::string rows = place.settings().folder + "/midyear.sqlite";
  const std::uint64_t size = std::filesystem::file_size(rows);
  // The number of cells in the heads of the pages: no page of the store can be read past it.
  int found = 0, pages = 0;
  for (std::uint64_t page = 4096; page < size; page += 4096) {
    flip(rows, page + 4);
    ++pages;
    auto opened = Store::open(place.settings(), kSteps);
    if (!opened.ok() || !verify(**opened).empty()) ++found;
    opened = base::Error{};
    flip(rows, page + 4);
  }
  EXPECT_GT(pages, 20);
  EXPECT_EQ(found, pages);
  store = place.open(kSteps);
  EXPECT_EQ(texts(verify(*store)), "");
}

}  // namespace
}  // namespace midyear::store
