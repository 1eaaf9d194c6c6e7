#include "reading/names.h"

#include <algorithm>
#include <string_view>

#include "reading/bind_words.h"
#include "reading/marks.h"
#include "reading/word_table.h"
#include "text/unit_set.h"

namespace midyear::reading {
namespace {

constexpr std::uint32_t kLongest = 24;
constexpr std::uint32_t kQuoted = 12;  // a longer quotation is no part of a name

const base::Trie& name_ends() {
  static constexpr std::string_view kKinds[] = {"none",  "firm", "trade",   "industry",
                                                "place", "park", "carrier", "class"};
  static const base::Trie trie = load_words("name_ends.tsv", kKinds);
  return trie;
}

bool among(char16_t c, std::u16string_view set) { return set.find(c) != set.npos; }
bool separates(char16_t c) {
  static const text::UnitSet set(u",;。:()!?“”《》\n");
  return set.has(c);
}
bool han_digit(char16_t c) {
  static const text::UnitSet set(u"一二三四五六七八九十");
  return set.has(c);
}

// Skips what may stand before a name, and notes 全区, 我市 there.
class Head {
 public:
  Head(const BlockView& block, std::uint32_t from, std::uint32_t to)
      : begin(from),
        block_(block),
        text_(block.folded.units),
        cue_(block.first_cue(from)),
        period_(block.first_period(from)) {
    for (std::uint32_t next = skip(from, to); next != begin && next <= to; next = skip(next, to))
      begin = next;
  }
  std::uint32_t begin;
  bool self = false;

 private:
  std::uint32_t skip(std::uint32_t i, std::uint32_t to) {
    if (i >= to) return i;
    while (cue_ < block_.cues.size() && block_.cues[cue_].begin < i) ++cue_;
    while (period_ < block_.periods.size() && block_.periods[period_].begin < i) ++period_;
    if (period_ < block_.periods.size() && block_.periods[period_].begin == i)
      return std::min(to, block_.periods[period_].end);
    const bool cued = cue_ < block_.cues.size() && block_.cues[cue_].begin == i;
    const Cue cue = cued ? block_.cues[cue_].cue : Cue::stop;
    self |= cue == Cue::self;
    if (cue == Cue::self || cue == Cue::done || cue == Cue::of_which)
      return std::min(to, block_.cues[cue_].end);
    if (among(text_[i], u" ,•") || (text_[i] == u'在' && !(cued && cue == Cue::stop))) return i + 1;
    if (std::uint32_t n = i; is_digit(text_[n])) {  // 1．
      while (n < to && is_digit(text_[n])) ++n;
      return n < to && among(text_[n], u".．") ? n + 1 : i;
    }
    return std::min(to, i + resume_words().starts(text_, i));
  }

  const BlockView& block_;
  const std::u16string& text_;
  std::size_t cue_, period_;
};

// 一期, 三期工程 behind a name belong to it.
std::uint32_t with_stage(std::u16string_view text, std::uint32_t end, std::uint32_t to) {
  if (end + 1 < to && han_digit(text[end]) && text[end + 1] == u'期') end += 2;
  if (end + 1 < to && (text.substr(end, 2) == u"项目" || text.substr(end, 2) == u"工程")) end += 2;
  return end;
}

std::uint32_t least_stem(NameKind kind, std::uint32_t ending) {
  if (kind == NameKind::industry || kind == NameKind::kind_of) return ending > 2 ? 0 : 1;
  return kind == NameKind::place && ending == 1 ? 1 : 2;
}

// Names that need no word behind them to be sure.
bool sure(NameKind kind, std::uint32_t stem, std::uint32_t ending) {
  if (kind == NameKind::firm) return stem >= 2;
  return kind == NameKind::place && stem >= 2 && stem <= 6 && ending >= 3;
}

bool anaphor(std::u16string_view words) {
  static constexpr std::u16string_view kWords[] = {u"公司",   u"集团",   u"基地",  u"项目区",
                                                   u"本公司", u"本集团", u"我公司"};
  return words.starts_with(u'该') ||
         std::find(std::begin(kWords), std::end(kWords), words) != std::end(kWords);
}

class Scan {
 public:
  Scan(const BlockView& block, std::uint32_t begin, std::uint32_t to)
      : block_(block),
        text_(block.folded.units),
        begin_(begin),
        to_(std::min(to, begin + kLongest)),
        barred_(topic_not().starts(text_, begin) > 0) {}

  void run(NameAt& out) {
    for (std::uint32_t j = begin_; j <= to_; ++j) {
      if (kind_ != NameKind::none && j == end_ && ends_at(j, out)) return;
      if (j >= to_) return;
      if (text_[j] == u'“' && (j = behind_quote(j)) >= to_) return;
      if (separates(text_[j])) return;
      if (j < end_) continue;
      if (see_ending(j)) continue;
      if (verb_at(j)) return;
    }
  }

