#include <algorithm>
#include <map>

#include "cli/formats.h"
#include "cli/terminal.h"
#include "reading/labels.h"

namespace midyear::cli {
namespace {

using base::Language;
using reading::certainty_name;
using reading::encoding_name;
using reading::Figure;
using reading::InputFacts;
using reading::label;
using reading::Reading;
using reading::rule_name;
using text::Span;

// The page in its parts, from top to bottom.
class TextPage {
 public:
  TextPage(const Reading& reading, const InputFacts& input, const TerminalStyle& style)
      : reading_(reading),
        input_(input),
        language_(style.language),
        screen_(style.columns > 0 ? style.columns : kUnlimited, style.color) {}

  std::string make() {
    head();
    outline();
    figures();
    lost();
    commitments();
    projects();
    checks();
    repairs();
    return screen_.take();
  }

 private:
  static constexpr int kUnlimited = 1 << 20;

  std::string_view say(std::string_view chinese, std::string_view english) const {
    return language_ == Language::chinese ? chinese : english;
  }
  std::string_view named(std::string_view group, std::string_view name) const {
    return label(group, name, language_);
  }

  void head();
  void outline();
  void figures();
  void figure_row(const Figure& figure);
  void narrow_row(const Figure& figure);
  std::string kind_of(const Figure& figure) const;
  void lost();
  void commitments();
  void commitment(const reading::Commitment& commitment);
  void projects();
  void checks();
  void repairs();

  void section(std::string_view title, std::size_t count) {
    screen_.end_line();
    screen_.rule(std::string(title) + " " + std::to_string(count));
  }
  void list(std::string_view name, const std::vector<std::string_view>& items, Ink ink);
  std::size_t count_lost() const {
    return static_cast<std::size_t>(std::count_if(reading_.figures.begin(), reading_.figures.end(),
                                                  [](const Figure& f) { return f.lost; }));
  }
  Span clause_of(const Figure& figure) const;

