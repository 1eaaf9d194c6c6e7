#pragma once

// Runs a command line with bash, the built midyear first in the path, in the folder of the sources.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace midyear::cli {

struct Shell {
  int code = -1;  // exit code; 128 + signal where one ended it
  std::string out, err;
};

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

// A folder of its own that goes away with it.
class Scratch {
 public:
  Scratch() {
    std::string name = std::filesystem::temp_directory_path() / "midyear-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() {
    std::error_code ignored;  // left over is better than a test that ends in its destructor
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path(const std::string& name = "") const { return path_ / name; }
  std::string put(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline Shell shell(const std::string& command, const std::string& environment = "") {
  const Scratch scratch;
  const std::string script = scratch.put(
      "script", "cd '" MIDYEAR_SOURCE_DIR "'\nexport PATH=\"$(dirname '" MIDYEAR_BINARY "'):$PATH\"\n" +
                    environment + "\n" + command + "\n");
  const std::string line =
      "bash " + script + " >" + scratch.path("out") + " 2>" + scratch.path("err") + " </dev/null";
  Shell result;
  const int status = std::system(line.c_str());
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = file_bytes(scratch.path("out"));
  result.err = file_bytes(scratch.path("err"));
  return result;
}

}  // namespace midyear::cli
