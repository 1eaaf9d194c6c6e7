#include "desk/desk.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "base/embedded.h"
#include "base/json.h"
#include "base/json_value.h"
#include "base/random.h"
#include "library/documents.h"
#include "library/library.h"
#include "people/people.h"
#include "reading/version.h"
#include "store/changes.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_desk_rows();
}

namespace midyear::desk {
namespace {

using store::Transaction;

constexpr std::chrono::hours kKept{24};
constexpr std::size_t kLongestKey = 255;

DeskSettings complete(DeskSettings settings) {
  if (!settings.reader) settings.reader = reading::read;
  if (settings.reader_version.empty()) settings.reader_version = reading::version();
  return settings;
}

std::int64_t milliseconds(base::Instant at) { return at.time_since_epoch().count(); }

std::string kept_form(const Answer& answer) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("created").boolean(answer.created);
  json.key("id").string(answer.id);
  json.key("revision").integer(answer.revision);
  json.key("json").string(answer.json);
  json.end_object();
  return out;
}

Answer answer_of(std::string_view kept) {
  const auto json = base::parse_json(kept, {.bytes = 1u << 30, .depth = 4});
  if (!json) throw std::runtime_error("a kept answer is damaged: " + json.error().code);
  return {json->at("created").boolean(), std::string(json->at("id").string()), json->at("revision").integer(),
          std::string(json->at("json").string(1u << 30))};
}

bool is_key(std::string_view key) {
  return key.size() <= kLongestKey &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::string question_of(const Call& call) {
  return call.operation + '\n' + call.target + '\n' + call.question;
}

// The answer that this key was given before.
std::optional<Answer> answered(Transaction& tx, const Call& call, base::Instant now) {
  if (call.idempotency_key.empty()) return {};
  const store::Rows rows =
      tx.run("SELECT question, answer FROM answered WHERE who = $1 AND key = $2 AND at > $3",
             {call.who.id, call.idempotency_key, milliseconds(now - kKept)});
  if (rows.empty()) return {};
  if (rows.front().text(0) != question_of(call)) throw Fault("idempotency_mismatch");
  return answer_of(rows.front().text(1));
}

void keep_answer(Transaction& tx, const Call& call, const Answer& answer, base::Instant now) {
  if (call.idempotency_key.empty()) return;
  tx.run("DELETE FROM answered WHERE at <= $1", {milliseconds(now - kKept)});
  tx.run("INSERT INTO answered (who, key, question, answer, at) VALUES ($1, $2, $3, $4, $5)",
         {call.who.id, call.idempotency_key, question_of(call), kept_form(answer), milliseconds(now)});
}

void keep_audit(Transaction& tx, const Call& call, const Context& context) {
  people::AuditEntry entry;
  entry.at = milliseconds(context.now);
  entry.who = call.who.id;
  entry.operation = call.operation;
  entry.target = context.target;
  entry.request = call.request;
  entry.detail = context.detail;
  people::append_audit(tx, std::move(entry));
}

}  // namespace

void Context::tell(std::string_view what, std::string_view id, std::int64_t revision, std::string data) {
  notices_.push_back({std::string(what), std::string(id), std::move(data), revision});
}

Desk::Desk(store::Store& store, DeskSettings settings, base::Clock& clock)
    : store_(store),
      settings_(complete(std::move(settings))),
      clock_(clock),
      blobs_(store, clock),
      jobs_(store, clock),
      readings_(settings_.reader, settings_.upload_bytes, settings_.cache_bytes) {}

Desk::~Desk() = default;

std::vector<store::Migration> Desk::migrations() {
  std::vector<store::Migration> steps;
  people::add_migrations(steps);
  library::add_migrations(steps);
  store::add_migrations(steps, "desk", base::embedded_desk_rows());
  return steps;
}

bool Desk::holds(const Actor& who, std::string_view operation, std::string_view department) {
  if (!who.rights) return true;
  const people::Right* right = people::right_of_operation(operation);
  return right != nullptr &&
         (who.rights->everywhere(*right) || (!department.empty() && who.rights->in(*right, department)));
}

void Desk::permit(const Actor& who, std::string_view operation, std::string_view target) {
  if (!who.rights) return;
  const people::Right* right = people::right_of_operation(operation);
  if (right == nullptr || !who.rights->somewhere(*right)) throw Fault("forbidden");
  if (who.rights->everywhere(*right)) return;
  // Of a department: what is new belongs to one's own.
  std::string department = who.department;
  if (!target.empty()) {
    const auto document = store_.read([&](Transaction& tx) { return library::find_document(tx, target); });
    department = document ? document->department : std::string();
  }
  if (!holds(who, operation, department)) throw Fault("forbidden");
}

Answer Desk::run(const Call& call, const std::function<Answer(Context&)>& change) {
  permit(call.who, call.operation, call.target);
  if (!is_key(call.idempotency_key)) throw Fault("idempotency_key");
  return store_.write([&](Transaction& tx) {
    const base::Instant now = clock_.now();
    if (auto before = answered(tx, call, now)) return std::move(*before);
    Context context(call, now, tx);
    Answer answer = change(context);
    if (context.changed) keep_audit(tx, call, context);
    for (const Context::Notice& notice : context.notices_)
      store::append_change(tx, notice.what, notice.id, notice.revision, notice.data, clock_);
    keep_answer(tx, call, answer, now);
    return answer;
  });
}

std::string random_id() { return base::random_letters(14); }

}  // namespace midyear::desk
