#pragma once

// Makes text of reports and does to it what re-publishing sites do: traditional characters, then a pass over
// GBK bytes that is blind to the boundaries of characters and puts pinyin behind some of them.

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace midyear::text {

// Sentences of words of our lexicon with numbers, marks, line ends.
std::string make_report(std::mt19937& random, std::size_t words);

class DamageMaker {
 public:
  // Chooses by the seed which characters take their traditional form and which of those get a gloss.
  explicit DamageMaker(std::uint32_t seed);

  // The page as a decoder shows it.
  std::string damage(std::string_view simplified) const;

  // What of a text survives in any case: full-width , ; : ? ! become ASCII.
  static std::string narrow(std::string_view text);

 private:
  std::string traditional(std::string_view simplified) const;

  std::vector<std::pair<char16_t, char16_t>> forms_;               // simplified, traditional; sorted
  std::vector<std::pair<std::string, std::string>> replacements_;  // over GBK bytes, in order
};

// GBK with unknown bytes shown as "?", which takes a following "(" with it.
std::string show_gbk(std::string_view bytes);
std::string to_gbk(std::string_view utf8);

std::string read_test_file(const std::string& path);
// Lines of tests/text/<name> that are no comments, split at tabs, with \n \t \\ and \xHH undone.
std::vector<std::vector<std::string>> read_table(const std::string& name);

}  // namespace midyear::text
