#include "reading/html_page.h"

#include "base/embedded.h"
#include "base/hash.h"
#include "reading/view.h"

namespace midyear::base {

std::span<const EmbeddedFile> embedded_page();  // src/reading/page/

}  // namespace midyear::base

namespace midyear::reading {
namespace {

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string html_page(const Reading& reading, const InputFacts& input, base::Language language) {
  const auto files = base::embedded_page();
  const std::string_view style = base::embedded_file(files, "page.css");
  std::string script;
  for (const std::string_view part : {"text.js", "records.js", "page.js"})
    script += base::embedded_file(files, part);
  std::string_view frame = base::embedded_file(files, "page.html");
  std::string out;
  out.reserve(frame.size() + style.size() + script.size() + 3 * reading.source_text().size());
  while (!frame.empty()) {
    const std::size_t open = frame.find("{{");
    out += frame.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = frame.find("}}", open);
    const std::string_view name = frame.substr(open + 2, close - open - 2);
    if (name == "title")
      out += escape(reading.page.title.empty() ? std::string_view(input.name) : reading.page.title);
    else if (name == "style")
      out += style;
    else if (name == "script")
      out += script;
    else if (name == "style_hash")
      out += base::sha256_base64(style);
    else if (name == "script_hash")
      out += base::sha256_base64(script);
    else if (name == "data")
      write_view(reading, input, language, out);
    frame.remove_prefix(close + 2);
  }
  return out;
}

}  // namespace midyear::reading
