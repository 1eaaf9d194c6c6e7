#include "text/damage_maker.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "text/gbk.h"
#include "text/gloss.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

const std::vector<std::string>& report_words() {
  static const std::vector<std::string> kWords = [] {
    std::vector<std::string> out;
    std::istringstream in(read_test_file(std::string(MIDYEAR_SOURCE_DIR) + "/lexicon/report_words.tsv"));
    for (std::string line; std::getline(in, line);)
      if (!line.empty() && line[0] != '#') out.push_back(line);
    return out;
  }();
  return kWords;
}

// Simplified characters with exactly one traditional form, both in GBK.
std::map<char16_t, char16_t> single_forms() {
  std::map<char16_t, std::vector<char16_t>> by_simplified;
  for (char32_t c = 0x4E00; c <= 0x9FFF; ++c)
    if (const auto form = tables::kSimplified[c];
        form != 0 && form != tables::kSlow && gbk_code(c) && gbk_code(form))
      by_simplified[static_cast<char16_t>(form)].push_back(static_cast<char16_t>(c));
  std::map<char16_t, char16_t> out;
  for (const auto& [simplified, forms] : by_simplified)
    if (forms.size() == 1 && !tables::starts_phrase(forms[0])) out[simplified] = forms[0];
  return out;
}

std::string code(char32_t c) {
  const GbkCode bytes = gbk_code(c);
  return {static_cast<char>(bytes.lead), static_cast<char>(bytes.trail)};
}

void replace_all(std::string& bytes, const std::string& from, const std::string& to) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t found; (found = bytes.find(from, at)) != std::string::npos; at = found + from.size())
    out.append(bytes, at, found - at).append(to);
  bytes = out.append(bytes, at);
}

}  // namespace

std::string make_report(std::mt19937& random, std::size_t words) {
  const auto below = [&](std::size_t n) { return random() % n; };
  const auto& all = report_words();
  std::string out;
  std::size_t since_mark = 0;
  for (; words > 0; --words) {
    out += all[below(all.size())];
    if (below(9) == 0) out += std::to_string(below(2000)) + (below(2) == 0 ? "亿元" : ".5%");
    if (++since_mark < 2 + below(5)) continue;
    static const char* const kMarks[] = {"，", "，", "，",   "、", "、", "；",
                                         "。", "。", "。\n", "？", "！", "：“"};
    out += kMarks[below(std::size(kMarks))];
    since_mark = 0;
  }
  return out + "。\n";
}

DamageMaker::DamageMaker(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::map<char16_t, int> used;
  for (const std::string& word : report_words())
    for (std::size_t i = 0; i < word.size();) ++used[static_cast<char16_t>(next_char(word, i))];
  for (const auto& form : single_forms()) {
    if (random() % 16 == 0) continue;
    forms_.push_back(form);
    const auto readings = tables::readings(form.second);
    if (readings.empty() || random() % 2 == 0 || (used[form.first] == 0 && random() % 8 != 0)) continue;
    const auto reading = tables::syllables()[readings[random() % readings.size()]];
    const std::string plain = code(form.second), gloss = to_gbk(reading);
    if (gloss.find('\x84') != std::string::npos || gloss.empty()) continue;  // letters that GBK lacks
    replacements_.emplace_back(plain, plain + "(" + gloss + ")");
  }
  std::shuffle(replacements_.begin(), replacements_.end(), random);
  replacements_.emplace_back(code(U'？'), "?");
  replacements_.emplace_back(code(U'！'), "!");
}

std::string DamageMaker::traditional(std::string_view simplified) const {
  std::string out;
  for (std::size_t i = 0; i < simplified.size();) {
    const char32_t c = next_char(simplified, i);
    const auto at =
        std::lower_bound(forms_.begin(), forms_.end(), std::pair{static_cast<char16_t>(c), u'\0'});
    append_utf8(out, at != forms_.end() && at->first == c ? at->second : c);
  }
  return out;
}

std::string DamageMaker::damage(std::string_view simplified) const {
  std::string bytes = traditional(simplified);
  replace_all(bytes, "，", ",");
  replace_all(bytes, "；", ";");
  replace_all(bytes, "：", ":");
  bytes = to_gbk(bytes);
  for (const auto& [from, to] : replacements_) replace_all(bytes, from, to);
  return show_gbk(bytes);
}

std::string DamageMaker::narrow(std::string_view text) {
  std::string out(text);
  for (const auto& [from, to] : {std::pair{"，", ","}, {"；", ";"}, {"：", ":"}, {"？", "?"}, {"！", "!"}})
    replace_all(out, from, to);
  return out;
}

std::string to_gbk(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const char32_t c = next_char(utf8, i);
    if (c < 0x80)
      out.push_back(static_cast<char>(c));
    else if (gbk_code(c))
      out += code(c);
    else
      throw std::runtime_error("not in GBK");
  }
  return out;
}

std::string show_gbk(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto at = [&](std::size_t k) {
      return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0u;
    };
    if (at(i) < 0x80) {
      out.push_back(bytes[i++]);
    } else if (const char16_t c = gbk_char(at(i), at(i + 1)); c != 0) {
      append_utf8(out, c);
      i += 2;
    } else {
      out.push_back('?');
      i += at(i + 1) == '(' ? 2 : 1;
    }
  }
  return out;
}

std::string read_test_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::vector<std::string>> read_table(const std::string& name) {
  std::istringstream in(read_test_file(std::string(MIDYEAR_SOURCE_DIR) + "/tests/text/" + name));
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\t')
        fields.emplace_back();
      else if (line[i] != '\\')
        fields.back().push_back(line[i]);
      else if (line[++i] == 'n')
        fields.back().push_back('\n');
      else if (line[i] == 't')
        fields.back().push_back('\t');
      else if (line[i] == 'x')
        fields.back().push_back(static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16))), i += 2;
      else
        fields.back().push_back(line[i]);
    }
    out.push_back(std::move(fields));
  }
  return out;
}

}  // namespace midyear::text
