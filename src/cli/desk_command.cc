#include "cli/desk_command.h"

#include <algorithm>

#include "cli/terminal.h"

namespace midyear::cli {

bool take_desk_option(Walker& walk, DeskOptions& options) {
  static constexpr std::string_view kFormats[] = {"text", "json"};
  if (!walk.is_option()) return false;
  if (walk.name() != "--format") return take_setting(walk, options.settings);
  options.json = walk.choice<int>(kFormats) == 1;
  return true;
}

base::Result<Settings> settings_of(const DeskOptions& options, Surroundings& around) {
  return read_settings(around.files, options.settings, environment_value, around.language);
}

std::unique_ptr<Door> desk_door(const DeskOptions& options, Surroundings& around, int& exit, NoStore none) {
  const auto settings = settings_of(options, around);
  if (!settings) return exit = cli::complain(around, "", settings.error()), nullptr;
  auto door = open_door(*settings, none);
  if (!door) return exit = cli::complain(around, settings->data, door.error()), nullptr;
  return std::move(*door);
}

base::Result<base::JsonValue> parse_answer(std::string_view text) {
  return base::parse_json(text, {.bytes = std::size_t{1} << 31, .depth = 64});
}

std::optional<Answer> Asker::ask(Ask ask, std::string_view subject) {
  ask.headers.emplace_back("Accept-Language", around_.say("zh", "en"));
  auto answer = door_.ask(ask);
  if (!answer) {
    complain(answer.error(), subject);
    return {};
  }
  if (answer->good()) return std::move(*answer);
  const auto problem = parse_answer(answer->body);
  if (problem && problem->kind() == base::JsonKind::object)
    complain(*problem, subject);
  else
    complain({"desk_lost", "HTTP " + std::to_string(answer->status)}, subject);
  return {};
}

std::optional<base::JsonValue> Asker::json(Ask ask, std::string_view subject) {
  const auto answer = this->ask(std::move(ask), subject);
  if (!answer) return {};
  auto value = parse_answer(answer->body);
  if (value) return std::move(*value);
  complain({"desk_lost", "no JSON"}, subject);
  return {};
}

void Asker::complain(const base::JsonValue& problem, std::string_view subject) {
  const auto code = problem.find("code");
  const auto detail = problem.find("detail");
  std::string line = "midyear: ";
  if (!subject.empty()) (line += subject) += around_.say("：", ": ");
  line += detail ? detail->string() : code ? code->string() : "?";
  around_.err.append(line += '\n');
  exit = std::max(exit, code ? base::error_kind(code->string()).exit : kSurroundingsFailed);
}

void Asker::complain(const base::Error& error, std::string_view subject) {
  exit = std::max(exit, cli::complain(around_, subject, error));
}

std::string in_columns(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<std::size_t>& right) {
  std::vector<int> widths;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto gap = static_cast<std::size_t>(widths[i] - display_width(row[i]));
      const bool from_right = std::find(right.begin(), right.end(), i) != right.end();
      if (from_right) out.append(gap, ' ');
      out += row[i];
      if (i + 1 == row.size()) break;
      if (!from_right) out.append(gap, ' ');
      out += "  ";
    }
    out += '\n';
  }
  return out;
}

}  // namespace midyear::cli
