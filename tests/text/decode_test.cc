#include <gtest/gtest.h>
#include <iconv.h>

#include <random>
#include <string>

#include "text/damage_maker.h"
#include "text/html.h"
#include "text/text.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

std::string encoded(std::string_view utf8, const char* to) {
  iconv_t converter = iconv_open(to, "UTF-8");
  std::string in(utf8), out(utf8.size() * 2 + 16, '\0');
  char *source = in.data(), *target = out.data();
  std::size_t source_left = in.size(), target_left = out.size();
  EXPECT_EQ(iconv(converter, &source, &source_left, &target, &target_left), 0u) << to;
  iconv_close(converter);
  out.resize(out.size() - target_left);
  return out;
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf8";
    case Encoding::gb18030:
      return "gb18030";
    case Encoding::big5:
      return "big5";
    case Encoding::utf16le:
      return "utf16le";
    case Encoding::utf16be:
      return "utf16be";
  }
  return "";
}

const char* iconv_name(std::string_view name) {
  if (name == "gb18030") return "GB18030";
  if (name == "big5") return "CP950";
  if (name == "utf16le") return "UTF-16LE";
  if (name == "utf16be") return "UTF-16BE";
  return "UTF-8";
}

std::string text_of(const Decoded& decoded, std::string_view input) {
  return decoded.verbatim ? std::string(input) : decoded.text;
}

TEST(Decode, TellsEncodingsApart) {
  for (const auto& row : read_table("encodings.tsv")) {
    ASSERT_EQ(row.size(), 3u) << row[0];
    const std::string bytes = encoded(row[1], iconv_name(row[0]));
    const auto d = decode(bytes);
    ASSERT_TRUE(d.ok());
    EXPECT_EQ(name_of(d->encoding), row[0]) << row[2];
    EXPECT_EQ(text_of(*d, bytes), row[1]) << row[2];
    EXPECT_EQ(d->faults, 0u) << row[2];
  }
}

TEST(Decode, TakesBytesAsTheTableSays) {
  for (const auto& row : read_table("decode.tsv")) {
    ASSERT_EQ(row.size(), 6u) << row[0];
    const auto d = decode(row[0]);
    ASSERT_TRUE(d.ok());
    EXPECT_EQ(text_of(*d, row[0]), row[1]) << row[5];
    EXPECT_EQ(name_of(d->encoding), row[2]) << row[5];
    EXPECT_EQ(std::to_string(d->faults), row[3]) << row[5];
    if (d->faults > 0) {
      EXPECT_EQ(std::to_string(d->first_fault), row[4]) << row[5];
    }
  }
}

TEST(Decode, ReadsPagesOfHtml) {
  for (const auto& row : read_table("html.tsv")) {
    ASSERT_EQ(row.size(), 3u) << row[0];
    const auto d = decode(row[0]);
    ASSERT_TRUE(d.ok());
    EXPECT_EQ(d->form, Form::html) << row[2];
    EXPECT_FALSE(d->verbatim) << row[2];
    EXPECT_EQ(d->text, row[1]) << row[2];
  }
}

TEST(Decode, TakesTextWithAngleBracketsForText) {
  for (const char* text : {"规模<10亿元的企业有6家", "<附件1>：情况说明", "< 100 亩", "<", "", "a<b>c</b>",
                           "<!>", "<?", "<p", "<pp>x"}) {
    const auto d = decode(text);
    ASSERT_TRUE(d.ok());
    EXPECT_EQ(d->form, Form::plain) << text;
    EXPECT_TRUE(d->verbatim) << text;
  }
}

TEST(Decode, KeepsZerosAndControlCharacters) {
  const std::string text("园区\0\x01产值\x7F\n\0", 18);
  const auto d = decode(text);
  ASSERT_TRUE(d.ok());
  EXPECT_TRUE(d->verbatim);
  const auto zero = decode(std::string_view("\0", 1));
  ASSERT_TRUE(zero.ok());
  EXPECT_TRUE(zero->verbatim);
  EXPECT_TRUE(repair(text).map.identity());
}

// Every cut and every changed byte of pages in every encoding: valid UTF-8 comes out, whatever goes in.
TEST(Decode, MakesValidUtf8OfAnything) {
  std::mt19937 random(11);
  const std::string page =
      "<html><head><title>报告</title></head><body><p class=\"a\">园区产值598亿元&nbsp;<!-- x "
      "--><script>1<2</script>";
  for (const char* to : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
    const std::string whole = encoded(page, to);
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
      std::string bytes = whole.substr(0, cut);
      if (cut > 0) bytes[random() % cut] = static_cast<char>(random() % 256);
      const auto d = decode(bytes);
      ASSERT_TRUE(d.ok());
      const std::string text = text_of(*d, bytes);
      ASSERT_EQ(valid_utf8_prefix(text), text.size()) << to << " cut at " << cut;
      const Repaired r = repair(text);
      ASSERT_EQ(valid_utf8_prefix(r.text), r.text.size()) << to << " cut at " << cut;
    }
  }
}

// Work is counted, not timed: the scanner reads each stretch of an unclosed page a bounded number of times,
// so these end.
TEST(Decode, ReadsHtmlThatNeverCloses) {
  std::string tags = "<html>", quotes = "<html>", comments = "<html>", deep = "<html>", scripts = "<html>";
  for (int i = 0; i < 100'000; ++i) {
    tags += "<a ";
    quotes += "<a href=\"x";
    comments += "<!-- ";
    deep += "<div>";
    scripts += "<script></script ";
  }
  for (const std::string& page : {tags, quotes, comments, deep + "底", scripts}) {
    const auto d = decode(page);
    ASSERT_TRUE(d.ok());
    EXPECT_EQ(d->form, Form::html);
  }
  EXPECT_EQ(decode(deep + "底")->text, "底\n");
}

TEST(Decode, a_file_of_another_kind_is_told_by_its_first_bytes) {
  for (const auto& [bytes, kind] :
       {std::pair<std::string_view, std::string_view>{"%PDF-1.7\n", "PDF"}, {"\x89PNG\r\n", "PNG"}}) {
    const auto decoded = decode(bytes);
    ASSERT_FALSE(decoded.ok());
    EXPECT_EQ(decoded.error().code, "not_text");
    EXPECT_EQ(decoded.error().message, kind);
  }
  EXPECT_TRUE(decode("PDF 文件请先另存为文字").ok());
}

}  // namespace
}  // namespace midyear::text
