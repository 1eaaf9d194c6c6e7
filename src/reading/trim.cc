#include <algorithm>

#include "reading/stages.h"
#include "reading/trim_line.h"
#include "reading/word_table.h"

// A page is a head of buttons and fields, the body, and a foot. The body begins at the first line that can
// only be text; only lines that say themselves that they are page are taken out, and behind the body
// everything from a line like "相关推荐" on, provided that no line of text follows it. When in doubt it is
// body.

namespace midyear::reading {
namespace {

using text::Offset;

constexpr std::size_t kHead = 120;  // lines in which the body must begin
constexpr std::size_t kFoot = 400;  // lines at the end that are looked at as foot
constexpr Offset kParagraph = 240;  // bytes: no label or title is that long

class PageTrimmer {
 public:
  explicit PageTrimmer(Reading& reading) : reading_(reading), text_(reading.text()) {}

  void run() {
    split();
    find_body();
    find_foot();
    read_page_lines();
    read_middle();
    find_title();
    drop_repeated_title();
    write();
  }

 private:
  void split();
  void read_middle();
  void find_body();
  void find_foot();
  void read_page_lines();
  void find_title();
  void drop_repeated_title();
  void write();
  bool opens_body(const PageLine& line) const;
  bool like_foot(const PageLine& line) const;
  void add_notice(std::size_t from, std::size_t to);

