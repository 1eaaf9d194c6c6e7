#include "desk/reading_jobs.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <new>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/json_value.h"
#include "desk/decisions.h"
#include "desk/documents.h"
#include "desk/passages.h"
#include "store/changes.h"

namespace midyear::desk {
namespace {

using library::Document;
using library::DocumentState;
using store::Job;
using store::Transaction;

constexpr std::string_view kRead = "read", kReadAgain = "read_again";  // the second waits for the first
constexpr std::size_t kBatch = 500;  // passages and documents in one transaction
constexpr std::int64_t kAttempts = 3;

Call system_call(std::string operation, std::string target) {
  return {.who = {"system", "system", true}, .operation = std::move(operation), .target = std::move(target)};
}

std::string payload_of(std::string_view document) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("document").string(document);
  json.end_object();
  return out;
}

std::string document_of(const Job& job) {
  const auto payload = base::parse_json(job.payload);
  return payload ? std::string(payload->at("document").string()) : std::string();
}

// This attempt lost its job to another, or it was cancelled: nothing of it may be kept.
struct Overtaken {};

// One attempt at one job.
class Attempt {
 public:
  Attempt(Desk& desk, Job job, std::chrono::milliseconds lease)
      : desk_(desk), job_(std::move(job)), id_(document_of(job_)), lease_(lease) {}

  void run() {
    try {
      read();
    } catch (const Overtaken&) {
      // Whoever overtook it does the rest.
    } catch (const Fault& fault) {
      failed(fault);
    } catch (const std::bad_alloc&) {
      failed(Fault("no_memory"));
    }
  }

 private:
  void read() {
    const auto document =
        desk_.store().read([&](Transaction& tx) { return library::find_document(tx, id_); });
    if (!document || document->state == DocumentState::removed) return drop();
    const SharedReading reading = reading_of(desk_, *document);
    index(*reading);
  }

  void drop() {
    desk_.store().write([&](Transaction& tx) { desk_.jobs().finish(tx, job_); });
  }

  // Puts the passages in, some at a time, so that nobody waits long for the store; the last of them in the
  // transaction that ends the job.
  void index(const reading::Reading& reading) {
    const std::vector<PassagePlace> passages = cut_passages(reading);
    std::size_t first = 0;
    for (; first + kBatch < passages.size(); first += kBatch)
      run_as("documents.index", [&](Context& context) {
        context.changed = false;
        put(context, reading, std::span(passages).subspan(first, kBatch), first == 0);
        report(context, static_cast<std::int64_t>(first + kBatch),
               static_cast<std::int64_t>(passages.size()));
      });
    run_as("documents.read", [&](Context& context) {
      if (!desk_.jobs().finish(context.tx, job_)) throw Overtaken();
      Document document = required_document(context.tx, id_);
      context.changed = document.state != DocumentState::removed;
      if (!context.changed) return library::remove_passages(context.tx, id_);
      put(context, reading, std::span(passages).subspan(first), first == 0);
      finish(context, document, reading);
    });
  }

  void put(Context& context, const reading::Reading& reading, std::span<const PassagePlace> passages,
           bool first) {
    if (first) library::remove_passages(context.tx, id_);
    for (const PassagePlace& passage : passages)
      library::put_passage(
          context.tx, id_,
          {passage.start, passage_text(reading, passage), passage_headings(reading, passage)});
  }

  void report(Context& context, std::int64_t done, std::int64_t total) {
    if (!desk_.jobs().progress(context.tx, job_, done, total, {}, lease_)) throw Overtaken();
    tell_job(context, "running", done, total);
  }

  void finish(Context& context, Document& document, const reading::Reading& reading) {
    const bool other_reader = document.reader != desk_.reader_version();
    context.changed = other_reader || document.state != DocumentState::ready;
    document.state = DocumentState::ready;
    document.error.clear(), document.error_detail.clear(), document.error_byte = 0;
    document.reader = desk_.reader_version();
    if (other_reader) ++document.decisions_revision;  // they may stand on other records now
    describe(document, reading);
    count_decisions(document, library::decisions_of(context.tx, document.sha256), reading);
    context.detail = R"({"reader":")" + document.reader + R"("})";
    library::update(context.tx, document);
    tell_document(context, document);
    tell_job(context, "done", 1, 1);
  }

