#include <algorithm>

#include "reading/commitments_clause.h"
#include "reading/projects_names.h"
#include "reading/projects_words.h"
#include "reading/stages.h"
#include "reading/storage.h"

namespace midyear::reading {

std::string_view stage_name(Stage stage) {
  static constexpr std::string_view kNames[] = {"跟进", "签约",     "前期", "即将开工", "开工", "在建",
                                                "封顶", "即将竣工", "竣工", "即将投用", "投用", "其他"};
  return kNames[static_cast<int>(stage)];
}

namespace {

using plan::Clause;
using plan::NameContext;
using plan::Range;
using plan::StageUse;
using plan::StageWord;

class Collector {
 public:
  explicit Collector(Reading& reading) : reading_(reading) {}

  void run() {
    std::size_t sentence = 0;
    for (const Block& block : reading_.blocks) {
      while (sentence < reading_.sentences.size() && reading_.sentences[sentence].at.begin < block.at.begin)
        ++sentence;
      if (block.is_heading || block.role == Role::glossary) continue;
      text::fold(reading_.text(), block.at, folded_);
      in_plan_ = block.role == Role::plan;
      for (std::size_t s = sentence;
           s < reading_.sentences.size() && reading_.sentences[s].at.begin < block.at.end; ++s)
        read_sentence(static_cast<std::uint32_t>(s));
    }
  }

 private:
  void read_sentence(std::uint32_t sentence) {
    sentence_ = sentence;
    const Range range = units_of(reading_.sentences[sentence].at);
    clauses_.clear();
    plan::cut_clauses(folded_.units, range, clauses_);
    entity_ = {};
    listed_ = {};
    waiting_.clear();
    for (const Clause& clause : clauses_) read_clause(behind_number(clause.at));
  }

  // "三是|X尚未开工", "(2)|X已封顶": the number of a heading is no part of what it numbers.
  Range behind_number(Range clause) {
    const text::Offset begin = folded_.begin[clause.begin];
    while (heading_ < reading_.headings.size() && reading_.headings[heading_].at.begin < begin) ++heading_;
    if (heading_ == reading_.headings.size() || reading_.headings[heading_].at.begin != begin) return clause;
    const auto size = static_cast<text::Offset>(reading_.headings[heading_].number.size());
    while (clause.begin < clause.end && folded_.begin[clause.begin] < begin + size) ++clause.begin;
    return clause;
  }

  void read_clause(Range clause) {
    if (clause.empty()) return;
    note_entity(clause);
    words_.clear();
    names_.clear();
    // No clause of a report is that long; it bounds what is tried for each stage word.
    if (clause.size() > plan::kLongestClause) {
      listed_ = {};
      waiting_.clear();
      return;
    }
    plan::find_stage_words(folded_.units, clause, words_);
    if (continues_list(clause)) {
      for (const Range name : names_) emit(clause, name, listed_);
      return;
    }
    listed_ = {};
    names_.clear();
    if (continues_subject(clause)) return;
    note_subject(clause);
    if (words_.empty() || denied()) return;
    names_.clear();
    if (!read_listing(clause) && !read_subject(clause)) read_object(clause);
    if (names_.empty()) return;
    // A stage word inside a name says nothing of its stage ("创业基地建设工程").
    std::erase_if(words_, [this](const StageWord& word) {
      return std::any_of(names_.begin(), names_.end(), [&](Range name) { return name.holds(word.at); });
    });
    const State state = resolve(clause);
    if (!state.known) return;
    for (const Range name : names_) emit(clause, name, state);
    if (names_.front().begin > clause.begin + 1 && view(clause).find(u'等') != std::u16string_view::npos)
      listed_ = state;
  }

  // "加快A、B等6条高铁,C等17条公路,以及D等水利工程建设": the list goes on under the verb before it.
  bool continues_list(Range clause) {
    if (!listed_.known || view(clause).find(u'等') == std::u16string_view::npos) return false;
    for (const StageWord& word : words_)
      if (word.use != StageUse::work || word.at.end < clause.end) return false;
    plan::read_names(folded_.units, clause, NameContext::loose, names_);
    return !names_.empty();
  }

