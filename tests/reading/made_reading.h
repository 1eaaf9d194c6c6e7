#pragma once

// A reading made by hand, for the tests of what is printed: a damaged line, two headings, figures of every
// kind, a commitment, a project and a contradiction, whose texts try to break out of every format.

#include <string>
#include <string_view>

#include "reading/reading.h"
#include "reading/records.h"
#include "reading/storage.h"

namespace midyear::reading {

class MadeReading {
 public:
  // clean = source with "產(chǎn)" mended to "产" at one place.
  MadeReading() {
    reading::Storage& storage = reading_.storage();
    storage.source = kHead + "產(chǎn)" + kTail;
    storage.mended = kHead + "产" + kTail;
    const auto head = static_cast<text::Offset>(kHead.size());
    const auto tail = static_cast<text::Offset>(kTail.size());
    const auto damaged = static_cast<text::Offset>(std::string_view("產(chǎn)").size());
    storage.map = text::SourceMap::from_pieces({{0, 0, head, head, true},
                                                {head, head, 3, damaged, false},
                                                {head + 3, head + damaged, tail, tail, true}});
    reading_.mends.push_back(
        {text::Rule::gloss, text::Certainty::exact, {head, head + damaged}, {head, head + 3}});
    reading_.page.title = "云亭高新区</script><b>半年\"报告\"";
    reading_.page.pages_read = 5;
    reading_.page.pages_left = 12;
    reading_.page.chrome = {find("下载 </script>")};
    reading_.year = 2026;
    reading_.year_origin = reading::YearOrigin::text;
    reading_.place = "云亭高新区";
    add_outline();
    add_figures();
    add_rest();
  }

  const reading::Reading& operator*() const { return reading_; }
  const reading::Reading* operator->() const { return &reading_; }

  static constexpr std::string_view kDeadline = "=cmd|' /C calc'!A0";

 private:
  static inline const std::string kHead = "下载 </script>\n一、上半年工作\n规模工业总";
  static inline const std::string kTail =
      "值805亿元，同比下降%；利润-0.08亿元。\n二、下半年安排\n经发局要在年底前新增@企业30家以上，力争5%—6%"
      "。😀云亭一号园开工。\n";

  text::Span find(std::string_view words) const {
    const std::size_t at = reading_.text().find(words);
    return {static_cast<text::Offset>(at), static_cast<text::Offset>(at + words.size())};
  }
  std::string_view view(std::string_view words) const { return reading_.text(find(words)); }

  void add_heading(std::string_view number, std::string_view title, reading::Role role) {
    reading::Heading heading;
    heading.at = find(std::string(number) + std::string(title));
    heading.number = number;
    heading.title = title;
    heading.role = role;
    heading.body = {heading.at.begin, static_cast<text::Offset>(reading_.text().size())};
    reading_.headings.push_back(heading);
  }

  void add_outline() {
    add_heading("一、", "上半年工作", reading::Role::review);
    add_heading("二、", "下半年安排", reading::Role::plan);
    const text::Span first = find("规模工业总产值805亿元，同比下降%；利润-0.08亿元。");
    const text::Span second = find("经发局要在年底前新增@企业30家以上，力争5%—6%。");
    const text::Span third = find("😀云亭一号园开工。");
    reading_.blocks = {{reading_.headings[0].at, 0, reading::Role::review, true},
                       {first, 0, reading::Role::review, false},
                       {reading_.headings[1].at, 1, reading::Role::plan, true},
                       {{second.begin, third.end}, 1, reading::Role::plan, false}};
    reading_.sentences = {{first, 0}, {second, 1}, {third, 1}};
  }

  reading::Figure& add_figure(std::string_view words, std::uint32_t sentence, std::int64_t mantissa,
                              std::int16_t exponent, std::string_view unit, std::string_view indicator) {
    reading::Figure figure;
    figure.at = find(words);
    figure.sentence = sentence;
    figure.value = {mantissa, exponent};
    figure.unit = figure.base_unit = unit;
    figure.amount = figure.value.to_double();
    figure.indicator = indicator;
    reading_.figures.push_back(figure);
    return reading_.figures.back();
  }

  void add_figures() {
    reading::Figure& level = add_figure("805亿元", 0, 805, 0, "亿元", "规模工业总产值");
    level.amount = 805e8;
    level.base_unit = "元";
    level.period = "上半年";
    level.from = reading::Date{2026, 1, 1};
    level.to = reading::Date{2026, 6, 30};
    level.year_origin = reading::YearOrigin::text;
    reading::Figure& lost = add_figure("%", 0, 0, 0, "%", "规模工业总产值");
    lost.lost = true;
    lost.measure = reading::Measure::change;
    lost.direction = reading::Direction::down;
    add_figure("-0.08亿元", 0, -8, -2, "亿元", "利润");
    reading::Figure& target = add_figure("30家", 1, 30, 0, "家", "@企业");
    target.status = reading::Status::target;
    target.exactness = reading::Exactness::over;
    target.entity = "-云亭";
    reading::Figure& range = add_figure("5%—6%", 1, 5, 0, "%", "增速");
    range.status = reading::Status::target;
    range.upper = {6, 0};
    range.has_upper = true;
  }

  void add_rest() {
    reading::Commitment promise;
    promise.at = find("要在年底前新增@企业30家以上");
    promise.sentence = 1;
    promise.clause = view("要在年底前新增@企业30家以上");
    promise.owners = {view("经发局")};
    promise.deadline = kDeadline;
    promise.figures = {3};
    promise.heading = 1;
    reading_.commitments.push_back(promise);
    reading::Project project;
    project.at = find("云亭一号园开工");
    project.name_at = find("云亭一号园");
    project.sentence = 2;
    project.name = view("云亭一号园");
    project.stage = reading::Stage::started;
    project.state = view("开工");
    reading_.projects.push_back(project);
    reading::Check check;
    check.kind = reading::CheckKind::conflicting_values;
    check.message = "同一指标有两个数：805亿元与“其他”。";
    check.figures = {0, 2};
    check.sentences = {0};
    check.stated = 805;
    check.expected = 804.5;
    reading_.checks.push_back(check);
  }

  reading::Reading reading_;
};

inline InputFacts made_facts() { return {"报告,\"甲\".txt", std::string(64, 'a'), 123}; }

}  // namespace midyear::reading
