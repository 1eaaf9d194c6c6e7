#include "store/jobs.h"

#include <algorithm>

#include "store/state.h"

namespace midyear::store {
namespace {

constexpr std::string_view kStates[] = {"queued", "running", "done", "failed", "cancelled"};

JobState state_of(std::string_view name) {
  return static_cast<JobState>(std::find(std::begin(kStates), std::end(kStates), name) - std::begin(kStates));
}

base::Instant instant(std::int64_t ms) { return base::Instant(std::chrono::milliseconds(ms)); }

std::string columns() {
  return "id, kind, key, payload, state, attempts, done, total, note, result, error, worker, added, due, "
         "ended";
}

Job job_of(const Row& row) {
  Job job;
  job.id = row.integer(0);
  job.kind = row.text(1);
  job.key = row.text(2);
  job.payload = row.text(3);
  job.state = state_of(row.text(4));
  job.attempt = row.integer(5);
  job.done = row.integer(6);
  job.total = row.integer(7);
  job.note = row.text(8);
  job.result = row.text(9);
  job.error = row.text(10);
  job.worker = row.text(11);
  job.added = instant(row.integer(12));
  job.due = instant(row.integer(13));
  if (const auto ended = row.optional_integer(14)) job.ended = instant(*ended);
  return job;
}

// 1, 4, 16 … seconds after the first, second, third attempt; 10 minutes at most.
std::int64_t pause_after(std::int64_t attempt) {
  constexpr std::int64_t kLongest = 600'000;
  return attempt > 5 ? kLongest : std::min(kLongest, std::int64_t{1000} << (2 * (attempt - 1)));
}

// Those who wait for a job, in this process and in others.
void tell(Transaction& tx) {
  Store::State& state = tx.store().state();
  detail::tell_servers(tx, "jobs " + state.name);
  tx.after_commit([&state] { state.jobs_added.ring(true); });
}

}  // namespace

std::string_view name_of(JobState state) { return kStates[static_cast<std::size_t>(state)]; }

std::int64_t Jobs::add(Transaction& tx, std::string_view kind, std::string_view payload, std::string_view key,
                       const JobOptions& options) {
  const std::int64_t at = now();
  const Rows added = tx.run(
      "INSERT INTO job (kind, key, payload, state, attempts, attempts_limit, due, worker, done, total, note, "
      "result, error, added) VALUES ($1, $2, $3, 'queued', 0, $4, $5, '', 0, 0, '', '', '', $6) "
      "ON CONFLICT DO NOTHING RETURNING id",
      {std::string(kind), std::string(key), std::string(payload), options.attempts,
       at + options.delay.count(), at});
  if (added.empty())
    return tx
        .run(
            "SELECT id FROM job WHERE kind = $1 AND key = $2 AND key <> '' AND state IN ('queued', "
            "'running')",
            {std::string(kind), std::string(key)})
        .front()
        .integer(0);
  tell(tx);
  return added.front().integer(0);
}

std::optional<Job> Jobs::take(Transaction& tx, std::span<const std::string_view> kinds,
                              std::string_view worker, std::chrono::milliseconds lease) {
  if (kinds.empty()) return std::nullopt;
  const std::int64_t at = now();
  tx.run(
      "UPDATE job SET state = 'failed', error = 'job_lost', ended = $1 WHERE state = 'running' AND due <= $1 "
      "AND attempts >= attempts_limit",
      {at});
  std::vector<Value> values = {at, at + lease.count(), std::string(worker)};
  std::string places;
  for (const std::string_view kind : kinds) {
    values.emplace_back(std::string(kind));
    places += (places.empty() ? "$" : ", $") + std::to_string(values.size());
  }
  const Rows rows = tx.run(
      "UPDATE job SET state = 'running', attempts = attempts + 1, due = $2, worker = $3, done = 0, total = "
      "0, "
      "note = '' WHERE id = (SELECT id FROM job WHERE state IN ('queued', 'running') AND due <= $1 AND kind "
      "IN (" +
          places + ") ORDER BY due, id LIMIT 1) RETURNING " + columns(),
      values);
  if (rows.empty()) return std::nullopt;
  return job_of(rows.front());
}

bool Jobs::progress(Transaction& tx, const Job& job, std::int64_t done, std::int64_t total,
                    std::string_view note, std::chrono::milliseconds lease) {
  tx.run(
      "UPDATE job SET done = $3, total = $4, note = $5, due = $6 WHERE id = $1 AND attempts = $2 AND state = "
      "'running'",
      {job.id, job.attempt, done, total, std::string(note), now() + lease.count()});
  return tx.changed() == 1;
}

bool Jobs::finish(Transaction& tx, const Job& job, std::string_view result) {
  tx.run(
      "UPDATE job SET state = 'done', result = $3, error = '', ended = $4 WHERE id = $1 AND attempts = $2 "
      "AND "
      "state = 'running'",
      {job.id, job.attempt, std::string(result), now()});
  return tx.changed() == 1;
}

bool Jobs::fail(Transaction& tx, const Job& job, std::string_view error, bool again) {
  const std::int64_t at = now();
  if (again) {
    tx.run(
        "UPDATE job SET state = 'queued', error = $3, due = $4 WHERE id = $1 AND attempts = $2 AND state = "
        "'running' AND attempts < attempts_limit",
        {job.id, job.attempt, std::string(error), at + pause_after(job.attempt)});
    if (tx.changed() == 1) return true;
  }
  tx.run(
      "UPDATE job SET state = 'failed', error = $3, ended = $4 WHERE id = $1 AND attempts = $2 AND state = "
      "'running'",
      {job.id, job.attempt, std::string(error), at});
  return tx.changed() == 1;
}

bool Jobs::give_back(Transaction& tx, const Job& job) {
  tx.run(
      "UPDATE job SET state = 'queued', attempts = attempts - 1, due = $3 WHERE id = $1 AND attempts = $2 "
      "AND "
      "state = 'running'",
      {job.id, job.attempt, now()});
  if (tx.changed() != 1) return false;
  tell(tx);
  return true;
}

bool Jobs::cancel(Transaction& tx, std::int64_t id) {
  tx.run("UPDATE job SET state = 'cancelled', ended = $2 WHERE id = $1 AND state IN ('queued', 'running')",
         {id, now()});
  return tx.changed() == 1;
}

std::optional<Job> Jobs::get(Transaction& tx, std::int64_t id) const {
  const Rows rows = tx.run("SELECT " + columns() + " FROM job WHERE id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return job_of(rows.front());
}

std::vector<Job> Jobs::list(Transaction& tx, std::optional<JobState> state, std::size_t limit,
                            std::int64_t before) const {
  std::vector<Value> values = {before == 0 ? std::numeric_limits<std::int64_t>::max() : before,
                               static_cast<std::int64_t>(limit)};
  if (state) values.emplace_back(std::string(name_of(*state)));
  std::vector<Job> jobs;
  const Rows rows = tx.run("SELECT " + columns() + " FROM job WHERE id < $1" +
                               (state ? " AND state = $3" : "") + " ORDER BY id DESC LIMIT $2",
                           values);
  for (const Row row : rows) jobs.push_back(job_of(row));
  return jobs;
}

std::vector<Jobs::Count> Jobs::count(Transaction& tx) const {
  std::vector<Count> counts;
  const Rows rows = tx.run("SELECT kind, state, count(*) FROM job GROUP BY kind, state ORDER BY kind, state");
  for (const Row row : rows)
    counts.push_back({std::string(row.text(0)), state_of(row.text(1)), row.integer(2)});
  return counts;
}

std::int64_t Jobs::forget_ended(Transaction& tx, base::Instant before) {
  tx.run("DELETE FROM job WHERE ended < $1", {std::int64_t{before.time_since_epoch().count()}});
  return tx.changed();
}

std::uint64_t Jobs::added() const { return store_.state().jobs_added.rung(); }
void Jobs::wait(std::uint64_t seen, std::chrono::milliseconds at_most) const {
  store_.state().hear_servers();
  store_.state().jobs_added.wait(seen, at_most);
}
void Jobs::wake() const { store_.state().jobs_added.ring(false); }

}  // namespace midyear::store
