#pragma once

// A cursor over the characters of valid UTF-8, for rules that look at a few of them. Past the end every
// character is U+0000; a broken sequence reads as U+FFFD of one byte.

#include <string_view>

#include "text/span.h"

namespace midyear::reading {

class Walk {
 public:
  Walk(std::string_view text, text::Offset at, text::Offset end) : text_(text), at_(at), end_(end) {
    decode();
  }

  text::Offset at() const { return at_; }
  bool done() const { return at_ >= end_; }
  char32_t peek() const { return current_; }
  void skip() {
    at_ += size_;
    decode();
  }
  char32_t next() {
    const char32_t c = current_;
    skip();
    return c;
  }
  void seek(text::Offset at) {
    at_ = at;
    decode();
  }
  void skip_spaces() {
    while (is_space(current_)) skip();
  }

  static bool is_space(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\r' || c == U'\u3000' || c == U'\u00A0' || c == U'\uFEFF';
  }

 private:
  void decode() {
    if (at_ >= end_) {
      current_ = 0;
      size_ = 0;
      return;
    }
    const auto byte = [&](text::Offset k) { return static_cast<unsigned char>(text_[at_ + k]); };
    const unsigned char lead = byte(0);
    size_ = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (at_ + size_ > end_) size_ = 1;
    if (size_ == 1) {
      current_ = lead < 0x80 ? lead : U'\uFFFD';
      return;
    }
    current_ = lead & (0xFFu >> (size_ + 1));
    for (text::Offset k = 1; k < size_; ++k) current_ = current_ << 6 | (byte(k) & 0x3Fu);
  }

  std::string_view text_;
  text::Offset at_, end_;
  text::Offset size_ = 0;
  char32_t current_ = 0;
};

inline text::Offset skip_spaces(std::string_view text, text::Offset at, text::Offset end) {
  if (at<end&& static_cast<unsigned char>(text[at])> 0x20 && static_cast<unsigned char>(text[at]) < 0xC2)
    return at;
  Walk walk(text, at, end);
  walk.skip_spaces();
  return walk.at();
}

// The end of text[from, end) without the white space (and line ends) it closes with.
inline text::Offset trim_end(std::string_view text, text::Offset from, text::Offset end) {
  for (;;) {
    if (end > from && static_cast<unsigned char>(text[end - 1]) <= 0x20)
      --end;
    else if (end >= from + 3 && text.substr(end - 3, 3) == "\u3000")
      end -= 3;
    else if (end >= from + 2 && text.substr(end - 2, 2) == "\u00A0")
      end -= 2;
    else
      return end;
  }
}

}  // namespace midyear::reading
