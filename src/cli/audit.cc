// midyear audit: who changed what.

#include <ctime>

#include "base/clock.h"
#include "cli/desk_command.h"
#include "cli/documents.h"

namespace midyear::cli {
namespace {

struct AuditCommand {
  DeskOptions desk;
  bool csv = false, head = false;
  std::uint64_t limit = 50;
  std::vector<std::pair<std::string, std::string>> filter;
};

// Midnight of a local day, 2026-11-24, plus `days`; nothing where it is no day.
std::optional<std::int64_t> midnight(const std::string& day, int days) {
  std::tm parts{};
  const char* end = ::strptime(day.c_str(), "%Y-%m-%d", &parts);
  if (end == nullptr || *end != '\0') return {};
  const int month = parts.tm_mon, date = parts.tm_mday;
  std::tm same = parts;
  same.tm_isdst = -1;
  if (std::mktime(&same) < 0 || same.tm_mon != month || same.tm_mday != date) return {};
  parts.tm_mday += days;
  parts.tm_isdst = -1;
  return std::int64_t{std::mktime(&parts)} * 1'000;
}

base::Result<AuditCommand> parse_audit(Arguments arguments, base::Language language) {
  AuditCommand command;
  Walker walk(arguments, language);
  const auto day = [&](const char* name, int days) {
    const auto at = midnight(std::string(walk.value()), days);
    if (at)
      command.filter.emplace_back(name, std::to_string(*at));
    else
      walk.fail(name, {"取日期，如 2026-11-24", "takes a day such as 2026-11-24"});
  };
  while (walk.next()) {
    if (!walk.is_option())
      walk.fail(no_such_option());
    else if (walk.name() == "--who" || walk.name() == "--operation" || walk.name() == "--target") {
      std::string name(walk.name().substr(2));
      command.filter.emplace_back(std::move(name), walk.value());
    } else if (walk.name() == "--since")
      day("since", 0);
    else if (walk.name() == "--until")
      day("until", 1);  // that day is a part of it
    else if (walk.name() == "--limit" || walk.name() == "-n")
      command.limit = walk.number<std::uint64_t>(1, UINT64_MAX, {"取正整数", "takes a number above 0"});
    else if (walk.name() == "--head")
      command.head = true;
    else if (walk.name() == "--format") {
      static constexpr std::string_view kFormats[] = {"text", "json", "csv"};
      const auto format = walk.choice<std::size_t>(kFormats);
      command.desk.json = format == 1, command.csv = format == 2;
    } else if (!take_desk_option(walk, command.desk))
      walk.fail(no_such_option());
  }
  if (walk.error()) return *walk.error();
  return command;
}

std::string local_time(std::int64_t milliseconds) {
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1'000);
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts)};
}

}  // namespace

int run_audit(Arguments arguments, Surroundings& around) {
  const auto parsed = parse_audit(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  int exit = kDone;
  const auto door = desk_door(parsed->desk, around, exit);
  if (!door) return exit;
  Asker asker(*door, around);
  if (parsed->head) {
    const auto head = asker.json({.path = "/api/v1/audit/head"});
    if (head && parsed->desk.json) around.out.append(head->text() + "\n");
    if (head && !parsed->desk.json)
      around.out.append(base::utc_text(base::Clock::real().now()) + " " +
                        std::to_string(head->at("sequence").integer()) + " " +
                        std::string(head->at("hash").string()) + "\n");
    return asker.exit;
  }
  if (parsed->csv) {
    const auto table = asker.ask({.path = "/api/v1/audit/table", .query = parsed->filter});
    if (table) around.out.append(table->body);
    return asker.exit;
  }
  std::vector<std::vector<std::string>> rows{
      {std::string(around.say("序号", "entry")), std::string(around.say("时间", "time")),
       std::string(around.say("操作人", "who")), std::string(around.say("操作", "operation")),
       std::string(around.say("对象", "target"))}};
  each_item(asker, {.path = "/api/v1/audit", .query = parsed->filter}, parsed->limit,
            [&](const base::JsonValue& entry) {
              if (parsed->desk.json) {
                around.out.append(entry.text() + "\n");
                return;
              }
              const std::string target(entry.at("target").string());
              rows.push_back({std::to_string(entry.at("sequence").integer()),
                              local_time(entry.at("at").integer()), std::string(entry.at("name").string()),
                              std::string(entry.at("operation").string()), target.empty() ? "—" : target});
            });
  if (parsed->desk.json || asker.exit != kDone) return asker.exit;
  if (rows.size() == 1)
    around.err.append(around.say("没有这样的记录。\n", "There is no such entry.\n"));
  else
    around.out.append(in_columns(rows, {0}));
  return asker.exit;
}

}  // namespace midyear::cli
