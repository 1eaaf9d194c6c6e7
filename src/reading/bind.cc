#include "reading/bind.h"

#include <algorithm>

#include "reading/words.h"

namespace midyear::reading {
namespace {

using quantity::Dimension;

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
const WordSet& topic_ends() {
  static const WordSet words("topic_ends.tsv");
  return words;
}
const WordSet& firm_ends() {
  static const WordSet words("firm_ends.tsv");
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

// A stretch between separators. Numbers of one clause that 、 parts have a segment each.
struct Segment {
  std::uint32_t begin = 0, end = 0;
  char16_t before = 0;              // the separator it follows
  std::size_t first = 0, last = 0;  // marks [first, last)
};

// The clue nearest before a number that tells what it measures.
struct Clue {
  Cue cue = Cue::stop;  // stop: none
  std::uint32_t begin = 0, end = 0;
};

bool tells(Cue cue) {
  switch (cue) {
    case Cue::up:
    case Cue::down:
    case Cue::pull:
    case Cue::reach:
    case Cue::compare:
    case Cue::share:
    case Cue::progress:
    case Cue::plan:
    case Cue::rank:
    case Cue::growth:
    case Cue::fall:
    case Cue::verb:
      return true;
    default:
      return false;
  }
}

class Binder {
 public:
  Binder(const BlockView& block, const std::vector<Mark>& marks, Carry& carry)
      : block_(block),
        text_(block.folded.units),
        marks_(marks),
        bounds_(marks.size()),
        bases_(marks.size()),
        carry_(carry),
        plan_(carry.plan),
        open_role_(carry.open),
        future_(carry.future && goes_on()) {}

  bool future() const { return future_; }

  std::vector<Bound> run(const std::vector<std::uint32_t>& sentence_ends) {
    std::uint32_t begin = 0;
    std::size_t mark = 0;
    for (std::uint32_t end : sentence_ends) {
      const std::size_t first = mark;
      while (mark < marks_.size() && marks_[mark].begin < end) ++mark;
      sentence(begin, end, first, mark);
      begin = end;
    }
    return std::move(bounds_);
  }

 private:
  // 同时, 此外: the block goes on with what the one before spoke of.
  bool goes_on() const {
    std::size_t i = 0;
    while (i < text_.size() && text_[i] == u' ') ++i;
    const std::u16string_view head = std::u16string_view(text_).substr(i, 4);
    for (std::u16string_view word : {u"同时", u"此外", u"另外", u"与此同时", u"并且"})
      if (head.starts_with(word)) return true;
    return false;
  }

  // ---- sentences and segments ----

  void sentence(std::uint32_t begin, std::uint32_t end, std::size_t first, std::size_t last) {
    sentence_begin_ = begin;
    read_topic(begin, end);
    read_mode(begin, end);
    if (first == last) {
      note_periods(begin, end, true, false);
      if (open_role_) note_status(begin, end);
      return;
    }
    sentence_entity_ = {};
    sentence_period_ = earlier_period_ = clause_period_ = {};
    target_ = plan_ || future_;
    promised_ = false;
    condition_ = false;
    aside_ = false;
    last_ = kNoMark;
    amount_ = kNoMark;
    class_measure_ = act_ = {};
    changed_items_ = false;
    items_.clear();
    cut(begin, end, first, last);

    for (std::size_t i = 0; i < segments_.size(); ++i) segment(i);
    fill_gaps(first, last);
  }

  // 2家千亿级、24家百亿级工业企业: what a number leaves out, the next one names; else the one before.
  void fill_gaps(std::size_t first, std::size_t last) {
    for (std::size_t k = last; k-- > first;)
      if (bounds_[k].indicator.empty() && k + 1 < last) bounds_[k].indicator = bounds_[k + 1].indicator;
    for (std::size_t k = first + 1; k < last; ++k)
      if (bounds_[k].indicator.empty()) bounds_[k].indicator = bounds_[k - 1].indicator;
  }

  // 下半年, 明年, 下一步 at the head of a sentence turn the rest of the block to what is to be done.
  void read_mode(std::uint32_t begin, std::uint32_t end) {
    static constexpr std::u16string_view kPlan[] = {u"下半年", u"明年", u"下一步", u"下一阶段",
                                                    u"下阶段", u"今后", u"未来"};
    while (begin < end && (text_[begin] == u' ' || text_[begin] == u'“')) ++begin;
    const std::u16string_view head = std::u16string_view(text_).substr(begin, 8);
    for (std::u16string_view word : kPlan)
      if (head.starts_with(word)) plan_ = true;
  }

  void cut(std::uint32_t begin, std::uint32_t end, std::size_t first, std::size_t last) {
    segments_.clear();
    std::size_t mark = first;
    std::uint32_t clause_end = begin;
    Segment now{begin, begin, u'。', first, first};
    const auto close = [&](std::uint32_t at, char16_t separator) {
      now.end = at;
      now.last = mark;
      segments_.push_back(now);
      now = {at + 1, at + 1, separator, mark, mark};
    };
    for (std::uint32_t i = begin; i < end; ++i) {
      if (mark < last && i >= marks_[mark].begin) {
        i = marks_[mark].end - 1;
        ++mark;
        continue;
      }
      const char16_t c = text_[i];
      if (c == u',' || c == u';' || c == u':' || c == u'。' || c == u'(' || c == u')' || c == u'!' ||
          c == u'?' || c == u'\n') {
        if (c == u',' && i > begin && is_digit(text_[i - 1]) && i + 1 < end && is_digit(text_[i + 1]))
          continue;
        close(i, c);
      } else if (c == u'、' && mark > now.first && mark < last && !only_size_classes(now.first, mark)) {
        if (clause_end <= i) clause_end = clause_end_after(i, end);
        if (marks_[mark].begin < clause_end) close(i, c);  // a list behind the last number stays with it
      }
    }
    now.end = end;
    now.last = mark;
    if (now.begin < now.end) segments_.push_back(now);
  }

  std::uint32_t clause_end_after(std::uint32_t i, std::uint32_t end) const {
    while (i < end && text_[i] != u',' && text_[i] != u';' && text_[i] != u':' && text_[i] != u'。' &&
           text_[i] != u'(' && text_[i] != u')')
      ++i;
    return i;
  }

  static bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }

  bool only_size_classes(std::size_t first, std::size_t last) const {
    for (std::size_t k = first; k < last; ++k)
      if (!is_condition(k)) return false;
    return true;
  }

  void segment(std::size_t index) {
    const Segment& s = segments_[index];
    if (s.before == u';' || text_[s.begin] == u'在') read_topic(s.begin, s.end);

    if (s.before == u'(') saved_ = {sentence_period_, last_}, aside_ = true;
    if (s.before == u')') {
      sentence_period_ = saved_.period, aside_ = false;
      if (saved_.last != kNoMark) last_ = saved_.last;
    }
    if (s.first == s.last) {
      clause_period_ = {};
      note_periods(s.begin, s.end, s.before == u'。', false);
      note_status(s.begin, s.end);
      return;
    }
    std::uint32_t from = s.begin;
    std::uint32_t noted = s.begin;
    if (s.before != u'、') clause_period_ = {};
    promised_ = false;
    for (std::size_t k = s.first; k < s.last; ++k) {
      const Mark& mark = marks_[k];
      note_periods(noted, mark.lead_end, s.before == u'。' && k == s.first);
      note_status(noted, mark.lead_end);
      noted = mark.tail_begin;
      bind_mark(k, s, from);
      if (k > s.first && bounds_[k - 1].indicator.empty() && marks_[k - 1].tail_begin == mark.begin)
        bounds_[k - 1].indicator = bounds_[k].indicator;  // 7大类31项实事

      if (!is_condition(k)) from = mark.tail_begin;
    }
    note_periods(noted, s.end, false);
    note_status(noted, s.end);
  }

  // ---- time and certainty ----

  bool comparison_base(std::uint32_t begin) const {
    std::uint32_t i = begin;
    while (i > 0 && text_[i - 1] == u' ') --i;
    if (i == 0) return false;
    const char16_t c = text_[i - 1];
    if (std::u16string_view(u"比较与同是从占").find(c) != std::u16string_view::npos) return true;
    return i > 1 && (text_.compare(i - 2, 2, u"高于") == 0 || text_.compare(i - 2, 2, u"低于") == 0 ||
                     text_.compare(i - 2, 2, u"相比") == 0);
  }

  static bool instant(std::u16string_view words) {
    return words.find(u'底') != words.npos || words.find(u'末') != words.npos ||
           words.find(u"目前") != words.npos || words.starts_with(u"截") || words.starts_with(u"到") ||
           words.starts_with(u"近") || words.find(u"同期") != words.npos;
  }

  // 全年任务, 年度预算: the name of a plan, no time.
  bool names_plan(const PeriodAt& period) const {
    const std::size_t k = block_.first_cue(period.begin);
    if (k < block_.cues.size() && block_.cues[k].begin == period.begin && block_.cues[k].cue == Cue::plan &&
        block_.cues[k].end > period.end)
      return true;
    const std::u16string_view behind = std::u16string_view(text_).substr(period.end, 2);
    return behind.starts_with(u"计划") || behind.starts_with(u"任务") || behind.starts_with(u"预算") ||
           behind.starts_with(u"目标");
  }

  // 由去年同期下降…, 自2015年以来, 十年增长1.3倍: of the clause it stands in only.
  bool passing(const PeriodAt& at, bool head) const {
    using quantity::PeriodKind;
    const quantity::Period& period = at.period;
    if (period.same_period || period.kind == PeriodKind::days || at.period.length == 0) return true;
    if (period.since && period.year_is == quantity::YearIs::absolute) return true;
    const bool spoken = text_[at.end - 1] == u'来' || text_[at.begin] == u'这' || text_[at.begin] == u'过';
    return period.kind == PeriodKind::span && !head && !spoken;
  }

  // head: at the begin of a sentence, from where a period holds for the paragraph.
  void note_periods(std::uint32_t begin, std::uint32_t end, bool head, bool counted = true) {
    for (std::size_t p = block_.first_period(begin);
         p < block_.periods.size() && block_.periods[p].begin < end; ++p) {
      const PeriodAt& period = block_.periods[p];
      if (comparison_base(period.begin) || names_plan(period)) continue;
      const bool first =
          (head && period.begin <= begin + 4) || (sentence_begin_ + 12 > period.begin && last_ == kNoMark);
      if (aside_ || passing(period, first)) {
        if (counted) clause_period_ = period;
        continue;
      }
      clause_period_ = {};
      earlier_period_ = sentence_period_;
      sentence_period_ = period;
      const std::u16string_view words = block_.units(period.begin, period.end);
      if (period.period.as_of && !plan_ && !instant_ahead(words)) target_ = false;
      if (first && !instant(words)) block_period_ = period;
    }
  }

  static bool instant_ahead(std::u16string_view words) {
    return words.find(u"年底") != words.npos || words.find(u'前') != words.npos ||
           words.find(u"年末") != words.npos;
  }

  void note_status(std::uint32_t begin, std::uint32_t end) {
    for (std::size_t k = block_.first_cue(begin); k < block_.cues.size() && block_.cues[k].begin < end; ++k) {
      const CueAt& cue = block_.cues[k];
      if (cue.cue == Cue::condition && cue.end - cue.begin > 1)
        condition_ = text_.compare(cue.begin, 2, u"假设") == 0 || text_.compare(cue.begin, 2, u"如果") == 0 ||
                     text_.compare(cue.begin, 2, u"假如") == 0 || text_.compare(cue.begin, 2, u"倘若") == 0;
      if (cue.cue == Cue::done) target_ = future_ = false;
      if (cue.cue == Cue::target && !weak_target(cue, end)) {
        target_ = promised_ = true, condition_ = false;
        if (open_role_ && text_[cue.end - 1] == u'将') future_ = true;
      }
    }
  }

  // 计划新开工98个 and 全市计划播种, but not 科技计划项目.
  bool plans(const CueAt& cue, std::uint32_t end) const {
    if (cue.end >= end) return false;
    const std::u16string_view behind = std::u16string_view(text_).substr(cue.end, 2);
    if (behind == u"投资" || behind.starts_with(u'共')) return true;
    const std::size_t next = block_.first_cue(cue.end);
    if (next < block_.cues.size() && block_.cues[next].begin == cue.end) {
      const Cue kind = block_.cues[next].cue;
      if (kind == Cue::act || kind == Cue::verb || kind == Cue::reach || kind == Cue::up ||
          kind == Cue::down || kind == Cue::drop)
        return true;
    }
    if (cue.begin == 0) return true;
    const char16_t before = text_[cue.begin - 1];
    if (before == u',' || before == u'。' || before == u';' || before == u'、' || before == u'(')
      return text_[cue.end] != u'生';
    const std::size_t k = block_.first_cue(cue.begin);
    if (k > 0 && block_.cues[k - 1].end == cue.begin && block_.cues[k - 1].cue == Cue::self) return true;
    const std::size_t p = block_.first_period(cue.begin);
    return p > 0 && block_.periods[p - 1].end == cue.begin;
  }

  // 将 as 把, the name of a plan, 累计争取: they promise nothing.
  bool weak_target(const CueAt& cue, std::uint32_t end) const {
    const std::u16string_view word = block_.units(cue.begin, cue.end);
    if (word == u"保" || word == u"争") return cue.end >= text_.size() || !is_digit(text_[cue.end]);
    if (word == u"计划") return !plans(cue, end);
    if (word == u"争取") return cue.begin >= 2 && text_.compare(cue.begin - 2, 2, u"累计") == 0;
    if (word == u"将") return cue.end >= end || is_digit(text_[cue.end]);

    return false;
  }

  // ---- one mark ----

  // ---- who a paragraph is about ----

  // 石化产业…, 吉利汽车…: somebody named at the head of a sentence, for what follows without a name of its
  // own.
  void read_topic(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t i = begin;
    std::size_t cue = block_.first_cue(i), period = block_.first_period(i);
    for (bool more = true; more && i < end;) {
      more = false;
      while (i < end && (text_[i] == u' ' || text_[i] == u',' || text_[i] == u'•')) ++i, more = true;
      while (cue < block_.cues.size() && block_.cues[cue].begin < i) ++cue;
      while (period < block_.periods.size() && block_.periods[period].begin < i) ++period;
      if (period < block_.periods.size() && block_.periods[period].begin == i)
        i = block_.periods[period].end, more = true;
      else if (cue < block_.cues.size() && block_.cues[cue].begin == i && block_.cues[cue].cue == Cue::done)
        i = block_.cues[cue].end, more = true;
    }
    while (cue < block_.cues.size() && block_.cues[cue].begin < i) ++cue;
    if (cue < block_.cues.size() && block_.cues[cue].begin == i && block_.cues[cue].cue == Cue::self)
      topic_ = {}, carry_.self = true;
    if (i < end && text_[i] == u'在') ++i;
    std::uint32_t stop = i;
    while (stop < end && stop < i + 16 &&
           std::u16string_view(u",;。:、(“》").find(text_[stop]) == std::u16string_view::npos)
      ++stop;
    for (std::size_t k = cue; k < block_.cues.size() && block_.cues[k].begin < stop; ++k) {
      const Cue kind = block_.cues[k].cue;
      if (kind != Cue::stop &&
          !(kind == Cue::edge && block_.units(block_.cues[k].begin, block_.cues[k].end) != u"的"))
        stop = block_.cues[k].begin;
    }
    for (std::size_t p = period; p < block_.periods.size() && block_.periods[p].begin < stop; ++p)
      stop = block_.periods[p].begin;
    if (stop < i + 3 || stop == end || text_[stop] == u'、' || text_[stop] == u'。') return;
    if (stop > i + 12 || topic_ends().ends(block_.units(i, stop)) == 0 || topic_not().starts(text_, i) > 0)
      return;
    topic_ = {};
    topic_.append(i, stop);
    topic_begin_ = sentence_begin_;
    if (firm_ends().ends(block_.units(i, stop)) > 0) carry_.firms.push_back(text_of(topic_, block_));
  }

  void give_topic(Bound& bound) const {
    if (topic_.empty() || !bound.entity.empty() || bound.indicator.empty()) return;
    const std::u16string words = folded_of(bound.indicator, block_);
    if (words.find(folded_of(topic_, block_)) != words.npos) return;
    const bool here = topic_begin_ == sentence_begin_;
    const bool heads =
        bound.indicator.pieces.front().begin <= sentence_begin_ + 2;  // 产值突破1300亿元。 as a sentence
    if (here || (heads && measures().has(words))) bound.entity = topic_;
  }

  bool percent_like(const Mark& mark) const {
    if (mark.kind == MarkKind::growth) return true;
    if (mark.unit == nullptr) return false;
    const Dimension d = mark.unit->dimension;
    return d == Dimension::percent || d == Dimension::points || d == Dimension::ratio;
  }

  bool is_condition(std::size_t k) const {
    const Mark& mark = marks_[k];
    if (mark.kind != MarkKind::plain || mark.lost) return false;
    if (mark.size_class) return true;
    if (mark.unit != nullptr && (mark.unit->dimension == Dimension::count || percent_like(mark)))
      return false;
    std::uint32_t i = mark.tail_begin;
    const bool bounded = mark.tail_begin > mark.end;
    if (!bounded && mark.exactness != Exactness::over) return false;
    if (i < text_.size() && text_[i] == u'的') ++i;
    return class_nouns().starts(text_, i) > 0;
  }

  Clue clue_of(std::uint32_t from, std::uint32_t to) const {
    for (std::size_t k = block_.first_cue(to); k > 0;) {
      const CueAt& cue = block_.cues[--k];
      if (cue.begin < from) break;
      if (!tells(cue.cue)) continue;
      if (cue.cue == Cue::growth || cue.cue == Cue::fall || cue.cue == Cue::progress || cue.cue == Cue::share)
        if (const Clue gap = gap_before(k, from); gap.cue != Cue::stop) return gap;
      return {cue.cue, cue.begin, cue.end};
    }
    return {};
  }

  // 快于经济增速1个百分点: the gap, not the 增速 it is a gap to.
  Clue gap_before(std::size_t k, std::uint32_t from) const {
    while (k > 0 && block_.cues[k - 1].begin >= from) {
      const CueAt& cue = block_.cues[--k];
      if (cue.cue == Cue::compare) return {cue.cue, cue.begin, cue.end};
      if (tells(cue.cue)) break;
    }
    return {};
  }

  bool blank(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i)
      if (text_[i] != u' ' && text_[i] != u'了' && text_[i] != u'、' && text_[i] != u'和' &&
          text_[i] != u'及' && text_[i] != u'与' && text_[i] != u',')
        return false;
    return true;
  }

