#pragma once

// The words that the stage of figures asks for, each set a lexicon file or one use in lexicon/bind_words.tsv.

#include "reading/words.h"

namespace midyear::reading {

const WordSet& measures();
const WordSet& generic_nouns();
const WordSet& entity_ends();
const WordSet& place_words();
const WordSet& part_words();
const WordSet& name_verbs();
const WordSet& topic_not();
const WordSet& zone_ends();
const WordSet& class_nouns();
const WordSet& rhetorical();

// Of bind_words.tsv, by its column of uses.
const WordSet& resume_words();       // 同时, 此外: goes on with what the block before spoke of
const WordSet& plan_head_words();    // 下半年, 明年: turns a sentence to what is to be done
const WordSet& plan_noun_words();    // 计划: behind a period it names a plan
const WordSet& after_plan_words();   // 任务: between a plan and how much of it is done
const WordSet& hypothesis_words();   // 假设
const WordSet& aim_words();          // 的任务: behind a number that was set
const WordSet& aim_end_words();      // 销售目标: ends the name of an aim
const WordSet& year_plan_words();    // 全年: a share of it is a progress
const WordSet& earlier_words();      // 去年: a gap to it is a change
const WordSet& order_words();        // 考核: an order is named
const WordSet& class_head_words();   // 项目: what a size class is said of
const WordSet& item_change_words();  // 净增: a change though a noun follows
const WordSet& height_words();       // 台阶, 大关: behind a number, nothing counted
const WordSet& length_words();       // 压缩, 时限: the length of time itself is reported
const WordSet& index_words();        // 指数, 得分: asks for a number without unit
const WordSet& counted_words();      // 行政村, 行业: behind a count, before a measure of them
const WordSet& goods_words();        // 产量: said of what is made
const WordSet& arrange_words();      // 安排
const WordSet& arranged_things();    // 项目: what is planned where it is arranged
const WordSet& of_project_words();   // 投资, 计划投资: behind projects it is theirs
const WordSet& done_rate_words();    // 完成率: how much of what was set is done
const WordSet& made_units();         // 件, 台: counts of what a plant makes
const WordSet& built_words();        // 项目, 生产线: behind the size of what it makes
const WordSet& qualities();          // 国家级: before the number of those of them
const WordSet& finished_words();     // 投产: what is built is there
const WordSet& of_named_words();     // 总投资: of what 的 leads to behind the number
const WordSet& rank_place_words();   // 全国: before 第一

}  // namespace midyear::reading
