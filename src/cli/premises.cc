#include "cli/premises.h"

#include <algorithm>

#include "cli/desk_command.h"
#include "cli/own_door.h"
#include "server/api/operation.h"
#include "store/failure.h"

namespace midyear::cli {

store::Settings store_settings(const Settings& settings) {
  store::Settings store;
  // In PostgreSQL nothing of the store stands in the folder, and others may serve the same database.
  if (settings.postgresql.empty()) store.folder = settings.data;
  store.postgresql = settings.postgresql;
  store.connections = std::max(2u, settings.connections);
  return store;
}

std::vector<store::Migration> desk_migrations() { return {}; }

struct Premises::Rooms {
  std::unique_ptr<store::Store> store;
  server::Router router;
};

Premises::Premises(std::unique_ptr<Rooms> rooms) : rooms_(std::move(rooms)) {}
Premises::~Premises() = default;

base::Result<std::unique_ptr<Premises>> Premises::open(const Settings& settings, Outlets outlets) {
  auto rooms = std::make_unique<Rooms>();
  store::Settings options = store_settings(settings);
  if (settings.log_sql && outlets.log != nullptr)
    options.log_sql = [log = outlets.log](std::string_view sql, double ms) {
      log->info("sql", {{"sql", sql}, {"ms", ms}});
    };
  auto store = store::Store::open(std::move(options), desk_migrations());
  if (!store) return store.error();
  rooms->store = std::move(*store);
  server::add_operation_routes(rooms->router, *rooms->store, {});
  return std::unique_ptr<Premises>(new Premises(std::move(rooms)));
}

server::Router& Premises::router() { return rooms_->router; }

std::optional<server::Problem> Premises::translate(const std::exception& error) const {
  if (const auto* failure = dynamic_cast<const store::Failure*>(&error))
    return server::Problem(failure->code(), {{"detail", failure->detail()}});
  if (const auto* fault = dynamic_cast<const base::JsonFault*>(&error))
    return server::Problem(fault->code(), {{"place", fault->place()}, {"wanted", fault->wanted()}});
  return {};
}

std::string Premises::unready() const {
  try {
    rooms_->store->read([](store::Transaction& tx) { tx.run("SELECT 1"); });
    return "";
  } catch (const store::Failure& failure) {
    return failure.code();
  }
}

void Premises::start_readers(unsigned) {}
std::size_t Premises::stop_readers() { return 0; }
bool Premises::read_one() { return false; }

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

base::Result<std::unique_ptr<Door>> open_door(const Settings& settings) {
  auto beside = connect_local(settings.socket());
  if (beside) return beside;
  auto premises = Premises::open(settings, {});
  if (!premises) return premises.error();
  return std::unique_ptr<Door>(std::make_unique<PremisesDoor>(std::move(*premises)));
}

}  // namespace midyear::cli
