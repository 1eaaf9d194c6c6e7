#include "cli/command.h"

#include <exception>
#include <memory>
#include <new>

namespace midyear::cli {
namespace {

struct Command {
  std::string_view name;
  int (*run)(Arguments, Surroundings&);
};

constexpr Command kCommands[] = {
    {"read", run_read},         {"repair", run_repair}, {"parse", run_parse},     {"serve", run_serve},
    {"status", run_status},     {"add", run_add},       {"list", run_list},       {"find", run_find},
    {"export", run_export},     {"backup", run_backup}, {"restore", run_restore}, {"verify", run_verify},
    {"people", run_people},     {"audit", run_audit},   {"config", run_config},   {"version", run_version},
    {"--version", run_version}, {"help", run_help},     {"--help", run_help},     {"-h", run_help},
};

int dispatch(Arguments arguments, Surroundings& around) {
  if (arguments.empty()) {
    run_help({}, around);
    return kWrongUsage;
  }
  for (const Command& command : kCommands)
    if (command.name == arguments[0]) {
      const bool asks = arguments.size() > 1 && (arguments[1] == "--help" || arguments[1] == "-h");
      return asks ? run_help(arguments.first(1), around) : command.run(arguments.subspan(1), around);
    }
  std::string detail(around.say("没有命令 ", "there is no command "));
  return complain(around, "", {"usage", detail += arguments[0]});
}

}  // namespace

std::string complaint(const Surroundings& around, std::string_view file, const base::Error& error) {
  const std::string byte = std::to_string(error.byte);
  const std::string_view name = file == "-" ? around.say("标准输入", "standard input") : file;
  std::string line = "midyear: ";
  line += base::error_sentence(error.code, around.language,
                               {{"file", name},
                                {"detail", error.message},
                                {"byte", byte},
                                {"limit", error.message},
                                {"count", error.message}});
  return line += '\n';
}

int complain(Surroundings& around, std::string_view file, const base::Error& error) {
  around.err.append(complaint(around, file, error));
  return base::error_kind(error.code).exit;
}

int with_output(Surroundings& around, const std::string& path,
                const std::function<int(Surroundings&)>& work) {
  if (path.empty()) return work(around);
  auto file = base::Output::create(around.files, path);
  if (!file) return complain(around, path, file.error());
  Surroundings inner{.files = around.files, .out = **file, .err = around.err};
  inner.err_is_terminal = around.err_is_terminal;
  inner.language = around.language;
  const int code = work(inner);
  if (code != kDone && (*file)->empty()) return code;
  if (const auto fault = (*file)->close()) return complain(around, path, *fault);
  return code;
}

int run(Arguments arguments, Surroundings& around) {
  int code = kDone;
  try {
    code = dispatch(arguments, around);
  } catch (const std::bad_alloc&) {
    code = complain(around, around.say("输入", "the input"), {"no_memory", ""});
  } catch (const std::exception& error) {
    code = complain(around, "", {"internal", error.what()});
  }
  // A reader that went away has what it wanted; anything else that keeps results from arriving is told.
  const std::optional<base::Error> fault = around.out.close();
  if (fault && fault->code == "output_closed")
    code = kDone;
  else if (fault)
    code = complain(around, around.say("标准输出", "standard output"), *fault);
  around.err.close();  // nowhere left to tell a fault of this one
  return code;
}

}  // namespace midyear::cli
