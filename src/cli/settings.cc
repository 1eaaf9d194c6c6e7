#include "cli/settings.h"

#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cstdlib>
#include <variant>

#include "base/embedded.h"

namespace midyear::base {

std::span<const EmbeddedFile> embedded_settings();  // src/cli/*.tsv

}  // namespace midyear::base

namespace midyear::cli {
namespace {

using Shape = SettingKind::Shape;
using Member = std::variant<std::string Settings::*, bool Settings::*, unsigned Settings::*,
                            std::uint64_t Settings::*, std::vector<std::string> Settings::*>;

struct Place {
  std::string_view key;
  Member member;
};

constexpr std::string_view kDefaultFile = "/etc/midyear.yaml";

const Place kPlaces[] = {
    {"audit_notes", &Settings::audit_notes},
    {"connections", &Settings::connections},
    {"data", &Settings::data},
    {"host", &Settings::host},
    {"hosts", &Settings::hosts},
    {"io_threads", &Settings::io_threads},
    {"language", &Settings::language},
    {"log", &Settings::log},
    {"log_sql", &Settings::log_sql},
    {"port", &Settings::port},
    {"postgresql", &Settings::postgresql},
    {"readers", &Settings::readers},
    {"sign_in", &Settings::sign_in},
    {"tls", &Settings::tls},
    {"upload_limit", &Settings::upload_limit},
    {"web", &Settings::web},
    {"workers", &Settings::workers},
};

const Member* member_of(std::string_view key) {
  for (const Place& place : kPlaces)
    if (place.key == key) return &place.member;
  return nullptr;
}

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> found;
  for (;;) {
    const std::size_t tab = line.find('\t');
    found.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return found;
    line.remove_prefix(tab + 1);
  }
}

Shape shape_of(std::string_view name) {
  constexpr std::string_view kNames[] = {"text", "path",   "secret", "number",
                                         "size", "switch", "list",   "choice"};
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) return static_cast<Shape>(i);
  return Shape::text;
}

// 4096, 512K, 64M, 2G. Nothing where it is none of these.
std::optional<std::uint64_t> amount(std::string_view digits, bool suffix) {
  int shift = 0;
  if (suffix && !digits.empty()) {
    const std::size_t unit = std::string_view("KMG").find(digits.back());
    if (unit != std::string_view::npos) shift = 10 * (static_cast<int>(unit) + 1), digits.remove_suffix(1);
  }
  std::uint64_t result = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
  if (code != std::errc() || end != digits.data() + digits.size() || result > (UINT64_MAX >> shift))
    return {};
  return result << shift;
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    std::string_view part = text.substr(0, comma);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return parts;
}

// Puts a value into its member; false where it is none of this kind.
class Assign {
 public:
  Assign(Settings& settings, const SettingKind& kind, std::string_view value)
      : settings_(settings), kind_(kind), value_(value) {}

  bool operator()(std::string Settings::*member) const {
    if (kind_.shape == Shape::choice && value_ != kind_.least && value_ != kind_.most) return false;
    settings_.*member = value_;
    return true;
  }
  bool operator()(std::vector<std::string> Settings::*member) const {
    settings_.*member = parts_of(value_);
    return true;
  }
  bool operator()(bool Settings::*member) const {
    const bool yes = value_ == "yes" || value_ == "true" || value_ == "1";
    settings_.*member = yes;
    return yes || value_ == "no" || value_ == "false" || value_ == "0";
  }
  bool operator()(unsigned Settings::*member) const { return number(settings_.*member); }
  bool operator()(std::uint64_t Settings::*member) const { return number(settings_.*member); }

 private:
  template <class Number>
  bool number(Number& into) const {
    const bool suffix = kind_.shape == Shape::size;
    const auto given = amount(value_, suffix);
    if (!given || *given < *amount(kind_.least, suffix) || *given > *amount(kind_.most, suffix)) return false;
    into = static_cast<Number>(*given);
    return true;
  }

