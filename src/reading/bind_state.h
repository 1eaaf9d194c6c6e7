#pragma once

// How the marks of one block are bound. Internal to bind.cc and the bind_*.cc beside it, which hold the
// members by theme; Binder's invariant: marks before the one looked at are bound, `last_` and `amount_` point
// at such, and phrases hold places of `block_`.

#include <string>
#include <string_view>
#include <vector>

#include "reading/bind.h"
#include "reading/bind_words.h"
#include "reading/names.h"

namespace midyear::reading {

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

  std::vector<Bound> run(const std::vector<std::uint32_t>& sentence_ends);
  bool future() const { return future_; }

 private:
  struct Item {  // of a list before 分别
    Phrase entity, indicator;
  };
  struct Actor {
    Phrase name;
    NameKind kind = NameKind::none;
  };
  static constexpr std::size_t kNoMark = static_cast<std::size_t>(-1);
  struct Saved {  // what held before a bracket
    PeriodAt period;
    std::size_t last = kNoMark;
  };

  // bind.cc: sentences and their segments
  // 同时, 此外: the block goes on with what the one before spoke of.
  bool goes_on() const;
  void sentence(std::uint32_t begin, std::uint32_t end, std::size_t first, std::size_t last);
  // 2家千亿级、24家百亿级工业企业: what a number leaves out, the next one names; else the one before.
  void fill_gaps(std::size_t first, std::size_t last);
  void cut(std::uint32_t begin, std::uint32_t end, std::size_t first, std::size_t last);
  // 省级智能工厂(车间)5个, 县(市)级: a short bracket without numbers that a name goes on behind is of the
  // name. Returns its end, or i.
  std::uint32_t aside_in_name(std::uint32_t i, std::uint32_t end) const;
  std::uint32_t clause_end_after(std::uint32_t i, std::uint32_t end) const;
  bool only_size_classes(std::size_t first, std::size_t last) const;
  void segment(std::size_t index);

  bool of_which(std::uint32_t begin) const;
  // 分产业看, 其中: the sentence breaks down what the one before named.
  bool breaks_down(std::uint32_t begin) const;
  // 固定资产投资稳步增长: the measure that a clause without a number speaks of; empty where it names none.
  Phrase measure_named(std::uint32_t begin, std::uint32_t end) const;

  // bind_time.cc: time and certainty
  // 下半年, 明年, 下一步 at the head of a sentence turn the rest of the block to what is to be done.
  void read_mode(std::uint32_t begin, std::uint32_t end);
  bool comparison_base(std::uint32_t begin) const;
  static bool instant(std::u16string_view words);
  // 全年任务, 年度预算: the name of a plan, no time.
  bool names_plan(const PeriodAt& period) const;
  // 由去年同期下降…, 自2015年以来, 十年增长1.3倍: of the clause it stands in only.
  bool passing(const PeriodAt& at, bool head) const;
  // head: at the begin of a sentence, from where a period holds for the paragraph.
  void note_periods(std::uint32_t begin, std::uint32_t end, bool head, bool counted = true);
  static bool instant_ahead(std::u16string_view words);
  void note_status(std::uint32_t begin, std::uint32_t end);
  // 计划新开工98个 and 全市计划播种, but not 科技计划项目.
  bool plans(const CueAt& cue, std::uint32_t end) const;
  // 将 as 把, the name of a plan, 累计争取: they promise nothing.
  bool weak_target(const CueAt& cue, std::uint32_t end) const;
  // 安排项目98个,总投资30亿元: planned, until something is said to be done.
  bool arranged(std::size_t k, std::uint32_t from) const;
  bool arranges(const CueAt& cue) const;
  // 计划完成, 年度计划完成: not done yet.
  bool planned_before(const CueAt& cue) const;
  // 争取上级资金1亿元 in a review: got.
  bool wins(const CueAt& cue) const;
  // 1-6月预计增长5%, and 预计 in the review of a year: what is estimated has come about.
  bool of_past(const CueAt& cue) const;
  // 全年589亿元任务, 年度计划新开工132个: planned although nothing promises.
  void plan_words(std::size_t k, std::uint32_t from);

