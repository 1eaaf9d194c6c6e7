#include "cli/premises.h"

#include <algorithm>
#include <filesystem>

#include "cli/audit_heads.h"
#include "cli/desk_command.h"
#include "cli/own_door.h"
#include "desk/accounts.h"
#include "desk/desk.h"
#include "desk/reading_jobs.h"
#include "library/documents.h"
#include "server/api/api.h"
#include "server/api/operation.h"
#include "store/failure.h"
#include "store/housekeeping.h"

namespace midyear::cli {

store::Settings store_settings(const Settings& settings) {
  store::Settings store;
  // In PostgreSQL nothing of the store stands in the folder, and others may serve the same database.
  if (settings.postgresql.empty()) store.folder = settings.data;
  store.postgresql = settings.postgresql;
  store.connections = std::max(2u, settings.connections);
  return store;
}

std::vector<store::Migration> desk_migrations() { return desk::Desk::migrations(); }

struct Premises::Rooms {
  Outlets outlets;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<desk::Desk> desk;
  std::unique_ptr<server::Api> api;
  server::Router router;
  std::unique_ptr<desk::ReadingJobs> readers;
  std::unique_ptr<store::Housekeeper> keeper;
  std::string audit_notes;
  std::unique_ptr<AuditHeads> heads;
};

Premises::Premises(std::unique_ptr<Rooms> rooms) : rooms_(std::move(rooms)) {}
Premises::~Premises() = default;

base::Result<std::unique_ptr<Premises>> Premises::open(const Settings& settings, Outlets outlets) {
  auto rooms = std::make_unique<Rooms>();
  rooms->outlets = outlets;
  rooms->audit_notes = settings.audit_notes;
  store::Settings options = store_settings(settings);
  if (settings.log_sql && outlets.log != nullptr)
    options.log_sql = [log = outlets.log](std::string_view sql, double ms) {
      log->info("sql", {{"sql", sql}, {"ms", ms}});
    };
  auto store = store::Store::open(std::move(options), desk_migrations());
  if (!store) return store.error();
  rooms->store = std::move(*store);
  rooms->desk =
      std::make_unique<desk::Desk>(*rooms->store, desk::DeskSettings{.upload_bytes = settings.upload_limit});
  if (outlets.metrics != nullptr)
    outlets.metrics->gauge("midyear_data_free_bytes", "Space left where the data folder is",
                           [data = settings.data] {
                             std::error_code unknown;
                             const auto space = std::filesystem::space(data, unknown);
                             return unknown ? -1.0 : static_cast<double>(space.available);
                           });
  rooms->api = std::make_unique<server::Api>(
      *rooms->desk,
      server::ApiSettings{
          .version = MIDYEAR_VERSION, .sign_in = settings.sign_in == "required", .tls = settings.tls});
  rooms->api->add_routes(rooms->router);
  server::add_operation_routes(rooms->router, *rooms->desk);
  return std::unique_ptr<Premises>(new Premises(std::move(rooms)));
}

server::Router& Premises::router() { return rooms_->router; }

std::optional<server::Problem> Premises::translate(const std::exception& error) const {
  return server::problem_of(error);
}

std::string Premises::unready() const {
  try {
    if (rooms_->store->writes_stopped()) return "store_unknown_outcome";
    rooms_->store->read([](store::Transaction& tx) { tx.run("SELECT 1"); });
    return "";
  } catch (const store::Failure& failure) {
    return failure.code();
  }
}

std::optional<std::string> Premises::set_up_key() { return desk::set_up_key(*rooms_->desk); }

// A folder of SQLite has one server by its lease; several servers may write into one PostgreSQL.
std::uint64_t Premises::state() const {
  if (rooms_->store->engine() != store::Engine::sqlite) return 0;
  return rooms_->store->statistics().writes + 1;
}

void Premises::start_readers(unsigned threads) {
  desk::ReadingJobOptions options;
  options.lease = std::chrono::seconds(30);  // what a killed server was at is taken up again after that
  options.threads = threads;
  store::HousekeepingOptions keeping;
  if (server::Log* log = rooms_->outlets.log) {
    options.complain = [log](std::string_view reason) { log->error("reading", {{"reason", reason}}); };
    keeping.complain = [log](std::string_view reason) { log->error("housekeeping", {{"reason", reason}}); };
  }
  rooms_->readers = std::make_unique<desk::ReadingJobs>(*rooms_->desk, std::move(options));
  rooms_->keeper = std::make_unique<store::Housekeeper>(*rooms_->store, std::move(keeping));
  AuditHeadOptions heads{.file = rooms_->audit_notes};
  if (server::Log* log = rooms_->outlets.log) {
    heads.tell = [log](const people::AuditNote& note) {
      log->info("audit_head", {{"sequence", note.sequence}, {"hash", note.hash}});
    };
    heads.complain = [log](std::string_view reason) {
      log->error("audit_head_failed", {{"reason", reason}});
    };
  }
  rooms_->heads = std::make_unique<AuditHeads>(*rooms_->store, std::move(heads));
}

std::size_t Premises::stop_readers() {
  rooms_->keeper.reset();
  rooms_->readers.reset();
  rooms_->heads.reset();  // last: it notes what the readers still did
  try {
    return rooms_->store->read([](store::Transaction& tx) {
      std::size_t waiting = 0;
      for (const library::DocumentState state :
           {library::DocumentState::queued, library::DocumentState::reading}) {
        library::DocumentQuery query;
        query.states = {state};
        query.limit = 1;
        waiting += static_cast<std::size_t>(library::list_documents(tx, query).total);
      }
      return waiting;
    });
  } catch (const store::Failure&) {
    return 0;  // only a number for the last line, and the database is away
  }
}

bool Premises::read_one() { return desk::work_once(*rooms_->desk, "command", std::chrono::minutes(2)); }

namespace {

// A door of our own, with the rooms behind it.
class PremisesDoor : public Door {
 public:
  explicit PremisesDoor(std::unique_ptr<Premises> premises)
      : premises_(std::move(premises)),
        door_(own_door(
            {.router = premises_->router(),
             .translate = [this](const std::exception& error) { return premises_->translate(error); },
             .work = [this] { return premises_->read_one(); }})) {}
  base::Result<Answer> ask(const Ask& ask) override { return door_->ask(ask); }
  bool beside_server() const override { return false; }
  bool work() override { return door_->work(); }

 private:
  std::unique_ptr<Premises> premises_;
  std::unique_ptr<Door> door_;
};

}  // namespace

base::Result<std::unique_ptr<Door>> open_door(const Settings& settings, NoStore none) {
  auto beside = connect_local(settings.socket());
  if (beside) return beside;
  if (none == NoStore::refused && !store::Store::present(store_settings(settings)))
    return base::Error{"desk_nowhere", ""};
  auto premises = Premises::open(settings, {});
  if (!premises) return premises.error();
  return std::unique_ptr<Door>(std::make_unique<PremisesDoor>(std::move(*premises)));
}

}  // namespace midyear::cli
