#include "reading/outline_title.h"

#include <algorithm>

#include "reading/utf8_walk.h"
#include "reading/word_table.h"

namespace midyear::reading {
namespace {

using text::Offset;

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
constexpr Offset kWindow = 300;           // bytes looked at for a title
constexpr std::size_t kLongest = 48;      // characters of a title inside a paragraph
constexpr std::size_t kLongestLine = 64;  // of one that has its line for itself

// The classes of part_roles.tsv and paragraph_roles.tsv: the Role values, then review, problems and plan
// again for words that turn the role inside a part of another.
constexpr std::string_view kRoleClasses[] = {"none",     "review",       "problems",       "plan",
                                             "glossary", "turns_review", "turns_problems", "turns_plan"};
constexpr std::uint32_t kTurns = 5;

const base::Trie& title_ends() {
  static const base::Trie trie = load_words("title_ends.tsv");
  return trie;
}

const base::Trie& sentence_starts() {
  static const base::Trie trie = load_words("sentence_starts.tsv");
  return trie;
}

const base::Trie& part_roles() {
  static const base::Trie trie = load_words("part_roles.tsv", kRoleClasses);
  return trie;
}

const base::Trie& paragraph_roles() {
  static const base::Trie trie = load_words("paragraph_roles.tsv", kRoleClasses);
  return trie;
}

bool is_stop(char16_t u) { return u == u'。' || u == u'!' || u == u'?'; }
bool is_clause_mark(char16_t u) { return u == u',' || u == u';' || u == u':'; }
bool is_digit(char16_t u) { return u >= u'0' && u <= u'9'; }
bool is_han_digit(char16_t u) {
  return std::u16string_view(u"一二三四五六七八九十").find(u) != std::u16string_view::npos;
}

// "2025年…", "1-6月…", "20XX年…": how a sentence begins with its time.
bool starts_with_time(std::u16string_view units, std::size_t at) {
  std::size_t i = at;
  while (i < units.size() && i < at + 4 &&
         (is_digit(units[i]) || units[i] == u'X' || units[i] == u'x' || units[i] == u'*'))
    ++i;
  if (i == at || i >= units.size()) return false;
  if (units[i] == u'年') return i - at == 4;
  if (units[i] == u'月') return true;
  if (units[i] != u'-' && units[i] != u'—' && units[i] != u'至') return false;
  for (++i; i < units.size() && (is_digit(units[i]) || units[i] == u'—'); ++i) {
  }
  return i < units.size() && units[i] == u'月';
}

// "2026年|上半年,", "今年|前三季度,": behind the year that stands at `at`; `at` where there is none.
std::size_t skip_year(std::u16string_view units, std::size_t at) {
  if (units.substr(at).starts_with(u"今年")) return at + 2;
  std::size_t i = at;
  while (i < units.size() && i < at + 4 && (is_digit(units[i]) || units[i] == u'X' || units[i] == u'x')) ++i;
  return i == at + 4 && i < units.size() && units[i] == u'年' ? i + 1 : at;
}

// "从上半年情况看,": a clause that says from where the sentence looks.
bool looks_from(std::u16string_view clause, std::size_t at) {
  return (clause[at] == u'从' || clause[at] == u'就') &&
         (clause.ends_with(u"看") || clause.ends_with(u"来说") || clause.ends_with(u"而言"));
}

// "肯定成绩的同时,": a clause that only leads in the sentence, however it begins.
bool leads_in(std::u16string_view clause) {
  return clause.ends_with(u"的同时") || clause.ends_with(u"的情况下") || clause.ends_with(u"的背景下");
}

// The bytes from `from` in which the title must end: to the first 。 or the end of the line, at most kWindow.
Offset window_end(std::string_view text, Offset from, Offset line_end) {
  const Offset limit = std::min(line_end, from + kWindow);
  Offset i = from;
  while (i < limit) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xE3 && i + 2 < limit && text.substr(i, 3) == "。") return i + 3;
    i += c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  }
  return std::min(i, line_end);
}

