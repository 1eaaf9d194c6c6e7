#include <algorithm>
#include <cassert>
#include <string_view>

#include "base/lexicon.h"
#include "quantity/period.h"
#include "reading/stages.h"
#include "text/fold.h"

namespace midyear::reading {
namespace {

// How far up a reporting place stands; lexicon/places.tsv.
enum class Rank : std::uint8_t { none, zone, county, city, province, country };

Rank rank_named(std::string_view name) {
  static constexpr std::string_view kNames[] = {"none", "zone", "county", "city", "province", "country"};
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  return found == std::end(kNames) ? Rank::none : static_cast<Rank>(found - std::begin(kNames));
}

struct PlaceWord {
  std::string_view word;  // 高新区 at the end of a name; 全市 as a whole
  Rank rank = Rank::none;
};

std::vector<PlaceWord> words_of(std::string_view file) {
  std::vector<PlaceWord> out;
  for (const base::Row& row : base::lexicon_rows(file))
    out.push_back({row[0], rank_named(row.size() > 1 ? row[1] : std::string_view())});
  return out;
}

const std::vector<PlaceWord>& place_ends() {
  static const std::vector<PlaceWord> words = words_of("place_ends.tsv");
  return words;
}
const std::vector<PlaceWord>& whole_places() {
  static const std::vector<PlaceWord> words = words_of("whole_places.tsv");
  return words;
}

const std::vector<PlaceWord>& own_places() {
  static const std::vector<PlaceWord> words = words_of("own_places.tsv");
  return words;
}

struct Place {
  std::string_view name;
  Rank rank = Rank::none;
};

// 2026年云亭高新区上半年工作总结 -> 云亭高新区: the first name of a place in a title, its period cut off.
Place place_in(std::string_view title) {
  std::size_t begin = 0;
  const std::u16string folded = text::fold_word(title);
  if (const auto period = quantity::scan_period(folded, 0)) {
    for (std::uint32_t k = 0; k < period->length && begin < title.size(); ++k)
      begin += static_cast<unsigned char>(title[begin]) < 0x80 ? 1 : 3;
  }
  title.remove_prefix(std::min(begin, title.size()));
  for (std::string_view word : {"在", "关于"})
    if (title.starts_with(word)) title.remove_prefix(word.size());
  Place best;
  std::size_t best_end = std::string_view::npos;
  for (const PlaceWord& place : place_ends()) {
    const std::size_t at = title.find(place.word);
    if (at == title.npos || at > 36) continue;
    const std::size_t end = at + place.word.size();
    if (best_end != title.npos && (end > best_end + 24 || (end < best_end && best.rank == Rank::zone)))
      continue;
    if (best_end != title.npos && end < best_end && place.rank != Rank::zone) continue;
    best = {title.substr(0, end), place.rank};
    best_end = end;
  }
  return best;
}

// Without a title: 我区 and 园区 against 我市, by how often the text says them.
Rank rank_by_words(std::string_view text) {
  const std::string_view head = text.substr(0, 256 << 10);
  std::size_t most = 0;
  Rank rank = Rank::none;
  for (const PlaceWord& own : own_places()) {
    std::size_t count = 0;
    for (std::size_t at = head.find(own.word); at != head.npos;
         at = head.find(own.word, at + own.word.size()))
      ++count;
    if (count > most) most = count, rank = own.rank;
  }
  return most >= 2 ? rank : Rank::none;
}

// The three bytes of a character at text[at] as one number, for a switch.
constexpr std::uint32_t three_bytes(std::string_view text, std::size_t at = 0) {
  const auto byte = [&](std::size_t k) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + k]));
  };
  return byte(0) << 16 | byte(1) << 8 | byte(2);
}

bool ends_clause(std::string_view text, std::size_t end) {
  if (end == 0) return true;
  switch (text[end - 1]) {
    case ',':
    case ';':
    case ':':
    case '(':
    case '\n':
    case ' ':
      return true;
    default:
      break;
  }
  if (end < 3) return false;
  switch (three_bytes(text, end - 3)) {
    case three_bytes("，"):
    case three_bytes("；"):
    case three_bytes("。"):
    case three_bytes("："):
    case three_bytes("（"):
    case three_bytes("！"):
    case three_bytes("、"):
      return true;
    default:
      return false;
  }
}

// Whether a word of whole_places() may stand in the text, by their first characters (three bytes each). Most
// clauses name none, and one pass tells for all words.
bool may_name_whole(std::string_view text) {
  static const std::vector<std::uint32_t> firsts = [] {
    std::vector<std::uint32_t> out;
    for (const PlaceWord& place : whole_places()) {
      assert(place.word.size() >= 3);
      out.push_back(three_bytes(place.word));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }();
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0xE0) continue;
    const std::uint32_t here = three_bytes(text, i);
    for (const std::uint32_t first : firsts)
      if (first == here) return true;
    i += 2;
  }
  return false;
}

// A higher place's name right at the head of its clause, behind a period at most: 1-5月,全市完成…
std::string_view higher_place(std::string_view text, std::size_t from, std::size_t to, Rank own) {
  if (from >= to || !may_name_whole(text.substr(from, to - from))) return {};
  for (const PlaceWord& place : whole_places()) {
    if (place.rank <= own) continue;
    const std::size_t at = text.substr(0, to).find(place.word, from);
    if (at == text.npos) continue;
    const bool after_period = at >= 3 && (text.substr(at - 3, 3) == "月" || text.substr(at - 3, 3) == "年" ||
                                          text.substr(at - 3, 3) == "度" || text.substr(at - 3, 3) == "来");
    if (ends_clause(text, at) || after_period) return text.substr(at, place.word.size());
  }
  return {};
}

// 园区完成…, 云亭高新区实现…: the reporting place itself, by its name or as it calls itself.
bool is_own(std::string_view entity, std::string_view place) {
  if (entity.empty()) return false;
  if (!place.empty() && place.ends_with(entity)) return true;
  const std::vector<PlaceWord>& own = own_places();
  return std::any_of(own.begin(), own.end(), [&](const PlaceWord& word) { return word.word == entity; });
}

std::size_t clause_begin(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t i = to; i > from; --i)
    if (ends_clause(text, i) && text[i - 1] != ' ') return i;
  return from;
}

}  // namespace

void find_place(Reading& reading) {
  Place place = place_in(reading.page.title);
  for (std::size_t i = 0; place.name.empty() && i < std::min<std::size_t>(reading.headings.size(), 2); ++i)
    place = place_in(reading.headings[i].title);
  reading.place = place.name;
}

void settle_places(Reading& reading) {
  const std::string_view text = reading.text();
  Rank own = place_in(reading.place).rank;
  if (own == Rank::none) own = rank_by_words(text);
  if (own == Rank::none) return;
  const Figure* before = nullptr;  // the figure before, where its entity is a higher place
  for (Figure& figure : reading.figures) {
    if (is_own(figure.entity, reading.place)) figure.entity = {};
    if (!figure.entity.empty() || figure.measure == Measure::rank) {
      before = nullptr;
      continue;
    }
    const std::size_t from = reading.sentences[figure.sentence].at.begin;
    const bool inherits = before != nullptr && before->sentence == figure.sentence &&
                          before->indicator.data() == figure.indicator.data();
    figure.entity = inherits
                        ? before->entity
                        : higher_place(text, clause_begin(text, from, figure.at.begin), figure.at.begin, own);
    before = figure.entity.empty() ? nullptr : &figure;
  }
}

}  // namespace midyear::reading
