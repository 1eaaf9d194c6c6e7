#include <algorithm>

#include "reading/commitments_measure.h"
#include "reading/stages.h"
#include "reading/storage.h"

namespace midyear::reading {
namespace {

using plan::Clause;
using plan::Part;
using plan::PartKind;
using plan::Range;

// How much a sentence must say to hold a commitment: more where introductions and subtitles are usual.
enum class Ground : std::uint8_t { measures, introduction };

class Collector {
 public:
  explicit Collector(Reading& reading) : reading_(reading) {}

  void run() {
    has_plan_ = std::any_of(reading_.blocks.begin(), reading_.blocks.end(),
                            [](const Block& block) { return block.role == Role::plan; });
    std::size_t sentence = 0;
    for (std::size_t b = 0; b < reading_.blocks.size(); ++b) {
      const Block& block = reading_.blocks[b];
      while (sentence < reading_.sentences.size() && reading_.sentences[sentence].at.begin < block.at.begin)
        ++sentence;
      if (block.is_heading || block.role == Role::glossary || block.role == Role::problems) continue;
      // Where the report has a plan part, what stands outside it promises nothing.
      if (block.role != Role::plan && (has_plan_ || !may_promise(reading_.text(block.at)))) continue;
      read_block(b, sentence);
    }
  }

 private:
  static constexpr std::size_t kWindow = 1024;

  // A cheap look before a block outside the plan part is folded.
  static bool may_promise(std::string_view text) {
    for (const std::string_view cue :
         {"将", "將", "要", "力争", "力爭", "确保", "確保", "下半年", "下一步", "保证", "计划", "計劃"})
      if (text.find(cue) != std::string_view::npos) return true;
    return false;
  }

  Ground ground_of(std::size_t b) const {
    const Block& block = reading_.blocks[b];
    // What stands before the first heading introduces the parts, or is the whole where there are none.
    if (block.heading == kNone)
      return reading_.headings.empty() || reading_.headings.front().item ? Ground::measures
                                                                         : Ground::introduction;
    const Heading& heading = reading_.headings[block.heading];
    if (heading.item || heading.level > 2) return Ground::measures;
    const bool has_child = block.heading + 1 < reading_.headings.size() &&
                           reading_.headings[block.heading + 1].parent == block.heading;
    if (has_child) return Ground::introduction;
    // The rest of the heading's own line, with more lines below.
    const bool first =
        b > 0 && reading_.blocks[b - 1].is_heading && reading_.blocks[b - 1].heading == block.heading;
    const bool same_line =
        reading_.text().substr(heading.at.end, block.at.begin - heading.at.end).find('\n') ==
        std::string_view::npos;
    const bool more = b + 1 < reading_.blocks.size() && reading_.blocks[b + 1].heading == block.heading;
    return first && same_line && more ? Ground::introduction : Ground::measures;
  }

  void read_block(std::size_t b, std::size_t sentence) {
    const Block& block = reading_.blocks[b];
    text::fold(reading_.text(), block.at, folded_);
    const Ground ground = ground_of(b);
    if (b > 0 && reading_.blocks[b - 1].is_heading) unassigned_ = reading_.commitments.size();
    bool promised = block.role == Role::plan;
    const std::size_t first = sentence;
    for (; sentence < reading_.sentences.size() && reading_.sentences[sentence].at.begin < block.at.end;
         ++sentence) {
      cut_sentence(sentence);
      if (assigns_sentence(sentence)) continue;
      const bool has_more = sentence + 1 < reading_.sentences.size() &&
                            reading_.sentences[sentence + 1].at.begin < block.at.end;
      // A sentence of thousands of clauses is read as several.
      for (std::size_t from = 0; from < clauses_.size(); from += kWindow) {
        judge_clauses(from, block.role != Role::plan);
        if (looks_back()) continue;
        if (block.role != Role::plan) promised = opens_promises() || (promised && !reports_past());
        // In a review only what follows "下半年,…" promises.
        reviews_ = block.role == Role::review && !promised;
        assemble(static_cast<std::uint32_t>(sentence), threshold(ground, sentence == first, has_more),
                 promised);
      }
      assign_brackets(units_of(reading_.sentences[sentence].at));
    }
  }

  void cut_sentence(std::size_t sentence) {
    clauses_.clear();
    plan::cut_clauses(folded_.units, units_of(reading_.sentences[sentence].at), clauses_);
  }

  // Judges the clauses of one window into parts_.
  void judge_clauses(std::size_t from, bool outside_plan) {
    const std::size_t count = std::min(kWindow, clauses_.size() - from);
    parts_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Clause& clause = clauses_[from + i];
      Part& part = parts_[i];
      plan::judge(folded_.units, clause, {i == 0, i + 1 == count}, has_target(clause.at), tokens_, part);
      // Outside a plan part only what is promised as a figure, or said with 将, 力争, 确保.
      if (outside_plan && !part.has_target && (!part.promises || part.past) && part.kind == PartKind::measure)
        part.strength -= plan::kFirmMeasure;
    }
  }

