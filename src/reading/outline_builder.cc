#include "reading/outline_builder.h"

#include <algorithm>

#include "reading/utf8_walk.h"

namespace midyear::reading {
namespace {

constexpr Offset kLeastItem = 12;         // bytes from one item's number to the next
constexpr Offset kBlockSoft = 32u << 10;  // a longer block is cut at the next sentence end
constexpr Offset kBlockHard = 60u << 10;  // and here if there is none: at a character

// The length of the closing mark that stands at text[at], or 0: ” ’ 」 』 ） 》 】 and their ASCII kin.
Offset closing_mark(std::string_view text, Offset at, Offset end) {
  if (at >= end) return 0;
  const char c = text[at];
  if (c == ')' || c == '"' || c == '\'') return 1;
  if (at + 3 > end) return 0;
  const std::string_view mark = text.substr(at, 3);
  for (const std::string_view closing : {"”", "’", "」", "』", "）", "》", "】"})
    if (mark == closing) return 3;
  return 0;
}

// What cannot begin a sentence: "…快跑。”的工作法" goes on.
bool goes_on(std::string_view text, Offset at, Offset end) {
  if (at >= end) return false;
  if (text[at] == ',' || text[at] == ';') return true;
  if (at + 3 > end) return false;
  const std::string_view mark = text.substr(at, 3);
  for (const std::string_view part : {"，", "、", "；", "的", "等", "和", "与", "为"})
    if (mark == part) return true;
  return false;
}

enum class Stop : std::uint8_t { none, sentence, colon, semicolon, comma };

struct Found {
  Stop stop = Stop::none;
  Offset next = 0;  // behind the character at `at`
};

// Which mark stands at text[at], and where the next character begins. Requires: at < end, at a character.
inline Found mark_at(std::string_view text, Offset at, Offset end) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) {
    switch (c) {
      case '!':
      case '?': {
        const bool ends = at + 1 >= end || static_cast<unsigned char>(text[at + 1]) >= 0x80;
        return {ends ? Stop::sentence : Stop::none, at + 1};
      }
      case ':':
        return {Stop::colon, at + 1};
      case ';':
        return {Stop::semicolon, at + 1};
      case ',':
        return {Stop::comma, at + 1};
      default:
        return {Stop::none, at + 1};
    }
  }
  const Offset size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  const Offset next = std::min(end, at + size);
  if (next - at != 3) return {Stop::none, next};
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  if (c == 0xE3 && second == 0x80 && third == 0x82) return {Stop::sentence, next};  // 。
  if (c == 0xEF && second == 0xBC) {
    switch (third) {
      case 0x81:  // ！
      case 0x9F:
        return {Stop::sentence, next};  // ？
      case 0x9A:
        return {Stop::colon, next};
      case 0x9B:
        return {Stop::semicolon, next};
      case 0x8C:
        return {Stop::comma, next};
      default:
        break;
    }
  }
  return {Stop::none, next};
}

// "附件：1.主要指标表 2.…": a list of papers.
bool names_annex(std::string_view text, Span line) {
  return text.substr(line.begin, line.size()).starts_with("附");
}

std::string_view successor_word(Mark mark) {
  switch (mark) {
    case Mark::shi:
      return "二是";
    case Mark::yao:
      return "二要";
    case Mark::di:
      return "第二";
    case Mark::order:
      return "其次";
    case Mark::qi:
      return "其二";
    default:
      return {};
  }
}

}  // namespace

OutlineBuilder::OutlineBuilder(Reading& reading) : reading_(reading), text_(reading.text()) {
  if (const std::string_view title = reading.page.title; !title.empty() && title.size() < 400) {
    const TitleRole named = titles_.role(title, {0, static_cast<Offset>(title.size())});
    if (!named.joined) default_role_ = named.role;
    if (default_role_ == Role::glossary) default_role_ = Role::none;
    looks_ahead_ = default_role_ == Role::plan && named.turns;
  }
}

void OutlineBuilder::read(Span body) {
  body_ = body;
  Offset at = body.begin;
  while (at < body.end) {
    std::size_t end = text_.find('\n', at);
    if (end == std::string_view::npos || end > body.end) end = body.end;
    next_line_ = static_cast<Offset>(std::min<std::size_t>(end + 1, body.end));
    const Offset begin = skip_spaces(text_, at, static_cast<Offset>(end));
    line_ = {begin, trim_end(text_, begin, static_cast<Offset>(end))};
    if (line_.size() > 0) read_line(line_);
    at = static_cast<Offset>(end) + 1;
  }
}

void OutlineBuilder::finish() {
  while (!stack_.empty()) pop(static_cast<Offset>(text_.size()));
}

void OutlineBuilder::read_line(Span line) {
  begin_at(line.begin);
  if (take_title_line()) return;
  const Offset at = take_headings(line.begin, Place::line);
  if (at == line.begin) turn_role(line);
  read_sentences(at);
  ++paragraphs_;
  close_line();
}

void OutlineBuilder::read_sentences(Offset at) {
  while (at < line_.end) {
    const Found found = mark_at(text_, at, line_.end);
    at = found.next;
    switch (found.stop) {
      case Stop::none:
        if (at - block_begin_ >= kBlockHard) {
          flush_sentence(at);
          flush_block(at);
        }
        break;
      case Stop::sentence: {
        while (at < line_.end && mark_at(text_, at, line_.end).stop == Stop::sentence)
          at = mark_at(text_, at, line_.end).next;
        const Offset marks_end = at;
        while (const Offset size = closing_mark(text_, at, line_.end)) at += size;
        if (at > marks_end && goes_on(text_, at, line_.end)) break;
        flush_sentence(at);
        if (at - block_begin_ >= kBlockSoft) flush_block(at);
        at = take_headings(skip_spaces(text_, at, line_.end), Place::sentence);
        break;
      }
      case Stop::colon:
        at = take_headings(skip_spaces(text_, at, line_.end), Place::colon);
        break;
      case Stop::semicolon:
        at = take_headings(skip_spaces(text_, at, line_.end), Place::semicolon);
        break;
      case Stop::comma:
        at = take_headings(at, Place::comma);
        break;
    }
  }
  flush_sentence(line_.end);
  flush_block(line_.end);
}