  Reading& reading_;
  std::string_view text_;
  PageLineReader reader_;
  std::vector<PageLine> lines_;  // the first and the last that are not blank
  Span middle_;                  // what lies between them
  std::vector<Span> middle_out_;
  std::vector<bool> out_;        // by line: chrome
  std::vector<bool> in_notice_;  // by line: the list of a notice
  std::size_t body_ = 0;         // its first line
  std::size_t foot_ = 0;         // first line of the foot; lines_.size() where there is none
  Span repeated_;                // the title once more, in front of the body's first words
  bool page_title_ = false;
};

// Only the first and last lines are kept: a body may have millions.
void PageTrimmer::split() {
  const auto size = static_cast<Offset>(text_.size());
  Offset at = 0;
  while (at < size && lines_.size() < kHead) {
    const std::size_t found = text_.find('\n', at);
    const Offset end = found == std::string_view::npos ? size : static_cast<Offset>(found + 1);
    const PageLine line = reader_.read(text_, {at, end});
    if (!line.blank)
      lines_.push_back(line);
    else if (!lines_.empty())
      lines_.back().full.end = end;
    at = end;
  }
  if (!lines_.empty()) lines_.front().full.begin = 0;
  const Offset head_end = at;
  const std::size_t head_lines = lines_.size();
  Offset end = size;
  while (end > head_end && lines_.size() < head_lines + kFoot) {
    const std::size_t found = end >= 2 ? text_.rfind('\n', end - 2) : std::string_view::npos;
    const Offset begin =
        found == std::string_view::npos ? head_end : std::max(head_end, static_cast<Offset>(found + 1));
    const PageLine line = reader_.read(text_, {begin, end});
    if (!line.blank)
      lines_.push_back(line);
    else if (lines_.size() > head_lines)
      lines_.back().full.begin = begin;
    end = begin;
  }
  std::reverse(lines_.begin() + static_cast<std::ptrdiff_t>(head_lines), lines_.end());
  middle_ = {head_end, std::max(head_end, end)};
  out_.assign(lines_.size(), false);
  in_notice_.assign(lines_.size(), false);
  bool list = false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    list = lines_[i].bare_mark || (list && lines_[i].listed && lines_[i].at.size() <= 2 * kParagraph);
    in_notice_[i] = list && !lines_[i].bare_mark;
  }
}

// In the middle of a long text only page numbers are page.
void PageTrimmer::read_middle() {
  for (Offset at = middle_.begin; at < middle_.end;) {
    const std::size_t found = text_.find('\n', at);
    const Offset end = found == std::string_view::npos || found >= middle_.end
                           ? middle_.end
                           : static_cast<Offset>(found + 1);
    const std::string_view words = text_.substr(at, end - at);
    if (words.size() <= kParagraph &&
        (words.find("页") != std::string_view::npos || words.starts_with('-') || words.starts_with("—"))) {
      const PageLine line = reader_.read(text_, {at, end});
      const std::string_view titled = text_.substr(line.page_title.begin, line.page_title.size());
      if (line.pages || (!titled.empty() && titled == reading_.page.title)) middle_out_.push_back(line.full);
    }
    at = end;
  }
}

bool PageTrimmer::opens_body(const PageLine& line) const {
  if (line.blank || line.page_only()) return false;
  return line.at.size() >= kParagraph || line.salutation || line.numbered ||
         (line.closed && line.characters > 8 && !line.wordy);
}

void PageTrimmer::find_body() {
  const std::size_t head = std::min(kHead, lines_.size());
  std::size_t first = 0;
  while (first < head && (!opens_body(lines_[first]) || in_notice_[first])) ++first;
  if (first == head && head < lines_.size()) first = 0;  // no text in sight: everything may be body
  body_ = first;
  for (std::size_t i = 0; i < first; ++i)
    if (lines_[i].start) std::fill(out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(i + 1), true);
}

bool PageTrimmer::like_foot(const PageLine& line) const {
  if (line.blank || line.page_only() || line.ends_body || line.wordy) return true;
  return line.characters <= 40 && !line.closed && !line.salutation && !line.numbered;
}

void PageTrimmer::find_foot() {
  const std::size_t lowest = std::max(body_ + 1, lines_.size() > kFoot ? lines_.size() - kFoot : 0);
  std::size_t first = lines_.size();
  while (first > lowest && (like_foot(lines_[first - 1]) || in_notice_[first - 1])) --first;
  foot_ = first;
  while (foot_ < lines_.size() && !lines_[foot_].ends_body) ++foot_;
  // Lines of page that stand between the body and the foot's first sure line: an author's field, a row of
  // buttons.
  for (std::size_t i = first; i < foot_; ++i)
    out_[i] = out_[i] || (lines_[i].page_only() && !lines_[i].start);
  for (std::size_t i = foot_; i < lines_.size(); ++i) out_[i] = true;
}

void PageTrimmer::add_notice(std::size_t from, std::size_t to) {
  reading_.page.notices.push_back(
      text_.substr(lines_[from].at.begin, lines_[to].at.end - lines_[from].at.begin));
}

void PageTrimmer::read_page_lines() {
  std::int32_t all = -1;
  std::int32_t last_page = -1;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const PageLine& line = lines_[i];
    const bool head = i < body_;
    if (line.pages || (head && line.page_only()) || (head && (in_notice_[i] || (line.listed && line.wordy))))
      out_[i] = true;
    if (!out_[i] && line.page_title.size() == 0) continue;
    if (line.pages_read >= 0) reading_.page.pages_read = line.pages_read;
    if (line.pages_left >= 0) reading_.page.pages_left = line.pages_left;
    if (line.pages_all >= 0) all = line.pages_all;
    if (line.page_title.size() > 0 &&
        (head || reading_.page.title == text_.substr(line.page_title.begin, line.page_title.size()))) {
      out_[i] = true;
      last_page = std::max(last_page, line.page_number);
      if (reading_.page.title.empty())
        reading_.page.title = text_.substr(line.page_title.begin, line.page_title.size());
      page_title_ = true;
    }
    if (line.notice && out_[i]) {
      std::size_t last = i;
      for (std::size_t k = i + 1; line.bare_mark && k < lines_.size() && (in_notice_[k] || false); ++k)
        if (in_notice_[k]) last = k;
      add_notice(i, last);
    }
  }
  Page& page = reading_.page;
  if (page.pages_read < 0 && last_page > 0 && (page.pages_left >= 0 || all >= 0)) page.pages_read = last_page;
  if (page.pages_left < 0 && all >= 0 && page.pages_read >= 0 && all >= page.pages_read)
    page.pages_left = all - page.pages_read;
}

