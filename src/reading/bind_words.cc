#include "reading/bind_words.h"

namespace midyear::reading {

namespace {

const UsedWords& bind_words() {
  static const UsedWords words("bind_words.tsv");
  return words;
}

}  // namespace

const WordSet& measures() {
  static const WordSet words("indicator_ends.tsv");
  return words;
}
const WordSet& generic_nouns() {
  static const WordSet words("generic_nouns.tsv");
  return words;
}
const WordSet& entity_ends() {
  static const WordSet words("entity_ends.tsv");
  return words;
}
const WordSet& place_words() {
  static const WordSet words("place_words.tsv");
  return words;
}
const WordSet& part_words() {
  static const WordSet words("part_words.tsv");
  return words;
}
const WordSet& name_verbs() {
  static const WordSet words("name_verbs.tsv");
  return words;
}
const WordSet& topic_not() {
  static const WordSet words("topic_not.tsv");
  return words;
}
const WordSet& zone_ends() {
  static const WordSet words("zone_ends.tsv");
  return words;
}
const WordSet& class_nouns() {
  static const WordSet words("class_nouns.tsv");
  return words;
}
const WordSet& rhetorical() {
  static const WordSet words("rhetorical.tsv");
  return words;
}

const WordSet& resume_words() {
  static const WordSet words(bind_words(), "resume");
  return words;
}
const WordSet& plan_head_words() {
  static const WordSet words(bind_words(), "plan_head");
  return words;
}
const WordSet& plan_noun_words() {
  static const WordSet words(bind_words(), "plan_noun");
  return words;
}
const WordSet& after_plan_words() {
  static const WordSet words(bind_words(), "after_plan");
  return words;
}
const WordSet& hypothesis_words() {
  static const WordSet words(bind_words(), "hypothesis");
  return words;
}
const WordSet& aim_words() {
  static const WordSet words(bind_words(), "aim");
  return words;
}
const WordSet& aim_end_words() {
  static const WordSet words(bind_words(), "aim_end");
  return words;
}
const WordSet& year_plan_words() {
  static const WordSet words(bind_words(), "year_plan");
  return words;
}
const WordSet& earlier_words() {
  static const WordSet words(bind_words(), "earlier");
  return words;
}
const WordSet& order_words() {
  static const WordSet words(bind_words(), "order");
  return words;
}
const WordSet& class_head_words() {
  static const WordSet words(bind_words(), "class_head");
  return words;
}
const WordSet& item_change_words() {
  static const WordSet words(bind_words(), "item_change");
  return words;
}
const WordSet& height_words() {
  static const WordSet words(bind_words(), "height");
  return words;
}
const WordSet& length_words() {
  static const WordSet words(bind_words(), "length");
  return words;
}
const WordSet& index_words() {
  static const WordSet words(bind_words(), "index");
  return words;
}
const WordSet& counted_words() {
  static const WordSet words(bind_words(), "counted");
  return words;
}
const WordSet& goods_words() {
  static const WordSet words(bind_words(), "goods");
  return words;
}
const WordSet& arrange_words() {
  static const WordSet words(bind_words(), "arranges");
  return words;
}
const WordSet& arranged_things() {
  static const WordSet words(bind_words(), "arranged");
  return words;
}
const WordSet& of_project_words() {
  static const WordSet words(bind_words(), "of_project");
  return words;
}
const WordSet& done_rate_words() {
  static const WordSet words(bind_words(), "done_rate");
  return words;
}
const WordSet& made_units() {
  static const WordSet words(bind_words(), "made_unit");
  return words;
}
const WordSet& built_words() {
  static const WordSet words(bind_words(), "built");
  return words;
}
const WordSet& qualities() {
  static const WordSet words(bind_words(), "quality");
  return words;
}
const WordSet& finished_words() {
  static const WordSet words(bind_words(), "finished");
  return words;
}
const WordSet& of_named_words() {
  static const WordSet words(bind_words(), "of_named");
  return words;
}
const WordSet& rank_place_words() {
  static const WordSet words(bind_words(), "rank_place");
  return words;
}

}  // namespace midyear::reading
