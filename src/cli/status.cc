// midyear status: whether a server is at work on the data folder, and where.

#include "cli/desk_command.h"

namespace midyear::cli {
namespace {

std::string text_of(const base::JsonValue& object, std::string_view name) {
  const auto value = object.find(name);
  if (!value) return "?";
  return value->kind() == base::JsonKind::string ? std::string(value->string()) : value->text();
}

}  // namespace

int run_status(Arguments arguments, Surroundings& around) {
  DeskOptions desk;
  Walker walk(arguments, around.language);
  while (walk.next())
    if (!take_desk_option(walk, desk)) walk.fail(no_such_option());
  if (walk.error()) return complain(around, "", *walk.error());
  const auto settings = settings_of(desk, around);
  if (!settings) return complain(around, "", settings.error());
  const auto door = connect_local(settings->socket());
  const auto answer = door ? (*door)->ask({.path = "/ready"}) : base::Result<Answer>(door.error());
  const auto notice = base::read_file(around.files, settings->data + "/serve.json", 1 << 16);
  const auto says = notice ? parse_answer(*notice) : base::Result<base::JsonValue>(notice.error());
  if (!answer || !says) {
    if (!desk.json)
      around.out.append(std::string(around.say("没有服务在用 ", "No server is at work on ")) +
                        settings->data + "\n");
    return kSomeFailed;
  }
  if (desk.json)
    around.out.append(says->text() + "\n");
  else
    around.out.append(text_of(*says, "address") + around.say("  进程 ", "  process ").data() +
                      text_of(*says, "pid") + around.say("  版本 ", "  version ").data() +
                      text_of(*says, "version") + "  " + std::string(answer->good() ? "" : answer->body) +
                      "\n");
  return answer->good() ? kDone : kSomeFailed;
}

}  // namespace midyear::cli