// Takes the headings that begin at `at`, one behind the other, and returns where the text goes on.
Offset OutlineBuilder::take_headings(Offset at, Place place) {
  if (place == Place::colon && names_annex(text_, line_)) return at;
  while (at < line_.end && may_start_ordinal(static_cast<unsigned char>(text_[at]))) {
    const Ordinal ordinal = scan_ordinal(text_, at, line_.end);
    if (ordinal.mark == Mark::none || !fits(ordinal, at, place)) return at;
    const bool opens_line = place == Place::line;
    const TitleCut cut = titles_.cut(text_, ordinal.end, line_.end, ordinal.mark, opens_line);
    const bool bare = !cut.found && opens_line && ordinal.end == line_.end && ordinal.mark <= Mark::section &&
                      ordinal.mark >= Mark::part;
    if (!cut.found && !bare) return at;
    const Span title = bare ? Span{ordinal.end, ordinal.end} : cut.title;
    const bool alone = bare || cut.alone;
    const bool clause =
        place == Place::semicolon || place == Place::comma || (place == Place::colon && !alone);
    const bool border =
        !clause || (place == Place::colon && !is_item(ordinal.mark) && ordinal.mark <= Mark::bracket_han);
    const bool rest_of_line = !alone || (!bare && cut.next < line_.end);
    const std::string_view number = text_.substr(at, trim_end(text_, at, ordinal.end) - at);
    if (border) {
      flush_sentence(at);
      flush_block(at);
    }
    push(ordinal, {at, title.end}, number, title,
         is_item(ordinal.mark) ? rest_of_line || !opens_line : clause);
    if (!border) return title.end;
    begin_at(at);
    if (!alone) return title.end;
    const Offset next = bare ? line_.end : cut.next;
    flush_sentence(next);
    flush_block(next, true);
    place = next == title.end ? Place::after_title : Place::sentence;
    at = skip_spaces(text_, next, line_.end);
    begin_at(at);
  }
  return at;
}

// Numbers follow each other: what does not go on from the number before, or open a list, is no heading unless
// it opens its line.
bool OutlineBuilder::fits(const Ordinal& ordinal, Offset at, Place place) {
  if (is_item(ordinal.mark)) return fits_item(ordinal, at, place);
  const auto open =
      std::find_if(stack_.begin(), stack_.end(), [&](const Open& o) { return o.mark == ordinal.mark; });
  const int before = open == stack_.end() ? 0 : open->value;
  const bool follows = ordinal.value == before + 1;
  if (ordinal.mark == Mark::han) {  // "三、四季度" is a time unless a third part is due
    Walk walk(text_, ordinal.end, line_.end);
    const char32_t first = walk.next();
    if (std::u32string_view(U"一二三四").find(first) != std::u32string_view::npos && walk.peek() == U'季' &&
        !follows)
      return false;
  }
  if (ordinal.mark == Mark::dotted) return place == Place::line;
  switch (place) {
    case Place::line:
      return true;
    case Place::sentence:
    case Place::after_title:
    case Place::colon:
      if (follows || ordinal.value == 1) return true;
      if (ordinal.mark >= Mark::digit) return before > 0 && ordinal.value == before + 2;
      return (before > 0 && ordinal.value == before + 2) ||
             (before == 0 && place == Place::sentence && paragraphs_ == 0);
    case Place::semicolon:
      return ordinal.mark >= Mark::digit && follows && before > 0;
    case Place::comma:
      return false;
  }
  return false;
}

bool OutlineBuilder::fits_item(const Ordinal& ordinal, Offset at, Place place) {
  const int before = last_item_[static_cast<std::size_t>(ordinal.mark)];
  if (ordinal.value == Ordinal::kLast) return before > 0 && before != Ordinal::kLast && place != Place::comma;
  const bool follows =
      before > 0 && (ordinal.value == before + 1 || (ordinal.value == before + 2 && place != Place::comma));
  if (ordinal.value == 1) {
    // "首先，我代表…", "一要…", and anything behind a comma count only where a second comes.
    const bool doubtful = ordinal.mark == Mark::order || ordinal.mark == Mark::yao || place == Place::comma;
    return !doubtful || announced(ordinal, at);
  }
  return follows || (place == Place::line && ordinal.mark == Mark::shi);
}

// Whether the second of a list comes within reach of its first. What a search found is kept, so that all
// searches together read the text once.
bool OutlineBuilder::announced(const Ordinal& first, Offset at) {
  const Offset reach = first.mark == Mark::order ? 3000 : 900;
  const Offset limit = std::min(body_.end, at + reach);
  Search& search = searches_[static_cast<std::size_t>(first.mark)];
  if (search.found < at + kLeastItem || search.found == kNowhere) {
    const Offset from = std::max(at + kLeastItem, search.none_before);
    search.none_before = std::max(search.none_before, limit);
    if (from >= limit) return false;
    const std::size_t place = text_.substr(from, limit - from).find(successor_word(first.mark));
    search.found = place == std::string_view::npos ? kNowhere : from + static_cast<Offset>(place);
    if (search.found != kNowhere) search.none_before = search.found;
  }
  return search.found < limit;
}

}  // namespace midyear::reading
