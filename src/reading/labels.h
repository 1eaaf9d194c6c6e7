#pragma once

#include <span>
#include <string_view>

#include "base/errors.h"

namespace midyear::reading {

// A row of src/reading/labels.tsv: what people read for a name of the records, in tables, on the terminal and
// on the page. Lives as long as the program.
struct Label {
  std::string_view name;  // "measure.level"
  std::string_view chinese, english;

  std::string_view in(base::Language language) const {
    return language == base::Language::chinese ? chinese : english;
  }
};

// Sorted by name.
std::span<const Label> labels();

// The words for group.name; `name` itself where the table lacks it, "" for "".
std::string_view label(std::string_view group, std::string_view name, base::Language language);

}  // namespace midyear::reading
