// What is said twice: the same indicator of the same place and period with two values; the same project
// finished here and not yet finished there.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>

#include "quantity/period.h"
#include "reading/checks.h"
#include "reading/labels.h"
#include "reading/storage.h"
#include "reading/word_table.h"
#include "text/fold.h"

namespace midyear::reading {
namespace {

const base::Trie& neutral_words() {
  static const base::Trie trie = load_words("neutral_words.tsv");
  return trie;
}

// Whether `words` holds nothing but times, neutral verbs and names of the reporting place: then what follows
// is the place's own total and not a part of it.
bool is_neutral(std::string_view words) {
  if (words.size() > 90) return false;
  const std::u16string units = text::fold_word(words);
  for (std::size_t i = 0; i < units.size();) {
    if (units[i] <= u' ' || std::u16string_view(u",.:;、。").find(units[i]) != std::u16string_view::npos) {
      ++i;
      continue;
    }
    const auto word = neutral_words().longest(units, i);
    std::size_t length = word.length;
    if (quantity::may_start_period(units[i]))
      if (const auto period = quantity::scan_period(units, i))
        length = std::max<std::size_t>(length, period->length);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

// "上半年" and "1-6月" are one period.
std::string period_key(std::string_view words) {
  const std::u16string units = text::fold_word(words);
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (!quantity::may_start_period(units[i])) continue;
    const auto p = quantity::scan_period(units, i);
    if (!p || p->last_month == 0 || p->as_of) continue;
    const int year = p->year_is == quantity::YearIs::none                     ? 0
                     : p->year_is == quantity::YearIs::offset && p->year == 0 ? 0
                     : p->year == 0                                           ? 9999
                                                                              : p->year;
    return std::to_string(year) + "/" + std::to_string(p->first_month) + "-" + std::to_string(p->last_month);
  }
  return {};
}

// The indicator as it stands right before the number, with nothing in its clause that narrows it; "" where it
// was named elsewhere.
std::string_view plain_indicator(const Reading& reading, const Figure& f, text::Offset from) {
  if (f.indicator.size() < 12 || f.at.begin <= from || f.at.begin - from > 300) return {};
  const std::string_view lead = reading.text({from, f.at.begin});
  if (lead.find("其中") != std::string_view::npos) return {};
  std::string_view name = f.indicator;
  std::size_t at = lead.rfind(name);
  // The indicator may have been joined with a neutral word before it ("新区软件业务收入",
  // "尽管固定资产投资").
  while (at == std::string_view::npos && name.size() > 15) {
    name.remove_prefix(3);
    at = lead.rfind(name);
  }
  if (at == std::string_view::npos) return {};
  const std::string_view between = lead.substr(at + name.size());
  if (!is_neutral(between)) return {};
  const std::size_t stop = behind_last(lead.substr(0, at), {"。", "；", "，", "：", ",", ";", ":"});
  std::string_view head = lead.substr(0, at);
  // A time set off by a comma belongs to the clause; anything else before the comma is another clause.
  if (stop != std::string_view::npos && !is_neutral(head)) head = head.substr(stop);
  if (!is_neutral(head)) return {};
  for (;;) {  // one name however it was cut: without the neutral words it begins with
    const std::u16string units = text::fold_word(name);
    const auto word = neutral_words().longest(units, 0);
    if (word.length == 0 || word.length + 3 > units.size()) return name;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < word.length; ++i)
      bytes += (static_cast<unsigned char>(name[bytes]) < 0x80) ? 1 : 3;
    name.remove_prefix(bytes);
  }
}

}  // namespace

void check_repeated_values(Reading& reading) {
  std::unordered_map<std::string, std::uint32_t> first;
  for (std::uint32_t i = 0; i < reading.figures.size(); ++i) {
    const Figure& f = reading.figures[i];
    if (f.status != Status::actual || f.exactness != Exactness::exact || !is_amount(f) || is_count(f))
      continue;
    const text::Offset from = i > 0 && reading.figures[i - 1].sentence == f.sentence
                                  ? reading.figures[i - 1].at.end
                                  : reading.sentences[f.sentence].at.begin;
    const std::string period = period_key(f.period);
    if (period.empty()) continue;
    const std::string_view name = plain_indicator(reading, f, from);
    if (name.size() < 12) continue;
    std::string key = std::string(name) + "|" + period + "|" + std::string(f.base_unit);
    const auto [entry, is_new] = first.emplace(std::move(key), i);
    if (is_new) continue;
    const Figure& other = reading.figures[entry->second];
    if (other.sentence == f.sentence || interval_of(f).overlaps(interval_of(other))) continue;
    const double ratio = value_of(other) == 0 ? 0 : value_of(f) / value_of(other);
    if (ratio < 0.5 || ratio > 2) continue;  // so far apart, they are not one thing
    add_check(reading, CheckKind::conflicting_values, "two_values",
              {std::string(name), std::string(f.period), std::string(reading.text(other.at)),
               std::string(reading.text(f.at))},
              {entry->second, i}, value_of(f), value_of(other));
  }
}

namespace {

enum class Reached : std::uint8_t { unknown, early, under_way, done };

Reached reached(const Project& project) {
  switch (project.stage) {
    case Stage::lead:
    case Stage::signed_up:
    case Stage::preparing:
    case Stage::starting:
      return Reached::early;
    case Stage::started:
    case Stage::building:
    case Stage::finishing:
      return Reached::under_way;
    case Stage::finished:
    case Stage::running:
      return Reached::done;
    case Stage::other: {
      const bool slow =
          contains_any(project.state, {"缓慢", "滞后", "不快", "未", "没有", "无法", "停工", "停建"});
      return slow ? Reached::under_way : Reached::unknown;
    }
    default:
      return Reached::unknown;
  }
}

// The name without what stages leave on it: "青禾医院早日", "青禾医院项目".
std::string_view bare_name(std::string_view name) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view tail :
         {"项目", "早日", "尽快", "尽早", "如期", "按期", "全面", "正式", "顺利", "加快"}) {
      if (name.size() <= tail.size() + 6 || !name.ends_with(tail)) continue;
      name.remove_suffix(tail.size());
      cut = true;
    }
  }
  return name;
}