  Settings& settings_;
  const SettingKind& kind_;
  std::string_view value_;
};

std::string remedy(const SettingKind& kind, base::Language language) {
  const bool chinese = language == base::Language::chinese;
  const std::string least(kind.least), most(kind.most);
  switch (kind.shape) {
    case Shape::number:
      return chinese ? "取 " + least + " 至 " + most + " 的整数"
                     : "takes a number from " + least + " to " + most;
    case Shape::size:
      return chinese ? "取 " + least + " 至 " + most + "，例如 64M"
                     : "takes " + least + " to " + most + ", as 64M";
    case Shape::choice:
      return chinese ? "取 " + least + " 或 " + most : "takes " + least + " or " + most;
    case Shape::switch_:
      return chinese ? "取 yes 或 no" : "takes yes or no";
    default:
      return chinese ? "取一段文字" : "takes a text";
  }
}

// The value of a node as the text that a flag would carry; nothing for what is no value.
std::optional<std::string> node_text(const YAML::Node& node) {
  if (node.IsNull()) return std::string();
  if (node.IsScalar()) return node.Scalar();
  if (!node.IsSequence()) return {};
  std::string joined;
  for (const YAML::Node& part : node) {
    if (!part.IsScalar()) return {};
    (joined += joined.empty() ? "" : ",") += part.Scalar();
  }
  return joined;
}

struct FileValue {
  std::string value;
  std::string place;  // "FILE:3"
};
using FileValues = std::map<std::string_view, FileValue>;

base::Error wrong(std::string place, std::string detail) {
  return {"setting", std::move(place) + ": " + std::move(detail)};
}

base::Result<FileValues> parse_file(const std::string& path, const std::string& bytes,
                                    base::Language language) {
  const auto say = [&](const char* chinese, const char* english) {
    return std::string(language == base::Language::chinese ? chinese : english);
  };
  const auto at = [&](const YAML::Mark& mark) { return path + ":" + std::to_string(mark.line + 1); };
  FileValues values;
  try {
    const YAML::Node root = YAML::Load(bytes);
    if (root.IsNull()) return values;
    if (!root.IsMap())
      return wrong(at(root.Mark()), say("须是“键: 值”的各行", "must be lines of `key: value`"));
    for (const auto& entry : root) {
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
      const std::string place = at(entry.first.Mark());
      const SettingKind* kind = nullptr;
      for (const SettingKind& row : setting_kinds())
        if (row.key == key) kind = &row;
      if (kind == nullptr)
        return wrong(place, say("没有设置项 ", "there is no setting ") + key +
                                say("；全部设置见 midyear config", "; midyear config lists them"));
      const auto text = node_text(entry.second);
      if (!text) return wrong(place, key + " " + remedy(*kind, language));
      if (!values.emplace(kind->key, FileValue{*text, place}).second)
        return wrong(place, key + say(" 出现了两次", " stands there twice"));
    }
  } catch (const YAML::Exception& error) {
    return wrong(at(error.mark), say("不是 YAML：", "is no YAML: ") + error.msg);
  }
  return values;
}

std::string default_data(const Environment& environment) {
  if (const auto home = environment("XDG_DATA_HOME"); home && !home->empty()) return *home + "/midyear";
  if (const auto home = environment("HOME"); home && !home->empty()) return *home + "/.local/share/midyear";
  return "/var/lib/midyear";
}

// A relative path of the file is relative to the file's folder, else to where the command runs.
std::string absolute(const std::string& path, const Origin& origin) {
  if (path.empty() || path.front() == '/') return path;
  if (origin.place != Origin::Place::file) return path;
  const std::string file = origin.detail.substr(0, origin.detail.rfind(':'));
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? path : file.substr(0, slash + 1) + path;
}

}  // namespace

