#include "quantity/table.h"

namespace midyear::quantity {

std::u16string widen(std::string_view utf8) {
  std::u16string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = [&](std::size_t k) {
      return static_cast<unsigned>(static_cast<unsigned char>(utf8[k]));
    };
    const unsigned lead = byte(i);
    if (lead < 0x80) {
      out.push_back(static_cast<char16_t>(lead));
      i += 1;
    } else if (lead < 0xE0) {
      out.push_back(static_cast<char16_t>((lead & 0x1F) << 6 | (byte(i + 1) & 0x3F)));
      i += 2;
    } else {
      const unsigned c = (lead & 0x0F) << 12 | (byte(i + 1) & 0x3F) << 6 | (byte(i + 2) & 0x3F);
      out.push_back(static_cast<char16_t>(c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c));
      i += 3;
    }
  }
  return out;
}

}  // namespace midyear::quantity