// "(一)的规定", "(一)和(二)": what goes on behind a number that is referred to. "三是和丰大厦…" is none.
bool is_reference(std::u16string_view rest, bool item) {
  if (std::u16string_view(u"的所、.)]").find(rest[0]) != std::u16string_view::npos) return true;
  if (item || std::u16string_view(u"和与至或").find(rest[0]) == std::u16string_view::npos) return false;
  return rest.size() > 1 &&
         (is_digit(rest[1]) || is_han_digit(rest[1]) || rest[1] == u'(' || rest[1] == u'第');
}

// A clause with amounts in it is a statement, not a title.
bool states_amounts(std::u16string_view units) {
  for (std::size_t i = 0; i + 1 < units.size(); ++i)
    if (is_digit(units[i]) &&
        std::u16string_view(u"%万亿个家项元吨亩户人").find(units[i + 1]) != std::u16string_view::npos)
      return true;
  return units.find(u'%') != std::u16string_view::npos;
}

}  // namespace

void TitleReader::mark_ends(std::size_t limit) {
  ends_.assign(units_.size() + 1, false);
  for (std::size_t i = 0; i < limit; ++i)
    if (const auto match = title_ends().longest(units_, i); match.length > 0 && i + match.length <= limit)
      ends_[i + match.length] = true;
}

// "当前的困难和问题|上半年,各级…": where a title runs into its first sentence without a mark.
std::size_t TitleReader::find_glued(std::size_t limit) const {
  for (std::size_t i = 3; i + 1 < limit; ++i)
    if (ends_[i] && (sentence_starts().longest(units_, i).length > 0 || starts_with_time(units_, i) ||
                     looks_from(units_.substr(0, limit), i)))
      return i;
  if (leads_in(std::u16string_view(units_).substr(0, limit)))
    for (std::size_t i = limit - 5; i >= 3 && i < limit; --i)
      if (ends_[i]) return i;
  return kNowhere;
}

// "上半年工作基本情况|(一)经济…": where it runs into the next number, which must open a list inside this
// part.
std::size_t TitleReader::find_embedded(std::string_view text, std::size_t stop, Mark mark,
                                       Offset line_end) const {
  for (std::size_t i = 2; i < stop; ++i) {
    const Offset at = folded_.begin[i];
    const char16_t u = units_[i];
    if (u != u'(' && u != u'一' && u != u'1' && u != u'㈠' && u != u'①' && u != u'首' && u != u'第') continue;
    const Ordinal ordinal = scan_ordinal(text, at, line_end);
    if (ordinal.mark <= mark || ordinal.value != 1) continue;
    if (ordinal.mark == Mark::bracket_han || ends_[i]) return i;
  }
  return kNowhere;
}

TitleCut TitleReader::make(std::string_view text, std::size_t count, bool alone, Offset next) const {
  std::size_t from = 0;
  const auto strip = [](char16_t u) { return u == u' ' || u == u'\t' || u == u'\r' || u == u'\uFEFF'; };
  while (from < count && strip(units_[from])) ++from;
  while (count > from &&
         (strip(units_[count - 1]) || is_clause_mark(units_[count - 1]) || is_stop(units_[count - 1])))
    --count;
  if (count < from + 2) return {};
  (void)text;
  return {true, alone, folded_.span(from, count), next};
}

