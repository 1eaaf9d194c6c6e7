#include <algorithm>
#include <map>
#include <optional>

#include "quantity/period.h"
#include "reading/bind.h"
#include "reading/cues.h"
#include "reading/marks.h"
#include "reading/names.h"
#include "reading/phrase.h"
#include "reading/stages.h"
#include "reading/storage.h"

namespace midyear::reading {
namespace {

constexpr std::size_t kDateline = 600;                 // bytes at the head of the body that may hold its date
constexpr std::size_t kFootLines = 3, kFootLine = 48;  // blocks from the end; bytes of one
constexpr std::uint32_t kQuoteAtMost = 16;             // as in marks.cc: a longer quotation is a sentence

// Words inside names in quotation marks are no cues: “倍增计划” promises nothing.
void drop_quoted(std::u16string_view text, std::vector<CueAt>& cues) {
  std::size_t kept = 0;
  std::uint32_t close = 0;  // end of the quotation that began last
  std::uint32_t scanned = 0;
  for (const CueAt& cue : cues) {
    for (; scanned < cue.begin; ++scanned) {
      if (text[scanned] != u'“' && text[scanned] != u'《') continue;
      const char16_t mark = text[scanned] == u'“' ? u'”' : u'》';
      const std::size_t end = text.substr(scanned, kQuoteAtMost + 2).find(mark);
      if (end != text.npos) close = std::max(close, scanned + static_cast<std::uint32_t>(end));
    }
    if (cue.begin >= close && cue.cue != Cue::stop) cues[kept++] = cue;
  }
  cues.resize(kept);
}

class Finder {
 public:
  Finder(Reading& reading, const ReadOptions& options) : reading_(reading), options_(options) {}

  void run() {
    std::size_t sentence = 0;
    for (const Block& block : reading_.blocks) {
      while (sentence < reading_.sentences.size() && reading_.sentences[sentence].at.end <= block.at.begin)
        ++sentence;
      read_block(block, sentence);
    }
    settle_firm();
    settle_only_place();
    settle_year();

    date_figures();
  }

 private:
  void read_block(const Block& block, std::size_t first_sentence) {
    text::fold(reading_.text(), block.at, folded_);
    scan_cues(folded_.units, cues_);
    drop_quoted(folded_.units, cues_);
    scan_marks(folded_, cues_, marks_, periods_);

    sentence_ends(block, first_sentence);
    carry_.plan = block.role == Role::plan;
    if (block.heading != heading_) carry_.headline = {};
    heading_ = block.heading;
    carry_.past_year = looks_back(block);
    carry_.open = block.role == Role::none;
    const BlockView view{folded_, cues_, periods_, reading_.text(), reading_.storage()};
    const std::vector<Bound> bounds = bind_marks(view, marks_, ends_, carry_);
    std::size_t s = 0;
    for (std::size_t k = 0; k < marks_.size(); ++k) {
      while (s + 1 < ends_.size() && marks_[k].begin >= ends_[s]) ++s;
      add(block, view, marks_[k], bounds[k], static_cast<std::uint32_t>(first_sentence + s));
    }
  }

  // 2024年工作回顾, 过去五年: not 上半年, whose year goes on.
  bool looks_back(const Block& block) {
    if (block.role != Role::review) return false;
    const Named* above = heading_period(block.heading);
    if (above == nullptr) return false;
    const quantity::PeriodKind kind = above->period.kind;
    return kind == quantity::PeriodKind::year || kind == quantity::PeriodKind::years ||
           kind == quantity::PeriodKind::span || kind == quantity::PeriodKind::plan;
  }

  void sentence_ends(const Block& block, std::size_t sentence) {
    ends_.clear();
    std::size_t unit = 0;
    for (; sentence < reading_.sentences.size() && reading_.sentences[sentence].at.begin < block.at.end;
         ++sentence) {
      const text::Offset end = std::min(reading_.sentences[sentence].at.end, block.at.end);
      unit =
          static_cast<std::size_t>(std::lower_bound(folded_.begin.begin() + static_cast<std::ptrdiff_t>(unit),
                                                    folded_.begin.end(), end) -
                                   folded_.begin.begin());
      ends_.push_back(static_cast<std::uint32_t>(unit));
    }
    const auto size = static_cast<std::uint32_t>(folded_.units.size());
    if (ends_.empty() || ends_.back() < size) ends_.push_back(size);
  }

