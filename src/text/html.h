#pragma once

// HTML reduced to its text. Internal to the room.

#include <string>
#include <string_view>

namespace midyear::text {

// Whether the text begins as HTML does: a doctype, or one of its elements. A report with "<" in it does not.
bool is_html(std::string_view text);

// The text of an HTML page, UTF-8 in and out: blocks on lines of their own, cells of a table apart by tabs,
// entities decoded, scripts, styles and comments left out, the title as the first line where the body does
// not hold it. No tree is built: nothing nests too deep, and what never closes ends with the page. Linear.
std::string html_text(std::string_view html);

}  // namespace midyear::text