  // bind_topic.cc: whom a paragraph is about
  void begin_actors();
  // Whom a clause names at its head.
  void read_actor(const Segment& s);
  void name_actor(const NameAt& name, bool head);
  static bool counts(const Mark& mark);
  // 产值, 新增装机, 总投资: a measure that says nothing of what it is of.
  bool bare_measure(const Phrase& indicator, const std::u16string& words) const;
  // Whether a measure that names nobody is the actor's.
  bool takes(const Actor& actor, const Phrase& indicator, const std::u16string& words) const;
  void give_actor(Bound& bound);
  // 青川区新签约项目: who and what, where the actor's name begins the indicator.
  bool own_name(Bound& bound) const;
  // 吴忠市计划投资: a county or city before the measure is whom it is about. 高新区 and its like are the
  // place itself.
  bool split_place(Bound& bound) const;
  void settle_entity(Bound& bound, const Subject& subject);

  // bind_mark.cc: one mark
  bool percent_like(const Mark& mark) const;
  bool is_condition(std::size_t k) const;
  // 其中50亿元以上2个: a count stands right behind the threshold.
  bool counts_behind(std::size_t k) const;
  Clue clue_of(std::uint32_t from, std::uint32_t to) const;
  // 快于经济增速1个百分点: the gap, not the 增速 it is a gap to.
  Clue gap_before(std::size_t k, std::uint32_t from) const;
  Clue clue_at(std::uint32_t i) const;
  bool blank(std::uint32_t from, std::uint32_t to) const;
  bool tail_starts(const Mark& mark, std::u16string_view word) const;
  // Nothing of its own stands behind the number: the next separator or number follows.
  bool bare_behind(std::size_t k, const Segment& s) const;
  void bind_mark(std::size_t k, const Segment& s, std::uint32_t from);
  // 投资完成率前二名:甲市计划投资232亿元,完成63.5%: the list under a rank is of what the rank is of.
  void under_header(std::size_t k, std::uint32_t from);
  // A number that only repeats the form of the one before it: 增长9.2%、8.2%, 16.9亿元、3家.
  bool join(std::size_t k);
  const Bound* last_bound() const { return last_ == kNoMark ? nullptr : &bounds_[last_]; }
  void inherit(Bound& bound);
  bool ends_with(const Phrase& phrase, const WordSet& words) const;
  bool ends_with_text(const Phrase& phrase, std::u16string_view words) const;
  void rank(std::size_t k, std::uint32_t from);
  // 连续45年无重大森林火灾: what went on stands behind the number, or before it.
  void run_length(std::size_t k, const Segment& s, std::uint32_t from);
  // End of the first 项目, 企业 … in [from, to); from where there is none near.
  std::uint32_t head_end(std::uint32_t from, std::uint32_t to) const;
  // 投资10亿元以上项目: the measure named before it, or what it is a class of.
  void size_class(std::size_t k, std::uint32_t from, std::uint32_t end);

  // bind_subject.cc: what is measured
  bool generic(const Phrase& phrase) const;
  // Fills indicator and entity from what stands in [from, to); inherits where nothing does.
  void name_subject(Bound& bound, std::uint32_t from, std::uint32_t to, bool may_be_entity);
  // 重点项目54个,年度计划完成2241亿元: how much of them is planned for the year.
  bool yearly_plan(Bound& bound, std::uint32_t from, std::uint32_t to);
  static bool project_like(const std::u16string& base);
  // 三期建成投产、总装机; 传感器、通讯设备等智慧设施配比: what was said or listed before is not the subject.
  std::uint32_t behind_list(std::uint32_t from, std::uint32_t to) const;
  // 占, 较“十三五”: a relation to something, no subject.
  bool only_relation(const Phrase& what) const;
  // 在建工业项目有甲、乙、丙等: the names behind 有 are examples of what is counted.
  std::uint32_t before_list(std::uint32_t from, std::uint32_t to) const;
  // 总投资, 固原市开工率, 拉动全市工业: words that only make sense with the indicator before them.
  bool elliptic(Bound& bound, const Bound& last, const Phrase& what);
  // 优化支出结构、清收各类资金: what was done before 、 is another matter.
  std::uint32_t last_item(std::uint32_t from, std::uint32_t to) const;
  // …等3所, 有A、B、C3个: the names before the number are examples.
  bool ends_list(std::uint32_t to) const;
  static bool partitive(const std::u16string& lead);

