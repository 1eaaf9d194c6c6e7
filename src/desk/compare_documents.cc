#include "desk/compare_documents.h"

#include "base/json.h"
#include "desk/compare.h"
#include "desk/documents.h"
#include "reading/utf16_index.h"

namespace midyear::desk {
namespace {

using reading::Reading;
using reading::Utf16Index;

std::string_view figure_state(Found state) {
  switch (state) {
    case Found::same:
      return "same";
    case Found::changed:
      return "changed";
    case Found::left:
      return "left";
    default:
      return "right";
  }
}

std::string_view promise_state(Found state) {
  switch (state) {
    case Found::same:
      return "kept";
    case Found::changed:
      return "changed";
    case Found::left:
      return "dropped";
    default:
      return "new";
  }
}

class ComparisonWriter {
 public:
  ComparisonWriter(const Shown& left, const Shown& right, std::string& out)
      : left_(*left.reading),
        right_(*right.reading),
        left_units_(left_.text()),
        right_units_(right_.text()),
        json_(out) {}

  void write(const Comparison& comparison, const Shown& left, const Shown& right, base::Language language) {
    json_.begin_object();
    json_.key("left"), write_document(left.document, language, json_);
    json_.key("right"), write_document(right.document, language, json_);
    json_.key("figures").begin_array();
    for (const FigureMatch& match : comparison.figures) figure(match);
    json_.end_array();
    json_.key("commitments").begin_array();
    for (const TextMatch& match : comparison.commitments) commitment(match);
    json_.end_array();
    json_.key("passages").begin_array();
    for (const TextMatch& match : comparison.passages) passage(match);
    json_.end_array();
    json_.end_object();
  }

 private:
  void figure(const FigureMatch& match) {
    const reading::Figure& first =
        match.left.empty() ? right_.figures[match.right.front()] : left_.figures[match.left.front()];
    json_.begin_object();
    json_.key("indicator").string(first.indicator);
    json_.key("entity").string(first.entity);
    json_.key("period").string(first.period);
    json_.key("measure").string(reading::measure_name(first.measure));
    json_.key("status").string(reading::status_name(first.status));
    json_.key("state").string(figure_state(match.state));
    indices("left", match.left), indices("right", match.right);
    json_.key("change");
    if (match.absolute) {
      json_.begin_object();
      json_.key("absolute").number(*match.absolute);
      json_.key("percent");
      match.percent ? json_.number(*match.percent) : json_.null();
      json_.end_object();
    } else {
      json_.null();
    }
    json_.end_object();
  }

  void commitment(const TextMatch& match) {
    json_.begin_object();
    json_.key("state").string(promise_state(match.state));
    json_.key("left"), match.left ? json_.integer(*match.left) : json_.null();
    json_.key("right"), match.right ? json_.integer(*match.right) : json_.null();
    json_.end_object();
  }

  void passage(const TextMatch& match) {
    json_.begin_object();
    json_.key("state").string(figure_state(match.state));
    json_.key("left"), sentence(left_, left_units_, match.left);
    json_.key("right"), sentence(right_, right_units_, match.right);
    json_.end_object();
  }

  void sentence(const Reading& reading, const Utf16Index& units, std::optional<std::uint32_t> index) {
    if (!index) return json_.null();
    const reading::Span at = reading.sentences[*index].at;
    json_.begin_array();
    json_.integer(units.units(at.begin));
    json_.integer(units.units(at.end));
    json_.end_array();
  }

  void indices(std::string_view name, const std::vector<std::uint32_t>& list) {
    json_.key(name).begin_array();
    for (const std::uint32_t index : list) json_.integer(index);
    json_.end_array();
  }

  const Reading &left_, &right_;
  const Utf16Index left_units_, right_units_;
  base::JsonWriter json_;
};

}  // namespace

std::string compare_documents(Desk& desk, const Actor& who, std::string_view left, std::string_view right,
                              base::Language language) {
  const Shown a = show_document(desk, who, "compare", left);
  const Shown b = show_document(desk, who, "compare", right);
  std::string out;
  ComparisonWriter(a, b, out).write(compare(*a.reading, *b.reading), a, b, language);
  return out;
}

}  // namespace midyear::desk
