#include "reading/table.h"

#include <span>

#include "base/csv.h"
#include "reading/labels.h"

namespace midyear::reading {
namespace {

constexpr std::string_view kFigureColumns[] = {
    "document", "indicator", "entity", "period", "from", "to",      "value",    "upper", "unit", "exactness",
    "measure",  "direction", "status", "lost",   "text", "heading", "sentence", "start", "end"};
constexpr std::string_view kCommitmentColumns[] = {"document", "clause",  "owners", "supporting", "deadline",
                                                   "figures",  "heading", "start",  "end"};
constexpr std::string_view kProjectColumns[] = {"document", "name",    "stage", "state", "entity",
                                                "text",     "heading", "start", "end"};
constexpr std::string_view kCheckColumns[] = {"document", "check",     "message", "stated",
                                              "expected", "sentences", "start",   "end"};
constexpr std::string_view kRepairColumns[] = {"document",  "before", "after", "rule",
                                               "certainty", "start",  "end"};

std::span<const std::string_view> columns(Table table) {
  switch (table) {
    case Table::figure:
      return kFigureColumns;
    case Table::commitment:
      return kCommitmentColumns;
    case Table::project:
      return kProjectColumns;
    case Table::check:
      return kCheckColumns;
    case Table::repair:
      return kRepairColumns;
  }
  return {};
}

// One row after the other onto the end of a string; cells in the order of the columns.
class Rows {
 public:
  Rows(const Reading& reading, const InputFacts& input, base::Language language, std::string& out)
      : reading_(reading), input_(input), language_(language), rows_(out) {}

  void figure(const reading::Figure& figure) {
    begin();
    text(figure.indicator);
    text(figure.entity);
    text(figure.period);
    text(figure.from ? date_name(*figure.from) : "");
    text(figure.to ? date_name(*figure.to) : "");
    number(figure.lost ? "" : figure.value.to_string());
    number(figure.has_upper ? figure.upper.to_string() : "");
    text(figure.unit);
    named("exactness", exactness_name(figure.exactness));
    named("measure", measure_name(figure.measure));
    named("direction", direction_name(figure.direction));
    named("status", status_name(figure.status));
    named("lost", figure.lost ? "yes" : "no");
    text(reading_.text(figure.at));
    const reading::Sentence& sentence = reading_.sentences[figure.sentence];
    heading(sentence.heading);
    text(reading_.text(quoted_sentence(reading_, figure.sentence, figure.at)));
    end(figure.at);
  }

  void commitment(const reading::Commitment& commitment) {
    begin();
    text(commitment.clause);
    text(join(commitment.owners));
    text(join(commitment.supporting));
    text(commitment.deadline);
    std::string figures;
    for (const std::uint32_t i : commitment.figures) add(figures, reading_.text(reading_.figures[i].at));
    text(figures);
    heading(commitment.heading);
    end(commitment.at);
  }

  void project(const reading::Project& project) {
    begin();
    text(project.name);
    named("stage", reading::stage_name(project.stage));
    text(project.state);
    text(project.entity);
    text(reading_.text(project.at));
    heading(reading_.sentences[project.sentence].heading);
    end(project.at);
  }

  void check(const reading::Check& check) {
    begin();
    named("check", reading::check_name(check.kind));
    text(language_ == base::Language::chinese ? check.message : check.message_english);
    plain(check.stated);
    plain(check.expected);
    std::string sentences;
    for (const std::uint32_t i : check.sentences)
      add(sentences, reading_.text(quoted_sentence(reading_, i, reading_.sentences[i].at)));
    text(sentences);
    end(check.sentences.empty() ? text::Span{} : reading_.sentences[check.sentences.front()].at);
  }

  void repair(const text::Mend& mend) {
    begin();
    text(reading_.source_text(mend.source));
    text(reading_.text(mend.clean));
    named("rule", rule_name(mend.rule));
    named("certainty", certainty_name(mend.certainty));
    end(mend.source);
  }

  void header(std::span<const std::string_view> names) {
    for (const std::string_view name : names) named("field", name);
    close();
  }

 private:
  static constexpr std::string_view kBetween = "；";

  void begin() { text(input_.name); }
  void end(text::Span at) { end(reading_.source(at)); }
  void end(text::SourceSpan at) {
    number(std::to_string(at.begin));
    number(std::to_string(at.end));
    close();
  }
  void close() { rows_.end(); }
  void text(std::string_view cell) { rows_.text(cell); }
  void number(std::string_view digits) { rows_.number(digits); }
  void plain(double value) {
    std::string digits;
    base::append_json_number(digits, value);
    rows_.number(digits);
  }
  void named(std::string_view group, std::string_view name) { text(label(group, name, language_)); }

  void heading(std::uint32_t index) {
    std::string path;
    for (const std::uint32_t i : reading_.heading_path(index))
      add(path, reading_.text(reading_.headings[i].at), " / ");
    text(path);
  }

  static void add(std::string& list, std::string_view item, std::string_view between = kBetween) {
    if (!list.empty()) list += between;
    list += item;
  }
  static std::string join(const std::vector<std::string_view>& items) {
    std::string list;
    for (const std::string_view item : items) add(list, item);
    return list;
  }

  const Reading& reading_;
  const InputFacts& input_;
  const base::Language language_;
  base::CsvRows rows_;
};

}  // namespace

std::string csv_header(Table table, base::Language language) {
  std::string out(base::kCsvBegin);
  Rows(Reading(), InputFacts{}, language, out).header(columns(table));
  return out;
}

void append_csv_rows(Table table, const Reading& reading, const InputFacts& input, base::Language language,
                     std::string& out, const Spill& spill) {
  static constexpr std::size_t kEnough = 1 << 20;
  Rows rows(reading, input, language, out);
  const auto all = [&](const auto& list, auto write) {
    for (const auto& record : list) {
      (rows.*write)(record);
      if (out.size() > kEnough) spill(out);
    }
  };
  switch (table) {
    case Table::figure:
      return all(reading.figures, &Rows::figure);
    case Table::commitment:
      return all(reading.commitments, &Rows::commitment);
    case Table::project:
      return all(reading.projects, &Rows::project);
    case Table::check:
      return all(reading.checks, &Rows::check);
    case Table::repair:
      return all(reading.mends, &Rows::repair);
  }
}

}  // namespace midyear::reading
