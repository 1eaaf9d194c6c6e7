#pragma once

// One recognizer a kind, over a line without the spaces that do not count. Internal to the room.

#include <vector>

#include "quantity/recognize.h"

namespace midyear::quantity {

void find_numbers(std::u16string_view text, std::vector<Recognition>& out);
void find_percents(std::u16string_view text, std::vector<Recognition>& out);
void find_ranges(std::u16string_view text, std::vector<Recognition>& out);
void find_currencies(std::u16string_view text, std::vector<Recognition>& out);
void find_dimensions(std::u16string_view text, std::vector<Recognition>& out);
void find_periods(std::u16string_view text, Date reference, std::vector<Recognition>& out);

constexpr bool is_ascii_letter(char16_t c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }

// Units of the web address that starts at text[at], 0 where none does. Its digits are no quantities.
std::size_t web_address(std::u16string_view text, std::size_t at);

}  // namespace midyear::quantity
