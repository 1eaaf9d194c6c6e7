#pragma once

// The room of use cases: what people and programs can do, joined from the other rooms. Open this first, then
// documents.h, decisions.h, find.h, compare_documents.h, reading_jobs.h.
//
//   Desk desk(*store, {});
//   Answer answer = add_document(desk, call, {.name = "报告.txt", .bytes = …});
//
// Every change goes through Desk::run(): permission, idempotency, transaction, audit entry and notices of
// change are made there and nowhere else. Any number of threads.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/errors.h"
#include "desk/fault.h"
#include "desk/readings.h"
#include "people/permissions.h"
#include "store/blobs.h"
#include "store/jobs.h"
#include "store/store.h"

namespace midyear::desk {

// Who does something. `id` stands in rows and in the audit log: a person's login, "local", "user:1000",
// "system".
struct Actor {
  std::string id, name;
  bool system = false;  // the program itself
  std::string department = {};
  // What a person may do. Nothing for the program, for users of this machine who hold its data anyway, and
  // where the desk asks nobody to sign in: they may do everything.
  std::shared_ptr<const people::Rights> rights = {};
};

// One wish to change something.
struct Call {
  Actor who = {};
  std::string operation = {};  // "documents.add"
  std::string target = {};     // what it is done to; "" where that comes out only later
  base::Language language = base::Language::chinese;
  std::string request = {};          // id of the request; "" where it came from elsewhere
  std::string idempotency_key = {};  // "": none
  std::string question = {};         // hash of all that was asked with the key: another question is a slip
};

// What a change was answered. Kept for a day where the call had an idempotency key, and given again.
struct Answer {
  bool created = false;
  std::string id = {};        // of what was changed
  std::int64_t revision = 0;  // of it; 0: it has none
  std::string json = {};      // the body
};

// A change under way, as a use case sees it.
class Context {
 public:
  Context(const Call& call, base::Instant at, store::Transaction& transaction)
      : who(call.who), now(at), tx(transaction), language(call.language), target(call.target) {}

  const Actor& who;
  const base::Instant now;
  store::Transaction& tx;
  const base::Language language;

  // For the audit entry. A change that turned out to be none leaves no entry.
  std::string target, detail;
  bool changed = true;

  // Tells browsers and other servers after the commit. data: JSON object.
  void tell(std::string_view what, std::string_view id, std::int64_t revision, std::string data);

 private:
  friend class Desk;
  struct Notice {
    std::string what, id, data;
    std::int64_t revision;
  };
  std::vector<Notice> notices_;
};

struct DeskSettings {
  std::uint64_t upload_bytes = 256ull << 20;  // of one document
  std::uint64_t show_bytes =
      32ull << 20;  // of a document that is shown, compared or put into a table at once
  std::size_t cache_bytes = 256ull << 20;  // of readings kept in memory
  Reader reader = {};                      // empty: the one of src/reading
  std::string reader_version = {};         // empty: reading::version()
};

class Desk {
 public:
  // What it is given must outlive it. Requires: the store was opened with migrations().
  Desk(store::Store& store, DeskSettings settings, base::Clock& clock = base::Clock::real());
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk();

  // The steps of all rooms that the desk joins.
  static std::vector<store::Migration> migrations();

  // Runs a change. The function may run several times and must have no effect but through the context's
  // transaction. Throws Fault (forbidden, idempotency_mismatch, idempotency_key, and what the change
  // throws) and store::Failure.
  Answer run(const Call& call, const std::function<Answer(Context&)>& change);
  // Asks without changing anything; permission is asked for too.
  template <class F>
  auto ask(const Actor& who, std::string_view operation, std::string_view target, F&& question) {
    permit(who, operation, target);
    return store_.read(std::forward<F>(question));
  }
  // Whether who's rights hold the operation on what belongs to the department ("": to none).
  static bool holds(const Actor& who, std::string_view operation, std::string_view department);
  // Throws Fault forbidden where who's rights do not hold the operation on the target: by people/rights.tsv
  // and, where a right is one of a department, by the department that the document belongs to.
  void permit(const Actor& who, std::string_view operation, std::string_view target);

  store::Store& store() { return store_; }
  base::Clock& clock() { return clock_; }
  store::Blobs& blobs() { return blobs_; }
  store::Jobs& jobs() { return jobs_; }
  Readings& readings() { return readings_; }
  const DeskSettings& settings() const { return settings_; }
  const std::string& reader_version() const { return settings_.reader_version; }

 private:
  store::Store& store_;
  DeskSettings settings_;
  base::Clock& clock_;
  store::Blobs blobs_;
  store::Jobs jobs_;
  Readings readings_;
};

// A random name that nobody can guess and everybody can read out: 14 letters and digits, 69 bits.
std::string random_id();

}  // namespace midyear::desk
