#include "reading/texts.h"

#include <algorithm>
#include <random>

namespace midyear::bench {
namespace {

using Dice = std::mt19937_64;

std::size_t below(Dice& dice, std::size_t limit) { return static_cast<std::size_t>(dice() % limit); }
bool digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

// Years, months, days and the numbers of headings stay, or the report would contradict every calendar.
bool keeps_number(std::string_view line, std::size_t begin, std::size_t end) {
  const std::string_view behind = line.substr(end);
  for (const std::string_view word : {"年", "月", "日", "-"})
    if (behind.starts_with(word)) return true;
  return begin == 0 || (begin > 0 && line[begin - 1] == '-');
}

void append_renumbered(std::string& out, std::string_view line, Dice& dice) {
  for (std::size_t i = 0; i < line.size();) {
    if (!digit(line[i])) {
      out += line[i++];
      continue;
    }
    std::size_t end = i;
    while (end < line.size() && digit(line[end])) ++end;
    if (keeps_number(line, i, end)) {
      out.append(line.substr(i, end - i));
    } else {
      out += static_cast<char>('1' + below(dice, 9));
      for (std::size_t k = i + 1; k < end; ++k) out += static_cast<char>('0' + below(dice, 10));
    }
    i = end;
  }
  out += '\n';
}

}  // namespace

std::string make_reports(const std::vector<std::string>& samples, std::uint64_t seed, std::size_t bytes) {
  std::vector<std::vector<std::string_view>> reports;
  for (const std::string& sample : samples) reports.push_back(lines(sample));
  Dice dice(seed);
  std::string out;
  out.reserve(bytes + (64 << 10));
  while (out.size() < bytes) {
    const auto& report = reports[below(dice, reports.size())];
    for (std::size_t i = 0; i < report.size(); ++i) {
      append_renumbered(out, report[i], dice);
      const auto& other = reports[below(dice, reports.size())];
      if (!report[i].empty() && below(dice, 8) == 0)
        append_renumbered(out, other[below(dice, other.size())], dice);
    }
    out += '\n';
  }
  return out;
}

std::vector<std::string_view> pieces(std::string_view text, std::size_t bytes) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n', std::min(bytes, text.size()));
    const std::size_t size = newline == text.npos ? text.size() : newline + 1;
    all.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return all;
}

const std::vector<Adversary>& adversaries() {
  static const std::vector<Adversary> all = {
      {"digits", "1234567890"},
      {"Han numerals", "三千二百万"},
      {"brackets", "（(【《"},
      {"headings", "一、工作\n(一)抓\n"},
      {"?", "?"},
      {"、", "、"},
      {"%", "%"},
      {"“", "“"},
  };
  return all;
}

std::string repeat(std::string_view unit, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + unit.size());
  while (out.size() < bytes) out += unit;
  return out;
}

}  // namespace midyear::bench