  bool tail_starts(const Mark& mark, std::u16string_view word) const {
    return std::u16string_view(text_)
        .substr(std::min<std::size_t>(mark.tail_begin, text_.size()))
        .starts_with(word);
  }

  // Nothing of its own stands behind the number: the next separator or number follows.
  bool bare_behind(std::size_t k, const Segment& s) const {
    const std::uint32_t to = k + 1 < s.last ? marks_[k + 1].lead_end : s.end;
    const Clue next = clue_at(marks_[k].tail_begin);
    return blank(marks_[k].tail_begin, to) || next.cue != Cue::stop || percent_like(marks_[k]) ||
           text_[marks_[k].tail_begin] == u'。' || text_[marks_[k].tail_begin] == u'的';
  }

  void bind_mark(std::size_t k, const Segment& s, std::uint32_t from) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    const bool joined = last_ != kNoMark && blank(from, mark.lead_end) &&
                        (s.before == u'、' || k > s.first) && bare_behind(k, s);
    bound.period = clause_period_.end != 0     ? clause_period_
                   : sentence_period_.end != 0 ? sentence_period_
                                               : block_period_;
    bound.status = condition_ || is_condition(k) ? Status::condition
                   : target_                     ? Status::target
                                                 : Status::actual;
    switch (mark.kind) {
      case MarkKind::rank:
        rank(k, from);
        break;
      case MarkKind::ratio:
      case MarkKind::fraction:
        bound.measure = Measure::share;
        name_subject(bound, from, mark.lead_end, true);
        break;
      case MarkKind::half:
        bound.measure = Measure::progress;
        inherit(bound);
        break;
      case MarkKind::times:
        bound.measure = Measure::change, bound.direction = Direction::up;
        name_subject(bound, from, mark.lead_end, true);
        break;
      case MarkKind::index:
        name_subject(bound, from, mark.lead_end, true);
        if (mark.lost) bound.indicator.append(mark.begin, mark.begin + 2);
        break;
      case MarkKind::flat:
        bound.measure = Measure::change, bound.direction = Direction::flat;
        name_subject(bound, from, mark.lead_end, true);
        break;
      case MarkKind::run:
        run_length(k, s, from);
        break;
      default:
        if (joined && join(k)) break;
        if (is_condition(k))
          size_class(k, from, s.end);
        else if (percent_like(mark))
          percent(k, s, from);
        else
          amount(k, s, from);
    }
    give_topic(bound);
    if (bound.measure != Measure::change) bound.direction = Direction::none;
    if (bases_[k].empty()) bases_[k] = bound.indicator;