  // "下半年,…", "下一步,…": from here on the block promises.
  bool opens_promises() const {
    if (parts_.empty()) return false;
    const std::u16string_view units = folded_.units;
    for (const std::u16string_view cue : {u"下半年", u"下一步", u"下一阶段", u"下阶段", u"接下来", u"今后",
                                          u"明年", u"二季度", u"三季度", u"四季度"})
      if (units.substr(parts_[0].at.begin, 8).find(cue) != std::u16string_view::npos) return !parts_[0].past;
    return false;
  }
  // "据悉,今年以来…": a sentence that reports, also in a plan part.
  bool looks_back() const {
    if (parts_.empty() || parts_[0].promises) return false;
    const std::u16string_view head =
        std::u16string_view(folded_.units).substr(parts_[0].at.begin, parts_[0].at.size());
    for (const std::u16string_view cue : {u"据悉", u"据了解", u"以来", u"截至", u"截止", u"去年", u"上年"})
      if (head.substr(0, 5).find(cue) != std::u16string_view::npos && !parts_[0].has_target) return true;
    return false;
  }
  bool reports_past() const {
    return std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.past; });
  }

  // "责任单位:A局、B局" as a sentence: whose the measures before it are.
  bool assigns_sentence(std::size_t sentence) {
    const Range range = units_of(reading_.sentences[sentence].at);
    const std::u16string_view head = std::u16string_view(folded_.units).substr(range.begin, 8);
    const bool assigns = head.starts_with(u"责任单位") || head.starts_with(u"牵头单位") ||
                         head.starts_with(u"责任部门") || head.starts_with(u"牵头部门:") ||
                         head.starts_with(u"牵头责任单位");
    return assigns && head.find(u':') != std::u16string_view::npos && assign(range);
  }

  // "…4个(责任单位:商务局)": the same in brackets at the end of a measure.
  void assign_brackets(Range sentence) {
    const std::u16string_view units = folded_.units;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (units[i] != u'(') continue;
      const std::uint32_t after = plan::skip_enclosed(units, i, sentence.end);
      if (after > i) assign({i + 1, after - 1});
    }
  }

  // Gives the units to the measures since the last assignment that have none of their own.
  bool assign(Range range) {
    plan::Responsibility named;
    if (!plan::parse_assignment(folded_.units, range, named)) return false;
    for (std::size_t i = unassigned_; i < reading_.commitments.size(); ++i) {
      Commitment& commitment = reading_.commitments[i];
      if (!commitment.owners.empty() || !commitment.supporting.empty()) continue;
      for (const plan::Unit& unit : named.owners) commitment.owners.push_back(name_of(unit));
      for (const plan::Unit& unit : named.supporting) commitment.supporting.push_back(name_of(unit));
    }
    unassigned_ = reading_.commitments.size();
    return true;
  }

  // A first sentence of one clause, or a short one in between, is a subtitle unless it says much.
  int threshold(Ground ground, bool first, bool has_more) const {
    if (ground == Ground::introduction) return plan::kFirmMeasure;
    if (parts_.size() != 1 || !has_more || parts_[0].has_target) return plan::kMeasure;
    if (first && parts_[0].at.size() <= 20) return 100;
    return parts_[0].at.size() <= 12 ? plan::kFirmMeasure : plan::kMeasure;
  }

  void assemble(std::uint32_t sentence, int threshold, bool promised) {
    plan::Responsibility owner;
    Deadline deadline;
    Range pending;          // a lead-in that waits for its measure
    bool adjacent = false;  // the part before was printed
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      if (adjacent && assigns_before(i)) {
        take_assignment(part);
        continue;
      }
      if (!part.responsibility.owners.empty())
        owner = part.responsibility;
      else if (!part.responsibility.supporting.empty())
        owner.supporting = part.responsibility.supporting;
      promised |= part.promises && !part.past && !reviews_;
      if (part.closer == u':') {
        deadline.list = part.date.at;
        threshold = std::min(threshold, plan::kMeasure);
        adjacent = false;
        continue;
      }
      if (part.kind == PartKind::date) {
        deadline.opener = part.date.at;
        if (part.date.before || part.date.at.begin > part.at.begin) deadline.due = part.date.at;
        continue;
      }
      if (part.kind == PartKind::lead_in) {
        pending = pending.empty() ? part.at : Range{pending.begin, part.at.end};
        if (part.closer == u';') pending = {};
        continue;
      }
      // A date of its own makes it a measure beside one that has its own too.
      const bool dated = !part.date.at.empty() && adjacent && !reading_.commitments.back().deadline.empty();
      if (part.kind == PartKind::extent && adjacent && !dated) {
        extend(part);
        continue;
      }
      const bool printed = promised && part.kind != PartKind::frame && part.kind != PartKind::slogan &&
                           part.strength >= threshold;
      if (printed) {
        const Range at{pending.empty() ? part.at.begin : pending.begin, part.at.end};
        emit(sentence, at, owner, deadline.of(part));
      } else {
        deadline.chain = {};
      }
      pending = {};
      adjacent = printed;
    }
  }

  // "完成征拆500亩,由征拆办牵头[,住建局配合]。": who is named behind a measure, with nothing to do of their
  // own.
  bool assigns_before(std::size_t i) const {
    for (; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      if (part.kind != PartKind::lead_in || part.responsibility.empty()) return false;
      if (part.closer == u';') return true;
    }
    return true;
  }

  void take_assignment(const Part& part) {
    extend(part);
    Commitment& last = reading_.commitments.back();
    if (last.owners.empty())
      for (const plan::Unit& unit : part.responsibility.owners) last.owners.push_back(name_of(unit));
    if (last.supporting.empty())
      for (const plan::Unit& unit : part.responsibility.supporting) last.supporting.push_back(name_of(unit));
  }

  // Which date governs a part.
  struct Deadline {
    Range opener, list, chain;  // "下半年,…"; "今年目标是:…"; of the target before
    Range due;                  // "8月31日前,…": of the next measure

    Range of(const Part& part) {
      Range date = part.date.at;
      if (date.empty()) date = due;
      due = {};
      if (date.empty()) date = list;
      if (date.empty() && part.has_target) date = chain.empty() ? opener : chain;
      chain = part.has_target && part.closer != u';' ? date : Range{};
      return date;
    }
  };

  void emit(std::uint32_t sentence, Range at, const plan::Responsibility& owner, Range deadline) {
    Commitment commitment;
    commitment.sentence = sentence;
    for (const plan::Unit& unit : owner.owners) commitment.owners.push_back(name_of(unit));
    for (const plan::Unit& unit : owner.supporting) commitment.supporting.push_back(name_of(unit));
    if (!deadline.empty()) commitment.deadline = text_of(deadline);
    commitment.heading = heading_of(reading_.sentences[sentence].heading);
    set_extent(commitment, folded_.span(at.begin, at.end));
    reading_.commitments.push_back(std::move(commitment));
  }

  // Takes the clause after the last commitment into it.
  void extend(const Part& part) {
    Commitment& last = reading_.commitments.back();
    set_extent(last, {last.at.begin, folded_.begin[part.at.end]});
    if (last.deadline.empty() && !part.date.at.empty()) last.deadline = text_of(part.date.at);
  }

  void set_extent(Commitment& commitment, Span at) {
    commitment.at = at;
    commitment.clause = reading_.text(at);
    commitment.figures.clear();
    for (std::size_t i = first_figure(at.begin);
         i < reading_.figures.size() && reading_.figures[i].at.end <= at.end; ++i)
      if (reading_.figures[i].status == Status::target)
        commitment.figures.push_back(static_cast<std::uint32_t>(i));
  }

  std::size_t first_figure(text::Offset at) const {
    const auto found =
        std::lower_bound(reading_.figures.begin(), reading_.figures.end(), at,
                         [](const Figure& figure, text::Offset offset) { return figure.at.begin < offset; });
    return static_cast<std::size_t>(found - reading_.figures.begin());
  }

  bool has_target(Range range) const {
    const Span at = folded_.span(range.begin, range.end);
    for (std::size_t i = first_figure(at.begin);
         i < reading_.figures.size() && reading_.figures[i].at.end <= at.end; ++i)
      if (reading_.figures[i].status == Status::target) return true;
    return false;
  }

  Range units_of(Span at) const {
    const auto index = [this](text::Offset offset) {
      return static_cast<std::uint32_t>(std::lower_bound(folded_.begin.begin(), folded_.begin.end(), offset) -
                                        folded_.begin.begin());
    };
    const std::uint32_t size = static_cast<std::uint32_t>(folded_.units.size());
    return {std::min(index(at.begin), size), std::min(index(at.end), size)};
  }

  std::string_view text_of(Range range) const { return reading_.text(folded_.span(range.begin, range.end)); }

  std::string_view name_of(const plan::Unit& unit) {
    if (unit.head.empty()) return text_of(unit.name);
    return reading_.storage().keep(std::string(text_of(unit.name)) + std::string(text_of(unit.head)));
  }

  // The nearest numbered heading above of the level (一), or that of the part.
  std::uint32_t heading_of(std::uint32_t heading) const {
    std::uint32_t found = heading;
    for (std::uint32_t h = heading; h != kNone; h = reading_.headings[h].parent) {
      found = h;
      if (reading_.headings[h].level <= 2 && !reading_.headings[h].item &&
          !reading_.headings[h].number.empty())
        break;
    }
    return found;
  }

  Reading& reading_;
  text::Folded folded_;
  std::vector<Clause> clauses_;
  std::vector<Part> parts_;
  std::vector<plan::Token> tokens_;
  bool has_plan_ = false;
  bool reviews_ = false;        // the sentence stands in a review
  std::size_t unassigned_ = 0;  // the first commitment that a closing assignment may be for
};

}  // namespace

void find_commitments(Reading& reading) { Collector(reading).run(); }

}  // namespace midyear::reading
