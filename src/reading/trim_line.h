#pragma once

// What a line looks like to somebody who knows document-sharing sites and government portals. Internal to
// trim.

#include <string>
#include <string_view>

#include "reading/reading.h"
#include "text/fold.h"

namespace midyear::reading {

struct PageLine {
  Span at;    // trimmed
  Span full;  // with the white space around it and its line end
  bool blank = false;
  bool labels = false;      // buttons only: "下载 打印 收藏", "0/150"
  bool field = false;       // "来源：…", "发布时间：…"
  bool notice = false;      // opens a notice: "版权说明:…", "温馨提示"
  bool bare_mark = false;   // and says nothing else: its text follows as a list
  bool start = false;       // "文档简介": the body follows
  bool ends_body = false;   // "相关推荐", "上一篇": page follows
  bool sign = false;        // "…ICP备…"
  bool pages = false;       // "第3页", "- 3 -", "已阅读5页,还剩12页未读"
  bool file = false;        // a file's name: "…工作总结.docx"
  bool dated = false;       // "2024-07-12 发布于…", "约3200字 约12页": what sites know of a document
  bool wordy = false;       // many words of notices for its length
  bool closed = false;      // ends with 。！？；
  bool salutation = false;  // "各位代表：", "同志们:"
  bool numbered = false;    // opens with 一、 (一) 第一章
  bool listed = false;      // opens with 1. (1) • or the like
  std::uint32_t characters = 0;  // without white space; counted up to 160
  std::uint32_t han = 0;
  std::int32_t pages_read = -1, pages_left = -1, pages_all = -1;
  Span page_title;  // of "TITLE_第3页"; empty otherwise
  std::int32_t page_number = -1;

  bool page_only() const {
    return labels || field || notice || start || sign || pages || file || dated || page_title.size() > 0;
  }
};

// Reads lines one after the other; keeps its buffers. One per thread. Cost: a line's first 480 bytes.
class PageLineReader {
 public:
  PageLine read(std::string_view text, Span full);

 private:
  void compact(std::string_view text, Span at);
  void read_marks(PageLine& line) const;
  void read_pages(PageLine& line) const;
  bool only_labels() const;
  bool only_page_number() const;

  text::Folded folded_;
  std::u16string units_;             // folded without white space
  std::vector<text::Offset> begin_;  // byte of units_[i], and the end
};

}  // namespace midyear::reading