  void failed(const Fault& fault) {
    const bool again = fault.code() == "no_memory" && job_.attempt < kAttempts;
    run_as("documents.read", [&](Context& context) {
      if (!desk_.jobs().fail(context.tx, job_, fault.code(), again)) return;
      Document document = required_document(context.tx, id_);
      if (document.state == DocumentState::removed) return;
      document.state = again ? DocumentState::queued : DocumentState::failed;
      document.reader = desk_.reader_version();
      document.error = fault.code();
      for (const auto& [name, value] : fault.values()) {
        if (name == "detail") document.error_detail = value;
        if (name == "byte") document.error_byte = std::strtoll(value.c_str(), nullptr, 10);
      }
      context.detail = R"({"error":")" + fault.code() + "\"}";
      library::update(context.tx, document);
      tell_document(context, document);
      tell_job(context, again ? "queued" : "failed", 0, 0);
    });
  }

  void tell_job(Context& context, std::string_view state, std::int64_t done, std::int64_t total) {
    context.tell("job", std::to_string(job_.id), 0,
                 R"({"state":")" + std::string(state) + R"(","done":)" + std::to_string(done) +
                     R"(,"total":)" + std::to_string(total) + R"(,"document":")" + id_ + "\"}");
  }

  void run_as(std::string operation, const std::function<void(Context&)>& change) {
    desk_.run(system_call(std::move(operation), id_), [&](Context& context) {
      change(context);
      return Answer{};
    });
  }

  Desk& desk_;
  const Job job_;
  const std::string id_;
  const std::chrono::milliseconds lease_;
};

// The next job, its document marked as being read.
std::optional<Job> take_job(Desk& desk, std::string_view worker, std::chrono::milliseconds lease) {
  std::optional<Job> job;
  desk.run(system_call("documents.begin", {}), [&](Context& context) {
    context.changed = false;
    job = desk.jobs().take(context.tx, {kRead}, worker, lease);
    if (!job) job = desk.jobs().take(context.tx, {kReadAgain}, worker, lease);
    if (!job) return Answer{};
    auto document = library::find_document(context.tx, document_of(*job));
    if (document && document->state == DocumentState::queued) {
      document->state = DocumentState::reading;
      library::update(context.tx, *document);
      tell_document(context, *document);
    }
    return Answer{};
  });
  return job;
}

// What this store's last process left running when it died. Only where nobody else can be at work on it.
void take_back_running(Desk& desk) {
  if (desk.store().engine() != store::Engine::sqlite) return;
  desk.store().write([&](Transaction& tx) {
    for (const Job& job : desk.jobs().list(tx, store::JobState::running, 1'000))
      if (job.kind == kRead || job.kind == kReadAgain) desk.jobs().fail(tx, job, "job_lost");
  });
}

void mend(Desk& desk, Context& context, const std::string& id) {
  auto document = library::find_document(context.tx, id);
  context.changed = false;
  if (!document || (document->state != DocumentState::queued && document->state != DocumentState::reading))
    return;
  const auto job = desk.jobs().get(context.tx, document->job);
  if (job && (job->state == store::JobState::queued || job->state == store::JobState::running)) return;
  context.changed = true;
  if (job && job->state == store::JobState::failed) {
    document->state = DocumentState::failed;
    document->error = job->error;
  } else {
    document->state = DocumentState::queued;
    document->job = add_reading_job(desk, context.tx, id);
  }
  library::update(context.tx, *document);
  tell_document(context, *document);
}

std::string name_of_this_process() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return std::string(host.data()) + ":" + std::to_string(::getpid());
}

}  // namespace

std::int64_t add_reading_job(Desk& desk, Transaction& tx, std::string_view document) {
  return desk.jobs().add(tx, kRead, payload_of(document), document, {.attempts = kAttempts});
}