// The first line above the text that reads like a report's title; one that names its kind goes before others.
void PageTrimmer::find_title() {
  if (page_title_) return;
  static const base::Trie nouns = load_words("document_nouns.tsv");
  const PageLine* best = nullptr;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < body_ && seen < 8; ++i) {
    const PageLine& line = lines_[i];
    if (out_[i] || line.blank || line.page_only()) continue;
    ++seen;
    const std::string_view words = text_.substr(line.at.begin, line.at.size());
    if (line.characters < 5 || line.characters > 60 || line.closed || line.salutation ||
        line.han * 2 < line.characters)
      continue;
    if (words.starts_with("——") || words.starts_with("（") || words.starts_with("(")) continue;
    const std::u16string folded = text::fold_word(words);
    bool named = false;
    for (std::size_t k = 0; k < folded.size() && !named; ++k) named = nouns.longest(folded, k).length > 0;
    if (named) {
      best = &line;
      break;
    }
    if (best == nullptr && seen == 1) best = &line;
  }
  for (std::size_t i = 0; i < body_ && best == nullptr; ++i)
    if (lines_[i].file) best = &lines_[i];
  if (best != nullptr) reading_.page.title = text_.substr(best->at.begin, best->at.size());
}

// "…讲话稿[范本]" to "…讲话稿": what sites add behind a title.
std::string_view stem(std::string_view title) {
  for (const std::string_view extension : {".docx", ".doc", ".pdf", ".pptx", ".ppt", ".txt", ".wps"})
    if (title.ends_with(extension)) title.remove_suffix(extension.size());
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"[", "]"}, {"(", ")"}, {"（", "）"}, {"【", "】"}}) {
    if (!title.ends_with(close)) continue;
    const std::size_t at = title.rfind(open);
    if (at != std::string_view::npos && at > 12) title = title.substr(0, at);
  }
  return title;
}

// A site prints the title above the text and often glues it to the first words: "…讲话稿同志们:…".
void PageTrimmer::drop_repeated_title() {
  if (!page_title_) return;
  const std::string_view full = reading_.page.title;
  const std::string_view name = stem(full);
  for (std::size_t i = 0; i < lines_.size() && i <= body_ + 2; ++i) {
    if (out_[i]) continue;
    const Span at = lines_[i].at;
    const std::string_view words = text_.substr(at.begin, at.size());
    if (name.size() < 12 || !words.starts_with(name)) return;
    std::size_t size = words.starts_with(full) ? full.size() : name.size();
    if (size == at.size()) {
      out_[i] = true;
      continue;
    }
    if (words.substr(size).starts_with("的") || words.substr(size).starts_with("，"))
      return;  // a sentence about it
    repeated_ = {at.begin, at.begin + static_cast<Offset>(size)};
    return;
  }
}

void PageTrimmer::write() {
  std::vector<Span>& chrome = reading_.page.chrome;
  const auto add = [&](Span span) {
    if (!chrome.empty() && chrome.back().end >= span.begin)
      chrome.back().end = std::max(chrome.back().end, span.end);
    else
      chrome.push_back(span);
  };
  bool middle = false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Span full = lines_[i].full;
    if (!middle && full.begin >= middle_.end) {
      for (const Span& span : middle_out_) add(span);
      middle = true;
    }
    if (out_[i]) add(full);
    if (repeated_.size() > 0 && repeated_.begin >= full.begin && repeated_.end <= full.end) add(repeated_);
  }
  if (!middle)
    for (const Span& span : middle_out_) add(span);
}

}  // namespace

void trim(Reading& reading) { PageTrimmer(reading).run(); }

}  // namespace midyear::reading