  bool denied() const {
    return std::any_of(words_.begin(), words_.end(), [](const StageWord& word) {
      return word.use == StageUse::denial || word.use == StageUse::doubt;
    });
  }

  // "A、B两个项目要倒排工期,确保12月底前投产": the names of the clause before, which states no stage itself.
  void note_subject(Range clause) {
    waiting_.clear();
    if (!words_.empty()) return;
    const std::u16string_view text = view(clause);
    const std::size_t project = text.find(u"项目");
    if (project == std::u16string_view::npos || project < 4 || text.find(u'、') == std::u16string_view::npos)
      return;
    for (const std::u16string_view modal : {u"项目要", u"项目须", u"项目必须", u"项目应"})
      if (text.substr(project).starts_with(modal)) {
        plan::read_names(folded_.units, {clause.begin, static_cast<std::uint32_t>(clause.begin + project)},
                         NameContext::sure, waiting_);
        waiting_clause_ = clause;
      }
  }
  bool continues_subject(Range clause) {
    if (waiting_.empty() || words_.empty() || clause.size() > 16 || denied()) return false;
    const State state = resolve(clause);
    if (state.known)
      for (const Range name : waiting_) emit({waiting_clause_.begin, clause.end}, name, state);
    waiting_.clear();
    return state.known;
  }

  // "在建工业项目有A、B等41个", "即将竣工验收并投产的项目有A、B".
  bool read_listing(Range clause) {
    const std::u16string_view text = view(clause);
    const std::size_t project = text.find(u"项目");
    if (project == std::u16string_view::npos || words_.front().at.begin > clause.begin + project)
      return false;
    for (const std::u16string_view verb : {u"项目有", u"项目包括", u"项目分别为", u"项目分别是",
                                           u"项目主要有", u"项目:", u"项目为", u"项目是", u"项目如"}) {
      const std::size_t found = text.find(verb, project);
      if (found == std::u16string_view::npos) continue;
      const auto at = static_cast<std::uint32_t>(clause.begin + found + verb.size());
      plan::read_names(folded_.units, {at, clause.end}, NameContext::sure, names_);
      if (names_.empty()) return false;
      std::erase_if(words_, [at](const StageWord& word) { return word.at.begin >= at; });
      return !words_.empty();
    }
    return false;
  }

  // "A、B和C已基本完工": the names before the first word that states a stage.
  bool read_subject(Range clause) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const StageWord& word = words_[i];
      // "…建设有序推进": a verb of work that closes the clause is said of what stands before it.
      const bool closes = word.use == StageUse::work && word.at.size() >= 4 && word.at.end == clause.end;
      if (word.use == StageUse::verb || (word.use == StageUse::work && !closes)) continue;
      // "尚未开工的X要尽快开工": what it is so far stands before its name.
      if (i == 0 && opens_attribute(word, clause)) continue;
      if (word.at.begin < clause.begin + 2) return false;
      const bool leading_work = i > 0 && words_[0].at.begin <= clause.begin + 6;
      const std::uint32_t attribute = opens_attribute(words_[0], clause) ? 1 : 0;
      const std::uint32_t begin = leading_work ? words_[0].at.end + attribute : clause.begin;
      if (begin >= word.at.begin) continue;
      if (in_name(word, clause)) continue;
      // "某盟开工亿元以上项目45个": what stands before acts, what stands behind is no state.
      if (word.use == StageUse::both &&
          view({word.at.end, clause.end}).find(u"项目") != std::u16string_view::npos)
        continue;
      const NameContext context = word.loose || closes ? NameContext::loose : NameContext::firm;
      if (helps({begin, word.at.begin})) return false;
      plan::read_names(folded_.units, {begin, word.at.begin}, context, names_);
      if (!names_.empty()) return true;
    }
    return false;
  }

  bool opens_attribute(const StageWord& word, Range clause) const {
    return word.at.begin <= clause.begin + 2 && word.at.end < clause.end &&
           folded_.units[word.at.end] == u'的';
  }

