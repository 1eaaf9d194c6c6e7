#include "reading/trim_line.h"

#include <algorithm>

#include "reading/outline_ordinal.h"
#include "reading/utf8_walk.h"
#include "reading/word_table.h"

namespace midyear::reading {
namespace {

using text::Offset;
using Units = std::u16string_view;

constexpr Offset kLooked = 480;  // bytes

struct Words {
  base::Trie labels = load_words("page_labels.tsv");
  base::Trie fields = load_words("page_fields.tsv");
  base::Trie homes = load_words("page_homes.tsv");
  base::Trie ends = load_words("page_ends.tsv");
  base::Trie words = load_words("page_words.tsv");
  base::Trie signs = load_words("page_signs.tsv");
  base::Trie marks = load_words("page_marks.tsv", kMarks);
  static constexpr std::string_view kMarks[] = {"notice", "start"};
};

const Words& words() {
  static const Words table;
  return table;
}

bool is_in(char16_t u, Units set) { return set.find(u) != Units::npos; }
bool is_digit(char16_t u) { return u >= u'0' && u <= u'9'; }
bool is_han(char16_t u) { return u >= 0x4E00 && u <= 0x9FFF; }

// Whether what stands at units[i] sets the phrase before it apart from a sentence that only begins like it.
bool set_apart(Units units, std::size_t i) {
  return i >= units.size() || is_in(units[i], u":|>》【[(（】]/\\!-—·•0123456789");
}

// "首页 政务公开 办事服务": three or more short phrases apart by spaces, the first of them a site's home.
bool navigates(std::string_view line) {
  const std::u16string line_units = text::fold_word(line);
  const base::Trie& homes = words().homes;
  std::size_t phrases = 0;
  for (std::size_t i = 0; i < line_units.size(); ++phrases) {
    const std::size_t end = std::min(line_units.find_first_of(u" \t|", i), line_units.size());
    const Units phrase = Units(line_units).substr(i, end - i);
    if (phrase.size() > 10 || phrase.find_first_of(u",。;:") != Units::npos) return false;
    if (phrases == 0 && homes.longest(phrase, 0).length != phrase.size()) return false;
    i = std::min(line_units.find_first_not_of(u" \t|", end), line_units.size());
  }
  return phrases >= 3;
}

}  // namespace

void PageLineReader::compact(std::string_view text, Span at) {
  Offset end = std::min(at.end, at.begin + kLooked);
  while (end < at.end && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  text::fold(text, {at.begin, end}, folded_);
  units_.clear();
  begin_.clear();
  for (std::size_t i = 0; i < folded_.units.size(); ++i) {
    const char16_t u = folded_.units[i];
    if (u <= u' ' || u == 0xFEFF) continue;
    units_.push_back(u);
    begin_.push_back(folded_.begin[i]);
  }
  begin_.push_back(end);
}

PageLine PageLineReader::read(std::string_view text, Span full) {
  PageLine line;
  line.full = full;
  const Offset begin = skip_spaces(text, full.begin, full.end);
  line.at = {begin, trim_end(text, begin, full.end)};
  line.blank = line.at.size() == 0;
  if (line.blank) return line;
  compact(text, line.at);
  if (units_.empty()) {
    line.blank = true;
    return line;
  }
  line.characters = static_cast<std::uint32_t>(units_.size());
  line.han = static_cast<std::uint32_t>(std::count_if(units_.begin(), units_.end(), is_han));
  const bool whole = line.at.size() <= kLooked;
  const char16_t last = whole ? units_.back() : text::fold_word(text.substr(line.at.end - 3, 3)).back();
  line.closed = is_in(last, u"。!?;");
  line.salutation = whole && last == u':' && units_.size() <= 30;
  const Ordinal ordinal = scan_ordinal(text, line.at.begin, line.at.end);
  line.numbered = ordinal.mark >= Mark::part && ordinal.mark <= Mark::bracket_han;
  line.listed =
      ordinal.mark == Mark::digit || ordinal.mark == Mark::bracket_digit || is_in(units_[0], u"•·●◆■*-—");
  read_marks(line);
  if (whole && line.characters <= 80) {
    line.labels = only_labels() || navigates(text.substr(line.at.begin, line.at.size()));
    for (const Units extension :
         {u".docx", u".doc", u".pdf", u".pptx", u".ppt", u".wps", u".txt", u".xlsx", u".xls"})
      line.file = line.file || (units_.size() > extension.size() + 2 && Units(units_).ends_with(extension));
    const Units units = units_;
    line.dated = !line.closed && units.size() <= 30 &&
                 (units.find(u"发布于") != Units::npos || units.find(u"上传于") != Units::npos ||
                  (units[0] == u'约' && units.find(u'字') < 8));
    read_pages(line);
  }
  return line;
}

void PageLineReader::read_marks(PageLine& line) const {
  const Units units = units_;
  std::size_t from = 0;
  while (from < units.size() && is_in(units[from], u"【[*•·●◆■★☆>-—")) ++from;
  if (from == units.size()) return;

  if (const auto field = words().fields.longest(units, from); field.length > 0) {
    const std::size_t behind = from + field.length;
    line.field = behind < units.size() && units[behind] == u':' && units.size() <= 70 &&
                 !(line.closed && units.size() > 40);
  }
  if (units.starts_with(u"首页>") || units.starts_with(u"首页》") || units.starts_with(u"首页/") ||
      units.starts_with(u"首页»"))
    line.field = true;
  if (const auto mark = words().marks.longest(units, from); mark.length > 0) {
    const std::size_t behind = from + mark.length;
    const bool alone =
        behind == units.size() || (behind + 1 == units.size() && is_in(units[behind], u":】]"));
    if (mark.value == 0) {
      line.notice = alone || units[behind] == u':' || units[behind] == u'】';
      line.bare_mark = alone;
    } else {
      line.start = alone;
    }
  }
  if (const auto end = words().ends.longest(units, 0); end.length > 0)
    line.ends_body = set_apart(units, end.length) || (end.length >= 4 && units.size() <= 60);

  std::size_t count = 0;
  for (std::size_t i = 0; i < units.size();) {
    if (words().signs.longest(units, i).length > 0) line.sign = true;
    const auto word = words().words.longest(units, i);
    count += word.length > 0 ? 1 : 0;
    i += std::max<std::size_t>(1, word.length);
  }
  line.wordy = count >= 2 && count * 40 >= units.size();
}

// Nothing but labels, with digits, times and punctuation between them.
bool PageLineReader::only_labels() const {
  const Units units = units_;
  std::size_t labels = 0;
  bool marks_only = true;
  for (std::size_t i = 0; i < units.size();) {
    const auto label = words().labels.longest(units, i);
    if (label.length > 0) {
      ++labels;
      i += label.length;
      marks_only = false;
    } else if (is_digit(units[i]) || is_in(units[i], u"【】[]()|:/\\-—<>《》+·•,.、&*#»«")) {
      marks_only = marks_only && !is_digit(units[i]);
      ++i;
    } else {
      return false;
    }
  }
  // "】" alone is what is left of a button; "0/150" counts the letters of a comment; a bare number is a
  // table's.
  if (labels == 0)
    return marks_only ? units.size() <= 2 && is_in(units[0], u"】[]|>") : units.starts_with(u"0/");
  return labels >= 1;
}

// "第3页", "第 3 页 共 17 页", "3/17页", "- 3 -".
bool PageLineReader::only_page_number() const {
  const Units units = units_;
  bool digits = false;
  bool word = false;
  for (const char16_t u : units) {
    if (is_digit(u))
      digits = true;
    else if (u == u'页')
      word = true;
    else if (!is_in(u, u"第共总/-—–|·,()"))
      return false;
  }
  if (!digits) return false;
  if (!word && is_digit(units.front()) && is_digit(units.back()) &&
      std::count(units.begin(), units.end(), u'/') == 1)
    return units.size() <= 9;  // "3/17"
  if (word)
    return units.size() <= 16 &&
           (units.front() == u'第' || units.front() == u'共' || units.find(u'/') != Units::npos);
  return units.size() >= 3 && units.size() <= 9 && is_in(units.front(), u"-—–·") &&
         is_in(units.back(), u"-—–·");
}

void PageLineReader::read_pages(PageLine& line) const {
  const Units units = units_;
  // "TITLE_第3页"
  const std::size_t page = units.rfind(u"第");
  if (page != Units::npos && page >= 5 && units.back() == u'页' && is_in(units[page - 1], u"_-—–|") &&
      units.size() - page <= 6) {
    std::int32_t number = 0;
    bool digits = page + 2 < units.size();
    for (std::size_t i = page + 1; i + 1 < units.size(); ++i) {
      digits = digits && is_digit(units[i]);
      if (digits) number = number * 10 + (units[i] - u'0');
    }
    if (digits) {
      line.page_title = {line.at.begin, begin_[page - 1]};
      line.page_number = number;
      return;
    }
  }
  if (only_page_number()) line.pages = true;
  if (line.closed && !line.wordy) return;
  const bool about = units.find(u"阅读") != Units::npos || units.find(u"预览") != Units::npos ||
                     units.find(u"未读") != Units::npos || units.find(u"试读") != Units::npos;
  if (!about) return;
  for (std::size_t i = 1; i < units.size(); ++i) {
    if (units[i] != u'页' || !is_digit(units[i - 1])) continue;
    std::size_t from = i;
    while (from > 0 && is_digit(units[from - 1])) --from;
    if (i - from > 5) continue;
    std::int32_t number = 0;
    for (std::size_t k = from; k < i; ++k) number = number * 10 + (units[k] - u'0');
    const Units before = units.substr(0, from);
    const auto follows = [&](std::initializer_list<Units> list) {
      return std::any_of(list.begin(), list.end(), [&](Units word) { return before.ends_with(word); });
    };
    if (follows({u"还剩", u"剩余", u"剩下", u"还有", u"剩", u"余下", u"未读"}))
      line.pages_left = number;
    else if (follows({u"共", u"总共", u"全文", u"总计", u"全部", u"共计", u"总页数:"}))
      line.pages_all = number;
    else if (follows({u"已阅读", u"已读", u"已预览", u"预览", u"试读", u"阅读", u"阅读了", u"阅读到第", u"前",
                      u"看了", u"阅读:"}))
      line.pages_read = number;
  }
  if (line.pages_left >= 0 || line.pages_read >= 0 || line.pages_all >= 0) line.pages = true;
}

}  // namespace midyear::reading