  // bind_list.cc: lists of who has how much
  bool names_place(const Subject& subject) const;
  // 总投资18亿元的碧水温泉小镇: whose it is stands behind.
  bool of_named(Bound& bound, const Subject& subject);
  // A place, park or firm, with its 三期 at most.
  bool names_site(const Subject& subject) const;
  // 临川区132亿元、南溪县98亿元: a place alone before its number has what the list is of.
  bool holder(Bound& bound, const Subject& subject);
  // 股份制企业增加值 before 外资企业下降3%: the measure without the one it was said of.
  Phrase shared_measure(const Bound& last) const;
  // 柏树村以126万元位列第一.
  bool ranked_by(std::size_t k, const Segment& s, std::uint32_t from);
  // Those that a list under a rank names are the rank's.
  void name_header(std::size_t last);

  // bind_percent.cc: changes, shares, rates
  void percent(std::size_t k, const Segment& s, std::uint32_t from);
  // 比去年同期多8.08%.
  bool more_than_before(std::size_t k, std::uint32_t from);
  bool falls(const Clue& clue) const;
  // 50%以上的高速增长: the change behind an adjective, at the end of the clause.
  Clue closing_change(std::uint32_t from, std::uint32_t end) const;
  // 16%的增长, 超50%的行政村, 保持两位数增长.
  bool tail_percent(std::size_t k, const Segment& s, std::uint32_t from, Cue before);
  // A share, a progress or a rate as such, by the noun before the number.
  void rate(std::size_t k, std::uint32_t from, const Clue& clue);
  // …任务的37.22%, …盘子完成41.6%: the number before was the plan.
  bool after_plan(std::size_t k) const;
  // 在工业投资中的占比: a share of something, of the thing before.
  bool inside_share(const Phrase& what) const;
  void share_subject(Bound& bound, std::uint32_t from, std::uint32_t to);
  // The subject of a change stands before its cue, or behind it: 同比增长5%, 调减玉米种植面积77万亩.
  void change_subject(std::size_t k, std::uint32_t from, const Clue& clue);
  // 产值占全区的59.5%,增长25.6%: what grew is 产值, only a gap in points is of the share.
  void leave_share(std::size_t k, std::uint32_t from, std::uint32_t to);
  // 高于全国平均0.3个百分点: the comparison is part of what is measured.
  void gap(std::size_t k, std::uint32_t from, const Clue& clue);

  // bind_amount.cc: amounts and counts
  // An amount or a count.
  void amount(std::size_t k, const Segment& s, std::uint32_t from);
  // 推动60万吨赖氨酸项目建设: the size of what a project makes.
  bool capacity(std::size_t k, std::uint32_t from);
  bool sizes_project(const Mark& mark) const;
  // 新认定企业31家,其中国家级3家: which of the things before.
  bool qualified(std::size_t k, std::uint32_t from);
  // 企业数量457家 counts 企业.
  void drop_number_word(Bound& bound, const Mark& mark) const;
  // 48万辆的销售目标: the aim is named behind the number.
  bool aim_behind(std::size_t k, const Segment& s);
  // 已投入21亿元 after 投资30亿元; 竣工投产15个 after 新开工产业项目20个.
  bool only_act(std::size_t k, const Segment& s, std::uint32_t from);
  // 产值保持增长的有148家: all that stands before 的有.
  bool counted_of(std::size_t k, std::uint32_t from);
  // 水田168万亩 after 播种面积1128万亩: the measure is the one before, said of somebody or something else.
  bool borrow_measure(std::size_t k, std::uint32_t from);
  bool counts_change(const Clue& clue) const;
  // 新增上市公司5家、新三板挂牌企业9家: the act goes on to the items behind 、.
  void share_act(std::size_t k, const Segment& s, std::uint32_t from);
  // 培育593家企业, 12项主要考核指标: what is counted stands behind the number.
  bool number_first(std::size_t k, const Segment& s, std::uint32_t from);
  // 58个项目开工51个: the things end where the next number's verb begins.
  std::uint32_t thing_end(std::uint32_t from, std::uint32_t to) const;
  // 18个行政村年收入均达到15万元: the things end where the measure of the next number begins.
  std::uint32_t things_measured(std::uint32_t from, std::uint32_t to) const;
  static std::uint32_t behind_act(const Subject& lead);
  // 24个行业增加值同比增长: what became of the things says which are counted. Its end; 0 for none.
  std::uint32_t change_of_things(const Phrase& noun, const Segment& s) const;
  // 30个项目和…集中开工: a long tail that goes on behind the things is cut off.
  std::uint32_t thing_alone(std::uint32_t from, std::uint32_t to) const;
  // 列入市级重点的58个项目: what stands before the number qualifies the things.
  bool said_before(std::uint32_t to, const Subject& lead) const;
  // 计划新开工项目132个, 已有78个动工: the same things, and what became of them.
  bool same_thing_acted(std::size_t k, const Phrase& noun, const Subject& lead);