  // "加快A、B等道路建设", "引进了A、B等一批项目": the names behind the first verb.
  void read_object(Range clause) {
    for (const StageWord& word : words_) {
      if (word.use == StageUse::state) continue;
      std::uint32_t begin = word.at.end;
      // 加快 and 建设, 启动 and 建设: one verb.
      for (const StageWord& next : words_)
        if (next.at.begin == begin && next.use != StageUse::state) begin = next.at.end;
      if (begin + 2 > clause.end) return;
      const NameContext context = object_context(word, begin);
      plan::read_names(folded_.units, {begin, object_end(begin, clause.end)}, context, names_);
      if (!names_.empty()) {
        const Range list{begin, names_.back().end};
        std::erase_if(words_, [list](const StageWord& other) { return list.holds(other.at); });
        return;
      }
      if (word.use == StageUse::work && word.at.begin > clause.begin + 12) return;
    }
  }

  NameContext object_context(const StageWord& word, std::uint32_t end) const {
    if (view({word.at.begin, end}).find(u'建') != std::u16string_view::npos) return NameContext::built;
    return word.use == StageUse::work || word.loose ? NameContext::vague : NameContext::built;
  }

  // "支持…运营": who is helped is no project.
  bool helps(Range stretch) const {
    for (const std::u16string_view word : {u"支持", u"鼓励", u"引导", u"帮助", u"深化", u"加强", u"提升"})
      if (view(stretch).find(word) != std::u16string_view::npos) return true;
    return false;
  }

  // The object ends before the stage words that close the clause.
  std::uint32_t object_end(std::uint32_t begin, std::uint32_t end) const {
    for (std::size_t i = words_.size(); i-- > 0;) {
      const Range at = words_[i].at;
      if (at.begin <= begin || at.end != end) break;
      if (plan::name_kinds(folded_.units.substr(at.begin, at.size())) & plan::kHead) break;
      end = at.begin;
    }
    return end;
  }

  // 建设 in "建设银行", 设计 in "设计院": a stage word that goes on as a name.
  bool in_name(const StageWord& word, Range clause) const {
    if (word.at.end >= clause.end) return false;
    const char16_t next = folded_.units[word.at.end];
    return next == u'院' || next == u'师' || next == u'图' || next == u'局' || next == u'率';
  }

  struct State {
    bool known = false;
    Stage stage = Stage::other;
    Range words;
  };

  State resolve(Range clause) const {
    State reached, promised, work, other;
    std::uint32_t from = clause.begin;
    for (const StageWord& word : words_) {
      const Marks marks = marks_of({from, word.at.begin});
      from = word.at.end;
      if (word.done == Stage::other) {
        keep(other, Stage::other, word.at, false);
        continue;
      }
      if (word.use == StageUse::work) {
        if (!work.known) keep(work, in_plan_ || marks.promised ? word.promised : word.done, word.at, false);
        continue;
      }
      const bool only_promised = (in_plan_ || marks.promised) && !marks.done && word.done != word.promised;
      if (only_promised)
        keep(promised, word.promised, word.at, true);
      else
        keep(reached, word.done, word.at, false);
    }
    if (reached.known) {
      // Work that the plan carries on after its beginning: "加快…等已开工道路建设".
      if (reached.stage == Stage::started && work.stage == Stage::building && in_plan_)
        reached.stage = Stage::building;
      return reached;
    }
    if (promised.known) return promised;
    return other.known ? other : work;
  }

  static void keep(State& state, Stage stage, Range words, bool first) {
    const bool better = !state.known || (first ? stage < state.stage : stage > state.stage);
    if (better) state = {true, stage, words};
  }

  struct Marks {
    bool promised = false, done = false;
  };
  Marks marks_of(Range gap) const {
    Marks marks;
    const std::u16string_view text = view(gap);
    for (const std::u16string_view word : {u"即将", u"力争", u"必须", u"争取", u"计划", u"预计", u"有望",
                                           u"拟", u"确保", u"将于", u"将在", u"可望", u"要"})
      marks.promised |= text.find(word) != std::u16string_view::npos;
    marks.promised |= !text.empty() && text.back() == u'将';
    for (const std::u16string_view word : {u"已", u"正在", u"均", u"现", u"正式"})
      marks.done |= text.find(word) != std::u16string_view::npos;
    if (in_plan_ && text.find(u"已") == std::u16string_view::npos) marks.done = false;
    if (text.find(u"即将") != std::u16string_view::npos) marks.done = false;
    return marks;
  }

