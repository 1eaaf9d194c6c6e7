#pragma once

// Who a clause begins with: 金禾集团 …, 青川区 …, 东湖片区 …, 光电产业 …, 会展中心 …. Internal to the room.

#include <cstdint>

#include "reading/phrase.h"

namespace midyear::reading {

enum class NameKind : std::uint8_t {
  none,
  firm,      // 金禾乳业, 云亭农商行
  trade,     // 远驰汽车, 汽车: a firm where a stem stands before it and a verb behind
  industry,  // 光电产业, 物流业
  place,     // 青川区, 临江经开区
  park,      // 东湖片区, 空港物流园: a part of the place
  carrier,   // 会展中心, 热电项目, 产业基金: what is built or run
  kind_of    // 区属国有企业: a kind of firm or people
};

struct NameAt {
  std::uint32_t begin = 0, end = 0;  // begin == end: nobody named
  NameKind kind = NameKind::none;
  bool self = false;  // 全区, 我区, 园区 stood at the head: the reporting place
  bool back = false;  // 该公司, 公司, 基地: whoever was named before

  bool empty() const { return begin == end; }
};

// The name that the clause [from, to) begins with, behind periods, 其中 and 在. A name is a stretch of at
// most 24 units that ends as names do (lexicon/name_ends.tsv) and is followed by what names are followed by
// (lexicon/name_verbs.tsv, a cue, a number, a separator); names of firms and zones ask for no more than
// their ending. A stretch that begins with a verb or says which (lexicon/topic_not.tsv) is none.
// Cost: linear in the 24 units.
//
// How long a name holds (bind_topic.cc): one of a firm, place or park for every figure of its sentence that
// names nobody; one of an industry or a kind of firm for bare measures (产值, 利润); one of a building or
// fund for those and for what only such have (入驻企业, 床位), to the next ;. A firm, place, park or industry
// that begins a sentence also holds for bare measures in the sentences behind it. It ends with another name,
// with 全区 or 我市 at a head, with a figure that is about something else, and with the paragraph. A firm or
// an industry never takes a measure of the whole place (lexicon/place_words.tsv).
NameAt name_at(const BlockView& block, std::uint32_t from, std::uint32_t to);

// The kind of name a whole phrase is by its ending; none where it ends like no name.
NameKind kind_of_name(std::u16string_view name);

// 该公司, 集团, 基地: says back to whoever was named before.
bool names_back(std::u16string_view words);

// End of the firm's name that a title begins with; 0 where it names none. 恒岳集团2022年上半年经营情况.
std::size_t firm_in(std::u16string_view title);

}  // namespace midyear::reading
