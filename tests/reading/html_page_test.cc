#include "reading/html_page.h"

#include <gtest/gtest.h>

#include <regex>

#include "base/hash.h"
#include "base/plain_json.h"
#include "reading/labels.h"
#include "reading/made_reading.h"
#include "reading/utf16_index.h"

namespace midyear::reading {
namespace {

class HtmlPage : public testing::Test {
 protected:
  static std::string between(std::string_view text, std::string_view open, std::string_view close) {
    const std::size_t begin = text.find(open);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = text.find(close, begin + open.size());
    return std::string(text.substr(begin + open.size(), end - begin - open.size()));
  }

  // The UTF-16 units [at[0], at[1]) of a text, back in UTF-8.
  static std::string slice(const std::string& utf8, const JsonValue& at) {
    std::string out;
    std::uint32_t units = 0;
    for (std::size_t i = 0; i < utf8.size();) {
      const std::size_t size = base::utf8_size(utf8, i);
      if (units >= at[0].number() && units < at[1].number()) out += utf8.substr(i, size);
      units += size == 4 ? 2 : 1;
      i += size;
    }
    return out;
  }

  const MadeReading made_;
  const InputFacts facts_ = made_facts();
  const std::string html_ = html_page(*made_, facts_, base::Language::chinese);
  const std::string json_ = between(html_, "<script id=\"data\" type=\"application/json\">", "</script>");
  const JsonValue data_ = JsonReader::parse(json_).value_or(JsonValue{});
};

TEST_F(HtmlPage, HoldsEveryRecordOnce) {
  ASSERT_FALSE(data_.is_null());
  EXPECT_EQ(data_["figures"].size(), 5u);
  EXPECT_EQ(data_["commitments"].size(), 1u);
  EXPECT_EQ(data_["projects"].size(), 1u);
  EXPECT_EQ(data_["checks"].size(), 1u);
  EXPECT_EQ(data_["repairs"].size(), 1u);
  EXPECT_EQ(data_["headings"].size(), 2u);
  EXPECT_EQ(data_["pieces"].size(), 5u) << "four blocks and the page's chrome";
  EXPECT_TRUE(data_["pieces"][0]["chrome"].flag());
}

TEST_F(HtmlPage, CannotBeLeftByTheReport) {
  EXPECT_EQ(json_.find('<'), std::string::npos);
  EXPECT_NE(html_.find("<title>云亭高新区&lt;/script>&lt;b>半年&quot;报告&quot;</title>"), std::string::npos);
  std::size_t scripts = 0;
  for (std::size_t at = html_.find("</script>"); at != std::string::npos;
       at = html_.find("</script>", at + 1))
    ++scripts;
  EXPECT_EQ(scripts, 2u);
}

TEST_F(HtmlPage, LeadsToTheDamagedSourceAndBack) {
  const JsonValue& figure = data_["figures"][0];
  EXPECT_EQ(slice(data_["text"].text(), figure["at"]), "805亿元");
  EXPECT_EQ(slice(data_["source"].text(), figure["src"]), "805亿元");
  EXPECT_NE(figure["at"][0].number(), figure["src"][0].number());
  EXPECT_EQ(slice(data_["source"].text(), data_["repairs"][0]["src"]), "產(chǎn)");
  EXPECT_EQ(slice(data_["text"].text(), data_["projects"][0]["name_at"]), "云亭一号园")
      << "behind a character of two units";
}

TEST_F(HtmlPage, MarksLostFigures) {
  EXPECT_TRUE(data_["figures"][1]["lost"].flag());
  EXPECT_FALSE(data_["figures"][1].has("value"));
  EXPECT_EQ(slice(data_["text"].text(), data_["figures"][1]["at"]), "%");
}

TEST_F(HtmlPage, AsksNobodyForAnything) {
  const std::string policy = between(html_, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(
      policy.find("style-src 'sha256-" + base::sha256_base64(between(html_, "<style>", "</style>")) + "'"),
      std::string::npos);
  const std::size_t last = html_.rfind("<script>");
  const std::string script = between(html_.substr(last), "<script>", "</script>");
  EXPECT_NE(policy.find("script-src 'sha256-" + base::sha256_base64(script) + "'"), std::string::npos);
  for (const char* word : {"http:", "https:", "src=", "href=", "url(", "@import", "fetch(", "XMLHttpRequest",
                           "innerHTML", "insertAdjacentHTML", "document.write", "eval("})
    EXPECT_EQ(html_.find(word), std::string::npos) << word;
}

TEST_F(HtmlPage, IsSmallerWhereNothingWasMended) {
  reading::Reading plain;
  plain.storage().source = "完好。";
  const std::string html = html_page(plain, facts_, base::Language::english);
  const auto data = JsonReader::parse(between(html, "type=\"application/json\">", "</script>"));
  ASSERT_TRUE(data);
  EXPECT_FALSE(data->has("source"));
  EXPECT_EQ((*data)["lang"].text(), "en");
}

// The page, the tables and the terminal speak with one table of words.
TEST(Labels, AreSortedUniqueAndComplete) {
  std::string_view before;
  for (const Label& row : labels()) {
    EXPECT_LT(before, row.name);
    before = row.name;
    EXPECT_FALSE(row.chinese.empty()) << row.name;
    EXPECT_FALSE(row.english.empty()) << row.name;
  }
  const auto known = [](std::string_view group, std::string_view name) {
    return label(group, name, base::Language::chinese) != name;
  };
  for (int i = 0; i <= static_cast<int>(reading::CheckKind::other); ++i)
    EXPECT_TRUE(known("check", reading::check_name(static_cast<reading::CheckKind>(i)))) << i;
  for (int i = 0; i <= static_cast<int>(text::Rule::lost_dash); ++i)
    EXPECT_TRUE(known("rule", rule_name(static_cast<text::Rule>(i)))) << i;
  for (int i = 0; i <= static_cast<int>(reading::Stage::other); ++i) {
    const std::string_view stage = reading::stage_name(static_cast<reading::Stage>(i));
    EXPECT_EQ(label("stage", stage, base::Language::chinese), stage);
    EXPECT_NE(label("stage", stage, base::Language::english), stage);
  }
  for (int i = 0; i <= 4; ++i) EXPECT_TRUE(known("measure", measure_name(static_cast<reading::Measure>(i))));
  for (int i = 0; i <= 2; ++i)
    EXPECT_TRUE(known("certainty", certainty_name(static_cast<text::Certainty>(i))));
}

// The sentences of the checks take the same values in both languages.
TEST(Labels, FindingsNameTheSameValuesInBothLanguages) {
  std::size_t findings = 0;
  for (const Label& row : labels()) {
    if (!row.name.starts_with("finding.")) continue;
    ++findings;
    for (char digit = '1'; digit <= '9'; ++digit) {
      const std::string value = std::string("{") + digit + "}";
      EXPECT_EQ(row.chinese.find(value) == std::string_view::npos,
                row.english.find(value) == std::string_view::npos)
          << row.name << " " << value;
    }
  }
  EXPECT_GE(findings, 20u);
}

TEST_F(HtmlPage, SaysOnlyWordsOfTheTable) {
  static const std::regex kSay("say\\('([a-z_.]+)'\\)");
  std::size_t said = 0;
  for (auto it = std::sregex_iterator(html_.begin(), html_.end(), kSay); it != std::sregex_iterator();
       ++it, ++said)
    EXPECT_TRUE(data_["labels"].has((*it)[1].str())) << (*it)[1];
  EXPECT_GT(said, 20u);
}

TEST(Utf16Index, CountsAsABrowserDoes) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a亿é😀";
  const Utf16Index index(text);
  std::uint32_t units = 0;
  for (std::size_t i = 0; i < text.size(); i += base::utf8_size(text, i)) {
    ASSERT_EQ(index.units(i), units);
    units += base::utf8_size(text, i) == 4 ? 2 : 1;
  }
  EXPECT_EQ(index.units(text.size()), units);
  EXPECT_EQ(Utf16Index("").units(0), 0u);
  EXPECT_EQ(Utf16Index(std::string(128, 'x')).units(128), 128u);
}

}  // namespace
}  // namespace midyear::reading