  void emit(Range clause, Range name, const State& state) {
    Project project;
    project.at = trimmed(folded_.span(clause.begin, clause.end));
    project.name_at = folded_.span(name.begin, name.end);
    project.sentence = sentence_;
    project.name = reading_.text(project.name_at);
    project.stage = state.stage;
    project.state = reading_.text(folded_.span(state.words.begin, state.words.end));
    if (!entity_.empty()) project.entity = reading_.text(folded_.span(entity_.begin, entity_.end));
    reading_.projects.push_back(project);
  }

  // Another zone as the sentence's subject or the place where a project settles: "宁乡经开区…引进了格力电器".
  void note_entity(Range clause) {
    // Only a zone speaks of other zones; a county's or a province's are its own.
    if (!reading_.place.empty() && !reading_.place.ends_with("区") && !reading_.place.ends_with("园") &&
        !reading_.place.ends_with("區"))
      return;
    static constexpr std::u16string_view kZones[] = {
        u"经开区", u"高新区",   u"经济技术开发区", u"高新技术产业开发区",
        u"开发区", u"工业园区", u"新区",           u"综保区"};
    const std::u16string_view text = view(clause);
    if (text.find(u'区') == std::u16string_view::npos) return;
    for (const std::u16string_view zone : kZones) {
      const std::size_t found = text.find(zone);
      if (found == std::u16string_view::npos || found < 2) continue;
      std::size_t begin = found;
      while (begin > 0 && found - begin < 4 && is_place_unit(text[begin - 1])) --begin;
      if (found - begin < 2) continue;
      const Range at{static_cast<std::uint32_t>(clause.begin + begin),
                     static_cast<std::uint32_t>(clause.begin + found + zone.size())};
      const std::string_view name = reading_.text(folded_.span(at.begin, at.end));
      const std::string_view stem =
          reading_.text(folded_.span(at.begin, at.end - static_cast<std::uint32_t>(zone.size())));
      if (name == reading_.place) continue;
      if (reading_.place.find(stem) != std::string_view::npos) continue;
      entity_ = at;
      return;
    }
  }
  static bool is_place_unit(char16_t c) {
    static constexpr std::u16string_view kNot =
        u",、。;:的在于年月日半到户是与和及对从我全本该各国级个成为业产";
    return c > u'\u4DFF' && kNot.find(c) == std::u16string_view::npos;
  }

  Span trimmed(Span at) const {
    const std::string_view text = reading_.text(at);
    const std::size_t from = text.find_first_not_of(" \t\r");
    const std::size_t to = text.find_last_not_of(" \t\r");
    if (from == std::string_view::npos) return at;
    return {static_cast<text::Offset>(at.begin + from), static_cast<text::Offset>(at.begin + to + 1)};
  }

  std::u16string_view view(Range at) const {
    return std::u16string_view(folded_.units).substr(at.begin, at.size());
  }

  Range units_of(Span at) const {
    const auto index = [this](text::Offset offset) {
      return static_cast<std::uint32_t>(std::lower_bound(folded_.begin.begin(), folded_.begin.end(), offset) -
                                        folded_.begin.begin());
    };
    const auto size = static_cast<std::uint32_t>(folded_.units.size());
    return {std::min(index(at.begin), size), std::min(index(at.end), size)};
  }

  Reading& reading_;
  text::Folded folded_;
  std::vector<Clause> clauses_;
  std::vector<StageWord> words_;
  std::vector<Range> names_;
  std::vector<Range> waiting_;  // names whose stage the next clause may state
  Range waiting_clause_;
  Range entity_;
  State listed_;             // of the clause before, where a list may go on
  std::size_t heading_ = 0;  // the first that does not begin before the clause
  std::uint32_t sentence_ = 0;
  bool in_plan_ = false;
};

}  // namespace

void find_projects(Reading& reading) { Collector(reading).run(); }

}  // namespace midyear::reading
