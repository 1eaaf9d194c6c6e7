// Makes the tables behind tables.h. Run by the build:
//   make_text_tables OUT.cc TSCharacters.txt TSPhrases.txt Unihan_Readings.txt essay.txt report_words.tsv

#include <unicode/ucnv.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;  // key, first value

constexpr char32_t kFirstHan = 0x4E00, kLastHan = 0x9FFF;

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0xFFu >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) c = c << 6 | (static_cast<unsigned char>(text.at(i + k)) & 0x3Fu);
    out.push_back(c);
    i += size;
  }
  return out;
}

// Lines "key TAB value value…", as opencc_dict writes them.
Lines read_dictionary(const char* path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(std::string("cannot read ") + path);
  Lines out;
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const auto end = line.find(' ', tab + 1);
    out.emplace_back(line.substr(0, tab),
                     line.substr(tab + 1, end == std::string::npos ? end : end - tab - 1));
  }
  if (out.empty()) throw std::runtime_error(std::string("no entries in ") + path);
  return out;
}

using Readings = std::map<char32_t, std::set<std::string>>;

bool is_pinyin(std::string_view syllable) {
  for (const char32_t c : to_utf32(syllable))
    if (!(c >= 'a' && c <= 'z') && !(c >= 0xE0 && c <= 0x1DC)) return false;
  return !syllable.empty();
}

// "326.050:shǎng 326.090:shàng", "10005.040:shàng,shǎng", "shàng(12308) shang(392)", "shàng"
void add_readings(std::string_view value, std::set<std::string>& readings) {
  std::string word;
  std::size_t i = 0;
  const auto flush = [&] {
    if (is_pinyin(word)) readings.insert(word);
    word.clear();
  };
  for (; i < value.size(); ++i) {
    const char c = value[i];
    if (c == ':')
      word.clear();
    else if (c == ' ' || c == ',')
      flush();
    else if (c == '(')
      flush();
    else if (c == ')' || (c >= '0' && c <= '9') || c == '.' || c == '*')
      continue;
    else
      word.push_back(c);
  }
  flush();
}

Readings read_unihan(const char* path) {
  static const std::set<std::string_view> kFields = {"kMandarin", "kHanyuPinyin", "kHanyuPinlu", "kXHC1983",
                                                     "kTGHZ2013"};
  std::ifstream in(path);
  if (!in) throw std::runtime_error(std::string("cannot read ") + path);
  Readings out;
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t'), tab2 = line.find('\t', tab + 1);
    if (line.compare(0, 2, "U+") != 0 || tab2 == std::string::npos) continue;
    const std::string_view field = std::string_view(line).substr(tab + 1, tab2 - tab - 1);
    if (!kFields.contains(field)) continue;
    const auto c = static_cast<char32_t>(std::strtoul(line.c_str() + 2, nullptr, 16));
    if (c < kFirstHan || c > kLastHan) continue;
    add_readings(std::string_view(line).substr(tab2 + 1), out[c]);
  }
  if (out.empty()) throw std::runtime_error(std::string("no readings in ") + path);
  return out;
}

template <class Value>
void write_array(std::ostream& out, const char* head, const std::vector<Value>& values) {
  out << head << " = {\n";
  for (std::size_t i = 0; i < values.size(); ++i) out << +values[i] << (i % 24 == 23 ? ",\n" : ",");
  out << "};\n\n";
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    char hex[8];
    std::snprintf(hex, sizeof hex, "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += hex;
  }
  return out + "\"";
}

void write_characters(std::ostream& out, const Lines& characters) {
  std::vector<std::uint16_t> simplified(65536, 0);
  std::map<char32_t, char32_t> rare;
  for (const auto& [key, value] : characters) {
    const std::u32string from = to_utf32(key), to = to_utf32(value);
    if (from.size() != 1 || to.size() != 1) throw std::runtime_error("not one character: " + key);
    if (from == to) continue;
    if (from[0] < 0x10000 && to[0] < 0xFFFF) {
      simplified[from[0]] = static_cast<std::uint16_t>(to[0]);
    } else {
      rare[from[0]] = to[0];
      if (from[0] < 0x10000) simplified[from[0]] = 0xFFFF;
    }
  }
  write_array(out, "extern const std::uint16_t kSimplified[65536]", simplified);
  out << "namespace { constexpr RareForm kRare[] = {\n";
  for (const auto& [from, to] : rare) out << "{" << +from << "u," << +to << "u},\n";
  out << "}; }\nstd::span<const RareForm> rare_forms() { return kRare; }\n\n";
}

