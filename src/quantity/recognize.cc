#include "quantity/recognize.h"

#include <algorithm>
#include <string>

#include "quantity/han.h"
#include "quantity/numeral.h"
#include "quantity/recognizers.h"
#include "quantity/spoken.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

// A line without the spaces beside characters that are not ASCII: "三百 五" is 三百五, "1 4/3" stays.
struct Squeezed {
  std::u16string text;
  std::vector<std::uint32_t> at;  // place in the line of each unit
};

void squeeze(std::u16string_view line, Squeezed& out) {
  out.text.clear();
  out.at.clear();
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == u' ' || line[i] == u'\t') {
      std::size_t end = i;
      while (end < line.size() && (line[end] == u' ' || line[end] == u'\t')) ++end;
      const bool counts = i > 0 && end < line.size() && line[i - 1] < 0x80 && line[end] < 0x80;
      if (!counts) {
        i = end - 1;
        continue;
      }
    }
    out.text.push_back(line[i]);
    out.at.push_back(static_cast<std::uint32_t>(i));
  }
}

void find(std::u16string_view text, RecognitionKind kind, Date reference, std::vector<Recognition>& out) {
  switch (kind) {
    case RecognitionKind::number:
      return find_numbers(text, out);
    case RecognitionKind::percent:
      return find_percents(text, out);
    case RecognitionKind::range:
      return find_ranges(text, out);
    case RecognitionKind::currency:
      return find_currencies(text, out);
    case RecognitionKind::dimension:
      return find_dimensions(text, out);
    case RecognitionKind::period:
      return find_periods(text, reference, out);
  }
}

}  // namespace

std::size_t web_address(std::u16string_view text, std::size_t at) {
  const std::u16string_view rest = text.substr(at);
  if (!rest.starts_with(u"http://") && !rest.starts_with(u"https://") && !rest.starts_with(u"www.") &&
      !rest.starts_with(u"ftp://"))
    return 0;
  std::size_t n = 0;
  while (n < rest.size() && rest[n] > u' ' && rest[n] < 0x7F) ++n;
  return n;
}

void find_numbers(std::u16string_view text, std::vector<Recognition>& out) {
  for (std::size_t i = 0; i < text.size();) {
    const char16_t c = text[i];
    if (is_ascii_letter(c)) {
      if (const std::size_t n = web_address(text, i))
        i += n;
      else
        ++i;
      continue;
    }
    const auto number = read_spoken(text, i);
    if (!number) {
      i += std::max<std::size_t>(1, word_like_numeral(text, i));
      continue;
    }
    const char16_t before = i == 0 ? u'\0' : text[i - 1];
    std::size_t end = i + number->exact_length;
    const char16_t after = end < text.size() ? text[end] : u'\0';
    const bool single = number->length == 1 && !is_arabic(c);
    const bool word = number->between || number->positional || is_ascii_letter(before) ||
                      (single && (after == u'折' || text.substr(end, 2) == u"美元"));
    if (!word) {
      double value = number->value;
      if (after == u'打' && !number->fraction) {
        value *= 12;
        ++end;
      }
      out.push_back({.begin = i, .end = end, .value = value});
    }
    i += std::max(number->length, end - i);
  }
}

std::vector<Recognition> recognize(std::u16string_view folded, RecognitionKind kind, Date reference) {
  std::vector<Recognition> out;
  thread_local Squeezed squeezed;  // keeps its memory from line to line
  const bool spaced = folded.find_first_of(u" \t") != folded.npos;
  if (!spaced) {
    find(folded, kind, reference, out);
    return out;
  }
  squeeze(folded, squeezed);
  find(squeezed.text, kind, reference, out);
  for (Recognition& r : out) {
    r.end = squeezed.at[r.end - 1] + 1;
    r.begin = squeezed.at[r.begin];
  }
  return out;
}

}  // namespace midyear::quantity
