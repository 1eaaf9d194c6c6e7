#pragma once

// The shell door: one file per command, each a function from its arguments to an exit code.
//   0 done, 1 some inputs failed (named, the rest done), 2 wrong usage, 3 the surroundings failed

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/errors.h"
#include "base/files.h"

namespace midyear::cli {

inline constexpr int kDone = 0, kSomeFailed = 1, kWrongUsage = 2, kSurroundingsFailed = 3;

// What a command may touch. A test gives its own.
struct Surroundings {
  base::FileSystem& files;
  base::Output& out;  // results
  base::Output& err;  // messages
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool color = false;  // on a terminal without NO_COLOR
  int columns = 80;    // of the terminal
  base::Language language = base::Language::chinese;

  std::string_view say(std::string_view chinese, std::string_view english) const {
    return language == base::Language::chinese ? chinese : english;
  }
};

using Arguments = std::span<const std::string_view>;  // without the program's and the command's name

int run_read(Arguments arguments, Surroundings& around);
int run_repair(Arguments arguments, Surroundings& around);
int run_parse(Arguments arguments, Surroundings& around);
int run_serve(Arguments arguments, Surroundings& around);
int run_status(Arguments arguments, Surroundings& around);
int run_add(Arguments arguments, Surroundings& around);
int run_list(Arguments arguments, Surroundings& around);
int run_find(Arguments arguments, Surroundings& around);
int run_export(Arguments arguments, Surroundings& around);
int run_backup(Arguments arguments, Surroundings& around);
int run_restore(Arguments arguments, Surroundings& around);
int run_verify(Arguments arguments, Surroundings& around);
int run_audit(Arguments arguments, Surroundings& around);
int run_people(Arguments arguments, Surroundings& around);
int run_config(Arguments arguments, Surroundings& around);
int run_version(Arguments arguments, Surroundings& around);
// The whole page; what concerns one command where its name is given.
int run_help(Arguments arguments, Surroundings& around);

// Dispatches on the first argument, closes the output and turns what was thrown into a message.
int run(Arguments arguments, Surroundings& around);

// One line on the error output: the sentence of the error table with the file in its place.
// Returns the exit code that the table gives.
int complain(Surroundings& around, std::string_view file, const base::Error& error);
std::string complaint(const Surroundings& around, std::string_view file, const base::Error& error);

// Calls work with the surroundings whose results go to the file `path` (around.out for ""), which appears
// when all is written; where work failed and wrote nothing, it does not appear. Returns work's exit code, or
// that of a fault of the file.
int with_output(Surroundings& around, const std::string& path, const std::function<int(Surroundings&)>& work);

}  // namespace midyear::cli