  // bind_each.cc: 分别
  void use_item(Bound& bound);
  // Fills items_ from the list before 分别 in [from, to); false where there is none or the numbers do not
  // match.
  bool distribute(std::size_t k, std::uint32_t from, std::uint32_t to);
  // How many numbers follow each other joined by 、 和 及 only.
  std::size_t group_size(std::size_t k) const;
  void last_of_list(Item& item, const Phrase& part, std::uint32_t measure) const;
  bool each_amount(std::size_t k, std::size_t group);
  void list_items(const Phrase& list, const Phrase& behind);
  // 产业增加值 behind 等: the class goes with the name, the measure stays.
  void split_class(Item& item, const Phrase& shared) const;
  // 生产安全事故起数和死亡人数: the second noun shares the first one's head.
  void shared_head(const Phrase& first, Phrase& noun) const;

  const BlockView& block_;
  const std::u16string& text_;
  const std::vector<Mark>& marks_;
  std::vector<Bound> bounds_;
  std::vector<Phrase>
      bases_;  // of each mark: its indicator without a 开工率 or 总投资 added to another one's
  std::vector<Segment> segments_;

  // of the block
  Carry& carry_;
  bool plan_ = false;
  bool open_role_ = false;  // no heading says whether the block looks back or ahead
  bool future_ = false;     // a sentence before promised with 将
  PeriodAt block_period_;
  Actor topic_;  // whom a sentence before was about

  std::size_t things_ = kNoMark;  // the projects that the sentence before counted
  std::size_t main_ = kNoMark;    // the first figure of the last sentence that did not break one down

  // of the sentence
  std::uint32_t sentence_begin_ = 0, sentence_end_ = 0;
  PeriodAt sentence_period_, earlier_period_;
  bool lead_period_ = false;  // 由上年的38%提升至51%: the period is of the next number only
  PeriodAt clause_period_;    // of one clause only, before the sentence's
  Actor actor_;               // whom a clause of the sentence named last
  Phrase sentence_place_;     // 长沙经开区…, 汽车产业…: its industry
  std::uint32_t clause_begin_ = 0;
  bool at_head_ = true;       // nothing of the sentence so far but when it was
  bool own_subject_ = false;  // the sentence speaks of something else than topic_
  bool promised_ = false;     // the clause itself promises
  bool target_ = false, condition_ = false;
  bool arranged_ = false;         // target_ is so because of 安排
  std::size_t last_ = kNoMark;    // the figure before, conditions left out
  std::size_t amount_ = kNoMark;  // the last amount or count
  std::vector<Item> items_;
  std::size_t item_ = 0;
  Phrase act_;
  Phrase class_measure_;        // 产值 of 产值过10亿元企业
  Phrase class_noun_;           // 项目 of 亿元以上项目, for 其中10亿元以上2个
  bool changed_items_ = false;  // 净增经营主体34.6万家、企业14万家: the items behind are changes too
  Saved saved_;
  Phrase named_;  // 固定资产投资 of a clause without a number, for the bare growth behind it
  std::size_t outer_ = kNoMark;   // what 其中 broke down, for what follows behind ';'
  std::size_t header_ = kNoMark;  // the rank before ':', over a list of who holds it
  bool breakdown_ = false;        // the sentence breaks down what the text is about
  bool aside_ = false;            // inside brackets
};

}  // namespace midyear::reading
