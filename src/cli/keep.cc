// midyear backup, restore, verify: keeping what the desk holds.

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "base/json.h"
#include "cli/desk_command.h"
#include "cli/premises.h"
#include "people/audit_notes.h"
#include "store/backup.h"

namespace midyear::cli {
namespace {

// 20261124-040102, the local time.
std::string stamp() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::localtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &parts);
  return text;
}

std::string absolute(const std::string& path) {
  return path.starts_with('/') ? path : std::filesystem::current_path().string() + "/" + path;
}

std::string megabytes(std::int64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

std::string told(const Surroundings& around, std::string_view chinese, std::string_view english,
                 const std::string& folder, std::int64_t rows, std::int64_t blobs, std::int64_t blob_bytes) {
  std::string line(around.say(chinese, english));
  line += " " + folder + around.say("：数据 ", ": rows ").data() + megabytes(rows);
  line += around.say("，原件 ", ", documents ").data() + std::to_string(blobs);
  line += " (" + megabytes(blob_bytes) + ")\n";
  return line;
}

}  // namespace

int run_backup(Arguments arguments, Surroundings& around) {
  DeskOptions desk;
  std::string to;
  Walker walk(arguments, around.language);
  while (walk.next()) {
    if (walk.is_option() && walk.name() == "--to")
      to = walk.value();
    else if (!take_desk_option(walk, desk))
      walk.fail(no_such_option());
  }
  if (walk.error()) return complain(around, "", *walk.error());
  const auto settings = settings_of(desk, around);
  if (!settings) return complain(around, "", settings.error());
  const auto door = open_door(*settings);
  if (!door) return complain(around, settings->data, door.error());
  if (to.empty()) to = settings->data + "/backups/" + stamp();
  Ask ask{.method = "POST", .path = "/operation/backup"};
  ask.headers.emplace_back("Content-Type", "application/json");
  ask.body = "{\"to\":";
  base::append_json_string(ask.body, absolute(to));
  ask.body += "}";
  Asker asker(**door, around);
  const auto done = asker.json(std::move(ask));
  if (!done) return asker.exit;
  if (desk.json)
    around.out.append(done->text() + "\n");
  else
    around.out.append(told(around, "已备份到", "Backed up to", std::string(done->at("folder").string()),
                           done->at("rows_bytes").integer(), done->at("blobs").integer(),
                           done->at("blob_bytes").integer()));
  return kDone;
}

namespace {

// Puts the notes of a file behind those before. False, and told, where it holds something else.
bool read_notes(const std::string& path, std::vector<people::AuditNote>& notes, Surroundings& around,
                int& exit) {
  static constexpr std::uint64_t kMost = 1ull << 30;
  const auto text = base::read_file(around.files, path, kMost);
  auto some = text ? people::parse_notes(*text) : text.error();
  if (!some) {
    exit = complain(around, path, some.error());
    return false;
  }
  notes.insert(notes.end(), some->begin(), some->end());
  return true;
}

std::string notes_json(const std::vector<people::AuditNote>& notes) {
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.key("notes").begin_array();
  for (const people::AuditNote& note : notes) {
    json.begin_object();
    json.key("sequence").integer(note.sequence);
    json.key("hash").string(note.hash);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return body;
}

}  // namespace

int run_verify(Arguments arguments, Surroundings& around) {
  DeskOptions desk;
  std::vector<std::string> noted;
  Walker walk(arguments, around.language);
  while (walk.next()) {
    if (walk.is_option() && walk.name() == "--noted")
      noted.emplace_back(walk.value());
    else if (!take_desk_option(walk, desk))
      walk.fail(no_such_option());
  }
  if (walk.error()) return complain(around, "", *walk.error());
  const auto settings = settings_of(desk, around);
  if (!settings) return complain(around, "", settings.error());
  const auto door = open_door(*settings);
  if (!door) return complain(around, settings->data, door.error());
  if (!settings->audit_notes.empty() && base::path_kind(settings->audit_notes) != base::PathKind::missing)
    noted.push_back(settings->audit_notes);
  std::vector<people::AuditNote> notes;
  for (const std::string& path : noted)
    if (int exit = kDone; !read_notes(path, notes, around, exit)) return exit;
  Asker asker(**door, around);
  Ask question{.method = "POST", .path = "/operation/verify"};
  question.headers.emplace_back("Content-Type", "application/json");
  question.body = notes_json(notes);
  const auto seen = asker.json(std::move(question));
  if (!seen) return asker.exit;
  const auto findings = seen->at("findings").items();
  for (const base::JsonValue& finding : findings) {
    if (desk.json)
      around.out.append(finding.text() + "\n");
    else
      around.out.append(std::string(finding.at("what").string()) + "  " +
                        std::string(finding.at("detail").string(1 << 20)) + "\n");
  }
  if (findings.empty() && !desk.json)
    around.out.append(around.say("完好：数据、原件、索引和操作记录都对得上。\n",
                                 "Whole: rows, documents, index and audit log agree.\n"));
  return findings.empty() ? kDone : kSomeFailed;
}

int run_restore(Arguments arguments, Surroundings& around) {
  SettingFlags flags;
  std::string folder;
  Walker walk(arguments, around.language);
  while (walk.next()) {
    if (take_setting(walk, flags)) continue;
    if (!walk.is_option() && folder.empty())
      folder = walk.name();
    else
      walk.fail(no_such_option());
  }
  if (!walk.error() && folder.empty())
    walk.fail("restore", {"需要备份所在的文件夹", "needs the folder of the backup"});
  if (walk.error()) return complain(around, "", *walk.error());
  const auto settings = read_settings(around.files, flags, environment_value, around.language);
  if (!settings) return complain(around, "", settings.error());
  const auto restored = store::restore(folder, store_settings(*settings), desk_migrations());
  if (!restored) return complain(around, folder, restored.error());
  const store::BackupReport& report = restored->report;
  around.out.append(
      told(around, "已恢复到", "Restored to", settings->postgresql.empty() ? settings->data : "PostgreSQL",
           static_cast<std::int64_t>(report.rows_bytes), static_cast<std::int64_t>(report.blobs),
           static_cast<std::int64_t>(report.blob_bytes)));
  return kDone;
}

}  // namespace midyear::cli
