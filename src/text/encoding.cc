#include "text/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "text/likelihood.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

constexpr std::size_t kSample = 64 << 10;

const char* icu_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::gb18030:
      return "gb18030";
    case Encoding::big5:
      return "windows-950-2000";
    case Encoding::utf16le:
      return "UTF-16LE";
    case Encoding::utf16be:
      return "UTF-16BE";
    default:
      return "UTF-8";
  }
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using ConverterPointer = std::unique_ptr<UConverter, CloseConverter>;

// Counts faults while ICU converts, and lets each become U+FFFD.
struct FaultCounter {
  const char* begin;
  std::uint32_t faults = 0;
  std::uint64_t first = 0;

  static void note(const void* context, UConverterToUnicodeArgs* args, const char* units, std::int32_t length,
                   UConverterCallbackReason reason, UErrorCode* error) {
    if (reason > UCNV_IRREGULAR) return;
    auto* self = static_cast<FaultCounter*>(const_cast<void*>(context));
    if (self->faults++ == 0) self->first = static_cast<std::uint64_t>(args->source - self->begin - length);
    static_cast<void>(units);
    *error = U_ZERO_ERROR;
    static constexpr char16_t kMark = 0xFFFD;
    ucnv_cbToUWriteUChars(args, &kMark, 1, 0, error);
  }
};

ConverterPointer open_converter(Encoding encoding, FaultCounter& counter) {
  UErrorCode error = U_ZERO_ERROR;
  ConverterPointer converter(ucnv_open(icu_name(encoding), &error));
  if (U_SUCCESS(error))
    ucnv_setToUCallBack(converter.get(), FaultCounter::note, &counter, nullptr, nullptr, &error);
  if (U_FAILURE(error)) throw std::runtime_error(std::string("ICU has no converter ") + icu_name(encoding));
  return converter;
}

// UTF-16 from ICU to UTF-8; a pair may be cut by the end of a buffer.
class Utf8Writer {
 public:
  explicit Utf8Writer(std::string& out) : out_(out) {}
  void write(const char16_t* begin, const char16_t* end) {
    for (; begin != end; ++begin) {
      if (lead_ != 0 && *begin >= 0xDC00 && *begin < 0xE000) {
        append_utf8(out_, 0x10000u + ((lead_ - 0xD800u) << 10) + (*begin - 0xDC00u));
        lead_ = 0;
      } else if (*begin >= 0xD800 && *begin < 0xDC00) {
        lead_ = *begin;
      } else {
        append_utf8(out_, *begin);
      }
    }
  }

 private:
  std::string& out_;
  char16_t lead_ = 0;
};

std::uint64_t bytes_below(std::string_view bytes, unsigned char limit) {
  return static_cast<std::uint64_t>(std::count_if(
      bytes.begin(), bytes.end(), [limit](char c) { return static_cast<unsigned char>(c) < limit; }));
}

// Units that a Chinese report in UTF-16 is made of.
bool plausible_unit(unsigned unit) {
  return unit == '\n' || unit == '\r' || unit == '\t' || (unit >= 0x20 && unit < 0x7F) ||
         (unit >= 0x4E00 && unit < 0xA000) || (unit >= 0x2010 && unit < 0x2030) ||
         (unit >= 0x3000 && unit < 0x3020) || (unit >= 0xFF01 && unit < 0xFF60);
}

// UTF-16 without a mark: nine in ten units plausible in one order, and half as many at most in the other.
// (The halves of ASCII units, swapped, are often Han: ASCII counts double.)
bool looks_like_utf16(std::string_view sample, Encoding& out) {
  struct Order {
    std::size_t plausible = 0, weight = 0;
    void add(unsigned unit) {
      if (!plausible_unit(unit)) return;
      ++plausible;
      weight += unit < 0x80 ? 2 : 1;
    }
  } little, big;
  const std::size_t units = sample.size() / 2;
  for (std::size_t i = 0; i < 2 * units; i += 2) {
    const auto a = static_cast<unsigned char>(sample[i]), b = static_cast<unsigned char>(sample[i + 1]);
    little.add(a | static_cast<unsigned>(b) << 8);
    big.add(b | static_cast<unsigned>(a) << 8);
  }
  const Order& best = little.weight > big.weight ? little : big;
  const Order& other = little.weight > big.weight ? big : little;
  if (units < 2 || best.plausible * 10 < units * 9 || other.weight * 2 > best.weight) return false;
  out = little.weight > big.weight ? Encoding::utf16le : Encoding::utf16be;
  return true;
}

// Bytes of valid sequences of three or more against bytes that are in none.
bool looks_like_faulty_utf8(std::string_view sample) {
  std::size_t good = 0, bad = 0;
  for (std::size_t i = 0; i < sample.size();) {
    const std::size_t before = i;
    const char32_t c = next_char(sample, i);
    if (c >= 0x800 && i - before >= 3)
      good += i - before;
    else if (c == kReplacement && i - before == 1 && sample.size() - before > 3)
      ++bad;
  }
  return good >= 4 * bad && good > 0;
}

// Mean weight of what is not ASCII, when read in this encoding; a fault weighs nothing.
int plausibility(std::string_view sample, Encoding encoding) {
  const Converted converted = convert(sample, encoding);
  std::int64_t sum = 0, count = 0;
  char32_t before = 0;
  for (std::size_t i = 0; i < converted.text.size();) {
    const char32_t c = next_char(converted.text, i);
    if (c >= 0x80) {
      ++count;
      if (c != kReplacement) sum += weight(before, c);
    }
    before = c;
  }
  return count == 0 ? 0 : static_cast<int>(sum * 100 / count);
}

}  // namespace

Encoding detect_encoding(std::string_view bytes, bool valid_utf8) {
  const std::string_view sample = bytes.substr(0, kSample);
  Encoding found = Encoding::utf8;
  const bool has_zeros = sample.find('\0') != std::string_view::npos;
  if (has_zeros && looks_like_utf16(sample, found)) return found;
  if (valid_utf8) return Encoding::utf8;
  if (looks_like_utf16(sample, found)) return found;
  if (looks_like_faulty_utf8(sample)) return Encoding::utf8;
  const auto high =
      std::find_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto start = static_cast<std::size_t>(high - bytes.begin());
  const std::string_view text = bytes.substr(start, kSample / 4);
  if (bytes_below(text, 0x80) == text.size()) return Encoding::utf8;
  return plausibility(text, Encoding::big5) > plausibility(text, Encoding::gb18030) ? Encoding::big5
                                                                                    : Encoding::gb18030;
}

Converted convert(std::string_view bytes, Encoding from) {
  Converted out;
  FaultCounter counter{.begin = bytes.data()};
  const ConverterPointer converter = open_converter(from, counter);
  out.text.reserve(bytes.size() + bytes.size() / 2);
  Utf8Writer writer(out.text);
  std::array<char16_t, 16 << 10> buffer;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    char16_t* target = buffer.data();
    ucnv_toUnicode(converter.get(), &target, buffer.data() + buffer.size(), &source, end, nullptr, true,
                   &error);
    writer.write(buffer.data(), target);
  }
  if (U_FAILURE(error)) throw std::runtime_error(std::string("ICU: ") + u_errorName(error));
  out.faults = counter.faults;
  out.first_fault = counter.first;
  return out;
}

}  // namespace midyear::text
