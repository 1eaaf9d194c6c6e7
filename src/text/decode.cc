#include <cstdint>
#include <utility>

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

}  // namespace

base::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return base::Error{"too_large", "the input has " + std::to_string(bytes.size()) +
                                        " bytes, more than --max-bytes " + std::to_string(options.max_bytes) +
                                        " allows"};
  }
  Decoded out;
  const std::size_t bom = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::string_view text = bytes.substr(bom);
  if (valid_utf8_prefix(text) == text.size()) {
    out.verbatim = bom == 0;
    if (!out.verbatim) out.text = text;
    return out;
  }
  out.verbatim = false;
  replace_faults(text, bom, out);
  return out;
}

}  // namespace midyear::text
