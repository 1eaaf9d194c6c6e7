#include "reading/projects_names.h"

#include <algorithm>

#include "reading/commitments_clause.h"
#include "reading/projects_words.h"

namespace midyear::reading::plan {
namespace {

constexpr std::uint32_t kLongestHead = 6;
constexpr std::uint32_t kLongestName = 36;

std::u16string_view view(std::u16string_view units, Range at) { return units.substr(at.begin, at.size()); }

bool is_digit(char16_t c) { return (c >= u'0' && c <= u'9') || c == u'.'; }

void trim_marks(std::u16string_view units, Range& at) {
  static constexpr std::u16string_view kMarks[] = {u" 、,;:。\t\r"};
  while (!at.empty() && kMarks[0].find(units[at.begin]) != std::u16string_view::npos) ++at.begin;
  while (!at.empty() && kMarks[0].find(units[at.end - 1]) != std::u16string_view::npos) --at.end;
}

// Takes words of the kind off the begin; a date as well.
void take_front(std::u16string_view units, Range& at) {
  for (bool taken = true; taken && !at.empty();) {
    taken = false;
    trim_marks(units, at);
    if (at.empty()) return;
    if (const DateWord date = scan_date(units, at.begin, at.end); !date.at.empty() && date.at.end < at.end) {
      at.begin = date.at.end;
      for (const std::u16string_view before : {u"之前", u"以前", u"前", u"内"})
        if (view(units, at).starts_with(before) && at.size() > before.size())
          at.begin += static_cast<std::uint32_t>(before.size());
      taken = true;
      continue;
    }
    if (!may_begin(units[at.begin], kFront)) return;
    for (std::uint32_t n = std::min(8u, at.size() - 1); n >= 1; --n)
      if (name_kinds(units.substr(at.begin, n)) & kFront) {
        // 新 opens 新材料 as well: not where a longer word begins.
        std::uint32_t longest = 0;
        name_word_at(units, at.begin, at.end, longest);
        longest = std::max(longest, word_at(units, at.begin, at.end).at.size());
        if (longest > n && n == 1) continue;
        at.begin += n;
        taken = true;
        break;
      }
  }
}

// 扩能 ends with 能, which may stand behind a name.
bool ends_with_longer_head(std::u16string_view units, Range at) {
  for (std::uint32_t n = 2; n <= std::min(4u, at.size() - 1); ++n)
    if (name_kinds(units.substr(at.end - n, n)) & (kHead | kGeneric)) return true;
  return false;
}

// "农田1000万亩", "设备100台": an amount, not a name.
bool ends_with_amount(std::u16string_view name) {
  static constexpr std::u16string_view kMeasures[] = {
      u"平方米", u"万平方米", u"平方公里", u"万千瓦", u"亿元", u"万元", u"千瓦时", u"立方米", u"万立方米"};
  for (const std::u16string_view measure : kMeasures)
    if (name.ends_with(measure)) return true;
  for (std::size_t n = 1; n <= 3 && n < name.size(); ++n) {
    const std::u16string_view tail = name.substr(name.size() - n);
    if (!is_digit(name[name.size() - n - 1])) continue;
    return tail != u"期" && tail != u"号" && tail != u"路" && tail != u"线" && tail != u"号线" &&
           tail != u"地块" && tail != u"号地" && tail != u"栋";
  }
  return false;
}

// "X基地(总投资12亿元)": a remark behind the name; "(二期)", "(南段)", "(文昌街至学府街)" are parts of it.
bool take_remark(std::u16string_view units, Range& at) {
  if (units[at.end - 1] != u')') return false;
  const std::size_t open = view(units, at).rfind(u'(');
  if (open == std::u16string_view::npos || open < 2) return false;
  const std::uint32_t begin = at.begin + static_cast<std::uint32_t>(open);
  bool remark = false;
  for (std::uint32_t i = begin + 1; i + 1 < at.end && !remark; ++i) {
    std::uint32_t length = 0;
    remark = (name_word_at(units, i, at.end - 1, length) & kRemark) != 0 || units[i] == u',' ||
             ends_with_amount(units.substr(begin + 1, i - begin));
  }
  if (!remark) return false;
  at.end = begin;
  return true;
}

void take_back(std::u16string_view units, Range& at) {
  for (bool taken = true; taken && !at.empty();) {
    trim_marks(units, at);
    if (at.size() < 2) return;
    taken = take_remark(units, at);
    if (taken) continue;
    for (std::uint32_t n = may_end(units[at.end - 1], kBack) ? std::min(6u, at.size() - 1) : 0; n >= 1; --n)
      if (name_kinds(units.substr(at.end - n, n)) & kBack) {
        if (n == 1 && ends_with_longer_head(units, at)) continue;
        at.end -= n;
        taken = true;
        break;
      }
    if (taken) continue;
    const std::uint32_t stop = units[at.end - 1] == u'前' ? at.end - 1 : at.end;
    if (!may_close_date(units[stop - 1])) continue;
    for (std::uint32_t n = std::min(8u, at.size() - 1); n >= 2; --n) {
      if (!may_open_date(units[at.end - n])) continue;
      const DateWord date = scan_date(units, at.end - n, at.end);
      if (!date.at.empty() && date.at.end == stop) {
        at.end = date.at.begin;
        taken = true;
        break;
      }
    }
  }
}

bool ends_like_work(std::u16string_view name) {
  if (!may_end(name.back(), kHead)) return false;
  for (std::uint32_t n = std::min<std::uint32_t>(kLongestHead, static_cast<std::uint32_t>(name.size()) - 1);
       n >= 1; --n)
    if (name_kinds(name.substr(name.size() - n)) & kHead) return true;
  return false;
}

// What a name is made of.
struct Stuff {
  std::uint32_t own = 0;      // units that no general word covers
  std::uint32_t general = 0;  // units covered by general words before its end
  bool stop = false;          // ends with a word that no project's name ends with
  bool spoken = false;        // holds a word of a sentence: 是, 了
  bool acts = false;          // begins with a verb
};

// The general words of plans cover a name's units as well: 集中, 延伸.
std::uint32_t general_length(std::u16string_view units, std::uint32_t at, std::uint32_t end,
                             std::uint32_t& kinds, bool& verb) {
  std::uint32_t length = 0;
  kinds = name_word_at(units, at, end, length);
  const bool single = length == 1 && !(kinds & (kGeneric | kHead | kStop | kClass));
  if (single || kinds == kRemark) kinds = length = 0;
  const Token word = word_at(units, at, end);
  verb = word.is(kVerb | kModal | kFrame | kSlogan) && !word.is(kThing);
  if (word.at.size() > length && word.at.size() > 1 && word.classes != kNoise) {
    kinds = word.is(kField | kSlogan) ? kGeneric | kStop : kGeneric;
    length = word.at.size();
  }
  return length;
}

Stuff stuff_of(std::u16string_view units, Range name) {
  static constexpr std::u16string_view kSpoken = u"是要了就使让但而被把们不没向往有将这那此每赴";
  Stuff stuff;
  for (std::uint32_t i = name.begin; i < name.end;) {
    if (const std::uint32_t after = skip_enclosed(units, i, name.end); after > i) {
      stuff.own += after - i > 4 ? 2 : 0;
      i = after;
      continue;
    }
    std::uint32_t kinds = 0;
    bool verb = false;
    const std::uint32_t length = general_length(units, i, name.end, kinds, verb);
    if (verb && i == name.begin) stuff.acts = true;
    stuff.spoken |= (kinds & kStop) && !(kinds & kHead) && word_at(units, i, name.end).is(kFrame | kSlogan);
    stuff.spoken |= units.substr(i, length) == u"创建" || units.substr(i, length) == u"争创";
    if (length == 0) {
      const char16_t c = units[i];
      stuff.spoken |= kSpoken.find(c) != std::u16string_view::npos;
      if (!is_digit(c) && c != u'、' && c != u'-' && c != u'—' && c != u'+') ++stuff.own;
      ++i;
      continue;
    }
    const bool last = i + length == name.end;
    if (last && (kinds & kStop) && !(kinds & kHead)) stuff.stop = true;
    if (!last || !(kinds & kHead)) stuff.general += length;
    i += length;
  }
  return stuff;
}

// "3个…", "12公里…", "各类…"; not "110千伏…" and "60万吨…", which name capacities.
bool starts_with_count(std::u16string_view name) {
  static constexpr std::u16string_view kMeasures = u"个批条座家所项处栋套户人亩米平公名辆台件年月日%余多";
  static constexpr std::u16string_view kNumerals = u"一二三四五六七八九十两多各";
  std::size_t i = 0;
  while (i < name.size() && is_digit(name[i])) ++i;
  if (i == name.size()) return true;
  if (i > 0) {
    if (name[i] == u'万' || name[i] == u'亿') ++i;
    return i == name.size() || kMeasures.find(name[i]) != std::u16string_view::npos;
  }
  return kNumerals.find(name[0]) != std::u16string_view::npos && name.size() > 1 &&
         std::u16string_view(u"个批条座家所项处大类系些多").find(name[1]) != std::u16string_view::npos;
}

// The kinds of the name's longest head, and where it begins; 0 where it has none.
std::uint32_t head_of(std::u16string_view name, std::uint32_t& begin) {
  if (!may_end(name.back(), kHead)) return 0;
  const auto size = static_cast<std::uint32_t>(name.size());
  for (std::uint32_t n = std::min(kLongestHead, size - 1); n >= 1; --n) {
    const std::uint32_t kinds = name_kinds(name.substr(size - n));
    if (!(kinds & kHead)) continue;
    begin = size - n;
    return kinds;
  }
  return 0;
}

// "延吉机场迁建": a work that is worked on, against "节能降碳改造".
bool holds_work(std::u16string_view units, Range at) {
  for (std::uint32_t i = at.begin; i < at.end;) {
    std::uint32_t length = 0;
    const std::uint32_t kinds = name_word_at(units, i, at.end, length);
    if ((kinds & kHead) && !(kinds & kDeed) && i > at.begin) return true;
    i += std::max(length, 1u);
  }
  return false;
}

bool is_name(std::u16string_view units, Range name, NameContext context) {
  if (name.size() < 2 || name.size() > kLongestName) return false;
  const std::u16string_view word = view(units, name);
  if (starts_with_count(word) || ends_with_amount(word)) return false;
  std::uint32_t head_begin = 0;
  const std::uint32_t head = head_of(word, head_begin);
  const bool work = head != 0;
  if (!work && context <= NameContext::loose) return false;
  const Stuff stuff = stuff_of(units, name);
  if (stuff.stop || stuff.spoken || (stuff.acts && !(work && stuff.own >= 2))) return false;
  const bool bare_deed = (head & kDeed) && !holds_work(units, {name.begin, name.begin + head_begin});
  if (bare_deed && (context == NameContext::vague || (context == NameContext::built && stuff.own < 3)))
    return false;
  switch (context) {
    case NameContext::counted:
      return stuff.own + stuff.general >= 2 && name.size() <= 10;
    case NameContext::sure:
      return stuff.own >= 1 || (work && stuff.general >= 2);
    case NameContext::firm:
      return stuff.own >= 2 || (work && (stuff.own >= 1 || stuff.general >= 3));
    case NameContext::loose:
      return work && (stuff.own >= 1 || stuff.general >= 4);
    case NameContext::built:
      return work && (stuff.own >= 1 || (stuff.general >= 2 && (head & kSingle)));
    case NameContext::vague:
      return work && (stuff.own >= 2 || (stuff.own == 1 && (word.size() <= 4 || (head & kDeed))));
  }
  return false;
}

// The place of the 等 that ends a list, or end where none does: 等 with a 、 behind it stands inside an item.
std::uint32_t list_end(std::u16string_view units, Range at) {
  std::uint32_t found = at.end;
  for (std::uint32_t i = at.begin; i < at.end; ++i) {
    if (const std::uint32_t after = skip_enclosed(units, i, at.end); after > i) {
      i = after - 1;
      continue;
    }
    if (units[i] == u'等' && i > at.begin + 1 &&
        !(i + 1 < at.end && (units[i + 1] == u'级' || units[i + 1] == u'离')))
      found = i;
    if (units[i] == u'、' && found < at.end) found = at.end;
  }
  return found;
}

// Where a count begins that sums the list up ("华曙高科3个", "平安小学3所薄弱学校"), or end.
std::uint32_t count_begin(std::u16string_view units, Range at) {
  static constexpr std::u16string_view kMeasures = u"个条座家所项处栋宗";
  for (std::uint32_t i = at.end; i > at.begin + 2; --i) {
    const std::uint32_t m = i - 1;
    if (kMeasures.find(units[m]) == std::u16string_view::npos) continue;
    std::uint32_t d = m;
    while (d > at.begin &&
           (is_digit(units[d - 1]) || std::u16string_view(u"一二三四五六七八九十两多余").find(units[d - 1]) !=
                                          std::u16string_view::npos))
      --d;
    if (d < m && d > at.begin + 1) return d;
  }
  return at.end;
}

// A single name without 、: 和 parts it only where both sides can stand alone.
void split_at_and(std::u16string_view units, Range item, NameContext context, std::vector<Range>& out) {
  for (std::uint32_t i = item.begin + 2; i + 2 < item.end; ++i) {
    if (const std::uint32_t after = skip_enclosed(units, i, item.end); after > i) {
      i = after - 1;
      continue;
    }
    const bool two = units[i] == u'以' && units[i + 1] == u'及';
    if (!two && units[i] != u'和' && units[i] != u'及' && units[i] != u'与') continue;
    const Range left{item.begin, i}, right{i + (two ? 2 : 1), item.end};
    if (left.size() < 2 || right.size() < 2) continue;
    if ((ends_like_work(view(units, left)) || context == NameContext::sure) &&
        is_name(units, left, context == NameContext::vague ? NameContext::firm : context) &&
        (is_name(units, right, context) || ends_like_work(view(units, right)))) {
      out.push_back(left);
      split_at_and(units, right, context, out);
      return;
    }
  }
  out.push_back(item);
}

// "等四大平台": a bundle, not works.
bool announces_bundle(std::u16string_view tail) {
  return tail.size() > 2 &&
         std::u16string_view(u"一二三四五六七八九十两").find(tail[0]) != std::u16string_view::npos &&
         tail[1] == u'大';
}

// "…等4个专业园区", "…等道路": what the list counts says how sure its items are.
NameContext context_of_tail(std::u16string_view tail, NameContext context) {
  static constexpr std::u16string_view kParks[] = {u"园区", u"产业园", u"工业园"};
  for (const std::u16string_view park : kParks)
    if (tail.ends_with(park)) return NameContext::counted;
  if (tail.find(u"项目") != std::u16string_view::npos) return NameContext::sure;
  // "…等产业升级工程" is a programme, "…等重大水利工程" works.
  if (tail.ends_with(u"工程")) {
    static constexpr std::u16string_view kWorks[] = {u"重点", u"重大", u"水利",     u"交通",    u"市政",
                                                     u"配套", u"骨干", u"基础设施", u"建设工程"};
    for (const std::u16string_view works : kWorks)
      if (tail.find(works) != std::u16string_view::npos) return NameContext::sure;
    return std::max(context, tail.size() == 2 ? NameContext::firm : NameContext::loose);
  }
  for (std::size_t n = std::min<std::size_t>(6, tail.size()); n >= 2; --n)
    if (name_kinds(tail.substr(tail.size() - n)) & kClass) return NameContext::sure;
  return context;
}

void clean(std::u16string_view units, Range& name) {
  trim_marks(units, name);
  // "总投资50亿元的X项目": the name stands behind 的.
  for (std::uint32_t i = name.begin; i + 2 < name.end; ++i)
    if (units[i] == u'的' && skip_enclosed(units, name.begin, name.end) == name.begin) name.begin = i + 1;
  // "X项目新装置": the name ends at 项目.
  const std::size_t project = view(units, name).find(u"项目");
  if (project != std::u16string_view::npos && project >= 3 && project + 2 < name.size() &&
      view(units, name).find(u'期', project) == std::u16string_view::npos)
    name.end = name.begin + static_cast<std::uint32_t>(project);
  // "龙泉水库受征地影响", "龙泉水库因征地": the name ends before the cause.
  const std::size_t cause = view(units, name).find_first_of(u"受因");
  if (cause != std::u16string_view::npos && cause >= 3 && ends_like_work(view(units, name).substr(0, cause)))
    name.end = name.begin + static_cast<std::uint32_t>(cause);
  take_back(units, name);
  take_front(units, name);
  // "四季度": when, not what.
  if (!name.empty() && scan_date(units, name.begin, name.end).at.end == name.end) name.end = name.begin;
  if (name.size() > 2 && units[name.begin] == u'“' && units[name.end - 1] == u'”' &&
      skip_enclosed(units, name.begin, name.end) == name.end) {
    ++name.begin;
    --name.end;
    // A slogan in numbers: “三基地一枢纽”.
    if (std::u16string_view(u"一二三四五六七八九十两").find(units[name.begin]) != std::u16string_view::npos &&
        name.size() < 9)
      name.end = name.begin;
  }
  if (name.size() > 2 && units[name.begin] == u'(' && skip_enclosed(units, name.begin, name.end) == name.end)
    name.begin = name.end;
}

}  // namespace

namespace {

// "争取恒泰新材项目签约": the first item may begin with what is done to it. Off where a name is left.
void drop_leading_verbs(std::u16string_view units, Range& name, NameContext context) {
  Range rest = name;
  for (int i = 0; i < 3; ++i) {
    const Token word = word_at(units, rest.begin, rest.end);
    if (word.at.size() < 2 || !word.is(kVerb | kModal | kAdverb) || word.at.end + 2 > rest.end) break;
    rest.begin = word.at.end;
    if (is_name(units, rest, context) && stuff_of(units, rest).own >= 2) name = rest;
  }
}

}  // namespace

void read_names(std::u16string_view units, Range stretch, NameContext context, std::vector<Range>& out) {
  trim_marks(units, stretch);
  if (stretch.size() < 2) return;
  const std::uint32_t end = list_end(units, stretch);
  Range list{stretch.begin, end};
  const Range tail{std::min(end + 1, stretch.end), stretch.end};
  if (end < stretch.end) {
    if (announces_bundle(view(units, tail)) || view(units, tail).starts_with(u"地") ||
        view(units, tail).ends_with(u"企业") || view(units, tail).starts_with(u"企业"))
      return;
    context = context_of_tail(view(units, tail), context);
  } else {
    list.end = count_begin(units, list);
    // "爱心驿站1000家": a kind of works, counted.
    if (list.end < stretch.end && context <= NameContext::built &&
        view(units, list).find(u'、') == std::u16string_view::npos)
      return;
    const std::u16string_view rest = view(units, {list.end, stretch.end});
    if (list.end < stretch.end && context != NameContext::sure) context = context_of_tail(rest, context);
    // "X项目建设": the word 项目 behind a single name makes it sure enough.
    const std::u16string_view whole = view(units, stretch);
    const std::size_t project = whole.rfind(u"项目");
    if (project != std::u16string_view::npos && project + 6 >= whole.size() && context < NameContext::firm)
      context = NameContext::firm;
  }
  for (std::uint32_t at = list.begin; at < list.end;) {
    std::uint32_t stop = at;
    while (stop < list.end && units[stop] != u'、') {
      const std::uint32_t after = skip_enclosed(units, stop, list.end);
      stop = after > stop ? after : stop + 1;
    }
    Range item{at, stop};
    at = stop + 1;
    clean(units, item);
    if (item.empty()) continue;
    const std::size_t first = out.size();
    const bool at_first = item.begin <= list.begin + 12;
    split_at_and(units, item, context, out);
    std::size_t kept = first;
    for (std::size_t i = first; i < out.size(); ++i) {
      Range name = out[i];
      clean(units, name);
      if (item.begin <= name.begin && at_first) drop_leading_verbs(units, name, context);
      if (is_name(units, name, context)) out[kept++] = name;
    }
    out.resize(kept);
  }
}

}  // namespace midyear::reading::plan
