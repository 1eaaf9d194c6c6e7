#pragma once

// Names of projects in a stretch of a clause. Internal to the stage of projects.

#include <string_view>
#include <vector>

#include "reading/commitments_words.h"

namespace midyear::reading::plan {

// How sure the words around a list make it that its items are projects.
enum class NameContext : std::uint8_t {
  vague,    // 推进…, 实施…: only what is named and ends like a work
  built,    // 建设…: what ends like a work and is named, or is one building
  loose,    // …进展顺利: what ends like a work
  firm,     // …已竣工, …落户: what is named, or ends like a work
  sure,     // 项目有…, …等重大项目: any item that is no general word
  counted,  // …等3个专业园区: any item
};

// Reads "A、B和C等3个项目" (dates, general words and what is counted left off) and appends the names. Nothing
// where the stretch is no list of names.
void read_names(std::u16string_view units, Range stretch, NameContext context, std::vector<Range>& out);

}  // namespace midyear::reading::plan
