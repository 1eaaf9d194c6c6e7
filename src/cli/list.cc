// midyear list, midyear export: what the desk holds.

#include "cli/desk_command.h"
#include "cli/documents.h"

namespace midyear::cli {
namespace {

struct ListCommand {
  DeskOptions desk;
  std::string words, state, sort = "-added";
  std::uint64_t limit = UINT64_MAX;
};

base::Result<ListCommand> parse_list(Arguments arguments, base::Language language) {
  ListCommand command;
  Walker walk(arguments, language);
  while (walk.next()) {
    if (take_desk_option(walk, command.desk)) continue;
    if (!walk.is_option())
      (command.words += command.words.empty() ? "" : " ") += walk.name();
    else if (walk.name() == "--state")
      command.state = walk.value();
    else if (walk.name() == "--sort")
      command.sort = walk.value();
    else if (walk.name() == "--limit" || walk.name() == "-n")
      command.limit = walk.number<std::uint64_t>(1, UINT64_MAX, {"取正整数", "takes a number above 0"});
    else
      walk.fail(no_such_option());
  }
  if (walk.error()) return *walk.error();
  return command;
}

}  // namespace

int run_list(Arguments arguments, Surroundings& around) {
  const auto parsed = parse_list(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  int exit = kDone;
  const auto door = desk_door(parsed->desk, around, exit);
  if (!door) return exit;
  Asker asker(*door, around);
  Ask question{.path = "/api/v1/documents", .query = {{"sort", parsed->sort}}};
  if (!parsed->words.empty()) question.query.emplace_back("q", parsed->words);
  if (!parsed->state.empty()) question.query.emplace_back("state", parsed->state);
  std::vector<std::vector<std::string>> rows{document_head(around)};
  const bool whole = each_item(asker, question, parsed->limit, [&](const base::JsonValue& document) {
    if (parsed->desk.json)
      around.out.append(document.text() + "\n");
    else
      rows.push_back(document_row(document, around));
  });
  if (parsed->desk.json || (!whole && rows.size() == 1)) return asker.exit;
  if (rows.size() == 1)
    around.err.append(around.say("没有文档；用 midyear add 文件 加入。\n",
                                 "There is no document; add one with midyear add FILE.\n"));
  else
    around.out.append(in_columns(rows, document_numbers()));
  return asker.exit;
}

int run_export(Arguments arguments, Surroundings& around) {
  static constexpr std::string_view kForms[] = {"source", "text", "records", "page", "table"};
  DeskOptions desk;
  std::string id, output, form = "source", table = "figure";
  Walker walk(arguments, around.language);
  while (walk.next()) {
    if (!walk.is_option() && id.empty())
      id = walk.name();
    else if (walk.is_option() && walk.name() == "--as")
      form = kForms[walk.choice<std::size_t>(kForms)];
    else if (walk.is_option() && walk.name() == "--kind")
      table = walk.value();
    else if (walk.is_option() && (walk.name() == "--output" || walk.name() == "-o"))
      output = walk.value();
    else if (!walk.is_option() || walk.name() == "--format" || !take_desk_option(walk, desk))
      walk.fail(no_such_option());
  }
  if (!walk.error() && id.empty())
    walk.fail("export", {"需要文档编号（见 midyear list）", "needs the id of a document (see midyear list)"});
  if (walk.error()) return complain(around, "", *walk.error());
  int exit = kDone;
  const auto door = desk_door(desk, around, exit);
  if (!door) return exit;
  Asker asker(*door, around);
  Ask question{.path = "/api/v1/documents/" + url_encoded(id) + "/" + form};
  if (form == "table") question.query.emplace_back("table", table);
  const auto answer = asker.ask(question, id);
  if (!answer) return asker.exit;
  return with_output(around, output, [&](Surroundings& inner) {
    inner.out.append(answer->body);
    return kDone;
  });
}

}  // namespace midyear::cli
