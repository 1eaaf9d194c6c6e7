#include "desk/passages.h"

#include <algorithm>

#include "base/json.h"
#include "reading/utf16_index.h"

namespace midyear::desk {
namespace {

using reading::Reading;
using reading::Span;

constexpr std::uint32_t kUsual = 600, kEnough = 150, kMost = 2000;  // UTF-16 units

class Cutter {
 public:
  explicit Cutter(const Reading& reading) : reading_(reading), units_(reading.text()) {}

  std::vector<PassagePlace> all() {
    for (const reading::Sentence& sentence : reading_.sentences) take(sentence);
    finish();
    return std::move(passages_);
  }

 private:
  void take(const reading::Sentence& sentence) {
    const std::uint32_t begin = units_.units(sentence.at.begin), end = units_.units(sentence.at.end);
    if (open_) {
      const bool other = sentence.heading != now_.heading &&
                         (last_ - now_.start >= kEnough || !inside_paragraph(sentence.heading));
      const bool apart = begin > last_ + 16;  // something that is no body stands between
      if (other || apart || end - now_.start > kUsual) finish();
    }
    if (!open_) {
      open_ = true;
      now_ = {sentence.at, begin, sentence.heading};
    }
    now_.at.end = sentence.at.end;
    last_ = end;
    if (last_ - now_.start > kMost) split();
  }

  // Items (一是 …) may share a passage, parts and sections never do.
  bool inside_paragraph(std::uint32_t heading) const {
    return heading != reading::kNone && reading_.headings[heading].item;
  }

  void finish() {
    if (open_ && now_.at.end > now_.at.begin) passages_.push_back(now_);
    open_ = false;
  }

  // A sentence without end is cut where it gets too long.
  void split() {
    const std::string_view text = reading_.text();
    while (last_ - now_.start > kMost) {
      PassagePlace head = now_;
      std::uint32_t units = 0;
      std::size_t byte = now_.at.begin;
      while (units < kUsual) {
        units += static_cast<unsigned char>(text[byte]) >= 0xF0 ? 2 : 1;
        do ++byte;
        while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80);
      }
      head.at.end = static_cast<text::Offset>(byte);
      passages_.push_back(head);
      now_.at.begin = head.at.end;
      now_.start += units;
    }
  }

  const Reading& reading_;
  const reading::Utf16Index units_;
  std::vector<PassagePlace> passages_;
  PassagePlace now_;
  std::uint32_t last_ = 0;  // where now_ ends
  bool open_ = false;
};

}  // namespace

std::vector<PassagePlace> cut_passages(const Reading& reading) { return Cutter(reading).all(); }

std::string passage_text(const Reading& reading, const PassagePlace& passage) {
  std::string text(reading.text(passage.at));
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

std::string passage_headings(const Reading& reading, const PassagePlace& passage) {
  std::string out;
  base::JsonWriter json(out);
  json.begin_array();
  if (passage.heading != reading::kNone)
    for (const std::uint32_t index : reading.heading_path(passage.heading)) {
      const reading::Heading& heading = reading.headings[index];
      std::string name(heading.number);
      name += heading.title;
      json.string(name);
    }
  json.end_array();
  return out;
}

}  // namespace midyear::desk
