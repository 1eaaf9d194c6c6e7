#include "quantity/recognize.h"

#include <gtest/gtest.h>

#include <sstream>

#include "quantity/cases.h"
#include "quantity/table.h"

namespace midyear::quantity {
namespace {

RecognitionKind kind_of(const std::string& name) {
  const char* names[] = {"number", "percent", "range", "currency", "dimension", "period"};
  for (int i = 0; i < 6; ++i)
    if (name == names[i]) return static_cast<RecognitionKind>(i);
  ADD_FAILURE() << name;
  return RecognitionKind::number;
}

std::string written(double value) {
  std::ostringstream out;
  out.precision(15);
  out << value;
  return out.str();
}

std::string written(const std::optional<Date>& date) {
  if (!date) return "";
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date->year, date->month, date->day);
  return text;
}

std::string written(const Recognition& r, RecognitionKind kind) {
  switch (kind) {
    case RecognitionKind::range:
      return (r.lower_closed ? "[" : "(") + (r.lower ? written(*r.lower) : "") + "," +
             (r.upper ? written(*r.upper) : "") + (r.upper_closed ? "]" : ")");
    case RecognitionKind::period:
      return written(r.from) + ".." + written(r.to);
    default:
      return written(r.value) + (r.unit.empty() ? "" : " " + std::string(r.unit));
  }
}

// The place of one character of UTF-8 in bytes.
std::string words(const std::string& utf8, std::size_t begin, std::size_t end) {
  std::string out;
  std::size_t character = 0;
  for (char c : utf8) {
    if ((c & 0xC0) != 0x80) ++character;
    if (character > begin && character <= end) out.push_back(c);
  }
  return out;
}

TEST(Recognize, table) {
  for (const Case& c : cases_of("quantity/recognitions.tsv", 4)) {
    SCOPED_TRACE(c[1] + " (" + c[3] + ")");
    const RecognitionKind kind = kind_of(c[0]);
    std::string got;
    for (const Recognition& r : recognize(widen(c[1]), kind, {2026, 6, 15}))
      got += (got.empty() ? "" : "; ") + words(c[1], r.begin, r.end) + "=" + written(r, kind);
    EXPECT_EQ(got.empty() ? "-" : got, c[2]);
  }
}

TEST(Recognize, without_a_day_periods_have_no_dates) {
  const auto got = recognize(u"下周", RecognitionKind::period);
  ASSERT_EQ(got.size(), 1u);
  EXPECT_FALSE(got[0].from);
}

TEST(Recognize, hostile_lines_come_to_an_end) {
  for (std::u16string_view piece :
       {u"9",    u"零",    u"一",  u"十", u"百", u"万",   u"1.",   u"1,",  u"1-",     u"一二",
        u"分之", u"1分之", u"(",   u"“",  u"负", u"大于", u"比1",  u"1到", u"年",     u"2025-",
        u"X",    u"从",    u"1月", u" ",  u"1 ", u"元",   u"块五", u"$",   u"http://"}) {
    std::u16string line;
    while (line.size() < 20000) line += piece;
    for (int kind = 0; kind < 6; ++kind) {
      std::size_t last = 0;
      for (const Recognition& r : recognize(line, static_cast<RecognitionKind>(kind), {2026, 6, 15})) {
        ASSERT_LE(last, r.begin);
        ASSERT_LT(r.begin, r.end);
        ASSERT_LE(r.end, line.size());
        last = r.end;
      }
    }
  }
}

}  // namespace
}  // namespace midyear::quantity
