#pragma once

// Makes half-year reports of an invented zone, from our own sentence patterns (report_patterns.tsv,
// report_headings.tsv), with what is true of them: headings, title and pages, and at most one planted
// contradiction. Everything else a report says agrees with itself by construction. The same seed makes the
// same report.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reading/reading.h"

namespace midyear::reading::testing {

struct TrueHeading {
  int level = 1;
  bool item = false;
  std::string number, title;
};

struct Planted {
  CheckKind kind = CheckKind::other;
  std::vector<std::string> sentences;  // the contradiction is between or in these
};

struct GeneratedReport {
  std::string text;
  std::string title;
  std::int32_t pages_read = -1, pages_left = -1;
  std::vector<TrueHeading> headings;
  std::optional<Planted> planted;
};

struct GeneratorOptions {
  std::uint32_t seed = 1;
  char set = 'a';  // of the patterns
  std::optional<CheckKind> plant;
};

GeneratedReport generate_report(const GeneratorOptions& options);

// The kinds that can be planted.
const std::vector<CheckKind>& plantable_kinds();

}  // namespace midyear::reading::testing
