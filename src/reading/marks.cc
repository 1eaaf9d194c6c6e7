#include "reading/marks.h"

#include <algorithm>

#include "quantity/numeral.h"
#include "reading/words.h"

namespace midyear::reading {
namespace {

using quantity::Dimension;
using quantity::Numeral;
using quantity::Script;

constexpr std::u16string_view kDigits = u"0123456789";
constexpr std::u16string_view kHanDigits = u"一二三四五六七八九十百千两半零〇";
constexpr std::u16string_view kPlaceholders = u"*×xX□○●_";
constexpr std::u16string_view kClauseEnds = u",，;；。:!?、)）(（ \n\r\t";
constexpr std::uint32_t kQuoteAtMost = 16;  // a longer quotation is a sentence whose numbers count

bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }
bool is_letter(char16_t c) { return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z'); }
bool is_han(char16_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
bool has(std::u16string_view set, char16_t c) { return set.find(c) != std::u16string_view::npos; }

const WordSet& rhetorical() {
  static const WordSet words("rhetorical.tsv");
  return words;
}
const WordSet& class_nouns() {
  static const WordSet words("class_nouns.tsv");
  return words;
}

class Scanner {
 public:
  Scanner(const text::Folded& block, const std::vector<CueAt>& cues, std::vector<Mark>& marks,
          std::vector<PeriodAt>& periods)
      : text_(block.units),
        cues_(cues),
        marks_(marks),
        periods_(periods),
        size_(static_cast<std::uint32_t>(text_.size())) {}

  void run() {
    for (std::uint32_t i = 0; i < size_;) {
      const char16_t c = text_[i];
      if (c == u'“' || c == u'"' || c == u'《') {
        i = after_quotation(i);
        continue;
      }
      while (cue_ < cues_.size() && cues_[cue_].end <= i) ++cue_;
      i = step(i, c);
    }
  }

 private:
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

  // Short quotations are names: their digits are no figures. Returns where to go on.
  std::uint32_t after_quotation(std::uint32_t i) {
    const char16_t close = text_[i] == u'“' ? u'”' : text_[i] == u'《' ? u'》' : u'"';
    const std::uint32_t limit = std::min(size_, i + 2 + (close == u'》' ? 60 : kQuoteAtMost));
    for (std::uint32_t k = i + 1; k < limit; ++k) {
      if (text_[k] == u'。' || text_[k] == u';') break;
      if (text_[k] != close) continue;
      const std::size_t half = text_.substr(i, k - i).find(u"任务过半");
      if (half != std::u16string_view::npos) add_half(i + static_cast<std::uint32_t>(half));
      if (const auto period = quantity::scan_period(text_, i);
          period && period->length > k - i) {  // “十四五”时期
        periods_.push_back({i, i + period->length, *period});
        return i + period->length;
      }
      return k + 1;
    }
    return i + 1;
  }

  std::uint32_t step(std::uint32_t i, char16_t c) {
    if (cue_ < cues_.size() && cues_[cue_].begin == i && cues_[cue_].cue == Cue::times)
      return add_times(i, cues_[cue_].end);
    if (const std::uint32_t length = period_here(i, c); length > 0) return i + length;
    if (c == u'第') return ordinal(i);
    if (c == u'前') return first_n(i);
    if (c == u'首' && starts(i, u"首位")) return add_first_place(i);
    if (c == u'两' && starts(i, u"两位数")) return add_two_digits(i);
    if (c == u'持' && starts(i, u"持平")) return add_flat(i);
    if (is_digit(c) || has(kHanDigits, c) || (c == u'-' && is_digit(at(i + 1)))) return number(i, c);
    if (has(kPlaceholders, c)) return placeholder(i);
    if (c == u'%') return percent_alone(i);
    if ((c == u'亿' || c == u'万') && !has(kHanDigits, before(i))) return scale_alone(i);
    if (c == u'个' && starts(i, u"个百分点")) return points_alone(i);
    if (c == u'指' && starts(i, u"指数为")) return index_alone(i);
    return i + 1;
  }

  std::uint32_t period_here(std::uint32_t i, char16_t c) {
    if (!quantity::may_start_period(c)) return 0;
    if (is_digit(c) && (is_digit(before(i)) || is_letter(before(i)) || before(i) == u'.')) return 0;
    const auto period = quantity::scan_period(text_, i);
    if (!period) return 0;
    if (ends_before(i, u"连续")) return 0;  // a run, told by number()
    periods_.push_back({i, i + period->length, *period});
    return period->length;
  }

  // ---- whole marks ----

  Mark& add(std::uint32_t begin, std::uint32_t end, MarkKind kind) {
    Mark mark;
    mark.begin = mark.lead_end = begin;
    mark.end = mark.tail_begin = mark.unit_begin = end;
    mark.kind = kind;
    marks_.push_back(mark);
    return marks_.back();
  }

  void add_half(std::uint32_t i) {
    Mark& mark = add(i, i + 4, MarkKind::half);
    mark.value = {50, 0, false};
    mark.exactness = Exactness::over;
  }

  std::uint32_t add_times(std::uint32_t i, std::uint32_t end) {
    const char16_t next = at(end);
    const bool closed = end == size_ || has(kClauseEnds, next) || next == u'、' || next == u'达' ||
                        next == u'的' || next == u'以' || next == u'目';
    if (!closed || (next == u'的' && text_[end - 1] == u'增' && at(end + 1) != u'目'))
      return end;  // 倍增企业 is a name
    Mark& mark = add(i, end, MarkKind::times);
    const std::u16string_view word = text_.substr(i, end - i);
    mark.value = {word.find(u'两') != word.npos   ? 4
                  : word.find(u'三') != word.npos ? 8
                  : word.find(u'四') != word.npos ? 16
                                                  : 2,
                  0, false};
    finish(mark);
    return end;
  }

  std::uint32_t add_two_digits(std::uint32_t i) {
    Mark& mark = add(i, i + 3, MarkKind::growth);
    mark.value = {10, 0, false};
    mark.exactness = Exactness::over;
    return i + 3;
  }

  // 持平 says a growth of nothing where it is a hypothesis; elsewhere it is left as words.
  std::uint32_t add_flat(std::uint32_t i) {
    const std::uint32_t from = i > 30 ? i - 30 : 0;
    std::u16string_view lead = text_.substr(from, i - from);
    if (const std::size_t cut = lead.find_last_of(u",;。"); cut != lead.npos) lead.remove_prefix(cut + 1);
    if (lead.find(u"假设") == lead.npos && lead.find(u"如果") == lead.npos) return i + 2;
    add(i, i + 2, MarkKind::flat);
    return i + 2;
  }

  bool rank_cue_before(std::uint32_t i) const {
    // 居全国第六, 位列全省第3: the cue stands at most a dozen characters back in the same clause.
    for (std::size_t k = cue_; k > 0; --k) {
      const CueAt& cue = cues_[k - 1];
      if (cue.end + 14 < i) return false;
      if (cue.end <= i && cue.cue == Cue::rank)
        return text_.substr(cue.end, i - cue.end).find_first_of(u",;。、") == std::u16string_view::npos;
    }
    return false;
  }

  std::uint32_t add_first_place(std::uint32_t i) {
    if (before(i) == u'在' || before(i) == u'到' || before(i) == u'的' ||
        !(has(kClauseEnds, at(i + 2)) || i + 2 == size_))
      return i + 2;  // 摆在首位
    Mark& mark = add(i, i + 2, MarkKind::rank);
    mark.value = {1, 0, false};
    return i + 2;
  }

  bool place_before(std::uint32_t i) const {
    static constexpr std::u16string_view kPlaces[] = {
        u"全国",     u"全省",   u"全市",   u"全球",   u"世界", u"全区", u"全县", u"省内", u"国内", u"亚洲",
        u"同类城市", u"地级市", u"开发区", u"国家级", u"中部", u"西部", u"东部", u"东北", u"西北", u"西南"};
    return std::any_of(std::begin(kPlaces), std::end(kPlaces),
                       [&](std::u16string_view place) { return ends_before(i, place); });
  }

  // 第7位, 全国第一; not 第一产业, 第二批, 第33届.
  std::uint32_t ordinal(std::uint32_t i) {
    const std::uint32_t from = skip_spaces(i + 1);
    if (has(kPlaceholders, at(from))) {
      std::uint32_t k = from;
      while (has(kPlaceholders, at(k))) ++k;
      if (at(k) != u'位' && at(k) != u'名') return k;
      Mark& mark = add(k, k + 1, MarkKind::rank);
      mark.lost = true;
      mark.lead_end = i;
      return k + 1;
    }
    const auto n = quantity::scan_numeral(text_, from);
    if (!n || n->scale != 0 || n->value.exponent != 0) return i + 1;
    std::uint32_t end = from + n->length;
    const char16_t next = at(end);
    const bool named = next == u'位' || next == u'名';
    if (named) ++end;
    const bool largest = next == u'大' && n->value.mantissa == 1 && at(end + 1) != u'类';  // 第一大电源
    const bool ends = has(kClauseEnds, at(end)) || at(end) == u'\0' || at(end) == u'”';
    const bool ranked = rank_cue_before(i) || place_before(i);
    if (!(named || largest || (ranked && ends))) return end;
    if (named && !ranked && next == u'名') return end;
    Mark& mark = add(i, end, MarkKind::rank);
    mark.value = n->value;
    if (named) mark.unit_begin = end - 1;
    return end;
  }

  // 前三位, 前10名, 前十强; 前三 only after 进入, 居.
  std::uint32_t first_n(std::uint32_t i) {
    auto n = quantity::scan_numeral(text_, i + 1);
    if (!n && at(i + 1) == u'十' && at(i + 2) == u'强')
      n = Numeral{1, 1, {10, 0, false}, 0, quantity::Rough::none, Script::han};
    if (!n || n->scale != 0 || n->rough != quantity::Rough::none) return i + 1;
    std::uint32_t end = i + 1 + n->length;
    const char16_t next = at(end);
    if (next == u'位' || next == u'名' || next == u'强') {
      ++end;
    } else if (!rank_cue_before(i) || !(has(kClauseEnds, next) || next == u'\0')) {
      return i + 1;
    }
    Mark& mark = add(i, end, MarkKind::rank);
    mark.value = n->value;
    if (next == u'位' || next == u'名') mark.unit_begin = end - 1;
    mark.exactness = Exactness::under;
    return end;
  }

  // ---- numbers ----

  std::uint32_t number(std::uint32_t i, char16_t c) {
    const char16_t left = before(i);
    if (is_digit(c) && (is_letter(left) || is_digit(left) || left == u'.'))
      return skip_name(i);  // PM2.5, G334
    const auto n = quantity::scan_numeral(text_, i);
    if (!n) return i + 1;
    const std::uint32_t end = i + n->length;
    if (is_digit(c) && (at(end) == u'+' || at(end) == u'×') && is_digit(at(end + 1)))
      return skip_name(end + 1);  // 4+4
    if (starts(end, u"分之")) return fraction(i, *n, end + 2);
    if (at(end) == u':' && (is_digit(at(skip_spaces(end + 1))))) {
      if (const std::uint32_t after = ratio(i)) return after;
    }
    if (const std::uint32_t after = range(i, *n, end)) return after;
    return single(i, *n, end);
  }

  std::uint32_t skip_name(std::uint32_t i) const {
    while (is_digit(at(i)) || is_letter(at(i)) || at(i) == u'.' || at(i) == u'-') ++i;
    return i;
  }

  struct UnitAt {
    std::uint32_t begin = 0, end = 0;  // with its 万 or 亿
    const quantity::Unit* unit = nullptr;
  };

  // The unit itself: 吨 of 千吨级, 元 of 元人民币.
  quantity::UnitMatch scan_unit(std::uint32_t from) const {
    const quantity::UnitMatch match = quantity::scan_unit(text_, from);
    if (match.length > 1 && text_[from + match.length - 1] == u'级')
      return quantity::scan_unit(text_.substr(0, from + match.length - 1), from);
    if (match.length > 1 && text_[from] == u'元' && text_[from + 1] == u'人')
      return quantity::scan_unit(text_.substr(0, from + 1), from);
    return match;
  }

  // The unit behind a number that ends at `end`; its 万 or 亿 is the numeral's scale.
  UnitAt unit_after(const Numeral& n, std::uint32_t end) const {
    const std::uint32_t from = skip_spaces(end);
    const quantity::UnitMatch match = scan_unit(from);
    UnitAt out{n.scale > 0 ? end : from, from + match.length, match.unit};
    if (match.length == 0 || (match.length == 1 && text_[from] == u'级')) out = {end, end, nullptr};
    return out;
  }

  std::uint32_t single(std::uint32_t i, const Numeral& n, std::uint32_t end) {
    const UnitAt unit = unit_after(n, end);
    if (unit.unit == nullptr && n.scale == 0) return number_without_unit(i, n, end);
    if (unit.unit != nullptr && !is_figure(i, n, unit)) {
      if (unit.unit->name == "年" && cue_after(unit.end))
        periods_.push_back({i, unit.end, {}});  // 3年增长58.6%
      return std::max(end, unit.end);
    }
    if (unit.unit == nullptr && at(end) == u'多') return end;
    add_number(i, n, unit);
    if (power_alone(i, n) && marks_.back().exactness == Exactness::exact && !marks_.back().size_class &&
        !counted_money(unit))
      marks_.pop_back();
    return std::max(end, unit.end);
  }

  // 百个项目, 千斤重担, 百亿斤粮食工程: a bare power of ten without 超 or 级 is a manner of speaking.
  bool power_alone(std::uint32_t i, const Numeral& n) const {
    return n.core_length == 1 && (text_[i] == u'百' || text_[i] == u'千') && n.rough == quantity::Rough::none;
  }
  bool counted_money(const UnitAt& unit) const {
    return unit.unit != nullptr && unit.unit->dimension == Dimension::money;
  }

  void add_number(std::uint32_t i, const Numeral& n, const UnitAt& unit) {
    const bool run =
        unit.unit != nullptr && unit.unit->dimension == Dimension::time && ends_before(i, u"连续");
    Mark& mark = add(i, std::max(unit.end, i + n.length), run ? MarkKind::run : MarkKind::plain);
    mark.value = n.value;
    mark.scale = n.scale;
    mark.unit = unit.unit;
    mark.unit_begin = unit.unit != nullptr ? unit.begin : i + n.length;
    if (n.rough == quantity::Rough::over) mark.exactness = Exactness::over;
    if (n.rough == quantity::Rough::about) mark.exactness = Exactness::about;
    finish(mark);
  }

  // A number with a unit that is yet no figure: a year's length, an announced bundle, 一 as an article.
  bool is_figure(std::uint32_t i, const Numeral& n, const UnitAt& unit) const {
    const Dimension dimension = unit.unit->dimension;
    const char16_t next = at(unit.end);
    if (next == u'号' || is_letter(next)) return false;
    if (starts(unit.end, u"方面") || starts(unit.end, u"维度")) return false;
    if (n.script == Script::han && n.length == 1 &&
        (text_[unit.begin] == u'期' || text_[unit.begin] == u'届' || text_[unit.begin] == u'级' ||
         text_[unit.begin] == u'线' || text_[unit.begin] == u'产'))
      return false;  // 二期
    if (text_[unit.begin] == u'届') return false;
    if (dimension == Dimension::time) return time_counts(i, unit);
    if (n.script != Script::han || n.scale > 0) return true;
    if (dimension == Dimension::percent || dimension == Dimension::points || dimension == Dimension::money)
      return true;
    if (n.value.mantissa == 1 && n.value.exponent == 0 && n.length == 1) return false;  // 一个, 一家
    if (has(u"这那每某另", before(i)) || ends_before(i, u"半")) return false;
    if (dimension == Dimension::count || dimension == Dimension::rank || dimension == Dimension::other)
      return rhetorical().starts(text_, unit.end) == 0 && !bundle(n, unit);
    return true;
  }

  // "三项指标", "四大平台", "两手抓": a small Han numeral with 项 or 大 announces a list.
  bool bundle(const Numeral& n, const UnitAt& unit) const {
    return n.length == 1 && unit.end - unit.begin == 1 &&
           has(u"项大点条面手头位种类层块字会次", text_[unit.begin]);
  }

  // A length of time is a figure where the length itself is reported: 连续3年, 压缩至1个工作日.
  bool time_counts(std::uint32_t i, const UnitAt& unit) const {
    if (ends_before(i, u"连续")) return true;
    if (unit.unit->name == "岁") return true;
    static constexpr std::u16string_view kWords[] = {u"压缩", u"缩短", u"压减", u"提速", u"时限",
                                                     u"时长", u"用时", u"耗时", u"延长", u"寿命"};
    const std::uint32_t from = i > 14 ? i - 14 : 0;
    std::u16string_view lead = text_.substr(from, i - from);
    if (const std::size_t cut = lead.find_last_of(u",;。"); cut != lead.npos) lead.remove_prefix(cut + 1);
    return std::any_of(std::begin(kWords), std::end(kWords),
                       [&](std::u16string_view word) { return lead.find(word) != lead.npos; });
  }

  // 指数为50.1, 得分92.5: only where the words before it ask for a bare number.
  std::uint32_t number_without_unit(std::uint32_t i, const Numeral& n, std::uint32_t end) {
    if (n.script != Script::arabic) return end;
    if (shares_unit(i, n, end)) return end;
    static constexpr std::u16string_view kWords[] = {u"指数", u"得分", u"系数", u"分值", u"容积率"};
    const std::uint32_t from = i > 10 ? i - 10 : 0;
    std::u16string_view lead = text_.substr(from, i - from);
    if (const std::size_t cut = lead.find_last_of(u",;。、"); cut != lead.npos) lead.remove_prefix(cut + 1);
    const bool asked = std::any_of(std::begin(kWords), std::end(kWords),
                                   [&](std::u16string_view word) { return lead.find(word) != lead.npos; });
    if (!asked || is_letter(at(end)) || !(has(kClauseEnds, at(end)) || at(end) == u'\0'))
      return is_letter(at(end)) ? skip_name(end) : end;
    Mark& mark = add(i, end, MarkKind::index);
    mark.value = n.value;
    finish(mark);
    return end;
  }

  // 分别提高1.7、2.2个百分点: the first number lends the second one's unit.
  bool shares_unit(std::uint32_t i, const Numeral& n, std::uint32_t end) {
    if (at(end) != u'、' && at(end) != u'和') return false;
    const auto next = quantity::scan_numeral(text_, end + 1);
    if (!next || next->script != Script::arabic || is_letter(before(i))) return false;
    const std::uint32_t from = i > 16 ? i - 16 : 0;
    if (text_.substr(from, i - from).find(u"分别") == std::u16string_view::npos && n.value.exponent == 0)
      return false;
    const UnitAt unit = unit_after(*next, end + 1 + next->length);
    if (unit.unit == nullptr || unit.unit->dimension == Dimension::time) return false;
    Mark& mark = add(i, end, MarkKind::plain);
    mark.value = n.value;
    mark.scale = next->scale;
    mark.unit = unit.unit;
    mark.lent_begin = end + 1 + next->core_length;
    mark.lent_end = unit.end;
    finish(mark);
    return true;
  }

  std::uint32_t fraction(std::uint32_t i, const Numeral& bottom, std::uint32_t from) {
    const auto top = quantity::scan_numeral(text_, from);
    if (!top || bottom.value.mantissa <= 0) return from;
    const std::uint32_t end = from + top->length;
    Mark& mark = add(i, end, MarkKind::fraction);
    if (bottom.value.mantissa == 100 || bottom.value.mantissa == 1000) {
      mark.value = top->value.scaled(bottom.value.mantissa == 100 ? -2 : -3);
    } else {
      const double share = top->value.to_double() / bottom.value.to_double();
      mark.value = {static_cast<std::int64_t>(share * 1e12 + 0.5), -12, true};
    }
    finish(mark);
    return end;
  }

  // 6.8:77.3:15.9 after words of structure; 8:30 and 1:2 000 scales are none.
  std::uint32_t ratio(std::uint32_t i) {
    const std::uint32_t from = i > 12 ? i - 12 : 0;
    const std::u16string_view lead = text_.substr(from, i - from);
    if (lead.find(u"比") == lead.npos && lead.find(u"结构") == lead.npos) return 0;
    std::uint32_t k = i;
    const std::size_t first = marks_.size();
    for (;;) {
      const auto term = quantity::scan_numeral(text_, k);
      if (!term || term->script != Script::arabic) break;
      Mark& mark = add(k, k + term->length, MarkKind::ratio);
      mark.value = term->value;
      k += term->length;
      if (at(k) != u':') break;
      k = skip_spaces(k + 1);
    }
    if (marks_.size() - first < 2) {
      marks_.resize(first);
      return 0;
    }
    return k;
  }

  // 5%-6%, 10至15个, 3000—5000元.
  std::uint32_t range(std::uint32_t i, const Numeral& low, std::uint32_t end) {
    UnitAt low_unit = unit_after(low, end);
    std::uint32_t k = low_unit.unit != nullptr ? low_unit.end : end;
    const std::uint32_t sign = k;
    if (at(k) == u'-' || at(k) == u'—' || at(k) == u'–' || at(k) == u'~' || at(k) == u'～') {
      while (has(u"-—–~～", at(k))) ++k;
    } else if (at(k) == u'至' || at(k) == u'到') {
      ++k;
    }
    if (k == sign) return 0;
    const auto high = quantity::scan_numeral(text_, k);
    if (!high || high->script != low.script) return 0;
    const UnitAt unit = unit_after(*high, k + high->length);
    if (unit.unit == nullptr && high->scale == 0) return 0;
    if (low_unit.unit != nullptr && low_unit.unit != unit.unit) return 0;
    if (unit.unit != nullptr && unit.unit->dimension == Dimension::time) return unit.end;
    Mark& mark = add(i, std::max(unit.end, k + high->length), MarkKind::plain);
    mark.scale = high->scale;
    mark.value =
        low.scale == 0 || low.scale == high->scale ? low.value : low.value.scaled(low.scale - high->scale);
    mark.upper = high->value;
    mark.has_upper = true;
    mark.unit = unit.unit;
    mark.unit_begin = unit.unit != nullptr ? unit.begin : k + high->length;
    finish(mark);
    return mark.end;
  }

  // ---- places where a number was ----

  // XX%, **亿元, X家: the unit behind a placeholder.
  std::uint32_t placeholder(std::uint32_t i) {
    std::uint32_t k = i;
    while (has(kPlaceholders, at(k)) || at(k) == u'.') ++k;
    if (is_letter(at(k)) || is_digit(at(k)) ||
        (is_letter(text_[i]) && (is_letter(before(i)) || is_digit(before(i)))))
      return skip_name(k);
    std::uint32_t from = skip_spaces(k);
    std::int8_t scale = 0;
    std::uint32_t unit_from = from;
    while (at(unit_from) == u'万' || at(unit_from) == u'亿')
      scale = static_cast<std::int8_t>(scale + (text_[unit_from++] == u'万' ? 4 : 8));
    const quantity::UnitMatch match = quantity::scan_unit(text_, unit_from);
    if (match.length == 0 && scale == 0) return k;
    if (match.unit != nullptr && match.unit->dimension == Dimension::time) return unit_from + match.length;
    return add_lost(from, unit_from + match.length, scale, match.unit, i);
  }

  std::uint32_t add_lost(std::uint32_t begin, std::uint32_t end, std::int8_t scale,
                         const quantity::Unit* unit, std::uint32_t lead_end) {
    Mark& mark = add(begin, end, MarkKind::plain);
    mark.lost = true;
    mark.lead_end = lead_end;
    mark.scale = scale;
    mark.unit = unit;
    mark.unit_begin = begin;
    finish(mark);
    return end;
  }

  std::uint32_t percent_alone(std::uint32_t i) {
    const char16_t left = before(skip_back(i));
    if (!is_han(left) && left != u'、' && left != u',' && left != u'”') return i + 1;
    const quantity::UnitMatch match = quantity::scan_unit(text_, i);
    return add_lost(i, i + 1, 0, match.unit, i);
  }

  std::uint32_t skip_back(std::uint32_t i) const {
    while (i > 0 && text_[i - 1] == u' ') --i;
    return i;
  }

  std::uint32_t points_alone(std::uint32_t i) {
    if (has(u"几数多每一", before(i))) return i + 4;
    const quantity::UnitMatch match = quantity::scan_unit(text_, i);
    return add_lost(i, i + 4, 0, match.unit, i);
  }

  std::uint32_t index_alone(std::uint32_t i) {
    if (!has(kClauseEnds, at(i + 3)) || at(i + 3) == u' ') return i + 2;
    Mark& mark = add(i, i + 3, MarkKind::index);
    mark.lost = true;
    mark.unit_begin = i + 3;
    return i + 3;
  }

  // 亿元 without a number: a threshold (过亿元企业, 亿元以上项目), a lost number (完成产值亿元,), or a name
  // (万元GDP能耗).
  std::uint32_t scale_alone(std::uint32_t i) {
    std::uint32_t k = i;
    std::int8_t scale = 0;
    while (at(k) == u'万' || at(k) == u'亿')
      scale = static_cast<std::int8_t>(scale + (text_[k++] == u'万' ? 4 : 8));
    const quantity::UnitMatch match = quantity::scan_unit(text_, k);
    const std::uint32_t end = k + match.length;
    if (has(u"几数多上千百十近", before(i))) return end;
    const bool after_threshold = class_threshold(end);
    const bool crossed = before(i) == u'过' || before(i) == u'超' || before(i) == u'逾';
    if (after_threshold || (crossed && match.length > 0)) {
      if (match.length == 0 && !after_threshold) return end;
      Mark& mark = add(i, end, MarkKind::plain);
      mark.value = {1, 0, false};
      mark.scale = scale;
      mark.unit = match.unit;
      mark.unit_begin = i;
      mark.size_class = true;
      mark.exactness = Exactness::over;
      finish(mark);
      return end;
    }
    if (match.length == 0 || !(lost_unit(*match.unit))) return end == i ? i + 1 : end;
    const char16_t next = at(end);
    const bool closed = next == u'\0' || has(kClauseEnds, next) || cue_after(end);
    if (!closed && !starts(end, u"以") && !has(u"募资投", next)) return end;
    return add_lost(i, end, scale, match.unit, i);
  }

  bool lost_unit(const quantity::Unit& unit) const {
    switch (unit.dimension) {
      case Dimension::money:
      case Dimension::area:
      case Dimension::mass:
      case Dimension::energy:
      case Dimension::power:
      case Dimension::volume:
      case Dimension::length:
        return true;
      default:
        return unit.name == "人次" || unit.name == "人" || unit.name == "辆" || unit.name == "台";
    }
  }

  // 以上项目, 级项目, 以上的企业 …
  bool class_threshold(std::uint32_t i) const {
    if (at(i) == u'级') return true;
    if (starts(i, u"以上") || starts(i, u"以下"))
      i += 2;
    else
      return at(i) == u'的' ? class_nouns().starts(text_, i + 1) > 0
                            : class_nouns().starts(text_, i) > 0 && at(i) == u'企';
    if (at(i) == u'的') ++i;
    return class_nouns().starts(text_, i) > 0;
  }

  bool cue_after(std::uint32_t i) const {
    for (std::size_t k = cue_; k < cues_.size() && cues_[k].begin <= i; ++k)
      if (cues_[k].begin == i) return cues_[k].cue != Cue::stop && cues_[k].cue != Cue::edge;
    return false;
  }

  // ---- what stands around a mark ----

  // Takes the approximators in: 近120万平方米, 95%以上.
  void finish(Mark& mark) {
    std::uint32_t i = mark.lead_end;
    for (std::size_t k = cues_.size() > cue_ ? cue_ + 1 : cues_.size(); k > 0;) {
      const CueAt& cue = cues_[--k];
      if (cue.begin >= i) continue;
      const bool touches = cue.end == i ||
                           (cue.end < i && at(cue.end) == u' ' && skip_spaces(cue.end) == i) ||
                           (cue.end + 1 == i && has(u"了达为至到在于约", text_[cue.end]));
      if (!touches) break;
      if (cue.cue == Cue::about_before)
        mark.exactness = Exactness::about;
      else if (cue.cue == Cue::over_before)
        mark.exactness = Exactness::over;
      else if (cue.cue == Cue::under_before)
        mark.exactness = Exactness::under;
      else if (cue.cue == Cue::reach && text_.substr(cue.begin, cue.end - cue.begin) == u"突破")
        mark.exactness = Exactness::over;
      else if (!(cue.cue == Cue::edge && cue.end - cue.begin == 1 && has(u"了到在至为", text_[cue.begin])))
        break;
      i = cue.begin;
    }
    mark.lead_end = i;
    const std::uint32_t from = skip_spaces(mark.end);
    for (std::size_t k = cue_; k < cues_.size() && cues_[k].begin <= from; ++k) {
      if (cues_[k].begin != from) continue;
      if (cues_[k].cue == Cue::about_after)
        mark.exactness = Exactness::about;
      else if (cues_[k].cue == Cue::over_after)
        mark.exactness = Exactness::over;
      else if (cues_[k].cue == Cue::under_after)
        mark.exactness = Exactness::under;
      else
        break;
      mark.tail_begin = cues_[k].end;
    }
    if (at(mark.tail_begin) == u'级' && mark.kind == MarkKind::plain &&
        (mark.unit_begin < mark.end || mark.scale > 0)) {
      mark.size_class = true;
      if (mark.exactness == Exactness::exact) mark.exactness = Exactness::over;
    }
  }

  const std::u16string_view text_;
  const std::vector<CueAt>& cues_;
  std::vector<Mark>& marks_;
  std::vector<PeriodAt>& periods_;
  const std::uint32_t size_;
  std::size_t cue_ = 0;  // the first cue that ends behind the place looked at
};

}  // namespace

void scan_marks(const text::Folded& block, const std::vector<CueAt>& cues, std::vector<Mark>& marks,
                std::vector<PeriodAt>& periods) {
  marks.clear();
  periods.clear();
  Scanner(block, cues, marks, periods).run();
}

}  // namespace midyear::reading