 private:
  bool see_ending(std::uint32_t j) {
    const base::Trie::Match match = name_ends().longest(text_, j);
    if (match.length == 0 || j + match.length > to_) return false;
    end_ = j + match.length;
    ending_ = match.length;
    kind_ = static_cast<NameKind>(match.value);
    return true;
  }

  // A verb before any name: the clause begins with nobody, unless it is in the name: 建设集团.
  bool verb_at(std::uint32_t j) const {
    const std::uint32_t verb = name_verbs().starts(text_, j);
    if (verb == 0) return false;
    if (j == begin_) return true;
    return verb > 1 && (j + verb >= to_ || name_ends().longest(text_, j + verb).length == 0);
  }

  std::uint32_t behind_quote(std::uint32_t j) const {
    const std::size_t close = std::u16string_view(text_).substr(j, kQuoted).find(u'”');
    return close == std::u16string_view::npos ? to_ : j + static_cast<std::uint32_t>(close) + 1;
  }

  // A name ends at j if enough stands before its ending and the right thing behind it.
  bool ends_at(std::uint32_t j, NameAt& out) const {
    const std::u16string_view words = block_.units(begin_, j);
    const std::uint32_t whole = with_stage(text_, j, to_);
    const std::uint32_t stem = j - begin_ - ending_;
    if (anaphor(words)) {
      out.back = true;
      return true;
    }
    if (stem == 0 && whole == j && (kind_ == NameKind::place || kind_ == NameKind::park) && boundary(j)) {
      out.self = true;  // 园区, 新区: the place itself
      return true;
    }
    const bool listed = words.find(u'、') != words.npos;
    if (stem < least_stem(kind_, ending_) && (whole == j || kind_ != NameKind::carrier)) return false;
    if (!(sure(kind_, stem, ending_) && !listed && whole == j && text_[j] != u'等') && !boundary(whole))
      return false;
    if (barred_ || text_[begin_] == u'的' || examples(words) || (kind_ == NameKind::trade && goods(j)))
      return true;
    out.end = whole;
    out.kind = whole > j && text_[whole - 1] != u'期' ? NameKind::carrier : kind_;
    return true;
  }

  // 石滩水库等一批工程: the names are examples of a kind.
  static bool examples(std::u16string_view words) {
    const std::size_t etc = words.find(u'等');
    return etc != words.npos && etc > 0 && !among(words[etc - 1], u"高中初平");
  }

  // 高端装备产量, 锂电池1.3亿只: what is made, no firm.
  bool goods(std::uint32_t j) const {
    return j < to_ ? goods_words().starts(text_, j) > 0 : j < text_.size() && is_digit(text_[j]);
  }

  bool boundary(std::uint32_t j) const {
    if (j >= to_ || separates(text_[j]) || is_digit(text_[j])) return true;
    if (name_verbs().starts(text_, j) > 0 || measures().starts(text_, j) > 0) return true;
    if (const std::size_t p = block_.first_period(j);
        p < block_.periods.size() && block_.periods[p].begin == j)
      return true;
    const std::size_t c = block_.first_cue(j);
    return c < block_.cues.size() && block_.cues[c].begin == j && block_.cues[c].cue != Cue::stop &&
           !among(text_[j], u"的和与及");
  }

  const BlockView& block_;
  const std::u16string& text_;
  std::uint32_t begin_, to_;
  bool barred_;
  std::uint32_t end_ = 0, ending_ = 0;  // of the last ending seen
  NameKind kind_ = NameKind::none;
};

}  // namespace

NameAt name_at(const BlockView& block, std::uint32_t from, std::uint32_t to) {
  NameAt out;
  const Head head(block, from, to);
  out.self = head.self;
  out.begin = out.end = head.begin;
  Scan(block, head.begin, to).run(out);
  return out;
}

NameKind kind_of_name(std::u16string_view name) {
  NameKind kind = NameKind::none;
  for (std::size_t i = 0; i < name.size();) {
    const base::Trie::Match match = name_ends().longest(name, i);
    kind = match.length > 0 && i + match.length == name.size() && i > 0 ? static_cast<NameKind>(match.value)
                                                                        : NameKind::none;
    i += std::max<std::size_t>(1, match.length);
  }
  return kind;
}

bool names_back(std::u16string_view words) { return anaphor(words); }

std::size_t firm_in(std::u16string_view title) {
  for (std::size_t i = 2; i < title.size();) {
    const base::Trie::Match match = name_ends().longest(title, i);
    if (match.length > 0 && match.value == static_cast<std::uint32_t>(NameKind::firm))
      return i + match.length;
    i += std::max<std::size_t>(1, match.length);
  }
  return 0;
}

}  // namespace midyear::reading
