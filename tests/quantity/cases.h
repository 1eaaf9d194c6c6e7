#pragma once

// Rows of a TSV table of cases under tests/.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace midyear::quantity {

using Case = std::vector<std::string>;

// The rows of tests/<path>; a row without exactly `columns` cells fails the test.
inline std::vector<Case> cases_of(const std::string& path, std::size_t columns) {
  std::ifstream in(std::string(MIDYEAR_SOURCE_DIR "/tests/") + path);
  EXPECT_TRUE(in) << path;
  std::vector<Case> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    Case row(1);
    for (char c : line) {
      if (c == '\t')
        row.emplace_back();
      else
        row.back().push_back(c);
    }
    EXPECT_EQ(row.size(), columns) << line;
    if (row.size() == columns) out.push_back(std::move(row));
  }
  EXPECT_FALSE(out.empty()) << path;
  return out;
}

}  // namespace midyear::quantity
