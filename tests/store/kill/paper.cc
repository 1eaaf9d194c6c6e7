#include "store/kill/paper.h"

#include <random>
#include <stdexcept>

#include "base/hash.h"
#include "store/blobs.h"
#include "store/changes.h"
#include "store/jobs.h"
#include "store/search.h"

namespace midyear::store::kill {
namespace {

constexpr std::string_view kTables =
    "CREATE TABLE paper (name {text} NOT NULL PRIMARY KEY, parts {integer} NOT NULL, sha256 {text} NOT NULL "
    "REFERENCES blob (sha256), done {integer} NOT NULL);"
    "CREATE TABLE paper_part (paper {text} NOT NULL REFERENCES paper (name), number {integer} NOT NULL, text "
    "{text} NOT NULL, PRIMARY KEY (paper, number));"
    "CREATE TABLE paper_gone (name {text} NOT NULL PRIMARY KEY);"
    "CREATE INDEX kill_job ON job (key); CREATE INDEX kill_change ON change (id);";

std::int64_t count(Transaction& tx, const std::string& sql, std::initializer_list<Value> values = {}) {
  return tx.run(sql, values).front().integer(0);
}

}  // namespace

Paper::Paper(std::string paper_name) : name(std::move(paper_name)) {
  std::seed_seq seed(name.begin(), name.end());
  std::mt19937 random(seed);
  parts = static_cast<std::int64_t>(random() % 6);
  const std::size_t size = random() % 10 == 0 ? random() % 700'000 : random() % 900;
  bytes = name + "\n";
  while (bytes.size() < size) bytes += static_cast<char>(random());
}

std::string Paper::part(std::int64_t number) const {
  return "第" + std::to_string(number) + "部分 " + name +
         std::string(static_cast<std::size_t>(number) * 40, '.');
}

std::unique_ptr<Store> open(const std::string& place) {
  const Migration steps[] = {{"kill", 1, kTables, {}, {}}};
  Settings settings;
  settings.patience = std::chrono::minutes(1);  // a machine that is busy is no failure of the store
  if (place.starts_with("folder="))
    settings.folder = place.substr(7);
  else if (place.starts_with("postgresql="))
    settings.postgresql = place.substr(11);
  else
    throw std::runtime_error("no such place: " + place);
  auto store = Store::open(settings, steps);
  if (!store) throw Failure(store.error().code, store.error().message);
  return std::move(*store);
}

void add(Store& store, const Paper& paper) {
  Blobs blobs(store);
  StagedBlob staged = blobs.stage(paper.bytes);
  store.write([&](Transaction& tx) {
    const std::string& sha256 = blobs.put(tx, staged, paper.name).sha256;
    tx.run("INSERT INTO paper (name, parts, sha256, done) VALUES ($1, $2, $3, 0)",
           {paper.name, paper.parts, sha256});
    for (std::int64_t i = 0; i < paper.parts; ++i) {
      tx.run("INSERT INTO paper_part (paper, number, text) VALUES ($1, $2, $3)",
             {paper.name, i, paper.part(i)});
      put_text(tx, "paper", paper.name, i, paper.part(i));
    }
    Jobs(store).add(tx, "work", "{}", paper.name);
    append_change(tx, "paper", paper.name, 1, "{}");
  });
}

void remove(Store& store, const std::string& name) {
  store.write([&](Transaction& tx) {
    const std::string sha256(tx.run("SELECT sha256 FROM paper WHERE name = $1", {name}).front().text(0));
    tx.run("DELETE FROM paper_part WHERE paper = $1", {name});
    tx.run("DELETE FROM paper WHERE name = $1", {name});
    tx.run("INSERT INTO paper_gone (name) VALUES ($1)", {name});
    Blobs(store).release(tx, sha256, name);
    remove_text(tx, "paper", name);
    append_change(tx, "paper", name, 2, "{}");
  });
}

std::string work(Store& store) {
  Jobs jobs(store);
  const auto job = store.write(
      [&](Transaction& tx) { return jobs.take(tx, {"work"}, "worker", std::chrono::milliseconds(200)); });
  if (!job) return {};
  const bool done = store.write([&](Transaction& tx) {
    if (!jobs.finish(tx, *job)) return false;
    tx.run("UPDATE paper SET done = done + 1 WHERE name = $1", {job->key});
    return true;
  });
  return done ? job->key : std::string();
}

std::vector<std::string> check_counts(Transaction& tx) {
  std::vector<std::string> faults;
  const auto none = [&](const std::string& what, const std::string& sql) {
    const std::int64_t n = count(tx, "SELECT count(*) FROM " + sql);
    if (n != 0) faults.push_back(std::to_string(n) + " " + what);
  };
  none("papers with other parts than they say",
       "paper p WHERE p.parts <> (SELECT count(*) FROM paper_part q WHERE q.paper = p.name)");
  none("papers with other texts than parts",
       "paper p WHERE p.parts <> (SELECT count(*) FROM search_part s WHERE s.collection = 'paper' AND s.key "
       "= p.name)");
  none("texts without a paper",
       "search_part s WHERE NOT EXISTS (SELECT 1 FROM paper p WHERE p.name = s.key)");
  none("papers that do not hold their blob",
       "paper p WHERE NOT EXISTS (SELECT 1 FROM blob_holder h WHERE h.holder = p.name AND h.sha256 = "
       "p.sha256)");
  none("holders without a paper",
       "blob_holder h WHERE NOT EXISTS (SELECT 1 FROM paper p WHERE p.name = h.holder)");
  none("held blobs marked as unused",
       "blob b WHERE b.unused_since IS NOT NULL AND EXISTS (SELECT 1 FROM blob_holder h WHERE h.sha256 = "
       "b.sha256)");
  none("papers whose job says otherwise than they do",
       "paper p WHERE p.done <> (SELECT count(*) FROM job j WHERE j.key = p.name AND j.state = 'done')");
  none("removed papers that are there", "paper p JOIN paper_gone g ON g.name = p.name");
  const std::int64_t papers = count(tx, "SELECT count(*) FROM paper");
  const std::int64_t gone = count(tx, "SELECT count(*) FROM paper_gone");
  const std::int64_t changes = count(tx, "SELECT count(*) FROM change");
  if (count(tx, "SELECT count(*) FROM job") != papers + gone) faults.push_back("a job too many or too few");
  if (changes != papers + 2 * gone || changes != last_change(tx))
    faults.push_back("a change too many or too few");
  return faults;
}

std::vector<std::string> check_papers(Store& store, const std::vector<std::string>& names, bool removed) {
  std::vector<std::string> faults;
  Blobs blobs(store);
  for (const std::string& name : names) {
    const Paper paper(name);
    const std::string sha256 = base::sha256(paper.bytes);
    const std::int64_t rows = store.read([&](Transaction& tx) {
      return count(tx, "SELECT count(*) FROM paper WHERE name = $1 AND parts = $2 AND sha256 = $3",
                   {name, paper.parts, sha256});
    });
    if (rows != (removed ? 0 : 1)) faults.push_back(name + (removed ? " is still there" : " is lost"));
    if (removed) continue;
    const std::int64_t changes = store.read([&](Transaction& tx) {
      return count(tx, "SELECT count(*) FROM change WHERE id = $1 AND revision = 1", {name});
    });
    if (changes != 1) faults.push_back(name + " has no change");
    if (blobs.bytes(sha256) != paper.bytes) faults.push_back(name + " has lost its blob");
  }
  return faults;
}

}  // namespace midyear::store::kill
