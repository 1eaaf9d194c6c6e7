#include "reading/view.h"

#include <optional>

#include "base/json.h"
#include "reading/labels.h"
#include "reading/utf16_index.h"

namespace midyear::reading {
namespace {

// The data of the page: every record with its place in the mended text ("at") and, on a damaged page, in the
// source ("src"); records name each other by their place in the lists.
class PageData {
 public:
  PageData(const Reading& reading, const InputFacts& input, bool keyed, std::string& out)
      : reading_(reading),
        input_(input),
        json_(out, base::JsonPlace::script),
        keyed_(keyed),
        mended_(reading.mended()),
        clean_(reading.text()),
        source_(reading.source_text()) {}

  void write(std::optional<base::Language> words_in) {
    json_.begin_object();
    if (words_in) {
      member("lang", *words_in == base::Language::chinese ? "zh" : "en");
      words();
    }
    document();
    member("text", reading_.text());
    if (mended_) member("source", reading_.source_text());
    list("headings", reading_.headings, [&](const auto& heading) { this->heading(heading); });
    pieces();
    list("sentences", reading_.sentences,
         [&](const auto& sentence) { place(sentence.at), index("heading", sentence.heading); });
    list("figures", reading_.figures, [&](const auto& figure) { this->figure(figure); });
    list("commitments", reading_.commitments, [&](const auto& commitment) { this->commitment(commitment); });
    list("projects", reading_.projects, [&](const auto& project) { this->project(project); });
    list("checks", reading_.checks, [&](const auto& check) { this->check(check); });
    list("repairs", reading_.mends, [&](const auto& mend) { repair(mend); });
    json_.end_object();
  }

 private:
  template <class List, class Write>
  void list(std::string_view name, const List& records, Write write) {
    json_.key(name).begin_array();
    for (const auto& record : records) {
      json_.begin_object();
      write(record);
      json_.end_object();
    }
    json_.end_array();
  }

  void member(std::string_view name, std::string_view value) { json_.key(name).string(value); }
  // Leaves the member out where the value is empty: pages of large reports stay small.
  void optional(std::string_view name, std::string_view value) {
    if (!value.empty()) member(name, value);
  }
  void number(std::string_view name, std::int64_t value) { json_.key(name).integer(value); }
  void index(std::string_view name, std::uint32_t value) {
    if (value != reading::kNone) number(name, value);
  }
  void indices(std::string_view name, const std::vector<std::uint32_t>& values) {
    json_.key(name).begin_array();
    for (const std::uint32_t value : values) json_.integer(value);
    json_.end_array();
  }
  void texts(std::string_view name, const std::vector<std::string_view>& values) {
    if (values.empty()) return;
    json_.key(name).begin_array();
    for (const std::string_view value : values) json_.string(value);
    json_.end_array();
  }

  void range(std::string_view name, std::uint32_t begin, std::uint32_t end) {
    json_.key(name).begin_array();
    json_.integer(begin);
    json_.integer(end);
    json_.end_array();
  }
  void place(text::Span at) { place(at, mended_ ? reading_.source(at) : text::SourceSpan{}); }
  void place(text::Span at, text::SourceSpan source) {
    range("at", clean_.units(at.begin), clean_.units(at.end));
    if (mended_) range("src", source_.units(source.begin), source_.units(source.end));
  }

  template <class Record>
  void key(std::string_view kind, const Record& record) {
    if (!keyed_) return;
    const SourceSpan bytes = key_of(reading_, record);
    range("bytes", bytes.begin, bytes.end);
    std::string id(kind);
    ((id += ':') += std::to_string(bytes.begin)) += '-';
    member("id", id += std::to_string(bytes.end));
  }

  void words() {
    json_.key("labels").begin_object();
    for (const Label& row : labels()) {
      json_.key(row.name).begin_array();
      json_.string(row.chinese);
      json_.string(row.english);
      json_.end_array();
    }
    json_.end_object();
  }

  void document() {
    json_.key("document").begin_object();
    member("name", input_.name);
    member("sha256", input_.sha256);
    number("bytes", static_cast<std::int64_t>(input_.bytes));
    member("encoding", encoding_name(reading_.encoding));
    number("faults", reading_.faults);
    member("title", reading_.page.title);
    member("place", reading_.place);
    number("year", reading_.year);
    optional("year_origin", origin_name(reading_.year_origin));
    number("pages_read", reading_.page.pages_read);
    number("pages_left", reading_.page.pages_left);
    texts("notices", reading_.page.notices);
    json_.end_object();
  }

