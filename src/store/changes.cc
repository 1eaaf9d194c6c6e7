#include "store/changes.h"

#include "store/state.h"

namespace midyear::store {
namespace {

struct Mark {
  std::int64_t last = 0, pruned = 0;
};

Mark mark_of(Transaction& tx) {
  const Rows rows = tx.run("SELECT last, pruned FROM change_mark WHERE one = 1");
  return {rows.front().integer(0), rows.front().integer(1)};
}

}  // namespace

std::int64_t append_change(Transaction& tx, std::string_view what, std::string_view id, std::int64_t revision,
                           std::string_view data, base::Clock& clock) {
  const std::int64_t sequence =
      tx.run("UPDATE change_mark SET last = last + 1 WHERE one = 1 RETURNING last").front().integer(0);
  tx.run("INSERT INTO change (sequence, at, what, id, revision, data) VALUES ($1, $2, $3, $4, $5, $6)",
         {sequence, std::int64_t{clock.now().time_since_epoch().count()}, std::string(what), std::string(id),
          revision, std::string(data)});
  detail::tell_servers(tx, "change " + std::to_string(sequence));
  tx.after_commit([&store = tx.store(), sequence] { store.state().changes.tell(sequence); });
  return sequence;
}

ChangesSince changes_since(Transaction& tx, std::int64_t sequence, std::size_t limit) {
  const Mark mark = mark_of(tx);
  ChangesSince since;
  since.last = sequence;
  if (sequence < mark.pruned || sequence > mark.last) {
    since.reset = true;
    since.last = mark.last;
    return since;
  }
  const Rows rows = tx.run(
      "SELECT sequence, at, what, id, revision, data FROM change WHERE sequence > $1 ORDER BY sequence "
      "LIMIT $2",
      {sequence, static_cast<std::int64_t>(limit)});
  for (const Row row : rows)
    since.changes.push_back({row.integer(0), base::Instant(std::chrono::milliseconds(row.integer(1))),
                             std::string(row.text(2)), std::string(row.text(3)), row.integer(4),
                             std::string(row.text(5))});
  if (!since.changes.empty()) since.last = since.changes.back().sequence;
  since.more = since.last < mark.last;
  return since;
}

std::int64_t last_change(Transaction& tx) { return mark_of(tx).last; }

void prune_changes(Transaction& tx, std::int64_t keep, base::Instant before) {
  const Mark mark = mark_of(tx);
  const Rows rows = tx.run("SELECT coalesce(max(sequence), 0) FROM change WHERE at < $1 OR sequence <= $2",
                           {std::int64_t{before.time_since_epoch().count()}, mark.last - keep});
  const std::int64_t last = rows.front().integer(0);
  if (last <= mark.pruned) return;
  tx.run("DELETE FROM change WHERE sequence <= $1", {last});
  tx.run("UPDATE change_mark SET pruned = $1 WHERE one = 1", {last});
}

ChangeListener::ChangeListener(Store& store, std::function<void(std::int64_t)> told)
    : store_(store), place_(store.state().changes.add(std::move(told))) {
  store.state().hear_servers();
}
ChangeListener::~ChangeListener() { store_.state().changes.remove(place_); }

}  // namespace midyear::store
