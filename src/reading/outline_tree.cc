// The tree of headings: what a new heading closes, its level, its role; blocks and sentences under it.

#include <algorithm>

#include "reading/outline_builder.h"
#include "reading/utf8_walk.h"

namespace midyear::reading {
namespace {

// Characters of a line and what they are, to tell a title line from text. Reads at most 130 bytes.
struct LineLook {
  int characters = 0, han = 0, digits = 0;
  bool clause_marks = false;  // ， ； ： 。 or the like inside
  bool long_line = false;
  char32_t first = 0, last = 0;
};

LineLook look_at(std::string_view text, Span line) {
  LineLook look;
  look.long_line = line.size() > 130;
  if (look.long_line) return look;
  Walk walk(text, line.begin, line.end);
  look.first = walk.peek();
  while (!walk.done()) {
    const char32_t c = walk.next();
    ++look.characters;
    look.last = c;
    if (c >= 0x4E00 && c <= 0x9FFF) ++look.han;
    if (c >= U'0' && c <= U'9') ++look.digits;
    if (std::u32string_view(U"。！？；：，,;:!?|【】*%=").find(c) != std::u32string_view::npos)
      look.clause_marks = true;
  }
  return look;
}

bool ends_text(char32_t c) {
  return std::u32string_view(U"。！？；：!?:;”）)…").find(c) != std::u32string_view::npos;
}

}  // namespace

// A line by itself without number and closing mark, short, after finished text and before a paragraph or a
// numbered heading.
bool OutlineBuilder::take_title_line() {
  const bool after_text = after_text_;
  const LineLook look = look_at(text_, line_);
  after_text_ = look.long_line ? ends_text(Walk(text_, trim_end_character(line_), line_.end).peek())
                               : ends_text(look.last);
  seen_text_ = seen_text_ || look.long_line || after_text_;
  if (look.long_line || !after_text || paragraphs_ == 0) return false;
  if (look.characters < 3 || look.characters > 30 || look.clause_marks || look.han * 3 < look.characters * 2)
    return false;
  if (look.digits > 8 || look.first == U'—' || look.first == U'（' || look.first == U'(' ||
      ends_text(look.last))
    return false;
  if (may_start_ordinal(static_cast<unsigned char>(text_[line_.begin])) &&
      scan_ordinal(text_, line_.begin, line_.end).mark != Mark::none)
    return false;
  const Span next = next_text_line();
  if (next.size() == 0) return false;
  const LineLook below = look_at(text_, next);
  const bool numbered = scan_ordinal(text_, next.begin, next.end).mark != Mark::none;
  if (!numbered && !below.long_line &&
      !(below.clause_marks && ends_text(below.last) && below.characters > look.characters))
    return false;

  if (titles_.role(text_, line_).role == Role::glossary)
    while (!stack_.empty()) pop(line_.begin);  // 附件, 名词解释 stand beside the parts, not in them
  push({}, line_, {}, line_, false);
  begin_at(line_.begin);
  flush_sentence(line_.end);
  flush_block(line_.end, true);
  after_text_ = true;
  return true;
}

Offset OutlineBuilder::trim_end_character(Span line) const {
  Offset at = line.end - 1;
  while (at > line.begin && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80) --at;
  return at;
}

Span OutlineBuilder::next_text_line() const {
  Walk walk(text_, next_line_, body_.end);
  while (!walk.done() && (Walk::is_space(walk.peek()) || walk.peek() == U'\n')) walk.skip();
  if (walk.done()) return {};
  const std::size_t end = text_.substr(0, body_.end).substr(walk.at(), 200).find('\n');
  return {walk.at(),
          static_cast<Offset>(end == std::string_view::npos ? std::min<Offset>(body_.end, walk.at() + 200)
                                                            : walk.at() + end)};
}

// A title line holds lists; it holds whole parts (一、) only where it names their role ("上半年工作总结").
bool OutlineBuilder::title_holds(const Open& title, Mark mark) const {
  if (mark > Mark::bracket_han) return true;
  if (stack_.size() > 1) return false;
  return mark == Mark::bracket_han || reading_.headings[title.heading].role != default_role_;
}

void OutlineBuilder::pop(Offset end) {
  reading_.headings[stack_.back().heading].body.end = end;
  stack_.pop_back();
}

// A heading closes those of its own kind and what stands under them. A kind that is not open closes what
// ranks below it: lists, and at the begin of a line also items.
void OutlineBuilder::pop_for(Mark mark, bool opens_line, Offset at) {
  const auto same = std::find_if(stack_.begin(), stack_.end(), [&](const Open& o) { return o.mark == mark; });
  if (same != stack_.end()) {
    const auto keep = static_cast<std::size_t>(same - stack_.begin());
    while (stack_.size() > keep) pop(at);
    return;
  }
  if (mark == Mark::none || is_item(mark)) {
    // A title line ends the items before it; an item nests in whatever is open.
    while (mark == Mark::none && !stack_.empty() && is_item(stack_.back().mark)) pop(at);
    return;
  }
  while (!stack_.empty()) {
    const Mark open = stack_.back().mark;
    if (open == Mark::none ? title_holds(stack_.back(), mark) : open < mark) break;
    if (is_item(open) && !opens_line && mark >= Mark::digit) break;  // "一是…：1.…；2.…"
    pop(at);
  }
}

void OutlineBuilder::push(const Ordinal& ordinal, Span at, std::string_view number, Span title,
                          bool ends_with_line) {
  pop_for(ordinal.mark, at.begin == line_.begin, at.begin);
  Heading heading;
  heading.at = at;
  heading.number = number;
  heading.title = text_.substr(title.begin, title.size());
  heading.item = is_item(ordinal.mark);
  heading.parent = top();
  heading.body = {at.begin, static_cast<Offset>(text_.size())};
  heading.level = level_of(ordinal.mark, heading.parent);
  const bool outermost = heading.parent == kNone;
  heading.role = role_of(heading, title, outermost);
  if (heading.item) {
    last_item_[static_cast<std::size_t>(ordinal.mark)] = ordinal.value;
  } else {
    last_item_.fill(0);
    turned_ = Role::none;
    if (outermost) last_top_role_ = heading.role;
  }
  seen_review_ = seen_review_ || heading.role == Role::review;
  stack_.push_back(
      {static_cast<std::uint32_t>(reading_.headings.size()), ordinal.mark, ordinal.value, ends_with_line});
  reading_.headings.push_back(heading);
}

std::uint8_t OutlineBuilder::level_of(Mark mark, std::uint32_t parent) const {
  const int above = parent == kNone ? 0 : reading_.headings[parent].level;
  int outer = 0;  // parts and chapters above move all others down
  for (const Open& open : stack_) outer += open.mark >= Mark::part && open.mark <= Mark::section ? 1 : 0;
  int level = above + 1;
  const bool structural = mark >= Mark::part && mark <= Mark::section;
  if (outer > 0 && !structural) return static_cast<std::uint8_t>(level);
  switch (mark) {
    case Mark::part:
      level = 1;
      break;
    case Mark::chapter:
    case Mark::section:
      level = 1 + outer;
      break;
    case Mark::han:
      level = 1;
      break;
    case Mark::bracket_han:
      level = 2;
      break;
    case Mark::digit:
      level = 3;
      break;
    case Mark::dotted:
    case Mark::bracket_digit:
      level = 4;
      break;
    default:
      break;
  }
  return static_cast<std::uint8_t>(std::max(level, above + 1));
}

Role OutlineBuilder::role_of(const Heading& heading, Span title, bool outermost) {
  const Role held = outermost ? default_role_ : reading_.headings[heading.parent].role;
  if (heading.item) return turned_ != Role::none ? turned_ : held;
  const TitleRole named = titles_.role(text_, title);
  if (outermost) {
    if (named.role != Role::none) return named.role;
    if (named.years_work) return seen_review_ ? Role::plan : Role::review;
    return last_top_role_ == Role::plan ? Role::plan
                                        : held;  // "四、加强自身建设" after the plan goes on with it
  }
  return held == Role::none || named.turns ? (named.role == Role::none ? held : named.role) : held;
}

void OutlineBuilder::turn_role(Span line) {
  block_role_ = Role::none;
  const Role held = stack_.empty() ? default_role_ : reading_.headings[top()].role;
  if (held == Role::glossary || (held == Role::plan && !stack_.empty())) return;
  const TitleRole opening = titles_.opening_role(text_, line);
  if (held == Role::plan) {
    // "关于下半年…的通知" begins with what was reached before its parts say what is to be done.
    if (opening.role == Role::review && (opening.turns || looks_ahead_)) block_role_ = Role::review;
    return;
  }
  if (opening.role == Role::problems) block_role_ = opening.role;
  if (opening.role == Role::plan || (opening.role == Role::review && held == Role::none))
    turned_ = opening.role;
}

void OutlineBuilder::close_line() {
  while (!stack_.empty() && stack_.back().ends_with_line) pop(line_.end);
  block_role_ = Role::none;
}

void OutlineBuilder::begin_at(Offset at) {
  block_begin_ = sentence_begin_ = at;
  block_heading_ = sentence_heading_ = top();
}

void OutlineBuilder::flush_sentence(Offset end) {
  const Offset begin = skip_spaces(text_, sentence_begin_, end);
  const Offset trimmed = trim_end(text_, begin, end);
  if (trimmed > begin) reading_.sentences.push_back({.at = {begin, trimmed}, .heading = sentence_heading_});
  sentence_begin_ = end;
  sentence_heading_ = top();
}

void OutlineBuilder::flush_block(Offset end, bool is_heading) {
  const Offset begin = skip_spaces(text_, block_begin_, end);
  const Offset trimmed = trim_end(text_, begin, end);
  if (trimmed > begin) {
    Role role = block_heading_ == kNone ? default_role_ : reading_.headings[block_heading_].role;
    if (turned_ != Role::none) role = turned_;
    if (block_role_ != Role::none) role = block_role_;
    if (!seen_text_ && reading_.headings.empty()) role = Role::none;  // the title promises nothing
    reading_.blocks.push_back(
        {.at = {begin, trimmed}, .heading = block_heading_, .role = role, .is_heading = is_heading});
  }
  block_begin_ = end;
  block_heading_ = top();
}

}  // namespace midyear::reading
