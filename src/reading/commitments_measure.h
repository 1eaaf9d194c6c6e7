#pragma once

// What a clause of a plan is: a measure, a frame, a slogan, a part of its neighbour. Internal to the stage of
// commitments.

#include <string_view>
#include <vector>

#include "reading/commitments_clause.h"
#include "reading/commitments_owner.h"
#include "reading/commitments_words.h"

namespace midyear::reading::plan {

enum class PartKind : std::uint8_t {
  measure,
  frame,  // 坚持…, 围绕…, 以…为契机
  slogan,
  date,     // "下半年,": a date and no more
  lead_in,  // belongs to the clause after it: "经发局牵头、相关部门配合", "采取…措施"
  extent,  // belongs to the clause before it: "年底全面建设完成", "优化支持范围和补贴标准"
};

// One clause of a sentence, judged by itself.
struct Part {
  Range at;  // without connectives and punctuation at its ends
  char16_t closer = 0;
  PartKind kind = PartKind::measure;
  int strength = 0;  // of a measure: a direction 0, an act on a named thing 4; a target adds 5, a date 3
  bool has_target = false;
  bool promises = false;  // holds 力争, 将, 要 …
  bool past = false;      // holds 已, 了, 同比: reports, does not promise
  DateWord date;
  Responsibility responsibility;
};

struct Position {  // in the sentence
  bool first = true, last = true;
};

// Judges one clause. `has_target`: a target figure stands in it. tokens is scratch space.
void judge(std::u16string_view units, const Clause& clause, Position position, bool has_target,
           std::vector<Token>& tokens, Part& part);

inline constexpr int kMeasure = 2;      // the least strength of what is a commitment
inline constexpr int kFirmMeasure = 4;  // the same where introductions and subtitles are usual

}  // namespace midyear::reading::plan
