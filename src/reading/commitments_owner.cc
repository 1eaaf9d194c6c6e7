#include "reading/commitments_owner.h"

#include <algorithm>

namespace midyear::reading::plan {
namespace {

enum UnitKind : std::uint32_t {
  kSuffix = 1,
  kSoft = 2,
  kGeneral = 4,
  kWhole = 8,
  kAbbreviation = 16,
  kSelf = 32,   // the reporting place or a word that only looks like a unit
  kNever = 64,  // ends like a unit and is none: 布局, 社区
  kDuty = 128,  // no unit, but what is said of one and names no measure: 落实, 组织实施
};

std::uint32_t kind_bits(std::string_view column) {
  static constexpr std::string_view kNames[] = {"suffix",       "soft", "general", "whole",
                                                "abbreviation", "self", "never",   "duty"};
  std::uint32_t bits = 0;
  while (!column.empty()) {
    const std::size_t comma = column.find(',');
    for (std::size_t i = 0; i < std::size(kNames); ++i)
      if (kNames[i] == column.substr(0, comma)) bits |= 1u << i;
    column = comma == std::string_view::npos ? std::string_view() : column.substr(comma + 1);
  }
  return bits;
}

const base::Trie& unit_words() {
  static const base::Trie trie = load_words("plan_units.tsv", kind_bits);
  return trie;
}

std::uint32_t kinds_of(std::u16string_view word) {
  const std::uint32_t kinds = unit_words().find(word);
  return kinds == base::Trie::kNone ? 0 : kinds;
}

constexpr std::uint32_t kLongestName = 16;
constexpr std::uint32_t kLongestSuffix = 6;

std::u16string_view view(std::u16string_view units, Range at) { return units.substr(at.begin, at.size()); }

bool starts_with(std::u16string_view units, std::uint32_t at, std::uint32_t end, std::u16string_view word) {
  return at <= end && end - at >= word.size() && units.substr(at, word.size()) == word;
}

// The kinds of the longest suffix of `word` that is one, shorter than the word itself; 0 where there is none.
std::uint32_t suffix_kinds(std::u16string_view word, std::uint32_t* length = nullptr) {
  for (std::uint32_t n = std::min<std::uint32_t>(kLongestSuffix, static_cast<std::uint32_t>(word.size()) - 1);
       n >= 1; --n) {
    const std::uint32_t kinds = kinds_of(word.substr(word.size() - n));
    if (kinds & kNever) return 0;
    if (kinds & (kSuffix | kSoft)) {
      if (length) *length = n;
      return kinds;
    }
  }
  return 0;
}

// The place of the last 由 that names who acts, not the 由 of 自由 and 理由; npos where there is none.
std::size_t find_by(std::u16string_view text) {
  for (std::size_t at = text.rfind(u'由'); at != std::u16string_view::npos; at = text.rfind(u'由', at - 1)) {
    if (at == 0 || (text[at - 1] != u'自' && text[at - 1] != u'理')) return at;
  }
  return std::u16string_view::npos;
}

bool is_unit(std::u16string_view word, bool strict) {
  if (word.size() < 2 || word.size() > kLongestName) return false;
  const std::uint32_t kinds = kinds_of(word);
  if (kinds & (kSelf | kNever)) return false;
  if (kinds & (kWhole | kGeneral)) return true;
  if (find_by(word) != std::u16string_view::npos) return false;
  if ((kinds & kSuffix) && word.size() >= 3) return true;  // 派出所
  const bool each = word.front() == u'各';
  std::uint32_t length = 0;
  const std::uint32_t suffix = suffix_kinds(word, &length);
  // "支持骨干企业": what a clause does to somebody; but 建设局 and 发展改革局 are units.
  const Token first = word_at(word, 0, static_cast<std::uint32_t>(word.size()));
  if (first.at.size() > 1 && first.is(kVerb | kModal | kFrame) &&
      !(kinds_of(word.substr(0, word.size() - length)) & kAbbreviation))
    return false;
  return (suffix & kSuffix) != 0 || (!strict && (suffix & kSoft) != 0) || (each && suffix != 0);
}

bool is_abbreviation(std::u16string_view word) { return (kinds_of(word) & kAbbreviation) != 0; }

Range trimmed(std::u16string_view units, Range range) {
  static constexpr std::u16string_view kEdge = u" 、,;:。()";
  while (!range.empty() && kEdge.find(units[range.begin]) != std::u16string_view::npos) ++range.begin;
  while (!range.empty() && kEdge.find(units[range.end - 1]) != std::u16string_view::npos) --range.end;
  return range;
}

// Takes one of the words off the range's begin or end.
template <std::size_t N>
bool take_front(std::u16string_view units, Range& range, const std::u16string_view (&words)[N]) {
  for (const std::u16string_view word : words)
    if (starts_with(units, range.begin, range.end, word)) {
      range.begin += static_cast<std::uint32_t>(word.size());
      return true;
    }
  return false;
}
template <std::size_t N>
bool take_back(std::u16string_view units, Range& range, const std::u16string_view (&words)[N]) {
  for (const std::u16string_view word : words)
    if (range.size() >= word.size() && units.substr(range.end - word.size(), word.size()) == word) {
      range.end -= static_cast<std::uint32_t>(word.size());
      return true;
    }
  return false;
}

constexpr std::u16string_view kLeadModals[] = {u"一定要", u"必须", u"务必", u"应当", u"都要",
                                               u"还要",   u"也要", u"要",   u"须",   u"应",
                                               u"将",     u"共同", u"负责", u"具体", u"同志"};
constexpr std::u16string_view kBy[] = {u"由", u"请"};
constexpr std::u16string_view kJoins[] = {u"以及", u"和", u"与", u"及"};

std::uint32_t join_at(std::u16string_view units, std::uint32_t i, std::uint32_t end) {
  for (const std::u16string_view join : kJoins)
    if (starts_with(units, i, end, join)) return static_cast<std::uint32_t>(join.size());
  return 0;
}

// The end of the item that begins at `at`: at 、, or at a joining word behind a complete unit.
std::uint32_t item_end(std::u16string_view units, std::uint32_t at, std::uint32_t end, bool strict) {
  // A listed name with 和 in it: 自然资源和规划局.
  const base::Trie::Match listed = unit_words().longest(units.substr(0, end), at);
  if (listed.length > 0 && (listed.value & (kWhole | kGeneral))) {
    const std::uint32_t after = at + listed.length;
    if (after == end || units[after] == u'、' || units[after] == u',' || join_at(units, after, end))
      return after;
  }
  for (std::uint32_t i = at; i < end; ++i) {
    if (units[i] == u'、' || units[i] == u',') return i;
    if (i > at && join_at(units, i, end)) {
      const std::u16string_view item = units.substr(at, i - at);
      if (is_unit(item, strict) || is_abbreviation(item)) return i;
    }
  }
  return end;
}

constexpr std::u16string_view kAndOthers[] = {
    u"两部门",     u"三部门", u"四部门",     u"两局",       u"等各相关部门", u"等相关部门", u"等有关部门",
    u"等职能部门", u"等部门", u"等相关单位", u"等有关单位", u"等单位",       u"等局",       u"等"};

}  // namespace

bool parse_units(std::u16string_view units, Range list, bool strict, std::vector<Unit>& out) {
  const std::size_t before = out.size();
  list = trimmed(units, list);
  if (list.empty() || list.size() > 120) return false;
  const std::uint32_t full_end = list.end;
  Range head;
  if (take_back(units, list, kAndOthers) && full_end - list.end > 1) head = {list.end + 1, full_end};
  for (std::uint32_t at = list.begin; at < list.end;) {
    const std::uint32_t end = item_end(units, at, list.end, strict);
    const Range item = trimmed(units, {at, end});
    const std::u16string_view word = view(units, item);
    if (!is_unit(word, strict) && !is_abbreviation(word)) {
      out.resize(before);
      return false;
    }
    out.push_back({item, {}});
    at = end;
    if (at < list.end) at += units[at] == u'、' || units[at] == u',' ? 1 : join_at(units, at, list.end);
  }
  if (out.size() == before) return false;
  // Abbreviations take the head of the last unit; without one they name nobody.
  if (const std::u16string_view last = view(units, out.back().name); head.empty() && !is_abbreviation(last)) {
    std::uint32_t length = 0;
    if (suffix_kinds(last, &length)) head = {out.back().name.end - length, out.back().name.end};
  }
  for (std::size_t i = before; i < out.size(); ++i) {
    if (is_unit(view(units, out[i].name), strict)) continue;
    if (head.empty()) {
      out.resize(before);
      return false;
    }
    out[i].head = head;
  }
  return true;
}

bool parse_assignment(std::u16string_view units, Range range, Responsibility& out) {
  static constexpr std::u16string_view kLead[] = {u"牵头责任单位", u"牵头单位", u"牵头部门",
                                                  u"责任单位",     u"责任部门", u"承办单位",
                                                  u"主办单位",     u"牵头领导", u"牵头"};
  static constexpr std::u16string_view kHelp[] = {u"配合责任单位", u"配合单位", u"配合部门", u"协办单位",
                                                  u"协同单位",     u"参与单位", u"配合"};
  static constexpr std::u16string_view kLeads[] = {u"牵头负责", u"牵头", u"负责", u"承办", u"主办"};
  static constexpr std::u16string_view kHelps[] = {u"参与配合", u"协同配合", u"配合",          u"协助",
                                                   u"协办",     u"参与",     u"按职责分工负责"};
  bool found = false;
  for (std::uint32_t at = range.begin; at < range.end;) {
    std::uint32_t end = at;
    while (end < range.end && units[end] != u',' && units[end] != u';' && units[end] != u'。') ++end;
    Range piece = trimmed(units, {at, end});
    at = end + 1;
    Range rest = piece;
    bool helps = false;
    if (take_front(units, rest, kLead)) {
    } else if (take_front(units, rest, kHelp)) {
      helps = true;
    } else if (take_back(units, rest, kLeads)) {
    } else if (take_back(units, rest, kHelps)) {
      helps = true;
    } else {
      continue;
    }
    static constexpr std::u16string_view kIs[] = {u":", u"为", u"是"};
    take_front(units, rest, kIs);
    take_front(units, rest, kBy);
    // "A局牵头、B局配合" in one piece.
    const std::size_t lead = view(units, rest).find(u"牵头");
    if (helps && lead != std::u16string_view::npos) {
      const std::uint32_t p = rest.begin + static_cast<std::uint32_t>(lead);
      found |= parse_units(units, {rest.begin, p}, false, out.owners);
      found |= parse_units(units, {p + 2, rest.end}, false, out.supporting);
    } else {
      found |= parse_units(units, rest, false, helps ? out.supporting : out.owners);
    }
  }
  return found;
}

namespace {

// Helpers after a cue ("组织相关部门采取…"): the longest list of units that starts at `at`.
std::uint32_t parse_helpers(std::u16string_view units, std::uint32_t at, std::uint32_t end,
                            std::vector<Unit>& out) {
  for (std::uint32_t stop = std::min(end, at + 30); stop > at + 1; --stop)
    if (parse_units(units, {at, stop}, true, out)) return stop;
  return 0;
}

std::size_t find_outside_quotes(std::u16string_view units, Range range, std::u16string_view word) {
  const std::size_t found = view(units, range).find(word);
  if (found == std::u16string_view::npos) return found;
  const std::size_t at = range.begin + found;
  const std::u16string_view before = units.substr(range.begin, found);
  const std::size_t quote = before.rfind(u'“');
  const bool quoted =
      quote != std::u16string_view::npos && before.find(u'”', quote) == std::u16string_view::npos;
  return quoted ? std::u16string_view::npos : at;
}

// "X局牵头[、Y部门配合]" or "由X局负责".
bool find_lead(std::u16string_view units, Range clause, std::u16string_view cue, Responsibility& out) {
  const std::size_t at = find_outside_quotes(units, clause, cue);
  if (at == std::u16string_view::npos) return false;
  const auto p = static_cast<std::uint32_t>(at);
  const auto after = static_cast<std::uint32_t>(p + cue.size());
  if (cue == u"负责" && after < clause.end && (units[after] == u'人' || units[after] == u'制')) return false;
  if (cue == u"牵头" &&
      (starts_with(units, after, clause.end, u"部门") || starts_with(units, after, clause.end, u"单位")))
    return false;
  Range list = trimmed(units, {clause.begin, p});
  while (take_back(units, list, kLeadModals)) {
  }
  const std::size_t by = find_by(view(units, list));
  const bool passive =
      by != std::u16string_view::npos &&
      parse_units(units, {list.begin + static_cast<std::uint32_t>(by) + 1, list.end}, false, out.owners);
  if (!passive && !parse_units(units, list, false, out.owners)) return false;
  out.leading = !passive || by == 0;
  out.end = after;
  if (starts_with(units, after, clause.end, u"负责")) out.end += 2;
  static constexpr std::u16string_view kHelps[] = {u"协同配合", u"积极配合", u"密切配合",
                                                   u"配合",     u"协助",     u"参与"};
  for (const std::u16string_view help : kHelps) {
    const std::size_t found = view(units, {after, clause.end}).find(help);
    if (found == std::u16string_view::npos) continue;
    const auto q = static_cast<std::uint32_t>(after + found);
    if (parse_units(units, {after, q}, false, out.supporting))
      out.end = static_cast<std::uint32_t>(q + help.size());
    break;
  }
  return true;
}

// The last characters of the words that units end with; a cheap look before a list of units is parsed.
bool may_end_unit(char16_t unit) {
  static const std::vector<bool> ends = [] {
    std::vector<bool> set(65536);
    for_each_word("plan_units.tsv",
                  [&set](std::u16string_view word, std::string_view) { set[word.back()] = true; });
    set[u'等'] = true;
    return set;
  }();
  return ends[unit];
}

// "资金由财政局统筹安排": who stands behind 由 and before what is done.
bool find_agent(std::u16string_view units, Range clause, const std::vector<Token>& tokens,
                Responsibility& out) {
  const std::size_t by = find_by(view(units, clause));
  if (by == std::u16string_view::npos) return false;
  const std::uint32_t begin = clause.begin + static_cast<std::uint32_t>(by) + 1;
  for (const Token& token : tokens) {
    if (token.at.begin <= begin || !token.is(kModal | kAdverb | kVerb)) continue;
    if (token.at.begin > begin + 60) break;
    if (!may_end_unit(units[token.at.begin - 1])) continue;
    if (!parse_units(units, {begin, token.at.begin}, true, out.owners)) continue;
    out.end = token.at.begin;
    out.leading = by == 0;
    return true;
  }
  return false;
}

bool is_together(std::u16string_view adverb) {
  static constexpr std::u16string_view kTogether[] = {u"共同", u"联合", u"协同", u"合力", u"分头", u"分别"};
  return std::find(std::begin(kTogether), std::end(kTogether), adverb) != std::end(kTogether);
}

// "经发、统计部门要…", "牵头部门制定…": a list of units as the clause's subject.
bool find_subject(std::u16string_view units, Range clause, const std::vector<Token>& tokens,
                  Responsibility& out) {
  // "请X局…" asks as 要 does.
  const bool asked = units[clause.begin] == u'请';
  if (asked) ++clause.begin;
  for (const Token& token : tokens) {
    if (token.at.begin <= clause.begin) continue;
    if (token.at.begin > clause.begin + 60) break;
    const bool modal = token.is(kModal) || asked;
    if (!modal && !token.is(kAdverb | kVerb)) continue;
    const Range list{clause.begin, token.at.begin};
    if (!may_end_unit(units[list.end - 1])) continue;
    // "责任单位为…" names the unit behind it.
    if (std::u16string_view(u"为是的:").find(units[list.end]) != std::u16string_view::npos) continue;
    const bool unit = parse_units(units, list, true, out.owners);
    if (!unit) continue;
    // Without a modal word only what cannot be a thing acted on: "财政局筹措", not "片区加快"; or what acts
    // together: "A局、B局共同推进".
    const bool together = out.owners.size() > 1 && is_together(view(units, token.at));
    if (!modal && !together && !(kinds_of(view(units, out.owners.back().name)) & (kWhole | kGeneral))) {
      out.owners.clear();
      continue;
    }
    out.end = modal || together ? token.at.end : token.at.begin;
    out.leading = true;
    return true;
  }
  return false;
}

// "Y局配合", "Z局、各街道参与" as a whole clause: helpers of the owner before.
bool find_helpers(std::u16string_view units, Range clause, Responsibility& out) {
  static constexpr std::u16string_view kHelps[] = {u"协同配合",       u"积极配合",       u"密切配合",
                                                   u"配合",           u"参与",           u"协助",
                                                   u"按职责分工落实", u"按职责分工负责", u"按职责分工推进"};
  Range list = clause;
  if (!take_back(units, list, kHelps) || !parse_units(units, list, true, out.supporting)) return false;
  out.end = clause.end;
  out.leading = true;
  return true;
}

// "A局会同B局制定…", "…由A局会同B局制定": who stands before 会同 is answerable.
bool find_joint(std::u16string_view units, Range clause, Responsibility& out) {
  for (const std::u16string_view cue : {u"会同", u"联合", u"协同"}) {
    const std::size_t at = find_outside_quotes(units, clause, cue);
    if (at == std::u16string_view::npos) continue;
    Range list{clause.begin, static_cast<std::uint32_t>(at)};
    const std::size_t by = find_by(view(units, list));
    if (by != std::u16string_view::npos) list.begin += static_cast<std::uint32_t>(by) + 1;
    while (take_back(units, list, kLeadModals)) {
    }
    if (!parse_units(units, list, true, out.owners)) continue;
    out.end = static_cast<std::uint32_t>(at);
    out.leading = list.begin <= clause.begin + 1;
    return true;
  }
  return false;
}

// Which of the words that name responsibility can stand in the clause, by their first characters.
struct Cues {
  bool lead = false, charge = false, help = false;
};
Cues cues_in(std::u16string_view units, Range clause) {
  Cues cues;
  for (std::uint32_t i = clause.begin; i < clause.end; ++i) {
    const char16_t unit = units[i];
    cues.lead |= unit == u'牵';
    cues.charge |= unit == u'负';
    cues.help |= unit == u'参' || unit == u'职' || unit == u'会' || unit == u'协' || unit == u'联' ||
                 unit == u'组' || unit == u'配';
  }
  return cues;
}

}  // namespace

void find_responsibility(std::u16string_view units, Range clause, const std::vector<Token>& tokens,
                         Responsibility& out) {
  out.clear();
  clause = trimmed(units, clause);
  const Cues cues = cues_in(units, clause);
  bool found = (cues.lead && find_lead(units, clause, u"牵头", out)) ||
               (cues.charge && find_lead(units, clause, u"负责", out));
  if (!found && cues.help && find_helpers(units, clause, out)) return;
  if (!found && cues.help) found = find_joint(units, clause, out);
  if (!found) found = find_subject(units, clause, tokens, out);
  if (!found) found = find_agent(units, clause, tokens, out);
  // "A局、B局共同推进", "A局牵头落实": a duty, and nothing that it acts on.
  if (found && out.leading && (kinds_of(view(units, {out.end, clause.end})) & kDuty)) out.end = clause.end;
  if (!cues.help) return;
  static constexpr std::u16string_view kCues[] = {u"会同", u"协同", u"联合", u"组织", u"配合", u"协调"};
  const std::uint32_t from = found ? out.end : clause.begin;
  for (const std::u16string_view cue : kCues) {
    const std::size_t at = find_outside_quotes(units, {from, clause.end}, cue);
    if (at == std::u16string_view::npos) continue;
    // "组织企业…" names who is organised, not who helps: only after an owner, or where no other reading is
    // left.
    if (!found && cue != u"会同" && cue != u"配合") continue;
    const auto after = static_cast<std::uint32_t>(at + cue.size());
    const std::uint32_t end = parse_helpers(units, after, clause.end, out.supporting);
    if (end == 0) continue;
    if (at == out.end) out.end = end;
    break;
  }
}

}  // namespace midyear::reading::plan