void write_phrases(std::ostream& out, Lines lines) {
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    const std::u32string x = to_utf32(a.first), y = to_utf32(b.first);
    if (x[0] != y[0]) return x[0] < y[0];
    if (a.first.size() != b.first.size()) return a.first.size() > b.first.size();
    return a.first < b.first;
  });
  std::vector<std::uint64_t> start(1024, 0);
  out << "namespace { constexpr Phrase kPhrases[] = {\n";
  for (const auto& [key, value] : lines) {
    const char32_t first = to_utf32(key)[0];
    if (first >= 0x10000) throw std::runtime_error("a phrase begins outside the BMP: " + key);
    start[first >> 6] |= std::uint64_t{1} << (first & 63);
    out << "{" << quoted(key) << "," << quoted(value) << "},\n";
  }
  out << "};\nstruct Start { std::uint16_t first, begin, end; };\nconstexpr Start kStarts[] = {\n";
  for (std::size_t i = 0; i < lines.size();) {
    const char32_t first = to_utf32(lines[i].first)[0];
    std::size_t j = i;
    while (j < lines.size() && to_utf32(lines[j].first)[0] == first) ++j;
    out << "{" << +first << "," << i << "," << j << "},\n";
    i = j;
  }
  out << "}; }\nstd::span<const Phrase> phrases() { return kPhrases; }\n"
         "PhraseRange phrases_of(char32_t first) {\n"
         "  const auto* at = std::lower_bound(std::begin(kStarts), std::end(kStarts), first,\n"
         "                                    [](const Start& s, char32_t c) { return s.first < c; });\n"
         "  if (at == std::end(kStarts) || at->first != first) return {};\n"
         "  return {at->begin, at->end};\n}\n\n";
  out << "extern const std::uint64_t kPhraseStart[1024] = {\n";
  for (const auto word : start) out << word << "ull,\n";
  out << "};\n\n";
}

// Dictionaries of today list the simplified form alone: 績 takes jì from 绩.
void share_readings(const Lines& characters, Readings& han) {
  for (const auto& [key, value] : characters) {
    const auto simplified = han.find(to_utf32(value)[0]);
    if (simplified != han.end())
      han[to_utf32(key)[0]].insert(simplified->second.begin(), simplified->second.end());
  }
}

void write_readings(std::ostream& out, const Readings& han) {
  std::set<std::string> all;
  for (const auto& [c, h] : han) all.insert(h.begin(), h.end());
  const std::vector<std::string> sorted(all.begin(), all.end());
  std::vector<std::uint16_t> ids;
  std::vector<std::uint32_t> begin;
  for (char32_t c = kFirstHan; c <= kLastHan; ++c) {
    begin.push_back(static_cast<std::uint32_t>(ids.size()));
    const auto at = han.find(c);
    if (at == han.end()) continue;
    for (const auto& reading : at->second)
      ids.push_back(static_cast<std::uint16_t>(std::lower_bound(sorted.begin(), sorted.end(), reading) -
                                               sorted.begin()));
  }
  begin.push_back(static_cast<std::uint32_t>(ids.size()));
  out << "namespace { constexpr std::string_view kSyllables[] = {\n";
  for (const auto& syllable : sorted) out << quoted(syllable) << ",\n";
  out << "};\n";
  write_array(out, "constexpr std::uint32_t kReadingBegin[]", begin);
  write_array(out, "constexpr std::uint16_t kReadings[]", ids);
  out << "}\nstd::span<const std::string_view> syllables() { return kSyllables; }\n"
         "std::span<const std::uint16_t> readings(char32_t c) {\n  if (c < "
      << +kFirstHan << " || c > " << +kLastHan << ") return {};\n  const auto i = c - " << +kFirstHan
      << ";\n  return {kReadings + kReadingBegin[i], kReadings + kReadingBegin[i + 1]};\n}\n\n";
}

using Counts = std::map<char32_t, double>;
using PairCounts = std::map<std::uint32_t, double>;

// Words with their counts, in simplified form: those of the dictionary of words, and ours, each as if it had
// been met kOwnCount times.
constexpr double kOwnCount = 20000;

// Pairs met less often say nothing: the list of words has many odd ones.
constexpr double kFewestPairs = 20;

struct Corpus {
  Counts count, at_end;  // of characters; of those that end a word
  PairCounts pairs;
};

void count_word(std::string_view word, double times, const std::map<char32_t, char32_t>& simplified,
                Corpus& out) {
  std::u32string units = to_utf32(word);
  for (char32_t& c : units)
    if (const auto at = simplified.find(c); at != simplified.end()) c = at->second;
  for (std::size_t i = 0; i < units.size(); ++i) {
    out.count[units[i]] += times;
    if (i + 1 == units.size()) out.at_end[units[i]] += times;
    if (i > 0 && units[i] < 0x10000 && units[i - 1] < 0x10000)
      out.pairs[static_cast<std::uint32_t>(units[i - 1] << 16 | units[i])] += times;
  }
}

