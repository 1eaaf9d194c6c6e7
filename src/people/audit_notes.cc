#include "people/audit_notes.h"

#include <algorithm>
#include <charconv>

#include "base/json_value.h"

namespace midyear::people {
namespace {

constexpr std::string_view kEvent = "\"event\":\"audit_head\"";

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string_view next_word(std::string_view& line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  line.remove_prefix(begin);
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(word.size());
  return word;
}

std::optional<AuditNote> plain_note(std::string_view line) {
  next_word(line);  // when it was noted: for people
  const std::string_view digits = next_word(line), hash = next_word(line);
  AuditNote note{0, std::string(hash)};
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), note.sequence);
  if (fault != std::errc() || end != digits.data() + digits.size() || note.sequence < 0 || !is_hash(hash) ||
      !next_word(line).empty())
    return {};
  return note;
}

std::optional<AuditNote> logged_note(std::string_view json) {
  const auto line = base::parse_json(json);
  if (!line || line->kind() != base::JsonKind::object) return {};
  try {
    AuditNote note{line->at("sequence").integer(0), std::string(line->at("hash").string())};
    if (is_hash(note.hash)) return note;
  } catch (const base::JsonFault&) {
    // an event of this name that is no note
  }
  return {};
}

}  // namespace

std::string note_line(const AuditNote& note, base::Instant at) {
  return base::utc_text(at) + ' ' + std::to_string(note.sequence) + ' ' + note.hash + '\n';
}

base::Result<std::vector<AuditNote>> parse_notes(std::string_view text) {
  std::vector<AuditNote> notes;
  const bool log = text.find(kEvent) != std::string_view::npos;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos || line.starts_with('#')) continue;
    if (log && line.find(kEvent) == std::string_view::npos) continue;
    auto note = log ? logged_note(line.substr(std::min(line.find('{'), line.size()))) : plain_note(line);
    if (!note) return base::Error{"audit_note", std::to_string(number)};
    notes.push_back(std::move(*note));
  }
  return notes;
}

}  // namespace midyear::people
