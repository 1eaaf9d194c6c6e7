#pragma once

// What the server is told, from four places, the first that speaks wins: flags (--port 8080), the environment
// (MIDYEAR_PORT=8080), one YAML file (port: 8080), the default of src/cli/settings.tsv, which is the list of
// all settings with their limits and explanations.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/errors.h"
#include "base/files.h"

namespace midyear::cli {

// A row of settings.tsv; lives as long as the program.
struct SettingKind {
  enum class Shape : std::uint8_t { text, path, secret, number, size, switch_, list, choice };
  std::string_view key;
  Shape shape = Shape::text;
  std::string_view usual, least, most, chinese, english;

  std::string flag() const;      // "--log-sql"
  std::string variable() const;  // "MIDYEAR_LOG_SQL"
};

const std::vector<SettingKind>& setting_kinds();  // sorted by key

// Where a value came from.
struct Origin {
  enum class Place : std::uint8_t { usual, file, environment, flag };
  Place place = Place::usual;
  std::string detail;  // "--port", "MIDYEAR_PORT", "/etc/midyear.yaml:3"
};

struct Settings {
  std::string data;
  std::string postgresql;
  std::string host;
  std::string web;
  std::string audit_notes;  // path; "": notes stand in the log only
  std::vector<std::string> hosts;
  std::string language;  // zh, en
  std::string log;       // json, off
  std::string sign_in;   // required, none
  bool tls = false;
  bool log_sql = false;
  unsigned port = 0;
  unsigned connections = 0;
  unsigned io_threads = 0, workers = 0, readers = 0;
  std::uint64_t upload_limit = 0;  // bytes

  std::map<std::string_view, Origin> origins;  // of every key

  std::string text(std::string_view key) const;  // as it would stand in the file
  std::string socket() const { return data + "/midyear.sock"; }
};

using Environment = std::function<std::optional<std::string>(std::string_view name)>;

// What a command line said of settings: key -> value, and --config.
struct SettingFlags {
  std::map<std::string_view, std::string> values;
  std::string file;  // "": MIDYEAR_CONFIG, else /etc/midyear.yaml where that exists
};

// Takes the option if it is one of settings, or --config.
class Walker;
bool take_setting(Walker& walk, SettingFlags& flags);

// Pure but for the file that it reads. Errors: "setting" with the place and the remedy as message, in the
// language asked for; those of base::read_file for the file.
base::Result<Settings> read_settings(base::FileSystem& files, const SettingFlags& flags,
                                     const Environment& environment, base::Language language);

// The value of the environment of this process.
std::optional<std::string> environment_value(std::string_view name);

}  // namespace midyear::cli