  void add(const Block& block, const BlockView& view, const Mark& mark, const Bound& bound,
           std::uint32_t sentence) {
    Figure figure;
    figure.at = folded_.span(mark.begin, mark.end);
    figure.sentence = std::min(sentence, static_cast<std::uint32_t>(reading_.sentences.size() - 1));
    figure.lost = mark.lost;
    figure.value = mark.value;
    figure.upper = mark.upper;
    figure.has_upper = mark.has_upper;
    unit_of(figure, mark);
    figure.exactness = mark.exactness;
    figure.measure = bound.measure;
    figure.direction = bound.direction;
    figure.status = bound.status;
    figure.indicator = bound.indicator.empty() ? bound.indicator_text : text_of(bound.indicator, view);
    figure.entity = bound.entity.empty() ? bound.entity_text : text_of(bound.entity, view);
    const Named* above = bound.period.end != 0 ? nullptr : heading_period(block.heading);
    if (bound.period.end != 0)
      figure.period = reading_.text(folded_.span(bound.period.begin, bound.period.end));
    else if (above != nullptr)
      figure.period = above->words;
    const quantity::Period& period = above != nullptr ? above->period : bound.period.period;
    if (period.year_is == quantity::YearIs::absolute && !period.until) ++years_[period.year];
    figure_periods_.push_back(period);
    reading_.figures.push_back(figure);
  }

  void unit_of(Figure& figure, const Mark& mark) {
    switch (mark.kind) {
      case MarkKind::rank:
        figure.unit = mark.unit_begin < mark.end ? reading_.text(folded_.span(mark.unit_begin, mark.end))
                                                 : std::string_view("位");
        figure.base_unit = "位";
        break;
      case MarkKind::times:
        figure.unit = figure.base_unit = "倍";
        break;
      case MarkKind::half:
      case MarkKind::flat:
      case MarkKind::growth:
        figure.unit = figure.base_unit = "%";
        break;
      default: {
        const std::uint32_t begin =
            mark.unit == nullptr && mark.scale > 0 ? scale_begin(mark) : with_scale(mark);
        figure.unit = mark.lent_end != 0 ? reading_.text(folded_.span(mark.lent_begin, mark.lent_end))
                                         : without_rough(begin, mark.end);
        if (mark.unit != nullptr) figure.base_unit = mark.unit->base;
      }
    }
    if (mark.lost) return;
    const double factor = mark.unit != nullptr ? mark.unit->factor : 1;
    figure.amount = mark.value.scaled(mark.scale).to_double() * factor;
  }

  // 亿元 of 8600多万元: the unit as it stands begins at its 万 or 亿, behind a rough mark.
  std::uint32_t with_scale(const Mark& mark) const {
    std::uint32_t i = mark.unit_begin;
    if (mark.scale == 0) return i;
    while (i > mark.begin && rough(folded_.units[i - 1])) --i;
    std::uint32_t from = i;
    while (from > mark.begin && (folded_.units[from - 1] == u'万' || folded_.units[from - 1] == u'亿'))
      --from;
    return from;
  }
  // 万多个 is the unit 万个.
  std::string_view without_rough(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin + 1; i + 1 < end; ++i) {
      if (!rough(folded_.units[i]) || (folded_.units[i - 1] != u'万' && folded_.units[i - 1] != u'亿'))
        continue;
      return reading_.storage().keep(std::string(reading_.text(folded_.span(begin, i))) +
                                     std::string(reading_.text(folded_.span(i + 1, end))));
    }
    return reading_.text(folded_.span(begin, end));
  }
  std::uint32_t scale_begin(const Mark& mark) const {
    std::uint32_t i = mark.end;
    while (i > mark.begin && folded_.units[i - 1] != u'万' && folded_.units[i - 1] != u'亿') --i;
    while (i > mark.begin && (folded_.units[i - 1] == u'万' || folded_.units[i - 1] == u'亿')) --i;
    return i;
  }
  static bool rough(char16_t c) { return c == u'多' || c == u'余' || c == u'来' || c == u'几'; }

  struct Named {
    std::string_view words;
    quantity::Period period;
  };

  // The period of the nearest heading above that names one; the part's own before its whole's.
  const Named* heading_period(std::uint32_t heading) {
    if (heading == kNone) return nullptr;
    if (heading_periods_.size() < reading_.headings.size()) heading_periods_.resize(reading_.headings.size());
    for (; heading != kNone; heading = reading_.headings[heading].parent) {
      std::optional<Named>& known = heading_periods_[heading];
      if (!known) known = period_in(reading_.headings[heading].at);
      if (!known->words.empty()) return &*known;
    }
    return nullptr;
  }

  Named period_in(Span at) {
    text::fold(reading_.text(), at, title_);
    for (std::size_t i = 0; i < title_.units.size(); ++i)
      if (const auto period = quantity::scan_period(title_.units, i))
        return {reading_.text(title_.span(i, i + period->length)), *period};
    return {};
  }