// A name in a list may have left its tail to the last one ("和润园、和沁园公租房小区"), and a clause that
// speaks of another phase is about something else.
bool stands_alone(const Reading& reading, const Project& project) {
  const std::string_view clause = reading.text(project.at);
  const text::Offset behind = project.name_at.end;
  const std::string_view tail =
      behind < project.at.end ? reading.text({behind, project.at.end}) : std::string_view();
  if (tail.starts_with("、") || tail.starts_with("和") || tail.starts_with("与") || tail.starts_with("及"))
    return false;
  return !contains_any(clause, {"一期", "二期", "三期", "四期", "扩建", "改扩建", "提质", "改造", "新增",
                                "升级", "后续", "配套", "周边"});
}

// “X已竣工”（竣工）.
std::string quoted(const Reading& reading, const Project& project, base::Language language) {
  const bool chinese = language == base::Language::chinese;
  const std::string clause = "“" + std::string(reading.text(project.at)) + "”";
  if (project.stage == Stage::other) return clause;
  const std::string stage(label("stage", stage_name(project.stage), language));
  return chinese ? clause + "（" + stage + "）" : clause + " (" + stage + ")";
}

}  // namespace

void check_stages(Reading& reading) {
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_name;
  for (std::uint32_t i = 0; i < reading.projects.size(); ++i) {
    const Project& project = reading.projects[i];
    if (bare_name(project.name).size() < 12 || reached(project) == Reached::unknown ||
        !stands_alone(reading, project))
      continue;
    const std::string_view name = bare_name(project.name);
    by_name[std::string(name) + "|" + std::string(project.entity)].push_back(i);
  }
  for (const auto& [name, mentions] : by_name) {
    const auto done = std::find_if(mentions.begin(), mentions.end(), [&](std::uint32_t i) {
      return reached(reading.projects[i]) == Reached::done;
    });
    const auto open = std::find_if(mentions.begin(), mentions.end(), [&](std::uint32_t i) {
      return reached(reading.projects[i]) == Reached::early ||
             reached(reading.projects[i]) == Reached::under_way;
    });
    if (done == mentions.end() || open == mentions.end()) continue;
    const Project& a = reading.projects[*done];
    const Project& b = reading.projects[*open];
    if (a.sentence == b.sentence) continue;
    Check check;
    check.kind = CheckKind::stage_conflict;
    const auto message = [&](base::Language language) {
      return reading.storage().keep(finding(
          "two_stages", {std::string(a.name), quoted(reading, a, language), quoted(reading, b, language)},
          language));
    };
    check.message = message(base::Language::chinese);
    check.message_english = message(base::Language::english);
    check.sentences = {std::min(a.sentence, b.sentence), std::max(a.sentence, b.sentence)};
    reading.checks.push_back(std::move(check));
  }
}

}  // namespace midyear::reading
