#include "text/html.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/html_entities.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Sorted.
constexpr std::array<std::string_view, 41> kBlocks = {
    "address",  "article", "aside", "blockquote", "body",       "br",     "caption", "center", "dd",
    "div",      "dl",      "dt",    "fieldset",   "figcaption", "figure", "footer",  "form",   "h1",
    "h2",       "h3",      "h4",    "h5",         "h6",         "header", "hr",      "html",   "li",
    "main",     "nav",     "ol",    "option",     "p",          "pre",    "section", "table",  "tbody",
    "textarea", "tfoot",   "thead", "tr",         "ul"};
constexpr std::array<std::string_view, 7> kLeftOut = {"iframe", "noembed", "noframes", "noscript",
                                                      "script", "style",   "template"};
constexpr std::array<std::string_view, 8> kOtherFirst = {"a",    "font", "head",   "link",
                                                         "meta", "span", "strong", "title"};

template <std::size_t kSize>
bool among(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

// A tag's name in lower case; longer ones are none we know.
struct TagName {
  std::array<char, 12> letters{};
  std::size_t size = 0;
  std::string_view view() const {
    return size <= letters.size() ? std::string_view(letters.data(), size) : "";
  }
};

TagName tag_name(std::string_view text, std::size_t at) {
  TagName name;
  for (; at < text.size() && (is_letter(text[at]) || (text[at] >= '0' && text[at] <= '9')); ++at, ++name.size)
    if (name.size < name.letters.size()) name.letters[name.size] = lower(text[at]);
  return name;
}

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) { out_.reserve(html.size() / 2); }

  std::string run() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<')
        markup();
      else if (c == '&')
        entity();
      else
        text();
    }
    while (!out_.empty() && is_space(out_.back())) out_.pop_back();
    if (!out_.empty()) out_.push_back('\n');
    return with_title();
  }

 private:
  void markup() {
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    if (is_letter(next)) return tag(false);
    if (next == '/' && at_ + 2 < html_.size() && is_letter(html_[at_ + 2])) return tag(true);
    if (html_.substr(at_).starts_with("<!--")) return comment();
    if (next == '!' || next == '?' || next == '/') {
      at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
      return;
    }
    put("<");
    ++at_;
  }

  void comment() {
    const std::size_t end = comments_close_ ? html_.find("-->", at_ + 4) : std::string_view::npos;
    if (end != std::string_view::npos) {
      at_ = end + 3;
      return;
    }
    comments_close_ = false;
    at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
  }

  void tag(bool closes) {
    const TagName tag = tag_name(html_, at_ + (closes ? 2 : 1));
    const std::string_view name = tag.view();
    at_ = behind_tag(at_ + tag.size);
    if (name == "pre" || name == "textarea") verbatim_ = !closes;
    if (name == "table" || name == "tr") {
      cell_ = Cell::none;
      end_line();
    } else if (among(kBlocks, name)) {
      end_block();
    } else if (name == "td" || name == "th") {
      if (cell_ != Cell::none) end_cell();
      cell_ = closes ? Cell::none : Cell::empty;
    } else if (name == "a") {
      if (!closes && link_ended_) space_ = true, space_is_line_ = false;
      link_ended_ = closes;
    }
    if (closes) return;
    if (name == "title" && title_.empty())
      title();
    else if (among(kLeftOut, name))
      leave_out(name);
  }

  // Behind the ">" of a tag, quoted ones in attributes not counted. Where a quote never closes, that tag and
  // all after it end at the next ">" of any kind, so that no stretch is searched twice.
  std::size_t behind_tag(std::size_t at) {
    if (quotes_close_) {
      std::size_t i = at;
      while (i < html_.size() && html_[i] != '>') {
        if ((html_[i] == '"' || html_[i] == '\'') && html_[i - 1] == '=')
          i = std::min(html_.find(html_[i], i + 1), html_.size());
        if (i < html_.size()) ++i;
      }
      if (i < html_.size()) return i + 1;
      quotes_close_ = false;
    }
    const std::size_t end = html_.find('>', at);
    return end == std::string_view::npos ? html_.size() : end + 1;
  }

  // To the closing tag of an element whose content is no text; to the end where there is none.
  void leave_out(std::string_view name) {
    for (std::size_t i = html_.find("</", at_); i != std::string_view::npos; i = html_.find("</", i + 2)) {
      if (tag_name(html_, i + 2).view() == name) {
        at_ = behind_tag(i + 2);
        return;
      }
    }
    at_ = html_.size();
  }

  void title() {
    const std::size_t end = std::min(html_.find("</", at_), html_.size());
    Scanner inner(html_.substr(at_, end - at_));
    while (inner.at_ < inner.html_.size()) inner.html_[inner.at_] == '&' ? inner.entity() : inner.text();
    title_ = std::move(inner.out_);
    while (!title_.empty() && is_space(title_.back())) title_.pop_back();
    at_ = end;
  }

  void text() {
    if (is_space(html_[at_]) && !verbatim_) {
      bool line = false;
      for (; at_ < html_.size() && is_space(html_[at_]); ++at_) line = line || html_[at_] == '\n';
      space_ = true;
      space_is_line_ = line;
      return;
    }
    std::size_t end = at_ + 1;
    while (end < html_.size() && html_[end] != '<' && html_[end] != '&' &&
           (verbatim_ || !is_space(html_[end])))
      ++end;
    put(html_.substr(at_, end - at_));
    at_ = end;
  }

  void entity() {
    const Entity found = decode_entity(html_.substr(at_, 40));
    if (found.size == 0) {
      put("&");
      ++at_;
      return;
    }
    std::string bytes;
    append_utf8(bytes, found.character == 0xA0 ? U' ' : found.character);
    put(bytes);
    at_ += found.size;
  }

  // Writes text, with the space that stood in front of it: none at the begin of a line, and none for a line
  // end beside a character that is not ASCII, which is layout of the source.
  void put(std::string_view text) {
    if (cell_ == Cell::broken) end_line();
    if (cell_ != Cell::none) cell_ = Cell::filled;
    link_ended_ = false;
    const bool begins = out_.empty() || out_.back() == '\n' || out_.back() == '\t';
    if (space_ && !begins) {
      const bool beside_han =
          (static_cast<unsigned char>(out_.back()) | static_cast<unsigned char>(text[0])) >= 0x80;
      if (!(space_is_line_ && beside_han)) out_.push_back(' ');
    }
    space_ = false;
    out_ += text;
  }

  void end_line() {
    space_ = false;
    while (!out_.empty() && (out_.back() == ' ' || out_.back() == '\t')) out_.pop_back();
    if (!out_.empty() && out_.back() != '\n') out_.push_back('\n');
  }

  // A paragraph that a cell consists of leaves it on its row's line; a second one begins a line.
  void end_block() {
    if (cell_ == Cell::none) return end_line();
    if (cell_ == Cell::filled) cell_ = Cell::broken;
    space_ = false;
  }

  // Empty cells count: what stands in a row keeps its column.
  void end_cell() {
    space_ = false;
    out_.push_back('\t');
  }

  std::string with_title() {
    if (title_.empty() || out_.find(title_) != std::string::npos) return std::move(out_);
    return title_ + "\n" + out_;
  }

  enum class Cell : std::uint8_t { none, empty, filled, broken };  // broken: a block of it has ended

  std::string_view html_;
  std::size_t at_ = 0;
  Cell cell_ = Cell::none;   // of the table's cell that is open
  bool link_ended_ = false;  // and nothing was written since
  std::string out_, title_;
  bool space_ = false, space_is_line_ = false;  // white space is due in front of the next text
  bool verbatim_ = false;                       // inside <pre>
  bool quotes_close_ = true, comments_close_ = true;
};

}  // namespace

bool is_html(std::string_view text) {
  std::size_t at = 0;
  const auto skip_space = [&] {
    while (at < text.size() && is_space(text[at])) ++at;
  };
  skip_space();
  if (text.substr(at).starts_with("<?xml")) {
    at = std::min(text.find('>', at), text.size() - 1) + 1;
    skip_space();
  }
  while (text.substr(at).starts_with("<!--")) {
    const std::size_t end = text.substr(0, 64 << 10).find("-->", at);
    if (end == std::string_view::npos) return false;
    at = end + 3;
    skip_space();
  }
  if (at >= text.size() || text[at] != '<') return false;
  if (text.substr(at).starts_with("<!")) return tag_name(text, at + 2).view() == "doctype";
  const TagName tag = tag_name(text, at + 1);
  const std::size_t end = at + 1 + tag.size;
  if (tag.size == 0 || end >= text.size() || !(text[end] == '>' || text[end] == '/' || is_space(text[end])))
    return false;
  return among(kBlocks, tag.view()) || among(kLeftOut, tag.view()) || among(kOtherFirst, tag.view());
}

std::string html_text(std::string_view html) { return Scanner(html).run(); }

}  // namespace midyear::text
