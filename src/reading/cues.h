#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace midyear::reading {

// What a word of lexicon/cues.tsv says of the number near it; lexicon/README.md tells how each class is used.
enum class Cue : std::uint8_t {
  stop,  // begins like a cue but is an ordinary word: 增加值, 有限公司
  up,
  down,     // a change against an earlier time
  pull,     // a contribution: 拉动
  reach,    // what follows is the level reached: 达到, 提高到, 控制在
  compare,  // a gap to another place or the schedule: 高于
  about_before,
  over_before,
  under_before,
  about_after,
  over_after,
  under_after,
  target,     // planned or promised: 力争, 确保
  done,       // reported as reached: 已
  condition,  // a hypothesis or standard: 假设
  share,
  progress,
  rank,
  plan,      // the plan or budget a progress refers to: 年度预算
  verb,      // 完成, 实现: between the one that did it and what was measured
  drop,      // adverbs without weight for the indicator
  edge,      // one-character words that go from both ends of a phrase
  each,      // 分别
  of_which,  // 其中
  self,      // the reporting place: 全市
  prior,     // the base of a comparison: 同比, 比上年
  growth,
  fall,   // names of changes: 增速, 降幅
  times,  // 翻番
  act,    // a verb that says how a count came about: 新增, 引进
  lead    // what leads to a noun phrase without being of it: 抓好, 释放, 针对
};

struct CueAt {
  std::uint32_t begin = 0;  // in folded units
  std::uint32_t end = 0;
  Cue cue = Cue::stop;
};

// All cues of a folded text in order, longest first at each place, without overlaps. `out` is replaced.
// Cost: one trie look-up a unit.
void scan_cues(std::u16string_view text, std::vector<CueAt>& out);

}  // namespace midyear::reading
