#include <cstdint>
#include <utility>

#include "text/encoding.h"
#include "text/html.h"
#include "text/text.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

// Bytes of the fault at the begin of `rest`, of which one U+FFFD is made: the longest begin of a character
// that could have been (Unicode, "maximal subparts").
std::size_t fault_size(std::string_view rest) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(rest[k]); };
  const std::size_t size = utf8_size(byte(0));
  std::size_t k = 1;
  for (; k < size && k < rest.size(); ++k) {
    unsigned char low = 0x80, high = 0xBF;
    if (k == 1 && byte(0) == 0xE0) low = 0xA0;
    if (k == 1 && byte(0) == 0xED) high = 0x9F;
    if (k == 1 && byte(0) == 0xF0) low = 0x90;
    if (k == 1 && byte(0) == 0xF4) high = 0x8F;
    if (byte(k) < low || byte(k) > high) break;
  }
  return k;
}

void replace_faults(std::string_view bytes, std::uint64_t offset, Decoded& out) {
  out.text.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t good = valid_utf8_prefix(bytes.substr(i));
    out.text.append(bytes, i, good);
    i += good;
    if (i >= bytes.size()) break;
    if (out.faults++ == 0) out.first_fault = offset + i;
    out.text += "\uFFFD";
    i += fault_size(bytes.substr(i));
  }
}

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};
constexpr Mark kMarks[] = {{"\xEF\xBB\xBF", Encoding::utf8},
                           {"\xFF\xFE", Encoding::utf16le},
                           {"\xFE\xFF", Encoding::utf16be},
                           {"\x84\x31\x95\x33", Encoding::gb18030}};

// Fills text with UTF-8 unless the bytes are that already.
void to_utf8(std::string_view bytes, Decoded& out) {
  std::size_t mark = 0;
  for (const Mark& m : kMarks) {
    if (mark == 0 && bytes.starts_with(m.bytes)) mark = m.bytes.size(), out.encoding = m.encoding;
  }
  const std::string_view text = bytes.substr(mark);
  const bool valid = valid_utf8_prefix(text) == text.size();
  if (mark == 0) out.encoding = detect_encoding(bytes, valid);
  if (out.encoding != Encoding::utf8) {
    Converted converted = convert(text, out.encoding);
    out.text = std::move(converted.text);
    out.faults = converted.faults;
    out.first_fault = mark + converted.first_fault;
  } else if (!valid) {
    replace_faults(text, mark, out);
  } else if (mark != 0) {
    out.text = text;
  } else {
    return;
  }
  out.verbatim = false;
}

}  // namespace

// What offices pass on for a report that is none of the forms read here, by its first bytes.
namespace {
constexpr std::pair<std::string_view, std::string_view> kNotText[] = {
    {"%PDF-", "PDF"},
    {"PK\x03\x04", "docx, xlsx, wps or zip"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "doc, xls or wps"},
    {"{\\rtf", "RTF"},
    {"\x89PNG", "PNG"},
    {"\xFF\xD8\xFF", "JPEG"},
    {"GIF8", "GIF"},
    {"\x7F"
     "ELF",
     "ELF"},
    {"\x1F\x8B\x08", "gzip"},
    {"Rar!", "RAR"},
    {"7z\xBC\xAF\x27\x1C", "7z"},
};
}  // namespace

base::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return base::Error{"too_large", "the input has " + std::to_string(bytes.size()) +
                                        " bytes, more than --max-bytes " + std::to_string(options.max_bytes) +
                                        " allows"};
  }
  for (const auto& [sign, kind] : kNotText)
    if (bytes.starts_with(sign)) return base::Error{"not_text", std::string(kind)};
  Decoded out;
  to_utf8(bytes, out);
  const std::string_view text = out.verbatim ? bytes : std::string_view(out.text);
  if (is_html(text)) {
    out.form = Form::html;
    out.text = html_text(text);
    out.verbatim = false;
  }
  return out;
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')) {
      ++at;
      continue;
    }
    std::size_t size = 0;
    for (const std::string_view space : {"\u3000", "\u00A0", "\uFEFF"})
      if (text.substr(at).starts_with(space)) size = space.size();
    if (size == 0) return false;
    at += size;
  }
  return true;
}

}  // namespace midyear::text
