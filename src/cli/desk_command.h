#pragma once

// What the commands of the desk share: settings and --format, the door they ask through, what went wrong.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/door.h"
#include "cli/settings.h"
#include "cli/walker.h"

namespace midyear::cli {

struct DeskOptions {
  SettingFlags settings;
  bool json = false;  // --format json: one JSON value a line
};

// Takes the option if it is --format or one of the settings.
bool take_desk_option(Walker& walk, DeskOptions& options);

base::Result<Settings> settings_of(const DeskOptions& options, Surroundings& around);

// What a command does where the settings lead to no store: only one that adds something makes one, so that a
// folder's name with a slip of the pen is told and not filled.
enum class NoStore { refused, made };

// The door that the settings lead to: that of the server at work on the data folder, else one of our own.
// Errors: desk_nowhere (no store there, where refused), those of opening the store. Keeps nothing of what it
// is given.
base::Result<std::unique_ptr<Door>> open_door(const Settings& settings, NoStore none = NoStore::refused);

// settings_of and open_door; what fails is complained about and leaves its exit code in `exit`.
std::unique_ptr<Door> desk_door(const DeskOptions& options, Surroundings& around, int& exit,
                                NoStore none = NoStore::refused);

// Asks and parses the JSON of a good answer. Whatever else comes is complained about, with `subject` (a file,
// a document) before it, and leaves its exit code in `exit`.
class Asker {
 public:
  Asker(Door& door, Surroundings& around) : door_(door), around_(around) {}

  std::optional<Answer> ask(Ask ask, std::string_view subject = {});
  std::optional<base::JsonValue> json(Ask ask, std::string_view subject = {});
  // Says what a problem document, or a document's or job's "error", says.
  void complain(const base::JsonValue& problem, std::string_view subject);
  void complain(const base::Error& error, std::string_view subject = {});

  int exit = kDone;  // the highest so far

 private:
  Door& door_;
  Surroundings& around_;
};

// Parses our own JSON, however large.
base::Result<base::JsonValue> parse_answer(std::string_view text);

// Rows in columns as wide as they need to be; those of `right` from the right. The last column is as wide as
// it is.
std::string in_columns(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<std::size_t>& right);

}  // namespace midyear::cli