// A count as one byte: eight steps for each doubling.
std::uint8_t log_count(double n) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(8 * std::log2(1 + n)), 0L, 255L));
}

void write_bits(std::ostream& out, const char* head, const std::vector<std::uint64_t>& bits) {
  out << head << " = {\n";
  for (const auto word : bits) out << word << "ull,\n";
  out << "};\n\n";
}

void write_counts(std::ostream& out, const char* words, const char* own_words, const Lines& characters) {
  std::map<char32_t, char32_t> simplified;
  for (const auto& [key, value] : characters) simplified[to_utf32(key)[0]] = to_utf32(value)[0];
  Corpus corpus;
  for (const auto& [word, times] : read_dictionary(words))
    count_word(word, std::atof(times.c_str()), simplified, corpus);
  std::ifstream own(own_words);
  if (!own) throw std::runtime_error(std::string("cannot read ") + own_words);
  for (std::string line; std::getline(own, line);)
    if (!line.empty() && line[0] != '#') count_word(line, kOwnCount, simplified, corpus);

  double total = 0;
  std::vector<std::uint8_t> logs, ends;
  for (char32_t c = kFirstHan; c <= kLastHan; ++c) {
    const double n = corpus.count[c];
    total += n;
    logs.push_back(log_count(n));
    ends.push_back(static_cast<std::uint8_t>(n > 0 ? std::lround(255 * corpus.at_end[c] / n) : 128));
  }
  // What is hardly ever met in reports: rare Han, letters of other scripts, private use.
  std::vector<std::uint64_t> uncommon(1024, 0);
  for (char32_t c = 0; c < 0x10000; ++c) {
    const auto at = simplified.find(c);
    const char32_t form = at == simplified.end() ? c : at->second;
    const bool han = form >= kFirstHan && form <= kLastHan;
    if (han ? corpus.count[form] < total * 1e-5
            : (c >= 0x80 && c < 0x2000) || (c >= 0x2100 && c < 0x3000 && (c < 0x2460 || c >= 0x2500)) ||
                  (c >= 0x3021 && c < 0xFF00) || c >= 0xFF80)
      uncommon[c >> 6] |= std::uint64_t{1} << (c & 63);
  }
  write_bits(out, "extern const std::uint64_t kUncommon[1024]", uncommon);
  // Pairs by their first character: those of c are [kPairBegin[c - 0x4E00], kPairBegin[c - 0x4E00 + 1]).
  std::vector<std::uint32_t> begin;
  std::vector<std::uint16_t> seconds;
  std::vector<std::uint8_t> pair_logs;
  for (const auto& [pair, n] : corpus.pairs) {
    const char32_t first = pair >> 16;
    if (n < kFewestPairs || first < kFirstHan || first > kLastHan) continue;
    while (begin.size() <= first - kFirstHan) begin.push_back(static_cast<std::uint32_t>(seconds.size()));
    seconds.push_back(static_cast<std::uint16_t>(pair & 0xFFFF));
    pair_logs.push_back(log_count(n));
  }
  while (begin.size() <= kLastHan - kFirstHan + 1)
    begin.push_back(static_cast<std::uint32_t>(seconds.size()));
  out << "namespace {\n";
  write_array(out, "constexpr std::uint8_t kCounts[]", logs);
  write_array(out, "constexpr std::uint8_t kEnds[]", ends);
  write_array(out, "constexpr std::uint32_t kPairBegin[]", begin);
  write_array(out, "constexpr std::uint16_t kSeconds[]", seconds);
  write_array(out, "constexpr std::uint8_t kPairCounts[]", pair_logs);
  out << "}\nextern const double kTotalCount = " << total
      << ";\nstd::uint8_t log_count(char32_t c) { return c < " << +kFirstHan << " || c > " << +kLastHan
      << " ? std::uint8_t{0} : kCounts[c - " << +kFirstHan
      << "]; }\nstd::uint8_t ends_word(char32_t c) { return c < " << +kFirstHan << " || c > " << +kLastHan
      << " ? std::uint8_t{128} : kEnds[c - " << +kFirstHan
      << "]; }\nstd::uint8_t log_pair_count(char32_t first, char32_t second) {\n"
         "  if (first < 0x4E00 || first > 0x9FFF) return 0;\n"
         "  const auto *from = kSeconds + kPairBegin[first - 0x4E00], *to = kSeconds + kPairBegin[first - "
         "0x4E00 + 1];\n"
         "  const auto* at = std::lower_bound(from, to, second);\n"
         "  return at != to && *at == second ? kPairCounts[at - kSeconds] : std::uint8_t{0};\n}\n\n";
}

