#pragma once

// The walk over one block that finds numbers and periods. Internal to marks.cc and the marks_*.cc beside it.
// Members named for a shape take the place where it begins and return the place to go on at, behind it.

#include <string_view>
#include <vector>

#include "quantity/numeral.h"
#include "reading/bind_words.h"
#include "reading/marks.h"

namespace midyear::reading {

inline constexpr std::u16string_view kHanDigits = u"一二三四五六七八九十百千两半零〇";
inline constexpr std::u16string_view kPlaceholders = u"*×xX□○●_";
inline constexpr std::u16string_view kClauseEnds = u",，;；。:!?、)）(（ \n\r\t";
inline constexpr std::uint32_t kLengthBehind = 10;  // where 压缩 may stand behind a length of time
inline constexpr std::uint32_t kQuoteAtMost = 16;   // a longer quotation is a sentence whose numbers count

constexpr bool is_letter(char16_t c) { return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z'); }
constexpr bool has(std::u16string_view set, char16_t c) { return set.find(c) != std::u16string_view::npos; }

class MarkScanner {
 public:
  MarkScanner(const text::Folded& block, const std::vector<CueAt>& cues, std::vector<Mark>& marks,
              std::vector<PeriodAt>& periods)
      : text_(block.units),
        cues_(cues),
        marks_(marks),
        periods_(periods),
        size_(static_cast<std::uint32_t>(text_.size())) {}

  void run();

 private:
  struct UnitAt {
    std::uint32_t begin = 0, end = 0;  // with its 万 or 亿
    const quantity::Unit* unit = nullptr;
  };
  using Numeral = quantity::Numeral;

  char16_t at(std::uint32_t i) const { return i < size_ ? text_[i] : u'\0'; }
  char16_t before(std::uint32_t i) const { return i > 0 ? text_[i - 1] : u'\0'; }
  std::uint32_t skip_spaces(std::uint32_t i) const {
    while (at(i) == u' ') ++i;
    return i;
  }
  bool starts(std::uint32_t i, std::u16string_view word) const {
    return text_.substr(i, word.size()) == word;
  }
  bool ends_before(std::uint32_t i, std::u16string_view word) const {
    return i >= word.size() && text_.substr(i - word.size(), word.size()) == word;
  }

  // marks.cc: the walk, times and approximators
  // Short quotations are names: their digits are no figures. Returns where to go on.
  std::uint32_t after_quotation(std::uint32_t i);
  std::uint32_t step(std::uint32_t i, char16_t c);
  std::uint32_t period_here(std::uint32_t i, char16_t c);
  Mark& add(std::uint32_t begin, std::uint32_t end, MarkKind kind);
  void add_half(std::uint32_t i);
  std::uint32_t add_times(std::uint32_t i, std::uint32_t end);
  std::uint32_t add_two_digits(std::uint32_t i);
  // 持平 says a growth of nothing where it is a hypothesis; elsewhere it is left as words.
  std::uint32_t add_flat(std::uint32_t i);
  bool rank_cue_before(std::uint32_t i) const;
  bool cue_after(std::uint32_t i) const;
  // 至少走访企业20家: 至少 stands before the verb.
  bool least_before(std::uint32_t i) const;
  // Takes the approximators in: 近120万平方米, 95%以上.
  void finish(Mark& mark);

  // marks_rank.cc: places in an order
  std::uint32_t add_first_place(std::uint32_t i);
  bool place_before(std::uint32_t i) const;
  // 第7位, 全国第一; not 第一产业, 第二批, 第33届.
  std::uint32_t ordinal(std::uint32_t i);
  // 前三位, 前10名, 前十强; 前三 only after 进入, 居.
  std::uint32_t first_n(std::uint32_t i);

  // marks_number.cc: numbers with and without a unit
  std::uint32_t number(std::uint32_t i, char16_t c);
  std::uint32_t skip_name(std::uint32_t i) const;
  // The unit itself: 吨 of 千吨级, 元 of 元人民币.
  quantity::UnitMatch scan_unit(std::uint32_t from) const;
  // The unit behind a number that ends at `end`; its 万 or 亿 is the numeral's scale.
  UnitAt unit_after(const Numeral& n, std::uint32_t end) const;
  std::uint32_t single(std::uint32_t i, const Numeral& n, std::uint32_t end);
  // 百个项目, 千斤重担, 百亿斤粮食工程: a bare power of ten without 超 or 级 is a manner of speaking.
  bool power_alone(std::uint32_t i, const Numeral& n) const;
  bool counted_money(const UnitAt& unit) const;
  void add_number(std::uint32_t i, const Numeral& n, const UnitAt& unit);
  // A number with a unit that is yet no figure: a year's length, an announced bundle, 一 as an article.
  bool is_figure(std::uint32_t i, const Numeral& n, const UnitAt& unit) const;
  // "三项指标", "四大平台", "两手抓": a small Han numeral with 项 or 大 announces a list.
  bool bundle(const Numeral& n, const UnitAt& unit) const;
  // A length of time is a figure where the length itself is reported: 连续3年, 压缩至1个工作日.
  bool time_counts(std::uint32_t i, const UnitAt& unit) const;
  // 由120天, 从120天, 原来的120天: a length that something else follows.
  bool from_before(std::uint32_t i) const;
  // 指数为50.1, 得分92.5: only where the words before it ask for a bare number.
  std::uint32_t number_without_unit(std::uint32_t i, const Numeral& n, std::uint32_t end);
  // 分别提高1.7、2.2个百分点: the first number lends the second one's unit.
  bool shares_unit(std::uint32_t i, const Numeral& n, std::uint32_t end);

  // marks_compound.cc: numbers made of several
  std::uint32_t fraction(std::uint32_t i, const Numeral& bottom, std::uint32_t from);
  // 6.8:77.3:15.9 after words of structure; 8:30 and 1:2 000 scales are none.
  std::uint32_t ratio(std::uint32_t i);
  // 5%-6%, 10至15个, 3000—5000元.
  std::uint32_t range(std::uint32_t i, const Numeral& low, std::uint32_t end);

  // marks_lost.cc: places where a number was
  // XX%, **亿元, X家: the unit behind a placeholder.
  std::uint32_t placeholder(std::uint32_t i);
  std::uint32_t add_lost(std::uint32_t begin, std::uint32_t end, std::int8_t scale,
                         const quantity::Unit* unit, std::uint32_t lead_end);
  std::uint32_t percent_alone(std::uint32_t i);
  bool unit_label(std::uint32_t begin, std::uint32_t end) const;
  std::uint32_t skip_back(std::uint32_t i) const;
  std::uint32_t points_alone(std::uint32_t i);
  std::uint32_t index_alone(std::uint32_t i);
  // 亿元 without a number: a threshold (过亿元企业, 亿元以上项目), a lost number (完成产值亿元,), or a name
  // (万元GDP能耗).
  std::uint32_t scale_alone(std::uint32_t i);
  bool lost_unit(const quantity::Unit& unit) const;
  // 以上项目, 级项目, 以上的企业 …
  bool class_threshold(std::uint32_t i) const;

  const std::u16string_view text_;
  const std::vector<CueAt>& cues_;
  std::vector<Mark>& marks_;
  std::vector<PeriodAt>& periods_;
  const std::uint32_t size_;
  std::size_t cue_ = 0;  // the first cue that ends behind the place looked at
};

}  // namespace midyear::reading
