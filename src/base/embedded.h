#pragma once

#include <span>
#include <string_view>

namespace midyear::base {

// A data file compiled into the program; lives as long as the program.
struct EmbeddedFile {
  std::string_view name;  // relative to its folder: "units.tsv"
  std::string_view bytes;
};

// The files of lexicon/, sorted by name.
std::span<const EmbeddedFile> embedded_lexicon();

// The tables of src/base, sorted by name.
std::span<const EmbeddedFile> embedded_messages();

// The bytes of the file of this name. Requires: it is there (a missing one is a fault of the build and
// aborts).
std::string_view embedded_file(std::span<const EmbeddedFile> files, std::string_view name);

// The bytes of lexicon/<name>. Requires: the file exists (a missing one is a fault of the build and aborts).
std::string_view embedded_lexicon(std::string_view name);

}  // namespace midyear::base
