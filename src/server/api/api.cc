#include "server/api/api.h"

#include "base/json.h"
#include "base/json_value.h"
#include "server/api/asked.h"
#include "server/api/feed.h"
#include "server/api/routes.h"
#include "store/failure.h"

namespace midyear::server {

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  base::append_json_string(out, text);
  return out;
}

}  // namespace

struct Api::State {
  State(desk::Desk& with, ApiSettings given) : desk(with), settings(std::move(given)), feed(with.store()) {}
  desk::Desk& desk;
  const ApiSettings settings;
  ChangeFeed feed;
};

Api::Api(desk::Desk& desk, ApiSettings settings)
    : state_(std::make_unique<State>(desk, std::move(settings))) {}

Api::~Api() = default;

void Api::add_routes(Router& router) {
  desk::Desk& desk = state_->desk;
  router.guard(guard_of(desk, state_->settings.sign_in));
  add_session_routes(router, desk, state_->settings);
  add_people_routes(router, desk);
  add_document_routes(router, desk);
  add_reading_routes(router, desk);
  add_decision_routes(router, desk);
  add_search_routes(router, desk);
  add_system_routes(router, desk, state_->settings.version);
  router.add(Method::get, std::string(kBase) + "/events", {.operation_id = "listen"},
             [state = state_.get()](Request& request) {
               only_parameters(request, {"last_event_id"});
               state->desk.permit(actor_of(request), "events", {});
               return Response::of("text/event-stream",
                                   EventSource{state->feed.listen(last_event_id(request))})
                   .header("Cache-Control", "no-store");
             });
}

std::optional<Problem> problem_of(const std::exception& exception) {
  if (const auto* fault = dynamic_cast<const desk::Fault*>(&exception)) {
    Problem problem(fault->code(), fault->values());
    if (fault->code() == "sign_in_wait")
      static_cast<void>(std::move(problem).header("Retry-After", fault->values().front().second));
    for (const auto& [name, value] : fault->members())
      static_cast<void>(std::move(problem).member(name, value));  // returns itself
    return problem;
  }
  if (const auto* fault = dynamic_cast<const base::JsonFault*>(&exception)) {
    const std::string place = fault->place().empty() ? "/" : fault->place();
    return Problem(fault->code(), {{"place", place}, {"wanted", fault->wanted()}})
        .member("place", quoted(place));
  }
  if (const auto* failure = dynamic_cast<const store::Failure*>(&exception)) {
    Problem problem(failure->code(), {{"detail", failure->detail()}});
    if (base::error_kind(failure->code()).http == 503)
      static_cast<void>(std::move(problem).header("Retry-After", "3"));
    return problem;
  }
  return {};
}

}  // namespace midyear::server
