#include "reading/stages.h"

namespace midyear::reading {

// Lines as blocks, sentences to 。！？.
void outline(Reading& reading) {
  const std::string_view text = reading.text();
  std::uint32_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    const Span at{begin, static_cast<text::Offset>(end)};
    reading.blocks.push_back({.at = at});
    text::Offset from = at.begin;
    for (text::Offset i = at.begin; i + 2 < at.end; ++i) {
      const std::string_view mark = text.substr(i, 3);
      if (mark == "。" || mark == "！" || mark == "？") {
        reading.sentences.push_back({.at = {from, i + 3}});
        from = i + 3;
      }
    }
    if (from < at.end) reading.sentences.push_back({.at = {from, at.end}});
    begin = static_cast<std::uint32_t>(end) + 1;
  }
}

}  // namespace midyear::reading
