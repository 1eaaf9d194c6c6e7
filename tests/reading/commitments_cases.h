#pragma once

// Rows of the tables of commitments and projects, and a report that holds one row's sentence in the wanted
// part.

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace midyear::reading {

using CaseRow = std::vector<std::string>;

// The rows of tests/reading/<file>, comments left out.
inline std::vector<CaseRow> case_rows(const std::string& file) {
  std::ifstream in(std::string(MIDYEAR_SOURCE_DIR) + "/tests/reading/" + file);
  std::vector<CaseRow> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    CaseRow row;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', begin), line.size());
      row.push_back(line.substr(begin, tab - begin));
      begin = tab + 1;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// "plan", "review" or "none": the part of the report that the sentence stands in.
inline std::string report_with(std::string_view part, std::string_view sentence) {
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool line_end = sentence.substr(i).starts_with("\\n");
    text += line_end ? '\n' : sentence[i];
    i += line_end ? 1 : 0;
  }
  if (part == "none") return text + "\n";
  const std::string review = "一、上半年工作回顾\n（一）总体情况。上半年全区经济平稳。\n";
  if (part == "review")
    return review + "（二）有关工作。全区上下做了工作。\n" + text + "\n二、下半年工作安排\n";
  return review + "二、下半年工作安排\n（一）有关工作\n" + text + "\n";
}

template <class List>
std::string joined(const List& list, std::string_view between) {
  std::string out;
  for (const auto& item : list) {
    if (!out.empty()) out += between;
    out += item;
  }
  return out;
}

}  // namespace midyear::reading