  // The year that 今年 means: as the caller says, as a title says, or the one that the figures name most.
  void settle_year() {
    if (options_.year != 0) {
      reading_.year = static_cast<std::int16_t>(options_.year);
      reading_.year_origin = YearOrigin::option;
      return;
    }
    std::int16_t year = title_year();
    if (year == 0) year = dateline_year();
    if (year == 0 && !years_.empty())
      year = std::max_element(years_.begin(), years_.end(), [](const auto& a, const auto& b) {
               return a.second < b.second;
             })->first;
    reading_.year = year;
    if (year != 0) reading_.year_origin = YearOrigin::text;
  }

  std::int16_t title_year() {
    if (!reading_.page.title.empty()) {
      const std::u16string title = text::fold_word(reading_.page.title);
      for (std::size_t i = 0; i < title.size(); ++i)
        if (const auto period = quantity::scan_period(title, i);
            period && period->year_is == quantity::YearIs::absolute)
          return period->year;
    }
    return 0;
  }

  // A text that keeps coming back to one firm and never speaks of a place is that firm's.
  void settle_firm() {
    if (carry_.self || carry_.firms.empty()) return;
    const std::string_view firm = carry_.firms.front();
    for (Figure& figure : reading_.figures)  // 集团完成…, 公司实现…
      if (!figure.entity.empty() && names_back(text::fold_word(figure.entity))) figure.entity = firm;
    const std::string_view text = reading_.text();
    const std::size_t first = text.find(firm);
    if (text.find(firm, first + firm.size()) == text.npos) return;
    for (Figure& figure : reading_.figures)
      if (figure.entity.empty()) figure.entity = firm;
  }

  // A text without a title that speaks of one county only, and never of 全市, is that county's.
  void settle_only_place() {
    if (carry_.self || !reading_.place.empty()) return;
    std::string_view only;
    for (const Figure& figure : reading_.figures) {
      if (figure.entity.empty() || kind_of_name(text::fold_word(figure.entity)) != NameKind::place) continue;
      if (!only.empty() && figure.entity != only) return;
      only = figure.entity;
    }
    if (only.empty()) return;
    const std::size_t first = reading_.text().find(only);
    if (first == std::string_view::npos ||
        reading_.text().find(only, first + only.size()) == std::string_view::npos)
      return;
    for (Figure& figure : reading_.figures)
      if (figure.entity == only) figure.entity = {};
  }

  // (2025年7月18日) or 时间：2026-02-24 above the first sentences.
  std::int16_t dateline_year() {
    if (reading_.blocks.empty()) return 0;
    const text::Offset begin = reading_.blocks.front().at.begin;
    const auto end =
        static_cast<text::Offset>(std::min<std::size_t>(reading_.text().size(), begin + kDateline));
    text::fold(reading_.text(), {begin, end}, title_);
    for (std::size_t i = 0; i < title_.units.size(); ++i) {
      const auto period = quantity::scan_period(title_.units, i);
      if (!period) continue;
      if (period->year_is == quantity::YearIs::absolute && period->first_day != 0) return period->year;
      i += period->length - 1;
    }
    return foot_year();
  }

  // The day under a notice or letter, in a line of its own, beside who signs it.
  std::int16_t foot_year() {
    const std::size_t last = reading_.blocks.size();
    for (std::size_t i = last; i > 0 && last - i < kFootLines; --i) {
      const Span line = reading_.blocks[i - 1].at;
      if (line.end - line.begin > kFootLine) continue;
      text::fold(reading_.text(), line, title_);
      const auto period = quantity::scan_period(title_.units, 0);
      if (period && period->length == title_.units.size() && period->year_is == quantity::YearIs::absolute &&
          period->first_day != 0)
        return period->year;
    }
    return 0;
  }

  void date_figures() {
    const quantity::Reference reference{reading_.year, {}};
    for (std::size_t k = 0; k < reading_.figures.size(); ++k) {
      Figure& figure = reading_.figures[k];
      if (figure.period.empty()) continue;
      const quantity::Period& period = figure_periods_[k];
      const quantity::DateRange range = quantity::resolve(period, reference);
      figure.from = range.from;
      figure.to = range.to;
      if (figure.from || figure.to)
        figure.year_origin = quantity::needs_year(period) ? reading_.year_origin : YearOrigin::text;
    }
  }

  Reading& reading_;
  const ReadOptions& options_;
  text::Folded folded_, title_;
  std::vector<CueAt> cues_;
  std::vector<Mark> marks_;
  std::vector<PeriodAt> periods_;
  std::vector<std::uint32_t> ends_;
  Carry carry_;
  std::uint32_t heading_ = kNone;

  std::vector<std::optional<Named>> heading_periods_;
  std::vector<quantity::Period> figure_periods_;  // of each figure
  std::map<std::int16_t, std::uint32_t> years_;   // how many figures name each year
};

}  // namespace

void find_figures(Reading& reading, const ReadOptions& options) { Finder(reading, options).run(); }

}  // namespace midyear::reading
