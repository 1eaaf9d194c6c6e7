#include "cli/options.h"

#include "cli/walker.h"

namespace midyear::cli {
namespace {

using base::Error;

constexpr std::string_view kFormats[] = {"text", "jsonl", "csv", "html"};
constexpr std::string_view kStages[] = {"decode", "repair",      "trim",     "outline", "figures",
                                        "facts",  "commitments", "projects", "checks"};
constexpr std::string_view kKinds[] = {"number", "percent", "range", "currency", "dimension", "period"};
constexpr std::string_view kTables[] = {"figure", "commitment", "project", "check", "repair"};

template <class Command>
bool take_shared(Walker& walk, Command& command) {
  const std::string_view name = walk.name();
  if (!walk.is_option())
    command.inputs.emplace_back(name);
  else if (name == "--simplify")
    command.simplify = walk.flag();
  else if (name == "--max-bytes")
    command.max_bytes = walk.size();
  else if (name == "--output" || name == "-o")
    command.output = walk.value();
  else
    return false;
  return true;
}

template <class Command>
base::Result<Command> finish(const Walker& walk, Command&& command) {
  if (walk.error()) return *walk.error();
  if (command.inputs.empty())
    return Error{"usage", walk.say({"没有输入：请给出文件、文件夹，或用 - 从标准输入读",
                                    "there is no input: name a file, a folder, or - for standard input"})};
  return std::move(command);
}

}  // namespace

base::Result<ReadCommand> parse_read(Arguments arguments, base::Language language) {
  ReadCommand command;
  bool table = false, format = false;
  Walker walk(arguments, language);
  while (walk.next()) {
    const std::string_view name = walk.name();
    if (take_shared(walk, command)) continue;
    if (name == "--format" || name == "-f")
      command.format = walk.choice<Format>(kFormats), format = true;
    else if (name == "--stage")
      command.stage = walk.choice<StageName>(kStages);
    else if (name == "--kind")
      command.table = walk.choice<Table>(kTables), table = true;
    else if (name == "--year")
      command.year =
          walk.number(1900, 2199, {"取四位年份，例如 2026", "takes a year of four digits, as 2026"});
    else if (name == "-j" || name == "--jobs")
      command.jobs = walk.number(1u, 256u, {"取线程数 1 至 256", "takes a number of threads, 1 to 256"});
    else
      walk.fail(no_such_option());
  }
  if (command.stage && format && command.format != Format::jsonl)
    walk.fail("--format", {"不能与 --stage 同用：阶段总是以 JSON 打印",
                           "cannot go with --stage: a stage is always printed as JSON"});
  if (table && command.format != Format::csv)
    walk.fail("--kind", {"只用于 --format csv", "belongs to --format csv"});
  return finish(walk, std::move(command));
}

base::Result<RepairCommand> parse_repair(Arguments arguments, base::Language language) {
  RepairCommand command;
  Walker walk(arguments, language);
  while (walk.next()) {
    if (take_shared(walk, command)) continue;
    if (walk.name() == "--log")
      command.log = walk.flag();
    else
      walk.fail(no_such_option());
  }
  return finish(walk, std::move(command));
}

base::Result<ParseCommand> parse_parse(Arguments arguments, base::Language language) {
  ParseCommand command;
  bool kind = false;
  Walker walk(arguments, language);
  while (walk.next()) {
    const std::string_view name = walk.name();
    if (!walk.is_option())
      command.inputs.emplace_back(name);
    else if (name == "--kind")
      command.kind = walk.choice<quantity::RecognitionKind>(kKinds), kind = true;
    else if (name == "--reference")
      command.reference = walk.date();
    else if (name == "--max-bytes")
      command.max_bytes = walk.size();
    else if (name == "--output" || name == "-o")
      command.output = walk.value();
    else
      walk.fail(no_such_option());
  }
  if (!kind)
    walk.fail("--kind", {"须给出：number, percent, range, currency, dimension, period 之一",
                         "is needed: number, percent, range, currency, dimension or period"});
  if (walk.error()) return *walk.error();
  if (command.inputs.empty()) command.inputs.emplace_back("-");
  return command;
}

}  // namespace midyear::cli
