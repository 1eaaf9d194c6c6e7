#pragma once

#include <cstddef>
#include <string_view>

namespace midyear::text {

struct Entity {
  std::size_t size = 0;  // bytes with "&" and ";"; 0: no entity
  char32_t character = 0;
};

// The entity that `text` begins with: "&nbsp;", "&#12288;", "&#x3000;". Names are those of
// lexicon/html_entities.tsv.
Entity decode_entity(std::string_view text);

}  // namespace midyear::text
