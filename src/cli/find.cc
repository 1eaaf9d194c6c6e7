// midyear find WORDS...: passages of all documents.

#include <algorithm>

#include "cli/desk_command.h"
#include "cli/documents.h"
#include "cli/terminal.h"

namespace midyear::cli {
namespace {

struct FindCommand {
  DeskOptions desk;
  std::string words;
  std::uint64_t limit = 20;
};

base::Result<FindCommand> parse_find(Arguments arguments, base::Language language) {
  FindCommand command;
  Walker walk(arguments, language);
  while (walk.next()) {
    if (take_desk_option(walk, command.desk)) continue;
    if (!walk.is_option())
      (command.words += command.words.empty() ? "" : " ") += walk.name();
    else if (walk.name() == "--limit" || walk.name() == "-n")
      command.limit = walk.number<std::uint64_t>(1, 1'000'000, {"取正整数", "takes a number above 0"});
    else
      walk.fail(no_such_option());
  }
  if (!walk.error() && command.words.empty()) walk.fail("find", {"需要要找的词", "needs the words to find"});
  if (walk.error()) return *walk.error();
  return command;
}

// The place in UTF-8 of a place counted in UTF-16 units, as the API counts.
std::size_t byte_of(std::string_view text, std::int64_t units) {
  std::size_t i = 0;
  while (i < text.size() && units > 0) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    units -= size == 4 ? 2 : 1;
    i = std::min(text.size(), i + size);
  }
  return i;
}

void show(const base::JsonValue& hit, Screen& screen) {
  const base::JsonValue document = hit.at("document");
  const auto title = document.find("title");
  screen.put(title ? title->string() : "", Ink::bold);
  const auto year = document.find("year");
  if (year) screen.put(" · " + year->text(), Ink::dim);
  screen.put("  " + std::string(document.at("id").string()), Ink::dim);
  std::string path;
  if (const auto heading = hit.find("heading"))
    for (const base::JsonValue& part : heading->items()) (path += " / ") += part.string();
  if (!path.empty()) screen.put(path, Ink::dim);
  screen.end_line();
  const std::string_view passage = hit.at("passage").string(1 << 20);
  std::size_t done = 0;
  screen.spaces(2);
  for (const base::JsonValue& mark : hit.at("marks").items()) {
    const std::size_t begin = std::max(done, byte_of(passage, mark.at(std::size_t{0}).integer()));
    const std::size_t end = std::max(begin, byte_of(passage, mark.at(std::size_t{1}).integer()));
    screen.flow(passage.substr(done, begin - done), 2);
    screen.flow(passage.substr(begin, end - begin), 2, Ink::yellow);
    done = end;
  }
  screen.paragraph(passage.substr(done), 2);
}

}  // namespace

int run_find(Arguments arguments, Surroundings& around) {
  const auto parsed = parse_find(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  int exit = kDone;
  const auto door = desk_door(parsed->desk, around, exit);
  if (!door) return exit;
  Asker asker(*door, around);
  Screen screen(around.columns > 0 ? around.columns : 1 << 20, around.color);
  std::size_t count = 0;
  const Ask question{.path = "/api/v1/search", .query = {{"q", parsed->words}}};
  const bool whole = each_item(asker, question, parsed->limit, [&](const base::JsonValue& hit) {
    ++count;
    if (parsed->desk.json)
      around.out.append(hit.text() + "\n");
    else
      show(hit, screen);
  });
  around.out.append(screen.take());
  if (count == 0 && whole && !parsed->desk.json)
    around.err.append(around.say("没有找到；换几个词，或用 midyear list 看有哪些文档。\n",
                                 "Nothing was found; try other words, or see midyear list.\n"));
  return count == 0 ? std::max(asker.exit, kSomeFailed) : asker.exit;
}

}  // namespace midyear::cli