bool work_once(Desk& desk, std::string_view worker, std::chrono::milliseconds lease) {
  auto job = take_job(desk, worker, lease);
  if (!job) return false;
  Attempt(desk, std::move(*job), lease).run();
  return true;
}

std::int64_t queue_outdated(Desk& desk) {
  std::int64_t count = 0;
  std::string last;
  for (;;) {
    const auto ids = desk.store().read(
        [&](Transaction& tx) { return library::read_by_other(tx, desk.reader_version(), last, kBatch); });
    if (ids.empty()) return count;
    desk.store().write([&](Transaction& tx) {
      for (const std::string& id : ids)
        desk.jobs().add(tx, kReadAgain, payload_of(id), id, {.attempts = kAttempts});
    });
    count += static_cast<std::int64_t>(ids.size());
    last = ids.back();
  }
}

void mend_stranded(Desk& desk) {
  std::string last;
  for (;;) {
    const auto ids = desk.store().read([&](Transaction& tx) { return library::in_work(tx, last, kBatch); });
    if (ids.empty()) return;
    for (const std::string& id : ids)
      desk.run(system_call("documents.mend", id), [&](Context& context) {
        mend(desk, context, id);
        return Answer{};
      });
    last = ids.back();
  }
}

void tidy(Desk& desk) {
  const base::Instant now = desk.clock().now();
  desk.store().write([&](Transaction& tx) {
    store::prune_changes(tx, 100'000, now - std::chrono::days(7));
    desk.jobs().forget_ended(tx, now - std::chrono::days(30));
  });
  desk.blobs().sweep();
}

struct ReadingJobs::State {
  State(Desk& with, ReadingJobOptions given) : desk(with), options(std::move(given)) {
    if (options.name.empty()) options.name = name_of_this_process();
    if (options.threads == 0) options.threads = std::max(1u, std::thread::hardware_concurrency() / 2);
  }

  // Whatever ends an attempt but a fault of the document leaves the job to its lease, which has it tried
  // again; so a store that cannot be reached for a while costs time only.
  template <class Work>
  bool guarded(Work&& work) {
    try {
      return work();
    } catch (const std::exception& e) {
      if (options.complain) options.complain(e.what());
      return false;
    }
  }

  void begin() {
    guarded([&] {
      mend_stranded(desk);
      queue_outdated(desk);
      return true;
    });
  }

  void work(unsigned number) {
    if (number == 0) begin();
    const std::string worker = options.name + "/" + std::to_string(number);
    auto looked = std::chrono::steady_clock::now(), tidied = looked;
    while (!stopping) {
      const std::uint64_t seen = desk.jobs().added();
      if (guarded([&] { return work_once(desk, worker, options.lease); })) continue;
      if (stopping) return;
      desk.jobs().wait(seen, options.look);
      if (number != 0 || std::chrono::steady_clock::now() - looked < std::chrono::minutes(1)) continue;
      looked = std::chrono::steady_clock::now();
      guarded([&] { return mend_stranded(desk), true; });
      if (looked - tidied < std::chrono::hours(1)) continue;
      tidied = looked;
      guarded([&] { return tidy(desk), true; });
    }
  }

  Desk& desk;
  ReadingJobOptions options;
  std::atomic<bool> stopping{false};
  std::vector<std::thread> threads;
};

ReadingJobs::ReadingJobs(Desk& desk, ReadingJobOptions options)
    : state_(std::make_unique<State>(desk, std::move(options))) {
  state_->guarded([&] { return take_back_running(desk), true; });  // before any thread takes one
  for (unsigned i = 0; i < state_->options.threads; ++i)
    state_->threads.emplace_back([state = state_.get(), i] { state->work(i); });
}

ReadingJobs::~ReadingJobs() {
  state_->stopping = true;
  state_->desk.jobs().wake();
  for (std::thread& thread : state_->threads) thread.join();
}

}  // namespace midyear::desk
