// Counts against the list they close ("A、B和C3所学校", "A、B、C等3个项目"), and "一降四升" against the rises
// and falls that follow.

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "reading/checks.h"
#include "reading/utf8_walk.h"

namespace midyear::reading {
namespace {

using text::Offset;

constexpr std::size_t kLongestList = 900;  // bytes
constexpr std::size_t kLongestName = 75;

// A list in front of a count: at least and at most so many names, as 和 may join two or stand in one.
struct List {
  int least = 0, most = 0;
  bool open = false;  // 等
};

bool ends_clause(char32_t c) {
  return std::u32string_view(U"，。；：！？,;:!?\n“”（）()").find(c) != std::u32string_view::npos;
}

std::optional<List> list_before(std::string_view text) {
  List list;
  if (text.size() > kLongestList) return std::nullopt;
  for (const std::string_view word : {"等", "等共", "等共计", "共", "一共", "这"})
    if (text.ends_with(word) && word.starts_with("等")) list.open = true;
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : {"等", "共计", "共", "一共", " "})
      if (text.ends_with(word)) text.remove_suffix(word.size()), cut = true;
  }
  // The last clause, with quotation and brackets as borders: what stands in them may hold marks of its own.
  std::size_t from = 0;
  Walk walk(text, 0, static_cast<Offset>(text.size()));
  while (!walk.done())
    if (ends_clause(walk.next())) from = walk.at();
  text.remove_prefix(from);
  std::size_t begin = 0;
  int names = 0;
  int joins = 0;
  bool surely = false;  // 和 joins two names of one kind: "松台中学和枫桥小学"
  for (std::size_t i = 0; i <= text.size();) {
    const bool mark = i == text.size() || text.substr(i).starts_with("、");
    if (!mark) {
      ++i;
      continue;
    }
    const std::string_view name = text.substr(begin, i - begin);
    if (name.size() < 3 || name.size() > kLongestName) return std::nullopt;
    if (i == text.size())
      for (const std::string_view join : {"和", "与", "及", "以及"}) {
        const std::size_t at = name.find(join);
        if (at == std::string_view::npos) continue;
        ++joins;
        const std::size_t second = at + join.size();
        surely = surely || (at >= 6 && name.size() >= second + 9 &&
                            name.substr(at - 3, 3) == name.substr(name.size() - 3));
      }
    ++names;
    begin = i + 3;
    i = begin;
    if (i > text.size()) break;
  }
  if (names < 2 && joins == 0) return std::nullopt;
  list.most = names + std::min(joins, 1);
  list.least = surely ? list.most : names;
  return list;
}

// Whether the first words behind the count name what is counted, so that the names before it are its
// instances: "3所学校", not "孵化器、加速器12家，".
bool names_kind(std::string_view tail) {
  Walk walk(tail, 0, static_cast<Offset>(tail.size()));
  int han = 0;
  while (han < 2 && walk.peek() >= 0x4E00 && walk.peek() <= 0x9FFF && walk.peek() != U'的' &&
         walk.peek() != U'和') {
    walk.skip();
    ++han;
  }
  return han == 2;
}

}  // namespace

void check_lists(const SentenceFigures& figures) {
  for (std::size_t k = 0; k < figures.size(); ++k) {
    const Figure& f = figures[k];
    if (!is_amount(f) || f.exactness != Exactness::exact || f.status == Status::condition || !is_count(f))
      continue;
    const double count = value_of(f);
    if (count < 1 || count > 30 || count != std::floor(count)) continue;
    const std::optional<List> list = list_before(figures.before(k));
    if (!list || list->least < 2) continue;
    const int n = static_cast<int>(count);
    const bool too_many = list->least > n;
    const bool too_few = !list->open && list->most < n && n - list->most <= 3 && names_kind(figures.after(k));
    if (!too_many && !too_few) continue;
    if (too_many && (list->least - n > 3 || (!list->open && !names_kind(figures.after(k))))) continue;
    // "一二三、…2个": a count of something else that the list only leads up to.
    if (contains_any(last_clause(figures.before(k)), {"各", "每", "分别", "其中", "新增", "培育"}) &&
        !list->open)
      continue;
    add_check(figures.reading(), CheckKind::count_of_list, "names_in_list",
              {std::to_string(too_many ? list->least : list->most), std::string(figures.text(k))},
              {figures.index(k)}, count, too_many ? list->least : list->most);
  }
}

namespace {

int small_number(char32_t c) {
  static constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  const std::size_t at = c == U'两' ? 2 : kDigits.find(c);
  return at == std::u32string_view::npos || at == 0 ? 0 : static_cast<int>(at);
}

int way(char32_t c) {
  if (c == U'升' || c == U'增') return 1;
  if (c == U'降' || c == U'减') return -1;
  return 0;
}

struct Tally {
  int up = 0, down = 0;
  std::size_t end = 0;  // behind the words
};

// A number right before 升 or 增: a quick test before find_tally.
bool may_hold_tally(std::string_view text) {
  for (const std::string_view rise : {"升", "增"})
    for (std::size_t at = text.find(rise); at != std::string_view::npos; at = text.find(rise, at + 3))
      if (at >= 3 &&
          small_number(Walk(text, static_cast<Offset>(at - 3), static_cast<Offset>(at)).peek()) != 0)
        return true;
  return false;
}

// "一降四升", "三升一降", "一减四增".
std::optional<Tally> find_tally(std::string_view text) {
  Walk walk(text, 0, static_cast<Offset>(text.size()));
  std::array<char32_t, 4> last{};
  while (!walk.done()) {
    last = {last[1], last[2], last[3], walk.next()};
    const int a = small_number(last[0]);
    const int b = small_number(last[2]);
    const int first = way(last[1]);
    const int second = way(last[3]);
    if (a == 0 || b == 0 || first == 0 || first + second != 0) continue;
    return Tally{first > 0 ? a : b, first > 0 ? b : a, walk.at()};
  }
  return std::nullopt;
}

}  // namespace

void check_rises_and_falls(const SentenceFigures& figures) {
  const Span at = figures.span();
  const std::string_view sentence = figures.reading().text(at);
  if (at.size() > 6000) return;
  if (!may_hold_tally(sentence)) return;
  const std::optional<Tally> tally = find_tally(sentence);
  if (!tally) return;
  const Offset from = at.begin + static_cast<Offset>(tally->end);
  int up = 0;
  int down = 0;
  bool inside = false;  // behind 其中 until the next ；: parts of what was counted
  std::vector<std::uint32_t> involved;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Figure& f = figures[i];
    if (f.at.begin < from) continue;
    const std::string_view lead = figures.before(i);
    if (contains_any(lead, {"；", ";"})) inside = false;
    const bool first_of_list = involved.empty() && f.measure != Measure::change;
    if (!involved.empty() && !first_of_list && lead.find("其中") != std::string_view::npos) inside = true;
    if (f.measure != Measure::change || inside || is_points(f)) continue;
    if (f.direction == Direction::up)
      ++up;
    else if (f.direction == Direction::down)
      ++down;
    else
      continue;
    involved.push_back(figures.index(i));
  }
  const int stated = tally->up + tally->down;
  // Only a list that is whole but for one, or has one more, is held against the words.
  if (up + down < stated - 1 || up + down > stated + 1 || (up == tally->up && down == tally->down)) return;
  add_check(
      figures.reading(), CheckKind::count_of_list, "rises_and_falls",
      {std::to_string(tally->up), std::to_string(tally->down), std::to_string(up), std::to_string(down)},
      std::move(involved), stated, up + down);
}

}  // namespace midyear::reading