    plan_words(k, from);
    if (bound.status == Status::condition && is_condition(k)) return;
    last_ = k;
    if (mark.kind == MarkKind::plain && !percent_like(mark)) amount_ = k;
  }

  // 全年589亿元任务, 年度计划新开工132个: planned although nothing promises.
  void plan_words(std::size_t k, std::uint32_t from) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    if (bound.status == Status::target && bound.measure == Measure::progress && !plan_ && !promised_)
      bound.status = Status::actual;
    if (bound.status != Status::actual) return;
    for (std::u16string_view word : {u"任务", u"的任务", u"目标", u"的目标", u"的销售目标", u"的年度目标",
                                     u"的全年目标", u"的盘子", u"的计划", u"的预算"})
      if (tail_starts(mark, word) && bound.measure == Measure::level) {
        bound.status = Status::target;
        if (sentence_period_.end + 1 >= mark.lead_end && earlier_period_.end != 0)
          sentence_period_ = earlier_period_;  // 全年589亿元任务
      }
    if (bound.measure != Measure::level || percent_like(mark)) return;
    for (std::size_t c = block_.first_cue(from); c < block_.cues.size() && block_.cues[c].begin < mark.begin;
         ++c)
      if (block_.cues[c].cue == Cue::plan) bound.status = Status::target;
  }

  // ---- what is measured ----

  const Bound* last_bound() const { return last_ == kNoMark ? nullptr : &bounds_[last_]; }

  void inherit(Bound& bound) {
    if (const Bound* last = last_bound()) bound.indicator = last->indicator, bound.entity = last->entity;
  }

  bool ends_with(const Phrase& phrase, const WordSet& words) const {
    return words.ends(folded_of(phrase, block_)) > 0;
  }

  bool generic(const Phrase& phrase) const {
    return phrase.size() <= 6 && generic_nouns().has(folded_of(phrase, block_));
  }

  // Fills indicator and entity from what stands in [from, to); inherits where nothing does.
  void name_subject(Bound& bound, std::uint32_t from, std::uint32_t to, bool may_be_entity) {
    from = last_item(from, to);
    to = before_list(from, to);
    Subject subject = subject_of(block_, from, to);
    if (subject.what.empty() || only_relation(subject.what)) {
      inherit(bound);
      if (!subject.entity.empty()) bound.entity = subject.entity;
      return;
    }
    const Bound* last = last_bound();
    if (last != nullptr && subject.entity.empty() && !last->indicator.empty()) {
      if (elliptic(bound, *last, subject.what)) return;
      if (may_be_entity && !ends_with(subject.what, measures()) &&
          (condition_ || ends_with(subject.what, entity_ends()))) {
        bound.entity = subject.what;
        bound.indicator = last->indicator;
        return;
      }
    }
    bound.indicator = subject.what;
    bound.entity = subject.entity;
    settle_entity(bound, subject);
  }

  static bool project_like(const std::u16string& base) {
    return base.find(u"项目") != base.npos || base.ends_with(u"工程");
  }

  // 三期建成投产、总装机; 传感器、通讯设备等智慧设施配比: what was said or listed before is not the subject.
  std::uint32_t behind_list(std::uint32_t from, std::uint32_t to) const {
    const std::u16string_view lead = block_.units(from, to);
    const std::size_t comma = lead.rfind(u'、');
    if (comma == lead.npos || comma + 2 >= lead.size()) return from;
    if (const std::size_t etc = lead.rfind(u'等');
        etc != lead.npos && etc > comma && etc + 3 < lead.size() && lead[etc - 1] != u'高') {
      const auto at = from + static_cast<std::uint32_t>(etc) + 1;
      for (std::size_t k = block_.first_cue(at); k < block_.cues.size() && block_.cues[k].end < to; ++k)
        if (block_.cues[k].cue == Cue::act) return block_.cues[k].begin;
      return subject_of(block_, at, to).what.size() >= 3 ? at : from;
    }
    const auto at = from + static_cast<std::uint32_t>(comma);
    if (lead.substr(0, comma).find(u"持平") != lead.npos) return at + 1;
    for (std::size_t k = block_.first_cue(from + 1); k < block_.cues.size() && block_.cues[k].end <= at; ++k)
      if (block_.cues[k].cue == Cue::act && block_.cues[k].end == at && block_.cues[k].begin > from + 1)
        return at + 1;
    return from;
  }

  // 占, 较“十三五”: a relation to something, no subject.
  bool only_relation(const Phrase& what) const {
    const std::uint32_t begin = what.pieces.front().begin;
    const char16_t first = text_[begin];
    if (what.size() == 1) return first == u'占' || first == u'比' || first == u'较' || first == u'转';
    return (first == u'较' || first == u'比') && text_[begin + 1] == u'“';
  }

  // 在建工业项目有甲、乙、丙等: the names behind 有 are examples of what is counted.
  std::uint32_t before_list(std::uint32_t from, std::uint32_t to) const {
    const std::u16string_view lead = block_.units(from, to);
    const std::size_t has = lead.find(u'有');
    if (has == lead.npos || has < 2 || lead.find(u'、', has) == lead.npos) return to;
    const auto at = from + static_cast<std::uint32_t>(has);
    const std::size_t k = block_.first_cue(at);
    const bool verb = k < block_.cues.size() && block_.cues[k].begin == at && block_.cues[k].cue == Cue::edge;
    return verb ? at : to;
  }

  // 总投资, 固原市开工率, 拉动全市工业: words that only make sense with the indicator before them.
  bool elliptic(Bound& bound, const Bound& last, const Phrase& what) {
    const auto k = static_cast<std::size_t>(&bound - bounds_.data());
    const std::u16string words = folded_of(what, block_);
    if (what.size() <= 6 && generic_nouns().has(words)) {
      const std::u16string base = folded_of(bases_[last_], block_);
      bases_[k] = bases_[last_];
      bound.indicator = bases_[last_];
      if (!base.ends_with(words)) bound.indicator.append(what);
      bound.entity = last.entity;
      return true;
    }
    if ((words == u"投资" || words == u"年度投资") && project_like(folded_of(bases_[last_], block_))) {
      bases_[k] = bases_[last_];
      bound.indicator = bases_[last_];
      bound.indicator.append(what);
      bound.entity = last.entity;
      return true;
    }
    const std::size_t cue = block_.first_cue(what.pieces.front().begin);
    if (cue < block_.cues.size() && block_.cues[cue].begin == what.pieces.front().begin &&
        block_.cues[cue].cue == Cue::pull) {
      bound.indicator = last.indicator;
      bound.indicator.append(what);
      bound.entity = last.entity;
      return true;
    }
    // E + G: another one's 开工率 after somebody's 开工率.
    const std::uint32_t length = generic_nouns().ends(words);
    if (length == 0 || what.pieces.size() != 1 || words.size() < length + 2) return false;
    const Phrase::Piece piece = what.pieces.front();
    const char16_t end = words[words.size() - length - 1];
    if (std::u16string_view(u"县市区州盟旗").find(end) == std::u16string_view::npos ||
        words[words.size() - length - 2] == u'园')
      return false;
    const std::u16string base = folded_of(last.indicator, block_);
    if (!base.ends_with(words.substr(words.size() - length))) return false;
    bound.entity = {};
    bound.entity.append(piece.begin, piece.end - length);
    bound.indicator = last.indicator;
    return true;
  }

  // 优化支出结构、清收各类资金: what was done before 、 is another matter.
  std::uint32_t last_item(std::uint32_t from, std::uint32_t to) const {
    for (std::size_t k = block_.first_cue(to); k > 0 && block_.cues[k - 1].begin > from;) {
      const CueAt& cue = block_.cues[--k];
      if (cue.cue == Cue::act && text_[cue.begin - 1] == u'、' && cue.end < to) return cue.begin;
    }
    return behind_list(from, to);
  }

  // 吴忠市计划投资: a county or city before the measure is whom it is about. 高新区 and its like are the
  // place itself.
  bool split_place(Bound& bound) const {
    if (bound.indicator.pieces.size() != 1) return false;
    const Phrase::Piece piece = bound.indicator.pieces.front();
    const std::u16string_view words = block_.units(piece.begin, piece.end);
    const std::uint32_t measure = measures().ends(words);
    if (measure == 0) return false;
    for (std::uint32_t p = 2; p < 7 && p + measure <= words.size(); ++p) {
      if (std::u16string_view(u"县市州盟旗").find(words[p]) == words.npos &&
          !(words[p] == u'区' &&
            std::u16string_view(u"新发园地社小片景市灌库山牧林城高经保矿校院老").find(words[p - 1]) ==
                words.npos))
        continue;
      if (topic_not().starts(words, 0) > 0 || words.substr(0, p).find(u'级') != words.npos ||
          words[p + 1 < words.size() ? p + 1 : p] == u'场' || words[p - 1] == u'城')
        return false;
      bound.entity = {};
      bound.entity.append(piece.begin, piece.begin + p + 1);
      bound.indicator = {};
      bound.indicator.append(piece.begin + p + 1, piece.end);
      return !bound.indicator.empty();
    }
    return false;
  }

  void settle_entity(Bound& bound, const Subject& subject) {
    if (!subject.entity.empty()) {
      if (sentence_entity_.empty() || ends_with(subject.entity, zone_ends()))
        sentence_entity_ = subject.entity;
      return;
    }
    if (split_place(bound)) return;
    if (!sentence_entity_.empty() && ends_with(sentence_entity_, zone_ends()) && !subject.self)
      bound.entity = sentence_entity_;
  }

  // A number that only repeats the form of the one before it: 增长9.2%、8.2%, 16.9亿元、3家.
  bool join(std::size_t k) {
    const Bound* last = last_bound();
    Bound& bound = bounds_[k];
    const Status status = bound.status;
    const PeriodAt period = bound.period;
    bound = *last;
    bound.status = last->status == Status::condition ? status : last->status;
    bound.period = period;
    if (item_ + 1 < items_.size()) {
      ++item_;
      use_item(bound);
    }
    return true;
  }

  void use_item(Bound& bound) {
    bound.entity = items_[item_].entity;
    bound.indicator = items_[item_].indicator;
  }

  void percent(std::size_t k, const Segment& s, std::uint32_t from) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    const Clue clue = clue_of(from, mark.begin);
    const bool moves =
        clue.cue == Cue::up || clue.cue == Cue::down || clue.cue == Cue::growth || clue.cue == Cue::fall;
    if ((!moves || mark.kind == MarkKind::growth) && tail_percent(k, s, from, clue.cue == Cue::stop)) return;
    if (clue.cue == Cue::stop && more_than_before(k, from)) return;
    switch (clue.cue) {
      case Cue::up:
      case Cue::down:
      case Cue::pull:
        bound.measure = Measure::change;
        bound.direction = falls(clue) ? Direction::down : Direction::up;
        change_subject(k, from, clue);
        return;
      case Cue::growth:
      case Cue::fall:
        bound.measure = Measure::change;
        bound.direction = clue.cue == Cue::fall ? Direction::down : Direction::up;
        change_subject(k, from, clue);
        return;
      case Cue::compare:
        gap(k, from, clue);
        return;
      case Cue::plan:
        bound.measure = Measure::progress;
        name_subject(bound, from, clue.begin, false);
        return;
      default:
        break;
    }
    rate(k, from, clue);
  }

  // 比去年同期多8.08%.
  bool more_than_before(std::size_t k, std::uint32_t from) {
    const std::uint32_t to = marks_[k].lead_end;
    if (to <= from || text_[to - 1] != u'多') return false;
    const std::u16string_view lead = block_.units(from, to);
    if (lead.find(u'比') == lead.npos && lead.find(u'较') == lead.npos) return false;
    Bound& bound = bounds_[k];
    bound.measure = Measure::change;
    bound.direction = Direction::up;
    name_subject(bound, from, to - 1, true);
    return true;
  }

  bool falls(const Clue& clue) const {
    if (clue.cue == Cue::down || clue.cue == Cue::fall) return true;
    const std::u16string_view word = block_.units(clue.begin, clue.end);
    return word.starts_with(u"负向") || word == u"下拉" || word == u"拉低";
  }

  // 16%的增长, 超50%的行政村, 保持两位数增长.
  bool tail_percent(std::size_t k, const Segment& s, std::uint32_t from, bool bare) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    std::uint32_t i = mark.tail_begin;
    const bool of = i < text_.size() && text_[i] == u'的';
    if (of) ++i;
    const Clue next = clue_at(i);
    const bool noun = of || bare || mark.kind == MarkKind::growth;
    if (noun && (mark.kind == MarkKind::growth || next.cue == Cue::up || next.cue == Cue::down ||
                 next.cue == Cue::growth || next.cue == Cue::fall)) {
      bound.measure = Measure::change;
      bound.direction = next.cue == Cue::down || next.cue == Cue::fall ? Direction::down : Direction::up;
      name_subject(bound, from, mark.lead_end, true);
      return true;
    }
    if (!bare || !of || subject_of(block_, from, mark.lead_end).what.size() > 0) return false;
    bound.measure = Measure::share;
    bound.indicator = subject_of(block_, i, s.end).what;
    return true;
  }

  Clue clue_at(std::uint32_t i) const {
    const std::size_t k = block_.first_cue(i);
    if (k < block_.cues.size() && block_.cues[k].begin == i && tells(block_.cues[k].cue))
      return {block_.cues[k].cue, block_.cues[k].begin, block_.cues[k].end};
    return {};
  }

  // A share, a progress or a rate as such, by the noun before the number.
  void rate(std::size_t k, std::uint32_t from, const Clue& clue) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    bound.measure = Measure::level;
    if (distribute(k, from, mark.lead_end)) {
      if (clue.cue == Cue::share ||
          block_.units(from, mark.lead_end).find(u'占') != std::u16string_view::npos)
        bound.measure = Measure::share;
      if (clue.cue == Cue::progress) bound.measure = Measure::progress;
      return;
    }
    const Clue noun = clue.cue == Cue::reach || clue.cue == Cue::verb ? clue_of(from, clue.begin) : clue;
    const bool near = noun.cue != Cue::stop && subject_of(block_, noun.end, mark.lead_end).what.empty();
    const std::u16string lead(block_.units(from, mark.lead_end));
    if (noun.cue == Cue::share || lead.find(u"占") != lead.npos) {
      bound.measure = Measure::share;
      const std::size_t at = lead.rfind(u"占");
      if (at != lead.npos && (lead.find(u"全年", at) != lead.npos || lead.find(u"年度", at) != lead.npos ||
                              lead.find(u"目标", at) != lead.npos || lead.find(u"任务", at) != lead.npos ||
                              lead.find(u"年计划", at) != lead.npos)) {
        bound.measure = Measure::progress;
        name_subject(bound, from, from + static_cast<std::uint32_t>(at), true);
        return;
      }
      share_subject(bound, from, mark.lead_end);
      return;
    }
    if (near && (noun.cue == Cue::growth || noun.cue == Cue::fall)) {
      bound.measure = Measure::change;
      bound.direction = noun.cue == Cue::fall ? Direction::down : Direction::up;
      change_subject(k, from, noun);
      return;
    }
    name_subject(bound, from, mark.lead_end, true);
    if (mark.unit != nullptr && mark.unit->name == "倍")
      bound.measure = Measure::change, bound.direction = Direction::up;
    if (near && noun.cue == Cue::progress) bound.measure = Measure::progress;
    if (noun.cue == Cue::plan) bound.measure = Measure::progress;
    const bool only_verb = clue.cue == Cue::verb && blank(clue.end, mark.lead_end);
    if (only_verb ||
        (after_plan(k) && (clue.cue == Cue::verb || clue.cue == Cue::stop || clue.cue == Cue::reach)))
      bound.measure = Measure::progress;
  }

  // …任务的37.22%, …盘子完成41.6%: the number before was the plan.
  bool after_plan(std::size_t k) const {
    const Bound* last = last_bound();
    if (last == nullptr || last->measure != Measure::level || last->status != Status::target || k == 0)
      return false;
    const std::u16string between(block_.units(marks_[last_].tail_begin, marks_[k].lead_end));
    if (between.size() > 16) return false;
    return between == u"的" || between.find(u"任务") != between.npos ||
           between.find(u"目标") != between.npos || between.find(u"盘子") != between.npos ||
           between.find(u"计划") != between.npos || between.find(u"完成") != between.npos ||
           between.find(u"进度") != between.npos;
  }

  void share_subject(Bound& bound, std::uint32_t from, std::uint32_t to) {
    Subject subject = subject_of(block_, from, to);
    const std::u16string what = folded_of(subject.what, block_);
    const Bound* last = last_bound();
    if (what.empty() || (last != nullptr && what.starts_with(u"占")) || generic(subject.what)) {
      inherit(bound);
      bound.indicator.append(subject.what);
      return;
    }
    bound.indicator = subject.what;
    bound.entity = subject.entity;
    settle_entity(bound, subject);
  }

  // The subject of a change stands before its cue, or behind it: 同比增长5%, 调减玉米种植面积77万亩.
  void change_subject(std::size_t k, std::uint32_t from, const Clue& clue) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    const bool is_noun = clue.cue == Cue::growth || clue.cue == Cue::fall;
    const std::uint32_t to = is_noun ? clue.end : clue.begin;
    if (distribute(k, from, to)) return;
    Subject behind = subject_of(block_, clue.end, mark.lead_end);
    if (!behind.what.empty() && clue.cue != Cue::pull) {
      bound.indicator = behind.what;
      return;
    }
    if (clue.cue == Cue::pull) {
      Subject before = subject_of(block_, from, clue.begin);
      if (before.what.empty())
        inherit(bound);
      else
        bound.indicator = before.what;
      bound.indicator.append(clue.begin, mark.lead_end);
      return;
    }
    if (is_noun) {
      Subject before = subject_of(block_, from, clue.begin);
      name_subject(bound, from, clue.begin, true);
      if (before.what.empty() && last_bound() == nullptr) bound.indicator.append(clue.begin, clue.end);
      return;
    }
    name_subject(bound, from, to, true);
    for (std::size_t c = block_.first_cue(from); c < block_.cues.size() && block_.cues[c].begin < to; ++c)
      if (block_.cues[c].cue == Cue::prior &&
          block_.units(block_.cues[c].begin, block_.cues[c].end) == u"两年平均" &&
          !ends_with_text(bound.indicator, u"两年平均"))
        bound.indicator.append(block_.cues[c].begin, block_.cues[c].end);
  }

  bool ends_with_text(const Phrase& phrase, std::u16string_view words) const {
    return folded_of(phrase, block_).ends_with(words);
  }

  // 高于全国平均0.3个百分点: the comparison is part of what is measured.
  void gap(std::size_t k, std::uint32_t from, const Clue& clue) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    const std::u16string with(block_.units(clue.end, mark.lead_end));
    const std::u16string head(block_.units(from, clue.begin));
    const bool earlier = with.find(u"上年") != with.npos || with.find(u"去年") != with.npos ||
                         with.find(u"同期") != with.npos || head.find(u"同比") != head.npos ||
                         head.find(u"比去年") != head.npos || head.find(u"比上年") != head.npos;
    if (earlier) {
      bound.measure = Measure::change;
      const std::u16string_view word = block_.units(clue.begin, clue.end);
      bound.direction =
          word.find(u'低') != word.npos || word.find(u'慢') != word.npos || word.find(u"落后") != word.npos
              ? Direction::down
              : Direction::up;
      name_subject(bound, from, clue.begin, true);
      return;
    }
    bound.measure = Measure::level;
    name_subject(bound, from, clue.begin, true);
    bound.indicator.append(clue.begin, mark.lead_end);
  }

  void rank(std::size_t k, std::uint32_t from) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    bound.measure = Measure::rank;
    std::uint32_t to = mark.lead_end;
    const Clue clue = clue_of(from, mark.begin);
    if (clue.cue == Cue::rank || clue.cue == Cue::reach) to = clue.begin;
    if (clue.cue == Cue::rank) {  // 跻身全县综合考核前三名: the order is named behind the cue
      const std::u16string_view order = block_.units(clue.end, std::max(clue.end, mark.lead_end));
      if (order.find(u"考核") != order.npos || order.find(u"评价") != order.npos ||
          order.find(u"排行") != order.npos) {
        bound.indicator.append(clue.end, mark.lead_end);
        return;
      }
    }
    name_subject(bound, from, to, true);
  }

  // 连续45年无重大森林火灾: what went on stands behind the number, or before it.
  void run_length(std::size_t k, const Segment& s, std::uint32_t from) {
    Bound& bound = bounds_[k];
    const std::uint32_t to = k + 1 < marks_.size() && marks_[k + 1].begin < s.end ? marks_[k + 1].end : s.end;
    std::uint32_t lead = marks_[k].lead_end;
    if (lead >= 2 && text_.compare(lead - 2, 2, u"连续") == 0) lead -= 2;
    const Subject before = subject_of(block_, from, lead);
    bound.indicator = before.what;
    bound.indicator.append(marks_[k].tail_begin, to);
  }

  // End of the first 项目, 企业 … in [from, to); from where there is none near.
  std::uint32_t head_end(std::uint32_t from, std::uint32_t to) const {
    const std::u16string_view tail = block_.units(from, std::max(from, std::min(to, from + 16)));
    std::size_t best = tail.npos;
    for (std::u16string_view head : {u"项目", u"企业", u"产业集群", u"产业", u"园区", u"集群", u"县市",
                                     u"基金", u"平台", u"商圈", u"工程", u"机组"}) {
      const std::size_t at = tail.find(head);
      if (at != tail.npos) best = std::min(best, at + head.size());
    }
    return best == tail.npos
               ? from + std::min<std::uint32_t>(class_nouns().starts(text_, from), to > from ? to - from : 0)
               : from + static_cast<std::uint32_t>(best);
  }

  // 投资10亿元以上项目: the measure named before it, or what it is a class of.
  void size_class(std::size_t k, std::uint32_t from, std::uint32_t end) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    const Subject subject = subject_of(block_, from, mark.lead_end);
    if (!subject.what.empty()) {
      const Phrase::Piece piece = subject.what.pieces.back();
      const std::uint32_t length = measures().ends(block_.units(piece.begin, piece.end));
      if (length > 0) {
        bound.indicator.append(subject.what.size() <= 6 ? piece.begin : piece.end - length, piece.end);
        class_measure_ = bound.indicator;
        return;
      }
    }
    if (subject.what.empty() && mark.lead_end < mark.begin &&
        !class_measure_.empty()) {  // 产值过10亿元企业6家, 过亿元的25家
      bound.indicator = class_measure_;
      return;
    }
    std::uint32_t i = mark.tail_begin;
    if (i < text_.size() && text_[i] == u'级') ++i;
    if (i < text_.size() && text_[i] == u'的') ++i;
    const std::uint32_t to =
        k + 1 < marks_.size() && marks_[k + 1].lead_end < end ? marks_[k + 1].lead_end : end;
    bound.indicator.append(i, head_end(i, to));
    if (bound.indicator.empty() && class_nouns().starts(text_, i) == 0) bound.indicator = subject.what;
  }

  // An amount or a count.
  void amount(std::size_t k, const Segment& s, std::uint32_t from) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    bound.measure = Measure::level;
    const Clue clue = clue_of(from, mark.begin);
    if (clue.cue == Cue::up || clue.cue == Cue::down) {
      const bool next_to = blank(clue.end, mark.lead_end);
      if (next_to || counts_change(clue)) {
        bound.measure = Measure::change;
        bound.direction = clue.cue == Cue::up ? Direction::up : Direction::down;
        change_subject(k, from, clue);
        changed_items_ = !next_to;
        return;
      }
    }

    if (clue.cue == Cue::growth && blank(clue.end, mark.lead_end)) {
      bound.measure = Measure::change;
      bound.direction = Direction::up;
      change_subject(k, from, clue);
      return;
    }
    if (clue.cue == Cue::stop && s.before == u'、' && last_ != kNoMark && changed_items_ &&
        bounds_[last_].measure == Measure::change) {
      bound.measure = Measure::change;
      bound.direction = bounds_[last_].direction;
      if (!borrow_measure(k, from)) name_subject(bound, from, mark.lead_end, false);
      return;
    }
    changed_items_ = false;
    if (clue.cue == Cue::compare && blank(clue.end, mark.lead_end)) {
      gap(k, from, clue);
      return;
    }
    if (distribute(k, from, mark.lead_end)) return;
    if (number_first(k, s, from)) return;
    if (aim_behind(k, s)) return;
    if (borrow_measure(k, from)) return;
    if (only_act(k, s, from)) return;
    if (counted_of(k, from)) return;
    name_subject(bound, from, mark.lead_end, false);
    drop_number_word(bound, mark);
    share_act(k, s, from);
  }

  // 企业数量457家 counts 企业.
  void drop_number_word(Bound& bound, const Mark& mark) const {
    if (mark.unit == nullptr || mark.unit->dimension != Dimension::count || bound.indicator.size() < 4)
      return;
    if (ends_with_text(bound.indicator, u"数量") &&
        bound.indicator.pieces.back().end - bound.indicator.pieces.back().begin > 2)
      bound.indicator.pieces.back().end -= 2;
  }

  // 48万辆的销售目标: the aim is named behind the number.
  bool aim_behind(std::size_t k, const Segment& s) {
    const Mark& mark = marks_[k];
    if (!tail_starts(mark, u"的") || k + 1 < s.last) return false;
    const std::u16string_view tail = block_.units(mark.tail_begin, s.end);
    if (!(tail.ends_with(u"目标") || tail.ends_with(u"任务") || tail.ends_with(u"计划")) || tail.size() < 4 ||
        tail.size() > 16)
      return false;
    const Subject subject = subject_of(block_, mark.tail_begin, s.end);
    if (subject.what.size() < 3) return false;
    bounds_[k].indicator = subject.what;
    bounds_[k].status = Status::target;
    if (k > s.first && bounds_[k - 1].status == Status::target &&
        marks_[k - 1].tail_begin + 2 >= mark.lead_end)
      bounds_[k - 1].indicator = subject.what;
    return true;
  }

  // 已投入21亿元 after 投资30亿元; 竣工投产15个 after 新开工产业项目20个.
  bool only_act(std::size_t k, const Segment& s, std::uint32_t from) {
    const Subject subject = subject_of(block_, from, marks_[k].lead_end);
    if (amount_ == kNoMark || subject.act.empty() || subject.act.size() != subject.what.size() ||
        marks_[amount_].unit != marks_[k].unit)
      return false;
    Bound& bound = bounds_[k];
    const Bound& before = bounds_[amount_];
    bound.entity = before.entity;
    bound.indicator = before.indicator;
    if (marks_[k].unit == nullptr || marks_[k].unit->dimension != Dimension::count) return true;
    if (s.before != u'、' || before.indicator.empty()) return false;
    bound.indicator = subject.act;
    Phrase noun = before.indicator;
    const std::size_t cue = block_.first_cue(noun.pieces.front().begin);
    if (cue < block_.cues.size() && block_.cues[cue].begin == noun.pieces.front().begin &&
        block_.cues[cue].cue == Cue::act && block_.cues[cue].end < noun.pieces.front().end)
      noun.pieces.front().begin = block_.cues[cue].end;
    bound.indicator.append(noun);
    return true;
  }

  // 产值保持增长的有148家: all that stands before 的有.
  bool counted_of(std::size_t k, std::uint32_t from) {
    const std::uint32_t to = marks_[k].lead_end;
    const std::size_t of = block_.units(from, to).rfind(u"的有");
    if (of == std::u16string_view::npos || of < 2) return false;
    Subject subject = subject_of(block_, from, from + static_cast<std::uint32_t>(of));
    if (subject.what.empty()) return false;
    bounds_[k].indicator.append(subject.what.pieces.front().begin, from + static_cast<std::uint32_t>(of));
    return true;
  }

  // 水田168万亩 after 播种面积1128万亩: the measure is the one before, said of somebody or something else.
  bool borrow_measure(std::size_t k, std::uint32_t from) {
    const Mark& mark = marks_[k];
    const Bound* last = last_bound();
    if (last == nullptr || last->measure == Measure::rank || mark.unit == nullptr ||
        mark.unit->dimension == Dimension::count)
      return false;
    if (amount_ == kNoMark || marks_[amount_].unit != mark.unit) return false;
    const Subject subject = subject_of(block_, from, mark.lead_end);
    if (subject.what.empty() || !subject.entity.empty() || !subject.act.empty() || subject.what.size() > 12 ||
        ends_with(subject.what, measures()))
      return false;
    const Bound& base = bounds_[amount_];
    if (base.indicator.empty()) return false;
    const Phrase::Piece tail = base.indicator.pieces.back();
    const std::uint32_t length = measures().ends(block_.units(tail.begin, tail.end));
    if (length < 2) return false;
    Bound& bound = bounds_[k];
    bound.indicator = {};
    if (ends_with(subject.what, entity_ends()))
      bound.entity = subject.what;
    else
      bound.indicator = subject.what;
    bound.indicator.append(tail.end - length, tail.end);
    return true;
  }

  bool counts_change(const Clue& clue) const {
    const std::u16string_view word = block_.units(clue.begin, clue.end);
    for (std::u16string_view known : {u"减少", u"增加", u"净增", u"净增加", u"调减", u"调增", u"压减",
                                      u"削减", u"核减", u"消减", u"压降", u"缩减", u"降低"})
      if (word == known) return true;
    return false;
  }

  // 新增上市公司5家、新三板挂牌企业9家: the act goes on to the items behind 、.
  void share_act(std::size_t k, const Segment& s, std::uint32_t from) {
    Bound& bound = bounds_[k];
    const Subject subject = subject_of(block_, from, marks_[k].lead_end);
    if (!subject.act.empty()) {
      act_ = subject.act;
      return;
    }
    if (s.before == u'、' && !act_.empty() && !subject.what.empty() && bound.entity.empty() &&
        bases_[k].empty()) {
      Phrase whole = act_;
      whole.append(bound.indicator);
      bound.indicator = whole;
      return;
    }
    act_ = {};
  }

  // 培育593家企业, 12项主要考核指标: what is counted stands behind the number.
  bool number_first(std::size_t k, const Segment& s, std::uint32_t from) {
    const Mark& mark = marks_[k];
    Bound& bound = bounds_[k];
    std::uint32_t to = s.end;
    for (std::size_t n = k + 1; n < s.last; ++n) {
      if (is_condition(n)) continue;
      to = marks_[n].lead_end;
      break;
    }
    if (mark.tail_begin >= to) return false;
    const bool counted = mark.unit == nullptr || mark.unit->dimension == Dimension::count ||
                         mark.unit->dimension == Dimension::rank ||
                         mark.unit->dimension == Dimension::other || mark.unit->dimension == Dimension::time;
    Subject lead = subject_of(block_, from, mark.lead_end);
    if (!counted && lead.what.size() > 0) return false;
    const Clue next = clue_at(mark.tail_begin);
    if (next.cue != Cue::stop && next.cue != Cue::verb && next.cue != Cue::share) return false;
    Subject tail = subject_of(block_, mark.tail_begin, to);
    if (tail.what.empty() && tail.entity.empty()) return false;
    if (tail_starts(mark, u"台阶") || tail_starts(mark, u"大关") || tail_starts(mark, u"新台阶"))
      return false;

    Phrase noun;  // the whole of it, verbs and all: 企业获评国家领航级智能工厂
    noun.append((tail.entity.empty() ? tail.what : tail.entity).pieces.front().begin,
                (tail.what.empty() ? tail.entity : tail.what).pieces.back().end);
    if (same_thing_acted(k, noun, lead)) return true;
    const std::u16string lead_words = folded_of(lead.what, block_);
    if (!lead.what.empty() && lead.act.empty() && !ends_list(mark.lead_end) && !partitive(lead_words)) {
      // 企业43家获评…: the noun stands before the number, the rest says what became of it.
      if (ends_with(lead.what, class_nouns()) || ends_with(lead.what, measures())) return false;
    }
    if (ends_list(mark.lead_end))
      bound.indicator = {};
    else if (!lead.act.empty() && lead.what.size() <= 12)
      bound.indicator = lead.what;
    else if (!lead.what.empty() && lead.what.size() <= 4 && !ends_list(mark.lead_end))
      bound.indicator = lead.what;
    bound.indicator.append(noun);
    bound.entity = lead.entity;
    settle_entity(bound, lead);
    act_ = lead.act;
    return true;
  }

  // 计划新开工项目132个, 已有78个动工: the same things, and what became of them.
  bool same_thing_acted(std::size_t k, const Phrase& noun, const Subject& lead) {
    if (!lead.what.empty() || amount_ == kNoMark || marks_[amount_].unit != marks_[k].unit) return false;
    const std::size_t cue = block_.first_cue(noun.pieces.front().begin);
    if (cue >= block_.cues.size() || block_.cues[cue].begin != noun.pieces.front().begin ||
        block_.cues[cue].cue != Cue::act || block_.cues[cue].end != noun.pieces.back().end)
      return false;
    bounds_[k].indicator = bounds_[amount_].indicator;
    bounds_[k].entity = bounds_[amount_].entity;
    return true;
  }

  // …等3所, 有A、B、C3个: the names before the number are examples.
  bool ends_list(std::uint32_t to) const {
    while (to > 0 && text_[to - 1] == u' ') --to;
    return to > 0 && text_[to - 1] == u'等';
  }

  static bool partitive(const std::u16string& lead) {
    return !lead.empty() && (lead.back() == u'中' || lead.back() == u'的');
  }

  // ---- 分别 ----

  struct Item {
    Phrase entity, indicator;
  };

  // Fills items_ from the list before 分别 in [from, to); false where there is none or the numbers do not
  // match.
  bool distribute(std::size_t k, std::uint32_t from, std::uint32_t to) {
    const std::uint32_t end = marks_[k].begin;
    std::uint32_t each = 0;
    for (std::size_t c = block_.first_cue(from); c < block_.cues.size() && block_.cues[c].begin < end; ++c)
      if (block_.cues[c].cue == Cue::each) each = block_.cues[c].begin;
    const std::size_t group = group_size(k);
    if (each == 0) {
      if (items_.size() > 1 && group == items_.size() &&
          subject_of(block_, from, std::min(to, marks_[k].lead_end)).what.empty()) {
        item_ = 0;
        use_item(bounds_[k]);
        return true;
      }
      items_.clear();
      return false;
    }
    items_.clear();
    item_ = 0;
    if (group < 2) return false;
    const Subject before = subject_of(block_, from, each);
    const Subject behind = subject_of(block_, each, std::max(each, std::min(to, marks_[k].lead_end)));
    list_items(before.what, behind.what);
    if (items_.size() != group) {
      items_.clear();
      return false;
    }
    use_item(bounds_[k]);
    return true;
  }

  // How many numbers follow each other joined by 、 和 及 only.
  std::size_t group_size(std::size_t k) const {
    std::size_t n = 1;
    while (k + n < marks_.size() && marks_[k + n].lead_end - marks_[k + n - 1].tail_begin <= 2 &&
           text_[marks_[k + n - 1].tail_begin] != u',' &&
           blank(marks_[k + n - 1].tail_begin, marks_[k + n].lead_end))
      ++n;
    return n;
  }

  void list_items(const Phrase& list, const Phrase& behind) {
    std::vector<Phrase> parts(1);
    for (const Phrase::Piece& piece : list.pieces) {
      std::uint32_t begin = piece.begin;
      bool quoted = false;
      for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
        const char16_t c = text_[i];
        if (c == u'“' || c == u'(') quoted = true;
        if (c == u'”' || c == u')') quoted = false;
        const bool joint = c == u'、' || c == u',' ||
                           ((c == u'和' || c == u'及' || c == u'与') && i > begin + 1 && i + 2 < piece.end &&
                            !(i > 0 && text_[i - 1] == u'以'));
        if (quoted || !joint) continue;
        parts.back().append(begin, i);
        parts.emplace_back();
        begin = i + 1;
      }
      parts.back().append(begin, piece.end);
    }
    if (parts.size() < 2) return;
    Phrase& last = parts.back();
    const std::u16string last_words = folded_of(last, block_);
    // 食品、石化等产业增加值: what stands behind 等 belongs to each.
    Phrase shared = behind;
    const std::size_t etc = last_words.find(u'等');
    std::uint32_t shared_length = 0;
    if (etc != last_words.npos && etc > 0 && last.pieces.size() == 1) {
      const Phrase::Piece piece = last.pieces.front();
      shared = {};
      shared.append(piece.begin + static_cast<std::uint32_t>(etc) + 1, piece.end);
      last = {};
      last.append(piece.begin, piece.begin + static_cast<std::uint32_t>(etc));
    } else if (behind.empty() && last.pieces.size() == 1) {
      shared_length = measures().ends(last_words);
      if (shared_length == last_words.size()) shared_length = 0;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Item item;
      Phrase& part = parts[i];
      if (!shared.empty()) {
        item.entity = part;
        item.indicator = shared;
        if (etc != last_words.npos && measures().ends(folded_of(shared, block_)) > 0)
          split_class(item, shared);
      } else if (i + 1 < parts.size() && shared_length > 0 && measures().ends(folded_of(part, block_)) == 0) {
        const Phrase::Piece tail = last.pieces.front();
        item.entity = part;
        item.indicator.append(tail.end - shared_length, tail.end);
      } else {
        item.indicator = part;
        if (i > 0 && part.size() <= 4) shared_head(parts.front(), item.indicator);
      }
      items_.push_back(std::move(item));
    }
  }

  // 产业增加值 behind 等: the class goes with the name, the measure stays.
  void split_class(Item& item, const Phrase& shared) const {
    const std::u16string words = folded_of(shared, block_);
    const std::uint32_t length = measures().ends(words);
    if (length == 0 || length == words.size() || shared.pieces.size() != 1) return;
    const Phrase::Piece piece = shared.pieces.front();
    item.entity.append(piece.begin, piece.end - length);
    item.indicator = {};
    item.indicator.append(piece.end - length, piece.end);
  }

  // 生产安全事故起数和死亡人数: the second noun shares the first one's head.
  void shared_head(const Phrase& first, Phrase& noun) const {
    if (first.pieces.size() != 1 || measures().ends(folded_of(noun, block_)) == 0) return;
    const Phrase::Piece piece = first.pieces.front();
    const std::uint32_t length = measures().ends(block_.units(piece.begin, piece.end));
    if (length == 0 || piece.end - piece.begin <= length + 1) return;
    Phrase whole;
    whole.append(piece.begin, piece.end - length);
    whole.append(noun);
    noun = whole;
  }

  static constexpr std::size_t kNoMark = static_cast<std::size_t>(-1);
  struct Saved {
    PeriodAt period;
    std::size_t last = kNoMark;
  };

  const BlockView& block_;
  const std::u16string& text_;
  const std::vector<Mark>& marks_;
  std::vector<Bound> bounds_;
  std::vector<Phrase>
      bases_;  // of each mark: its indicator without a 开工率 or 总投资 added to another one's

  std::vector<Segment> segments_;

  Carry& carry_;
  bool plan_ = false;  // of the block

  bool open_role_ = false;  // no heading says whether the block looks back or ahead
  bool future_ = false;     // a sentence before promised with 将
  PeriodAt block_period_;
  Phrase topic_;                   // of the paragraph so far
  std::uint32_t topic_begin_ = 0;  // the sentence that named it

  // of the sentence
  std::uint32_t sentence_begin_ = 0;

  PeriodAt sentence_period_, earlier_period_;
  PeriodAt clause_period_;  // of one clause only, before the sentence's
  bool promised_ = false;   // the clause itself promises
  Phrase sentence_entity_;
  bool target_ = false, condition_ = false;
  std::size_t last_ = kNoMark;    // the figure before, conditions left out
  std::size_t amount_ = kNoMark;  // the last amount or count
  std::vector<Item> items_;
  std::size_t item_ = 0;
  Phrase act_;
  Phrase class_measure_;  // 产值 of 产值过10亿元企业

  bool changed_items_ = false;  // 净增经营主体34.6万家、企业14万家: the items behind are changes too

  Saved saved_;
  bool aside_ = false;  // inside brackets
};

}  // namespace

std::vector<Bound> bind_marks(const BlockView& block, const std::vector<Mark>& marks,
                              const std::vector<std::uint32_t>& sentence_ends, Carry& carry) {
  Binder binder(block, marks, carry);
  std::vector<Bound> bounds = binder.run(sentence_ends);
  carry.future = binder.future();
  return bounds;
}

}  // namespace midyear::reading
