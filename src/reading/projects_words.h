#pragma once

// The words of projects: what says a stage (lexicon/project_stages.tsv), what makes a name
// (lexicon/project_names.tsv). Internal to the stage of projects. Tables are built once and shared by all
// threads.

#include <string_view>
#include <vector>

#include "reading/commitments_words.h"
#include "reading/reading.h"

namespace midyear::reading::plan {

// How a stage word stands to the names: behind them (state), before them (verb), either way (both), or as the
// common verb of work that only counts where nothing else says a stage (work: 推进, 抓好). A denial (尚未)
// makes the stage word behind it a state without a stage; where it denies something else, and behind a doubt
// (如果), the clause states nothing. none: holds another word as a part only (未来).
enum class StageUse : std::uint8_t { state, verb, both, work, denial, doubt, none };

struct StageWord {
  Range at;
  Stage done = Stage::other;      // where the text reports it
  Stage promised = Stage::other;  // where the text only promises it
  StageUse use = StageUse::state;
  bool loose = false;  // said of other things too (运营, 推进顺利): the name must end like a work
};

// The stage words of units[range] from left to right, longest first, outside quotes and brackets. Appends to
// out.
void find_stage_words(std::u16string_view units, Range range, std::vector<StageWord>& out);

enum NameKind : std::uint32_t {
  kHead = 1,      // 大道 产业园 一期: what a named work ends with
  kFront = 2,     // 重点项目 世界500强: stands before a name and is no part of it
  kBack = 4,      // 项目 已 即将: stands behind a name and is no part of it
  kClass = 8,     // 道路 专业园区: what names are counted together as
  kStop = 16,     // 行动 机制: not a project's name
  kGeneric = 32,  // names no particular one
  kDeed = 128,    // 改造 工程: a head that needs a work before it to name one
  kSingle = 64,   // 大厦 科技园: one work even behind general words
  kRemark = 256,  // 总投资 占地: in brackets behind a name, said of the project and no part of its name
};

// The kinds of exactly this word, or 0.
std::uint32_t name_kinds(std::u16string_view word);
// Whether a word of one of the kinds begins or ends with the unit; a cheap look before name_kinds.
bool may_begin(char16_t unit, std::uint32_t kinds);
bool may_end(char16_t unit, std::uint32_t kinds);
// The longest name word that starts at `at`: its kinds and its length, or 0 and 0.
std::uint32_t name_word_at(std::u16string_view units, std::uint32_t at, std::uint32_t end,
                           std::uint32_t& length);

}  // namespace midyear::reading::plan
