// damage GLOSSES SEED TITLE PAGES_READ PAGES_LEFT < clean.txt > page.txt
//
// Makes of a clean simplified text (UTF-8) what a document-sharing site shows of it, for tests and the sample
// page: most decimals are lost with their number, the text is cut in mid-sentence, characters take their
// traditional form, pinyin glosses are put over the GBK bytes without regard to the borders of characters,
// and the site's frame stands around it. The same seed makes the same page.

#include <unicode/ucnv.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "text/simplify.h"

namespace {

class Gb18030 {
 public:
  Gb18030() : converter_(ucnv_open("gb18030", &status_)) {
    ucnv_setToUCallBack(converter_, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status_);
    if (U_FAILURE(status_)) throw std::runtime_error("ICU has no GB18030");
  }
  ~Gb18030() { ucnv_close(converter_); }
  Gb18030(const Gb18030&) = delete;
  Gb18030& operator=(const Gb18030&) = delete;

  static std::string encode(std::string_view utf8) { return convert("gb18030", "utf-8", utf8); }

  // The character that the bytes are, in UTF-8; "" where they are none.
  std::string decode_one(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    std::array<UChar, 8> units{};
    const auto count = ucnv_toUChars(converter_, units.data(), static_cast<int32_t>(units.size()),
                                     bytes.data(), static_cast<int32_t>(bytes.size()), &status);
    if (U_FAILURE(status) || count == 0 || units[0] == 0xFFFD) return {};
    return convert("utf-8", "utf-16le",
                   {reinterpret_cast<const char*>(units.data()), static_cast<std::size_t>(count) * 2});
  }

 private:
  static std::string convert(const char* to, const char* from, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out(bytes.size() * 4 + 8, '\0');
    const auto size = ucnv_convert(to, from, out.data(), static_cast<int32_t>(out.size()), bytes.data(),
                                   static_cast<int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot convert");
    out.resize(static_cast<std::size_t>(size));
    return out;
  }

  UErrorCode status_ = U_ZERO_ERROR;
  UConverter* converter_;
};

// SplitMix64: small, and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % n;
  }

 private:
  std::uint64_t state_;
};

std::size_t size_at(std::string_view utf8, std::size_t i) {
  const auto lead = static_cast<unsigned char>(utf8[i]);
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

struct Tables {
  std::map<std::string, std::string> traditional;  // simplified -> traditional, UTF-8
  std::map<std::string, std::string> gloss;        // two GBK bytes -> reading in GB18030
};

Tables read_tables(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  Tables tables;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      const std::string han = word.substr(0, 3);
      tables.traditional[midyear::text::simplify(han)] = han;
      tables.gloss[Gb18030::encode(han)] = Gb18030::encode(word.substr(3));
    }
  }
  return tables;
}

// Nine of ten numbers with a decimal point go; their unit stays.
std::string lose_decimals(std::string_view text, Dice& dice) {
  const auto numeric = [&](std::size_t i) {
    return i < text.size() && ((text[i] >= '0' && text[i] <= '9') || text[i] == '.');
  };
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (numeric(end)) ++end;
    if (end == i) {
      out += text[i++];
      continue;
    }
    const auto number = text.substr(i, end - i);
    const auto point = number.find('.');
    const bool decimal = point != std::string_view::npos && point > 0 && point + 1 < number.size();
    if (!decimal || dice.below(10) == 0) out += number;
    i = end;
  }
  return out;
}

std::string to_traditional(std::string_view text, const Tables& tables) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string one(text.substr(i, size_at(text, i)));
    const auto found = tables.traditional.find(one);
    out += found == tables.traditional.end() ? one : found->second;
    i += one.size();
  }
  return out;
}

// The blind pass: any two bytes that are a glossed character, also across the border of two characters.
std::string add_glosses(std::string_view bytes, const Tables& tables) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto found = tables.gloss.find(std::string(bytes.substr(i, 2)));
    if (found == tables.gloss.end()) {
      out += bytes[i++];
      continue;
    }
    out.append(found->first).append("(").append(found->second).append(")");
    i += 2;
  }
  return out;
}

// As a browser shows it: a lead byte without its trail is "?", and takes a bracket behind it along.
std::string decode(std::string_view bytes) {
  Gb18030 converter;
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      out += bytes[i++];
      continue;
    }
    std::string one = converter.decode_one(bytes.substr(i, 2));
    std::size_t size = 2;
    if (one.empty()) one = converter.decode_one(bytes.substr(i, size = 4));
    if (one.empty()) {
      one = "?";
      size = i + 1 < bytes.size() && bytes[i + 1] == '(' ? 2 : 1;
    }
    out += one;
    i += size;
  }
  return out;
}

std::string cut(std::string_view text, Dice& dice) {
  std::size_t end = text.size() * (85 + dice.below(10)) / 100;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

std::string frame(const std::string& title, int read, int left, const std::string& body) {
  std::string page;
  for (int i = 1; i <= read; ++i) page += title + "_第" + std::to_string(i) + "页\n";
  page += "已阅读" + std::to_string(read) + "页,还剩" + std::to_string(left) +
          "页未读, 继续免费阅读\n\n下载本文档\n\n";
  page += "版权说明:这份文档由网友上传,如果您是权利人并认为它侵犯了您的权益,可以举报或认领\n\n文档简介\n\n" +
          body;
  page +=
      "\n\n温馨提示\n\n  • 1. 打开文档前请先装好阅读软件,压缩包请解压后再看。\n  • 2. "
      "网页上的预览只是一部分,全文以下载的文件为准。\n"
      "  • 3. 本站只存放网友上传的文档,不对其中的内容作任何改动。\n\n评论\n\n0/150\n\n提交评论\n";
  return page;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 6)
    throw std::runtime_error("usage: damage GLOSSES SEED TITLE PAGES_READ PAGES_LEFT < clean.txt > page.txt");
  const Tables tables = read_tables(argv[1]);
  Dice dice(std::strtoull(argv[2], nullptr, 10));
  const std::string clean{std::istreambuf_iterator<char>(std::cin), {}};
  std::string body;
  for (const char c : cut(lose_decimals(clean, dice), dice))
    if (c != '\n') body += c;  // such pages run all lines together
  const std::string page = frame(argv[3], std::atoi(argv[4]), std::atoi(argv[5]), body);
  std::cout << decode(add_glosses(Gb18030::encode(to_traditional(page, tables)), tables));
  return std::cout.flush() ? 0 : 3;
} catch (const std::exception& fault) {
  std::cerr << "damage: " << fault.what() << '\n';
  return 2;
}