std::string SettingKind::flag() const {
  std::string name = "--";
  for (const char c : key) name += c == '_' ? '-' : c;
  return name;
}

std::string SettingKind::variable() const {
  std::string name = "MIDYEAR_";
  for (const char c : key) name += c == '_' ? '_' : static_cast<char>(c - 'a' + 'A');
  return name;
}

const std::vector<SettingKind>& setting_kinds() {
  static const std::vector<SettingKind> kinds = [] {
    std::vector<SettingKind> rows;
    std::string_view file = base::embedded_file(base::embedded_settings(), "settings.tsv");
    while (!file.empty()) {
      const std::size_t end = file.find('\n');
      const std::string_view line = file.substr(0, end);
      file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
      if (line.empty() || line.front() == '#') continue;
      const auto cell = cells(line);
      rows.push_back(
          {cell.at(0), shape_of(cell.at(1)), cell.at(2), cell.at(3), cell.at(4), cell.at(5), cell.at(6)});
    }
    return rows;
  }();
  return kinds;
}

std::optional<std::string> environment_value(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr) return {};
  return value;
}

base::Result<Settings> read_settings(base::FileSystem& files, const SettingFlags& flags,
                                     const Environment& environment, base::Language language) {
  std::string path = flags.file;
  if (path.empty()) path = environment("MIDYEAR_CONFIG").value_or("");
  const bool asked = !path.empty();
  if (!asked) path = kDefaultFile;
  FileValues from_file;
  if (asked || base::path_kind(path) == base::PathKind::file) {
    const auto bytes = base::read_file(files, path, 1 << 20);
    if (!bytes)
      return base::Error{
          "setting",
          base::error_sentence(
              bytes.error().code, language,
              {{"file", path}, {"detail", bytes.error().message}, {"limit", "1 MB"}, {"byte", "0"}})};
    auto parsed = parse_file(path, *bytes, language);
    if (!parsed) return parsed.error();
    from_file = std::move(*parsed);
  }
  Settings settings;
  for (const SettingKind& kind : setting_kinds()) {
    std::string value(kind.key == "data" ? default_data(environment) : std::string(kind.usual));
    Origin origin;
    if (const auto flag = flags.values.find(kind.key); flag != flags.values.end()) {
      value = flag->second, origin = {Origin::Place::flag, kind.flag()};
    } else if (const auto variable = environment(kind.variable())) {
      value = *variable, origin = {Origin::Place::environment, kind.variable()};
    } else if (const auto row = from_file.find(kind.key); row != from_file.end()) {
      value = row->second.value, origin = {Origin::Place::file, row->second.place};
    }
    if (kind.shape == Shape::path) value = absolute(value, origin);
    const Member* member = member_of(kind.key);
    if (member == nullptr || !std::visit(Assign(settings, kind, value), *member))
      return wrong(origin.detail, std::string(kind.key) + " " + remedy(kind, language));
    settings.origins[kind.key] = std::move(origin);
  }
  return settings;
}

std::string Settings::text(std::string_view key) const {
  struct Text {
    const Settings& settings;
    std::string operator()(std::string Settings::*member) const { return settings.*member; }
    std::string operator()(bool Settings::*member) const { return settings.*member ? "yes" : "no"; }
    std::string operator()(unsigned Settings::*member) const { return std::to_string(settings.*member); }
    std::string operator()(std::uint64_t Settings::*member) const {
      const std::uint64_t bytes = settings.*member;
      return bytes % (1 << 20) == 0 ? std::to_string(bytes >> 20) + "M" : std::to_string(bytes);
    }
    std::string operator()(std::vector<std::string> Settings::*member) const {
      std::string joined;
      for (const std::string& part : settings.*member) (joined += joined.empty() ? "" : ", ") += part;
      return joined;
    }
  };
  const Member* member = member_of(key);
  return member == nullptr ? "" : std::visit(Text{*this}, *member);
}

}  // namespace midyear::cli
