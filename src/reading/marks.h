#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "quantity/decimal.h"
#include "quantity/period.h"
#include "quantity/unit.h"
#include "reading/cues.h"
#include "reading/reading.h"
#include "text/fold.h"

namespace midyear::reading {

constexpr bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }
constexpr bool is_han(char16_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

enum class MarkKind : std::uint8_t {
  plain,     // number and unit
  rank,      // 第7位, 前十强, 首位
  ratio,     // one term of 6.8:77.3:15.9
  fraction,  // 三分之二
  times,     // 翻番, 倍增
  half,      // 任务过半
  run,       // 连续3年
  index,     // a number without unit after 指数为
  growth,    // 两位数增长
  flat       // 持平 in a hypothesis
};

// A number as it stands, before anything is known of what it measures. Places are folded units of its block.
struct Mark {
  std::uint32_t begin = 0, end = 0;  // from its number to its unit
  std::uint32_t lead_end = 0;        // begin without the approximators before it
  std::uint32_t tail_begin = 0;      // end with the approximators after it
  MarkKind kind = MarkKind::plain;
  quantity::Decimal value, upper;
  bool has_upper = false;
  bool lost = false;
  bool size_class = false;       // a bare 亿元 or a 级 behind it: a threshold by its form
  std::int8_t scale = 0;         // power of ten of 万, 亿 in the unit
  std::uint32_t unit_begin = 0;  // unit as it stands is [unit_begin, end); empty where there is none
  const quantity::Unit* unit = nullptr;
  std::uint32_t lent_begin = 0, lent_end = 0;  // where the unit stands, if not here: 1.7、2.2个百分点
  Exactness exactness = Exactness::exact;
};

struct PeriodAt {
  std::uint32_t begin = 0, end = 0;  // end 0: none
  quantity::Period period;
};

// Finds the numbers and the period phrases of one block, in order. Names that hold digits, ordinals and
// dates yield nothing. `cues` are those of scan_cues. The vectors are replaced. Cost: linear.
void scan_marks(const text::Folded& block, const std::vector<CueAt>& cues, std::vector<Mark>& marks,
                std::vector<PeriodAt>& periods);

}  // namespace midyear::reading