  const Reading& reading_;
  const InputFacts& input_;
  const Language language_;
  Screen screen_;
};

std::string replace(std::string_view pattern, std::string_view name, std::int64_t value) {
  std::string text(pattern);
  const std::size_t at = text.find(name);
  return at == std::string::npos ? text : text.replace(at, name.size(), std::to_string(value));
}

void TextPage::head() {
  const reading::Page& page = reading_.page;
  screen_.paragraph(page.title.empty() ? std::string_view(input_.name) : page.title, 0, Ink::bold);
  std::string line;
  const auto add = [&](std::string_view part) {
    if (!line.empty()) line += " · ";
    line += part;
  };
  if (!reading_.place.empty()) add(reading_.place);
  add(reading_.year != 0 ? std::to_string(reading_.year) : std::string(named("page", "year_unknown")));
  if (page.pages_read >= 0 && page.pages_left >= 0)
    add(replace(replace(named("page", "pages"), "{read}", page.pages_read), "{left}", page.pages_left));
  if (!page.title.empty()) add(input_.name);
  if (reading_.encoding != text::Encoding::utf8) add(encoding_name(reading_.encoding));
  if (reading_.faults > 0) add(replace(named("page", "undecoded"), "{count}", reading_.faults));
  screen_.paragraph(line, 0, Ink::dim);

  const auto count = [&](std::string_view name, std::size_t number, Ink ink) {
    if (screen_.column() > 0) screen_.put("  ");
    screen_.make_room(16, 0);
    screen_.put(named("tab", name));
    screen_.put(" " + std::to_string(number), ink);
  };
  count("figures", reading_.figures.size(), Ink::bold);
  if (const std::size_t missing = count_lost(); missing > 0) {
    screen_.put(say("（", " ("));
    screen_.put(std::string(named("page", "missing")) + " " + std::to_string(missing), Ink::red);
    screen_.put(say("）", ")"));
  }
  count("commitments", reading_.commitments.size(), Ink::bold);
  count("projects", reading_.projects.size(), Ink::bold);
  count("checks", reading_.checks.size(), reading_.checks.empty() ? Ink::bold : Ink::red);
  count("repairs", reading_.mends.size(), Ink::bold);
  screen_.end_line();
}

void TextPage::outline() {
  if (reading_.headings.empty()) return;
  std::vector<std::pair<int, int>> counts(reading_.headings.size());  // figures, lost ones
  for (const Figure& figure : reading_.figures)
    for (std::uint32_t h = reading_.sentences[figure.sentence].heading; h != reading::kNone;
         h = reading_.headings[h].parent) {
      ++counts[h].first;
      counts[h].second += figure.lost;
    }
  section(named("page", "outline"), reading_.headings.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const reading::Heading& heading = reading_.headings[i];
    screen_.spaces(2 * (heading.level - 1));
    std::string title(heading.number);
    title += heading.title;
    const int room = screen_.columns() - screen_.column() - 24;
    const bool whole = display_width(title) <= room;
    screen_.put(whole ? std::string_view(title) : fit(title, std::max(room - 1, 8)),
                heading.level == 1 ? Ink::bold : Ink::plain);
    if (!whole) screen_.put("…", Ink::dim);
    if (heading.parent == reading::kNone && heading.role != reading::Role::none)
      screen_.put(
          std::string(say("〔", " [")).append(named("role", role_name(heading.role))).append(say("〕", "]")),
          Ink::dim);
    if (counts[i].first > 0) screen_.put("  " + std::to_string(counts[i].first), Ink::dim);
    if (counts[i].second > 0)
      screen_.put(" " + std::string(named("page", "missing")) + " " + std::to_string(counts[i].second),
                  Ink::red);
    screen_.end_line();
  }
}

std::string TextPage::kind_of(const Figure& figure) const {
  std::string kind(named("measure", measure_name(figure.measure)));
  if (figure.status != reading::Status::actual)
    kind.append("·").append(named("status", status_name(figure.status)));
  return kind;
}

// Too narrow for columns: one behind the other.
void TextPage::narrow_row(const Figure& figure) {
  std::string rest = "  " + kind_of(figure);
  if (!figure.period.empty()) rest.append("  ").append(figure.period);
  if (!figure.entity.empty()) rest.append("  ").append(figure.entity);
  screen_.paragraph(rest, 4, Ink::dim);
}

// Value, what it is, period, whom it is about: in columns.
void TextPage::figure_row(const Figure& figure) {
  screen_.spaces(2);
  const Ink ink = figure.lost ? Ink::red : figure.status == reading::Status::actual ? Ink::plain : Ink::blue;
  std::string value(named("direction", direction_name(figure.direction)));
  if (!value.empty()) value += ' ';
  if (figure.exactness == reading::Exactness::about) value += named("exactness", "about");
  if (figure.lost) value += "▯";
  value += reading_.text(figure.at);
  if (figure.exactness == reading::Exactness::over || figure.exactness == reading::Exactness::under)
    value += std::string(" ").append(named("exactness", exactness_name(figure.exactness)));
  screen_.put(value, ink);
  if (screen_.columns() < 64) return narrow_row(figure);
  screen_.to_column(24);
  std::string kind(named("measure", measure_name(figure.measure)));
  if (figure.status != reading::Status::actual)
    kind += std::string("·").append(named("status", status_name(figure.status)));
  screen_.put(kind, Ink::dim);
  screen_.to_column(36);
  screen_.put(figure.period.empty() ? "—" : figure.period);
  if (!figure.entity.empty()) {
    screen_.to_column(50);
    screen_.cut_line(figure.entity);
  } else {
    screen_.end_line();
  }
}

void TextPage::figures() {
  section(named("tab", "figures"), reading_.figures.size());
  if (reading_.figures.empty()) {
    screen_.paragraph(named("page", "none_figures"), 0, Ink::dim);
    return;
  }
  std::map<std::string_view, std::size_t> group_of;
  std::vector<std::vector<const Figure*>> groups;
  for (const Figure& figure : reading_.figures) {
    const auto [place, fresh] = group_of.emplace(figure.indicator, groups.size());
    if (fresh) groups.emplace_back();
    groups[place->second].push_back(&figure);
  }
  for (const auto& group : groups) {
    const std::string_view name = group.front()->indicator;
    screen_.cut_line(name.empty() ? say("（未指明）", "(not named)") : name, Ink::bold);
    for (const Figure* figure : group) figure_row(*figure);
  }
}

// The clause around a figure, between the nearest separators of its sentence.
Span TextPage::clause_of(const Figure& figure) const {
  static constexpr std::string_view kMarks[] = {"，", "；", "。", "：", "！", "？"};
  const std::string_view text = reading_.text();
  const Span sentence = reading_.sentences[figure.sentence].at;
  const auto separates = [&](std::uint32_t i) {
    const char c = text[i];
    if (c == ';' || c == ':' || c == '\n') return 1u;
    if (c == ',' && !(i > 0 && i + 1 < text.size() && text[i - 1] >= '0' && text[i - 1] <= '9' &&
                      text[i + 1] >= '0' && text[i + 1] <= '9'))
      return 1u;
    for (const std::string_view mark : kMarks)
      if (text.compare(i, mark.size(), mark) == 0) return 3u;
    return 0u;
  };
  Span clause{sentence.begin, sentence.end};
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const std::uint32_t size = separates(i);
    if (size == 0) continue;
    if (i + size <= figure.at.begin)
      clause.begin = i + size;
    else if (i >= figure.at.end) {
      clause.end = i;
      break;
    }
  }
  return clause;
}

void TextPage::lost() {
  const std::size_t missing = count_lost();
  if (missing == 0) return;
  section(say("缺失的数字", "Lost figures"), missing);
  for (const Figure& figure : reading_.figures) {
    if (!figure.lost) continue;
    const Span clause = clause_of(figure);
    std::string before, after;
    if (!figure.indicator.empty()) before.append(figure.indicator).append(say("：", ": "));
    before += "…";
    before += reading_.text({clause.begin, figure.at.begin});
    after = reading_.text({figure.at.end, clause.end});
    screen_.put("  ");
    screen_.flow(before, 4);
    screen_.flow(std::string("▯").append(reading_.text(figure.at)), 4, Ink::red);
    screen_.paragraph(after, 4);
  }
}

void TextPage::list(std::string_view name, const std::vector<std::string_view>& items, Ink ink) {
  if (items.empty()) return;
  screen_.put("  ");
  screen_.flow(named("field", name), 4, Ink::dim);
  for (std::size_t i = 0; i < items.size(); ++i) {
    screen_.flow(i == 0 ? " " : say("、", ", "), 4);
    screen_.flow(items[i], 4, ink);
  }
}

void TextPage::commitment(const reading::Commitment& commitment) {
  screen_.put("  · ");
  screen_.paragraph(commitment.clause, 4);
  if (commitment.owners.empty() && commitment.supporting.empty() && commitment.deadline.empty() &&
      commitment.figures.empty())
    return;
  screen_.put("  ");
  list("owners", commitment.owners, Ink::blue);
  list("supporting", commitment.supporting, Ink::plain);
  if (!commitment.deadline.empty()) list("deadline", {commitment.deadline}, Ink::yellow);
  std::vector<std::string_view> figures;
  for (const std::uint32_t i : commitment.figures) figures.push_back(reading_.text(reading_.figures[i].at));
  list("figures", figures, Ink::blue);
  screen_.end_line();
}

void TextPage::commitments() {
  section(named("tab", "commitments"), reading_.commitments.size());
  if (reading_.commitments.empty()) screen_.paragraph(named("page", "none_commitments"), 0, Ink::dim);
  std::uint32_t heading = reading::kNone;
  for (const reading::Commitment& promise : reading_.commitments) {
    if (promise.heading != heading && promise.heading != reading::kNone)
      screen_.cut_line(reading_.text(reading_.headings[promise.heading].at), Ink::bold);
    heading = promise.heading;
    commitment(promise);
  }
}

void TextPage::projects() {
  section(named("tab", "projects"), reading_.projects.size());
  if (reading_.projects.empty()) screen_.paragraph(named("page", "none_projects"), 0, Ink::dim);
  for (int stage = 0; stage <= static_cast<int>(reading::Stage::other); ++stage) {
    std::string names;
    std::size_t count = 0;
    for (const reading::Project& project : reading_.projects) {
      if (static_cast<int>(project.stage) != stage) continue;
      if (count++ > 0) names += say("、", ", ");
      names += project.name;
    }
    if (count == 0) continue;
    screen_.put("  ");
    screen_.put(named("stage", reading::stage_name(static_cast<reading::Stage>(stage))), Ink::magenta);
    screen_.put(" " + std::to_string(count), Ink::dim);
    const int column = language_ == Language::chinese ? 15 : 24;
    screen_.to_column(column);
    screen_.paragraph(names, column);
  }
}

void TextPage::checks() {
  section(named("tab", "checks"), reading_.checks.size());
  if (reading_.checks.empty()) screen_.paragraph(named("page", "none_checks"), 0, Ink::dim);
  for (const reading::Check& check : reading_.checks) {
    screen_.put("  ! ", Ink::red);
    screen_.put(named("check", reading::check_name(check.kind)), Ink::red);
    screen_.put(say("：", ": "));
    screen_.paragraph(language_ == Language::chinese ? check.message : check.message_english, 4);
    for (const std::uint32_t i : check.sentences) {
      screen_.spaces(4);
      screen_.cut_line(reading_.text(reading_.sentences[i].at), Ink::dim);
    }
  }
}

// Thousands on a damaged page: counted by rule; what is not certain is shown.
void TextPage::repairs() {
  if (reading_.mends.empty()) return;
  section(named("tab", "repairs"), reading_.mends.size());
  std::map<text::Rule, std::size_t> counts;
  for (const text::Mend& mend : reading_.mends) ++counts[mend.rule];
  for (const auto& [rule, count] : counts) {
    screen_.make_room(20, 0);
    screen_.put("  ");
    screen_.put(named("rule", rule_name(rule)));
    screen_.put(" " + std::to_string(count), Ink::dim);
  }
  screen_.end_line();
  static constexpr int kShown = 20;
  int left = kShown;
  for (const text::Mend& mend : reading_.mends) {
    // Lost numbers stand above, each in its clause.
    if (mend.certainty == text::Certainty::exact || mend.rule == text::Rule::lost_number) continue;
    if (left-- == 0) {
      screen_.put("  ");
      screen_.paragraph(say("……全部见 midyear repair --log", "… all of them: midyear repair --log"), 2,
                        Ink::dim);
      break;
    }
    screen_.put("  ");
    screen_.put(named("certainty", certainty_name(mend.certainty)), Ink::yellow);
    screen_.put("  ");
    screen_.put(reading_.source_text(mend.source));
    if (mend.certainty != text::Certainty::marked) {
      screen_.put(" → ", Ink::dim);
      screen_.put(reading_.text(mend.clean), Ink::green);
    }
    screen_.put("  ");
    screen_.cut_line(named("rule", rule_name(mend.rule)), Ink::dim);
  }
}

}  // namespace

std::string text_page(const Reading& reading, const InputFacts& input, const TerminalStyle& style) {
  return TextPage(reading, input, style).make();
}

}  // namespace midyear::cli