TitleCut TitleReader::cut(std::string_view text, Offset from, Offset line_end, Mark mark, bool opens_line) {
  const Offset window = window_end(text, from, line_end);
  text::fold(text, {from, window}, folded_);
  units_ = folded_.units;
  std::size_t end = units_.size();
  while (end > 0 && (units_[end - 1] == u' ' || units_[end - 1] == u'\t' || units_[end - 1] == u'\r')) --end;
  units_ = units_.substr(0, end);

  // "二、三产业", "一、二、三产": numbers that are listed, not headings.
  if (mark == Mark::han && end >= 2 && is_han_digit(units_[0]) &&
      std::u16string_view(u"、产级线类").find(units_[1]) != std::u16string_view::npos)
    return {};
  if (mark == Mark::digit && end >= 2 && is_digit(units_[0]) && !opens_line) return {};

  if (end > 0 && is_reference(units_.substr(0, end), is_item(mark))) return {};

  std::size_t stop = kNowhere;
  std::size_t comma = kNowhere;
  for (std::size_t i = 0; i < end && stop == kNowhere; ++i) {
    if (is_stop(units_[i]))
      stop = i;
    else if (comma == kNowhere && is_clause_mark(units_[i]))
      comma = i;
  }
  if (stop == 0 || comma == 0) return {};
  const bool line_done = window == line_end && (stop == kNowhere || stop + 1 >= end);
  const std::size_t clause = std::min({comma, stop, end});
  const Offset stop_next = stop == kNowhere ? line_end : folded_.begin[stop + 1];

  mark_ends(clause);
  if (const std::size_t i = find_embedded(text, std::min(stop, end), mark, line_end);
      i != kNowhere && i <= kLongest)
    return make(text, i, true, folded_.begin[i]);

  const bool item = is_item(mark);
  if (stop == kNowhere && end > 0 && line_done && (opens_line || !item)) {
    const bool listed = units_[end - 1] == u';' || states_amounts(units_);
    if (!listed && end <= kLongestLine) return make(text, end, true, line_end);
  }
  if (const std::size_t i = find_glued(clause);
      i != kNowhere && !item && !(line_done && opens_line && end <= kLongestLine))
    return make(text, i, true, folded_.begin[i]);

  const bool has_comma = comma < std::min(stop, end);
  if (stop != kNowhere && stop <= kLongest && !states_amounts(units_.substr(0, stop))) {
    const bool statement = has_comma && (item || (mark >= Mark::digit && line_done && opens_line));
    if (!statement) return make(text, stop, true, stop_next);
  }
  if (stop == kNowhere && window == line_end && end <= kLongest && !has_comma && !states_amounts(units_))
    return make(text, end, true, line_end);
  if (clause <= kLongest) return make(text, clause, false, folded_.begin[clause]);
  return {};
}

TitleRole TitleReader::role(std::string_view text, Span title) {
  text::fold(text, title, folded_);
  units_ = folded_.units;
  TitleRole found;
  std::size_t found_end = 0;
  for (std::size_t i = 0; i < units_.size();) {
    const auto match = part_roles().longest(units_, i);
    if (match.length == 0) {
      ++i;
      continue;
    }
    const bool turns = match.value >= kTurns;
    const Role role = static_cast<Role>(turns ? match.value - kTurns + 1 : match.value);
    // "A情况和B安排" holds two parts: it goes by the first, and its later paragraphs say when they turn to
    // the second. "重点任务完成情况" is one phrase: its last word decides.
    const bool joined =
        units_.substr(found_end, i - found_end).find_first_of(u"和及与、暨") != std::u16string_view::npos;
    if (found.role != Role::none && found.role != role && joined) {
      found.joined = true;
      break;
    }
    found.role = role;
    found.turns = found.turns || turns;
    i += match.length;
    found_end = i;
  }
  found.years_work = found.role == Role::none && units_.ends_with(u"工作") &&
                     units_.find(u'年') != std::u16string_view::npos;
  return found;
}

TitleRole TitleReader::opening_role(std::string_view text, Span line) {
  const Span head{line.begin, window_end(text, line.begin, std::min(line.end, line.begin + 60))};
  text::fold(text, head, folded_);
  units_ = folded_.units;
  std::size_t i = 0;
  while (i < units_.size() && units_[i] == u' ') ++i;
  if (i == units_.size()) return {};
  auto match = paragraph_roles().longest(units_, i);
  if (match.length == 0) match = paragraph_roles().longest(units_, skip_year(units_, i));
  if (match.length == 0) return {};
  const bool turns = match.value >= kTurns;
  return {.role = static_cast<Role>(turns ? match.value - kTurns + 1 : match.value), .turns = turns};
}

}  // namespace midyear::reading
