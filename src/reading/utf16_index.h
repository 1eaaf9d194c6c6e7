#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace midyear::reading {

// Byte offsets of a UTF-8 text to UTF-16 offsets. Built in one pass; a look-up reads at most kStep bytes.
// Keeps a view of the text.
class Utf16Index {
 public:
  explicit Utf16Index(std::string_view text) : text_(text) {
    std::uint32_t units = 0;
    before_.reserve(text.size() / kStep + 1);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (i % kStep == 0) before_.push_back(units);
      units += units_of(text[i]);
    }
    if (text.size() % kStep == 0) before_.push_back(units);
  }

  // Requires: byte <= the text's size, at the begin of a character.
  std::uint32_t units(std::size_t byte) const {
    std::size_t i = byte / kStep * kStep;
    std::uint32_t units = before_[byte / kStep];
    for (; i < byte; ++i) units += units_of(text_[i]);
    return units;
  }

 private:
  static constexpr std::size_t kStep = 128;
  // A lead byte stands for its whole character; those of four bytes are two units.
  static std::uint32_t units_of(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xF0 ? 2 : (byte & 0xC0) != 0x80 ? 1 : 0;
  }

  std::string_view text_;
  std::vector<std::uint32_t> before_;
};

}  // namespace midyear::reading