  void heading(const reading::Heading& heading) {
    place(heading.at);
    member("number", heading.number);
    member("title", heading.title);
    number("level", heading.level);
    if (heading.item) json_.key("item").boolean(true);
    optional("role", role_name(heading.role));
    index("parent", heading.parent);
    range("body", clean_.units(heading.body.begin), clean_.units(heading.body.end));
  }

  // Blocks and chrome together in the order of the text.
  void pieces() {
    json_.key("pieces").begin_array();
    auto chrome = reading_.page.chrome.begin();
    const auto last = reading_.page.chrome.end();
    const auto write = [&](text::Span at, const reading::Block* block) {
      json_.begin_object();
      place(at);
      if (block == nullptr)
        json_.key("chrome").boolean(true);
      else if (block->is_heading)
        json_.key("is_heading").boolean(true);
      if (block != nullptr) index("heading", block->heading);
      json_.end_object();
    };
    for (const reading::Block& block : reading_.blocks) {
      for (; chrome != last && chrome->begin < block.at.begin; ++chrome) write(*chrome, nullptr);
      write(block.at, &block);
    }
    for (; chrome != last; ++chrome) write(*chrome, nullptr);
    json_.end_array();
  }

  void figure(const reading::Figure& figure) {
    place(figure.at);
    key("figure", figure);
    number("sentence", figure.sentence);
    if (figure.lost)
      json_.key("lost").boolean(true);
    else
      member("value", figure.value.to_string());
    if (figure.has_upper) member("upper", figure.upper.to_string());
    member("unit", figure.unit);
    member("exactness", exactness_name(figure.exactness));
    member("measure", measure_name(figure.measure));
    optional("direction", direction_name(figure.direction));
    member("status", status_name(figure.status));
    member("indicator", figure.indicator);
    optional("entity", figure.entity);
    optional("period", figure.period);
    if (figure.from) member("from", date_name(*figure.from));
    if (figure.to) member("to", date_name(*figure.to));
  }

  void commitment(const reading::Commitment& commitment) {
    place(commitment.at);
    key("commitment", commitment);
    number("sentence", commitment.sentence);
    member("clause", commitment.clause);
    texts("owners", commitment.owners);
    texts("supporting", commitment.supporting);
    optional("deadline", commitment.deadline);
    indices("figures", commitment.figures);
    index("heading", commitment.heading);
  }

  void project(const reading::Project& project) {
    place(project.at);
    key("project", project);
    number("sentence", project.sentence);
    member("name", project.name);
    member("stage", reading::stage_name(project.stage));
    optional("state", project.state);
    optional("entity", project.entity);
    range("name_at", clean_.units(project.name_at.begin), clean_.units(project.name_at.end));
  }

  void check(const reading::Check& check) {
    member("check", reading::check_name(check.kind));
    member("message", check.message);
    member("message_en", check.message_english);
    indices("figures", check.figures);
    indices("sentences", check.sentences);
  }

  void repair(const text::Mend& mend) {
    place(mend.clean, mend.source);
    member("rule", rule_name(mend.rule));
    member("certainty", certainty_name(mend.certainty));
  }

  const Reading& reading_;
  const InputFacts& input_;
  base::JsonWriter json_;
  const bool keyed_, mended_;
  const Utf16Index clean_, source_;
};

}  // namespace

void write_view(const Reading& reading, const InputFacts& input, base::Language language, std::string& out) {
  PageData(reading, input, false, out).write(language);
}

void write_keyed_view(const Reading& reading, const InputFacts& input, std::string& out) {
  PageData(reading, input, true, out).write(std::nullopt);
}

SourceSpan key_of(const Reading& reading, const Figure& figure) { return reading.source(figure.at); }

SourceSpan key_of(const Reading& reading, const Commitment& commitment) {
  return reading.source(commitment.at);
}

SourceSpan key_of(const Reading& reading, const Project& project) { return reading.source(project.name_at); }

}  // namespace midyear::reading
