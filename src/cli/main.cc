#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <vector>

#include "cli/command.h"

namespace {

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

int terminal_columns() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
  return 80;
}

midyear::base::Language language() {
  const char* value = std::getenv("MIDYEAR_LANG");
  const bool english = value != nullptr && std::string_view(value).starts_with("en");
  return english ? midyear::base::Language::english : midyear::base::Language::chinese;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an answer of write(), not the end of the program
  using namespace midyear;
  base::FileSystem& files = base::FileSystem::real();
  base::Output out(files, base::Output::kStandardOutput, "stdout");
  base::Output err(files, base::Output::kStandardError, "stderr");
  cli::Surroundings around{.files = files, .out = out, .err = err};
  around.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  around.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  around.color = around.out_is_terminal && !is_set("NO_COLOR");
  around.columns = around.out_is_terminal ? terminal_columns() : 0;
  around.language = language();
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  return cli::run(arguments, around);
}