struct Converter {
  explicit Converter(const char* name) : icu(ucnv_open(name, &error)) {
    if (U_FAILURE(error)) throw std::runtime_error(std::string("ICU has no converter ") + name);
    ucnv_setToUCallBack(icu, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  }
  ~Converter() { ucnv_close(icu); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // The one BMP character that two bytes stand for; 0 where they stand for none.
  char16_t decode(unsigned lead, unsigned trail) {
    const char bytes[2] = {static_cast<char>(lead), static_cast<char>(trail)};
    char16_t out[4];
    error = U_ZERO_ERROR;
    ucnv_resetToUnicode(icu);
    const auto size = ucnv_toUChars(icu, out, 4, bytes, 2, &error);
    return U_SUCCESS(error) && size == 1 && out[0] >= 0x80 && out[0] != 0xFFFD ? out[0] : u'\0';
  }

  UErrorCode error = U_ZERO_ERROR;
  UConverter* icu;
};

// Two-byte codes. Decoders differ in the private use area, so that a code may come back from two characters.
void write_gbk(std::ostream& out) {
  Converter gb18030("gb18030"), windows("windows-936-2000");
  std::vector<std::uint16_t> chars, bytes(65536, 0);
  const auto add = [&](char16_t c, unsigned code) {
    if (c != 0 && bytes[c] == 0) bytes[c] = static_cast<std::uint16_t>(code);
  };
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFF; ++trail) {
      const bool code = trail != 0x7F && trail != 0xFF;
      chars.push_back(code ? gb18030.decode(lead, trail) : std::uint16_t{0});
      if (code) add(chars.back(), lead << 8 | trail);
    }
  }
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead)
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail)
      if (trail != 0x7F) add(windows.decode(lead, trail), lead << 8 | trail);
  char16_t c = 0xE815;  // FE50…FEA0 in the order that decoders before GB 18030-2000 give them
  for (unsigned trail = 0x50; trail <= 0xA0; ++trail)
    if (trail != 0x7F) add(c++, 0xFE00 | trail);
  // Added by later editions of GB 18030, by fonts and by Python.
  for (const auto& [late, code] : std::map<char16_t, unsigned>{
           {0x2ECA, 0xFE84}, {0x2E81, 0xFE50}, {0x2E84, 0xFE54}, {0x3473, 0xFE55}, {0x3447, 0xFE56},
           {0x2E88, 0xFE57}, {0x2E8B, 0xFE58}, {0x9FB4, 0xFE59}, {0x359E, 0xFE5A}, {0x361A, 0xFE5B},
           {0x360E, 0xFE5C}, {0x2E8C, 0xFE5D}, {0x2E97, 0xFE5E}, {0x396E, 0xFE5F}, {0x3918, 0xFE60},
           {0x9FB5, 0xFE61}, {0x9FB6, 0xFE66}, {0x9FB7, 0xFE67}, {0x9FB8, 0xFE6D}, {0x9FB9, 0xFE7E},
           {0x9FBA, 0xFE90}, {0x9FBB, 0xFEA0}, {0x1E3F, 0xA8BC}, {0x01F9, 0xA8BF}})
    add(late, code);
  write_array(out, "extern const std::uint16_t kGbkChars[126 * 192]", chars);
  write_array(out, "extern const std::uint16_t kGbkBytes[65536]", bytes);
}

void make(char** argv) {
  std::ofstream out(argv[1]);
  out << "// Made by src/text/tables/make_tables.cc; do not edit.\n"
         "#include <algorithm>\n#include <iterator>\n#include \"text/tables/tables.h\"\n\n"
         "namespace midyear::text::tables {\n\n";
  const Lines characters = read_dictionary(argv[2]);
  write_characters(out, characters);
  write_phrases(out, read_dictionary(argv[3]));
  Readings readings = read_unihan(argv[4]);
  share_readings(characters, readings);
  write_readings(out, readings);
  write_counts(out, argv[5], argv[6], characters);
  write_gbk(out);
  out << "}  // namespace midyear::text::tables\n";
  if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + argv[1]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: make_text_tables OUT.cc TSCharacters TSPhrases Unihan_Readings essay report_words\n";
    return 2;
  }
  try {
    make(argv);
  } catch (const std::exception& e) {
    std::cerr << "make_text_tables: " << e.what() << "\n";
    return 1;
  }
}
