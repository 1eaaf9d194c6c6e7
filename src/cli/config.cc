#include "base/json.h"
#include "cli/settings.h"
#include "cli/walker.h"

namespace midyear::cli {
namespace {

std::string origin_name(const Surroundings& around, const Origin& origin) {
  if (origin.place == Origin::Place::usual) return std::string(around.say("默认", "default"));
  return origin.detail;
}

// "password=secret" and "//user:secret@" without the secret.
std::string without_secret(std::string text) {
  if (const std::size_t at = text.find("password="); at != std::string::npos) {
    const std::size_t begin = at + std::string_view("password=").size();
    std::size_t end = begin;
    if (end < text.size() && text[end] == '\'') {
      end = text.find('\'', end + 1);
      end = end == std::string::npos ? text.size() : end + 1;
    } else {
      end = std::min(text.find_first_of(" &", begin), text.size());
    }
    text.replace(begin, end - begin, "***");
  }
  const std::size_t scheme = text.find("://"), host = text.rfind('@');
  if (scheme == std::string::npos || host == std::string::npos || host < scheme) return text;
  const std::size_t colon = text.find(':', scheme + 3);
  if (colon != std::string::npos && colon < host) text.replace(colon + 1, host - colon - 1, "***");
  return text;
}

}  // namespace

bool take_setting(Walker& walk, SettingFlags& flags) {
  if (!walk.is_option()) return false;
  if (walk.name() == "--config") {
    flags.file = walk.value();
    return true;
  }
  for (const SettingKind& kind : setting_kinds())
    if (walk.name() == kind.flag()) {
      flags.values[kind.key] = walk.value();
      return true;
    }
  return false;
}

int run_config(Arguments arguments, Surroundings& around) {
  SettingFlags flags;
  Walker walk(arguments, around.language);
  while (walk.next())
    if (!take_setting(walk, flags)) walk.fail(no_such_option());
  if (walk.error()) return complain(around, "", *walk.error());
  const auto settings = read_settings(around.files, flags, environment_value, around.language);
  if (!settings) return complain(around, "", settings.error());
  std::string out;
  for (const SettingKind& kind : setting_kinds()) {
    (out += "# ").append(around.say(kind.chinese, kind.english)) += '\n';
    std::string value = settings->text(kind.key);
    if (kind.shape == SettingKind::Shape::secret) value = without_secret(std::move(value));
    (out += kind.key) += ": ";
    if (kind.shape == SettingKind::Shape::list)
      out += '[' + value + ']';
    else if (value.empty() || value.find_first_of("#:'\"{}[]*&!|>%@` ") != std::string::npos)
      base::append_json_string(out, value);
    else
      out += value;
    out += "  # " + origin_name(around, settings->origins.at(kind.key)) + '\n';
  }
  around.out.append(out);
  return kDone;
}

}  // namespace midyear::cli
