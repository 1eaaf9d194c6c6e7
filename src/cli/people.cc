// midyear people: who has an account, new passwords for whoever cannot get in, a zone that was made up.

#include "cli/desk_command.h"

namespace midyear::cli {
namespace {

struct PeopleCommand {
  DeskOptions desk;
  std::string act, login;
};

base::Result<PeopleCommand> parse_people(Arguments arguments, base::Language language) {
  PeopleCommand command;
  Walker walk(arguments, language);
  while (walk.next()) {
    if (take_desk_option(walk, command.desk)) continue;
    if (walk.is_option())
      walk.fail(no_such_option());
    else if (command.act.empty())
      command.act = walk.name();
    else if (command.login.empty() && command.act == "reset")
      command.login = walk.name();
    else
      walk.fail("people", {"参数太多", "takes no more"});
  }
  if (command.act.empty()) command.act = "list";
  if (!walk.error() && command.act != "list" && command.act != "reset" && command.act != "sample")
    walk.fail("people",
              {"后面是 list、reset 登录名 或 sample", "is followed by list, reset LOGIN or sample"});
  if (!walk.error() && command.act == "reset" && command.login.empty())
    walk.fail("people reset", {"需要登录名", "needs a login"});
  if (walk.error()) return *walk.error();
  return command;
}

std::string texts_of(const base::JsonValue& roles) {
  std::string text;
  for (const base::JsonValue& one : roles.items())
    (text += text.empty() ? "" : " ") += one.at("role").string();
  return text;
}

int list(const PeopleCommand& command, Asker& asker, Surroundings& around) {
  const auto found = asker.json({.path = "/api/v1/people"});
  if (!found) return asker.exit;
  std::vector<std::vector<std::string>> rows;
  for (const base::JsonValue& one : found->at("items").items()) {
    if (command.desk.json) around.out.append(one.text() + "\n");
    const bool active = one.at("active").boolean(), ready = one.at("password_set").boolean();
    rows.push_back({std::string(one.at("login").string()), std::string(one.at("name").string()),
                    std::string(!active  ? around.say("停用", "left")
                                : !ready ? around.say("未设密码", "no password yet")
                                         : around.say("在用", "active")),
                    texts_of(one.at("roles"))});
  }
  if (!command.desk.json) around.out.append(in_columns(rows, {}));
  return kDone;
}

int reset(const PeopleCommand& command, Asker& asker, Surroundings& around) {
  const auto found =
      asker.json({.method = "POST", .path = "/operation/people/" + url_encoded(command.login) + "/reset"},
                 command.login);
  if (!found) return asker.exit;
  if (command.desk.json)
    around.out.append(found->text() + "\n");
  else
    around.out.append(
        std::string(around.say("请 ", "Have ")) + std::string(found->at("name").string()) +
        std::string(
            around.say(" 在工作台的地址后面接上这一段打开，设置新密码（只能用一次，七天内有效）：\n  /link#",
                       " open this behind the address of the desk and set a password (it works once, "
                       "for seven days):\n  /link#")) +
        std::string(found->at("key").string()) + "\n");
  return kDone;
}

int sample(const PeopleCommand& command, Asker& asker, Surroundings& around) {
  const auto made = asker.json({.method = "POST", .path = "/operation/people/sample"});
  if (!made) return asker.exit;
  std::vector<std::vector<std::string>> rows;
  for (const base::JsonValue& one : made->at("people").items()) {
    if (command.desk.json) around.out.append(one.text() + "\n");
    rows.push_back({std::string(one.at("login").string()), std::string(one.at("password").string()),
                    std::string(one.at("name").string()), std::string(one.at("department").string()),
                    std::string(one.at("role").string())});
  }
  if (!command.desk.json) around.out.append(in_columns(rows, {}));
  return kDone;
}

}  // namespace

int run_people(Arguments arguments, Surroundings& around) {
  const auto parsed = parse_people(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  int exit = kDone;
  const auto door = desk_door(parsed->desk, around, exit);
  if (!door) return exit;
  Asker asker(*door, around);
  if (parsed->act == "list") return list(*parsed, asker, around);
  return parsed->act == "reset" ? reset(*parsed, asker, around) : sample(*parsed, asker, around);
}

}  // namespace midyear::cli
