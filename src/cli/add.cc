// midyear add FILE...: documents for the desk.

#include <chrono>
#include <deque>
#include <thread>

#include "cli/desk_command.h"
#include "cli/documents.h"
#include "cli/inputs.h"

namespace midyear::cli {
namespace {

struct AddCommand {
  DeskOptions desk;
  std::vector<std::string> inputs;
  std::string year;
  bool wait = true;
};

base::Result<AddCommand> parse_add(Arguments arguments, base::Language language) {
  AddCommand command;
  Walker walk(arguments, language);
  while (walk.next()) {
    if (take_desk_option(walk, command.desk)) continue;
    if (!walk.is_option())
      command.inputs.emplace_back(walk.name());
    else if (walk.name() == "--year")
      command.year = std::to_string(
          walk.number<int>(1900, 2100, {"取 1900 至 2100 的年份", "takes a year from 1900 to 2100"}));
    else if (walk.name() == "--no-wait")
      command.wait = !walk.flag();
    else
      walk.fail(no_such_option());
  }
  if (!walk.error() && command.inputs.empty())
    walk.fail("add", {"需要文件、文件夹或 -（标准输入）", "needs files, folders or - (standard input)"});
  if (walk.error()) return *walk.error();
  return command;
}

// Adds one after the other; what is being read meanwhile is told once it is done, in the order of the inputs.
class Adding {
 public:
  Adding(const AddCommand& command, Door& door, Surroundings& around)
      : command_(command), door_(door), around_(around), asker_(door, around) {}

  int run(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
      add(file);
      if (waiting_.size() >= kWindow) tell_first();
    }
    while (!waiting_.empty()) tell_first();
    return asker_.exit;
  }

 private:
  static constexpr std::size_t kWindow = 64;
  static constexpr std::chrono::minutes kPatience{3};  // for one document, after those before it
  static constexpr std::uint64_t kMostBytes = std::uint64_t{2} << 30;

  struct Added {
    std::string file;
    base::JsonValue document;
    bool already;
  };

  void add(const std::string& file) {
    auto bytes = base::read_file(around_.files, file, kMostBytes);
    if (!bytes) return asker_.complain(bytes.error(), file);
    const std::string name = file == "-" ? "stdin" : file.substr(file.rfind('/') + 1);
    Ask ask{.method = "POST", .path = "/api/v1/documents", .query = {{"name", name}}};
    if (!command_.year.empty()) ask.query.emplace_back("year", command_.year);
    ask.body = std::move(*bytes);
    const auto document = asker_.json(std::move(ask), file);
    if (!document) return;
    const auto already = document->find("already");
    waiting_.push_back({file, *document, already && already->boolean()});
  }

  void tell_first() {
    Added added = std::move(waiting_.front());
    waiting_.pop_front();
    if (command_.wait && !read(added)) return;
    if (command_.desk.json)
      around_.out.append(added.document.text() + "\n");
    else
      tell(added);
    around_.out.flush();
    const auto error = added.document.find("error");
    if (error) asker_.complain(*error, added.file);
  }

  // Asks until the document is read or could not be.
  bool read(Added& added) {
    using namespace std::chrono_literals;
    const auto end = std::chrono::steady_clock::now() + kPatience;
    const std::string path = "/api/v1/documents/" + std::string(added.document.at("id").string());
    for (auto pause = 10ms;; pause = std::min(2 * pause, 500ms)) {
      const std::string_view state = added.document.at("state").string();
      if (state != "queued" && state != "reading") return true;
      if (std::chrono::steady_clock::now() > end) {
        asker_.complain({"reading_waits", ""}, added.file);
        return false;
      }
      if (!door_.work()) std::this_thread::sleep_for(pause);
      const auto now = asker_.json({.path = path}, added.file);
      if (!now) return false;
      added.document = *now;
    }
  }

  void tell(const Added& added) {
    const std::string_view what =
        added.already ? around_.say("已有", "there already") : around_.say("加入", "added");
    std::string line(what);
    const std::vector<std::string> head = document_head(around_), row = document_row(added.document, around_);
    line += "  " + row.front() + "  " + row.back() + "  (" + row[1];
    for (const std::size_t i : document_numbers())
      if (!row[i].empty() && row[i] != "—") line += ", " + head[i] + " " + row[i];
    around_.out.append(line + ")\n");
  }

  const AddCommand& command_;
  Door& door_;
  Surroundings& around_;
  Asker asker_;
  std::deque<Added> waiting_;
};

}  // namespace

int run_add(Arguments arguments, Surroundings& around) {
  const auto parsed = parse_add(arguments, around.language);
  if (!parsed) return complain(around, "", parsed.error());
  const Inputs inputs = expand_inputs(parsed->inputs, around);
  int exit = kDone;
  const auto door = desk_door(parsed->desk, around, exit, NoStore::made);
  if (!door) return exit;
  return std::max(inputs.exit, Adding(*parsed, *door, around).run(inputs.files));
}

}  // namespace midyear::cli
