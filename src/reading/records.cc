#include "reading/records.h"

#include <cstdio>

namespace midyear::reading {

using reading::Reading;
using text::Span;

void RecordWriter::begin(std::string_view kind) {
  json_.begin_object();
  json_.key("kind").string(kind);
  json_.key("document").string(input_.name);
}

void RecordWriter::place(Span at) {
  const text::SourceSpan source = reading_.source(at);
  json_.key("start").integer(source.begin);
  json_.key("end").integer(source.end);
}

void RecordWriter::text_at(Span at) {
  place(at);
  json_.key("text").string(reading_.text(at));
  if (reading_.mended()) json_.key("source_text").string(reading_.source_text(reading_.source(at)));
}

void RecordWriter::headings(std::uint32_t heading) {
  json_.key("heading").begin_array();
  for (const std::uint32_t i : reading_.heading_path(heading))
    json_.string(reading_.text(reading_.headings[i].at));
  json_.end_array();
}

void RecordWriter::texts(std::string_view key, const std::vector<std::string_view>& values) {
  json_.key(key).begin_array();
  for (const std::string_view value : values) json_.string(value);
  json_.end_array();
}

void RecordWriter::counts() {
  std::size_t lost = 0;
  for (const reading::Figure& figure : reading_.figures) lost += figure.lost;
  json_.key("counts").begin_object();
  json_.key("repairs").integer(reading_.mends.size());
  json_.key("headings").integer(reading_.headings.size());
  json_.key("figures").integer(reading_.figures.size());
  json_.key("lost").integer(lost);
  json_.key("commitments").integer(reading_.commitments.size());
  json_.key("projects").integer(reading_.projects.size());
  json_.key("checks").integer(reading_.checks.size());
  json_.end_object();
}

void RecordWriter::decoding() {
  begin("decode");
  json_.key("encoding").string(encoding_name(reading_.encoding));
  json_.key("form").string(reading_.form == text::Form::html ? "html" : "plain");
  json_.key("verbatim").boolean(reading_.verbatim);
  json_.key("faults").integer(reading_.faults);
  json_.key("first_fault");
  reading_.faults > 0 ? json_.integer(reading_.first_fault) : json_.null();
  json_.key("text").string(reading_.source_text());
  json_.end_object();
  json_.end_line();
}

namespace {

void page_number(base::JsonWriter& json, std::int32_t pages) {
  pages >= 0 ? json.integer(pages) : json.null();
}

}  // namespace

void RecordWriter::document() {
  json_.begin_object();
  json_.key("kind").string("document");
  json_.key("document").string(input_.name);
  json_.key("sha256").string(input_.sha256);
  json_.key("bytes").integer(input_.bytes);
  json_.key("encoding").string(encoding_name(reading_.encoding));
  json_.key("form").string(reading_.form == text::Form::html ? "html" : "plain");
  json_.key("verbatim").boolean(reading_.verbatim);
  json_.key("faults").integer(reading_.faults);
  json_.key("first_fault");
  reading_.faults > 0 ? json_.integer(reading_.first_fault) : json_.null();
  json_.key("title").string(reading_.page.title);
  json_.key("pages_read"), page_number(json_, reading_.page.pages_read);
  json_.key("pages_left"), page_number(json_, reading_.page.pages_left);
  json_.key("year");
  reading_.year != 0 ? json_.integer(reading_.year) : json_.null();
  json_.key("year_origin").string_or_null(origin_name(reading_.year_origin));
  json_.key("place").string(reading_.place);
  counts();
  json_.end_object();
  json_.end_line();
}

void RecordWriter::page() {
  begin("page");
  json_.key("title").string(reading_.page.title);
  json_.key("pages_read"), page_number(json_, reading_.page.pages_read);
  json_.key("pages_left"), page_number(json_, reading_.page.pages_left);
  texts("notices", reading_.page.notices);
  json_.end_object();
  json_.end_line();
}

void RecordWriter::chrome(Span span) {
  begin("chrome");
  text_at(span);
  json_.end_object();
  json_.end_line();
}

void write_repair(base::JsonWriter& json, std::string_view document, std::string_view source,
                  std::string_view clean, const text::Mend& mend) {
  json.begin_object();
  json.key("kind").string("repair");
  json.key("document").string(document);
  json.key("start").integer(mend.source.begin);
  json.key("end").integer(mend.source.end);
  json.key("before").string(source.substr(mend.source.begin, mend.source.size()));
  json.key("after").string(clean.substr(mend.clean.begin, mend.clean.size()));
  json.key("rule").string(rule_name(mend.rule));
  json.key("certainty").string(certainty_name(mend.certainty));
  json.end_object();
  json.end_line();
}

void RecordWriter::repair(const text::Mend& mend) {
  write_repair(json_, input_.name, reading_.source_text(), reading_.text(), mend);
}

void RecordWriter::heading(const reading::Heading& heading) {
  begin("heading");
  text_at(heading.at);
  json_.key("number").string(heading.number);
  json_.key("title").string(heading.title);
  json_.key("level").integer(static_cast<int>(heading.level));
  json_.key("item").boolean(heading.item);
  json_.key("role").string_or_null(role_name(heading.role));
  headings(heading.parent);
  json_.end_object();
  json_.end_line();
}

void RecordWriter::block(const reading::Block& block) {
  begin("block");
  text_at(block.at);
  json_.key("is_heading").boolean(block.is_heading);
  json_.key("role").string_or_null(role_name(block.role));
  headings(block.heading);
  json_.end_object();
  json_.end_line();
}

void RecordWriter::figure_number(const reading::Figure& figure) {
  json_.key("value");
  figure.lost ? json_.null() : json_.raw(figure.value.to_string());
  json_.key("upper");
  figure.has_upper ? json_.raw(figure.upper.to_string()) : json_.null();
  json_.key("unit").string(figure.unit);
  json_.key("amount");
  figure.lost ? json_.null() : json_.number(figure.amount);
  json_.key("base_unit").string(figure.base_unit);
  json_.key("exactness").string(exactness_name(figure.exactness));
}

text::Span quoted_sentence(const Reading& reading, std::uint32_t sentence, Span at) {
  static constexpr text::Offset kMost = 2000;
  Span quote = reading.sentences[sentence].at;
  if (quote.size() <= kMost) return quote;
  const std::string_view text = reading.text();
  const auto inside = [&](text::Offset i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
  if (at.begin > quote.begin + kMost / 2) quote.begin = at.begin - kMost / 2;
  if (quote.end > quote.begin + kMost) quote.end = quote.begin + kMost;
  while (quote.begin < at.begin && inside(quote.begin)) ++quote.begin;
  while (quote.end > quote.begin && quote.end < text.size() && inside(quote.end)) --quote.end;
  return quote;
}

void RecordWriter::bare_figure(const reading::Figure& figure) {
  begin("figure");
  text_at(figure.at);
  figure_number(figure);
  json_.key("lost").boolean(figure.lost);
  json_.end_object();
  json_.end_line();
}

void RecordWriter::figure(const reading::Figure& figure) {
  begin("figure");
  text_at(figure.at);
  figure_number(figure);
  json_.key("measure").string(measure_name(figure.measure));
  json_.key("direction").string_or_null(direction_name(figure.direction));
  json_.key("status").string(status_name(figure.status));
  json_.key("indicator").string(figure.indicator);
  json_.key("entity").string(figure.entity);
  json_.key("period").string(figure.period);
  json_.key("from");
  figure.from ? json_.string(date_name(*figure.from)) : json_.null();
  json_.key("to");
  figure.to ? json_.string(date_name(*figure.to)) : json_.null();
  json_.key("year_origin").string_or_null(origin_name(figure.year_origin));
  json_.key("lost").boolean(figure.lost);
  const reading::Sentence& sentence = reading_.sentences[figure.sentence];
  json_.key("sentence").string(reading_.text(quoted_sentence(reading_, figure.sentence, figure.at)));
  headings(sentence.heading);
  json_.end_object();
  json_.end_line();
}

void RecordWriter::commitment(const reading::Commitment& commitment) {
  begin("commitment");
  text_at(commitment.at);
  json_.key("clause").string(commitment.clause);
  texts("owners", commitment.owners);
  texts("supporting", commitment.supporting);
  json_.key("deadline").string_or_null(commitment.deadline);
  json_.key("figures").begin_array();
  for (const std::uint32_t i : commitment.figures) json_.string(reading_.text(reading_.figures[i].at));
  json_.end_array();
  headings(commitment.heading);
  json_.end_object();
  json_.end_line();
}

void RecordWriter::project(const reading::Project& project) {
  begin("project");
  text_at(project.at);
  json_.key("name").string(project.name);
  json_.key("stage").string(reading::stage_name(project.stage));
  json_.key("state").string(project.state);
  json_.key("entity").string(project.entity);
  const reading::Sentence& sentence = reading_.sentences[project.sentence];
  json_.key("sentence").string(reading_.text(quoted_sentence(reading_, project.sentence, project.at)));
  headings(sentence.heading);
  json_.end_object();
  json_.end_line();
}

void RecordWriter::check(const reading::Check& check) {
  begin("check");
  json_.key("check").string(reading::check_name(check.kind));
  json_.key("message").string(check.message);
  json_.key("stated").number(check.stated);
  json_.key("expected").number(check.expected);
  json_.key("figures").begin_array();
  for (const std::uint32_t i : check.figures) {
    json_.begin_object();
    text_at(reading_.figures[i].at);
    json_.end_object();
  }
  json_.end_array();
  json_.key("sentences").begin_array();
  for (const std::uint32_t i : check.sentences) {
    json_.begin_object();
    text_at(quoted_sentence(reading_, i, reading_.sentences[i].at));
    json_.end_object();
  }
  json_.end_array();
  json_.end_object();
  json_.end_line();
}

bool RecordLines::next(std::string& out) {
  static constexpr std::size_t kPiece = 256 << 10;
  const std::size_t before = out.size(), enough = before + kPiece;
  base::JsonWriter json(out);
  RecordWriter records(reading_, input_, json);
  const auto all = [&](int section, const auto& list, auto write) {
    if (section_ != section) return;
    for (; place_ < list.size(); ++place_) {
      if (out.size() >= enough) return;
      (records.*write)(list[place_]);
    }
    ++section_, place_ = 0;
  };
  if (section_ == 0) records.document(), ++section_;
  all(1, reading_.mends, &RecordWriter::repair);
  all(2, reading_.headings, &RecordWriter::heading);
  all(3, reading_.figures, &RecordWriter::figure);
  all(4, reading_.commitments, &RecordWriter::commitment);
  all(5, reading_.projects, &RecordWriter::project);
  all(6, reading_.checks, &RecordWriter::check);
  return out.size() > before;
}

void write_records(const Reading& reading, const InputFacts& input, std::string& out, const Spill& spill) {
  static constexpr std::size_t kEnough = 1 << 20;
  RecordLines lines(reading, input);
  while (lines.next(out))
    if (out.size() > kEnough) spill(out);
}

namespace {

template <class Enum, std::size_t N>
std::string_view name_of(const std::string_view (&names)[N], Enum value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view encoding_name(text::Encoding encoding) {
  static constexpr std::string_view kNames[] = {"utf-8", "gb18030", "big5", "utf-16le", "utf-16be"};
  return name_of(kNames, encoding);
}

std::string_view rule_name(text::Rule rule) {
  static constexpr std::string_view kNames[] = {"gloss",       "shift",       "shift_bare",
                                                "simplify",    "pinyin",      "line_number",
                                                "placeholder", "lost_number", "lost_dash"};
  return name_of(kNames, rule);
}

std::string_view certainty_name(text::Certainty certainty) {
  static constexpr std::string_view kNames[] = {"exact", "likely", "marked"};
  return name_of(kNames, certainty);
}

std::string_view measure_name(reading::Measure measure) {
  static constexpr std::string_view kNames[] = {"level", "change", "share", "progress", "rank"};
  return name_of(kNames, measure);
}

std::string_view direction_name(reading::Direction direction) {
  static constexpr std::string_view kNames[] = {"", "up", "down", "flat"};
  return name_of(kNames, direction);
}

std::string_view status_name(reading::Status status) {
  static constexpr std::string_view kNames[] = {"actual", "target", "condition"};
  return name_of(kNames, status);
}

std::string_view exactness_name(reading::Exactness exactness) {
  static constexpr std::string_view kNames[] = {"exact", "about", "over", "under"};
  return name_of(kNames, exactness);
}

std::string_view role_name(reading::Role role) {
  static constexpr std::string_view kNames[] = {"", "review", "problems", "plan", "glossary"};
  return name_of(kNames, role);
}

std::string_view origin_name(reading::YearOrigin origin) {
  static constexpr std::string_view kNames[] = {"", "text", "document", "option"};
  return name_of(kNames, origin);
}

std::string date_name(const reading::Date& date) {
  char text[24];
  const int size = std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace midyear::reading
