// Opens the page in Chromium, under its own content policy, and looks at what stands there.

#include <gtest/gtest.h>

#include "cli/shell.h"

namespace midyear::cli {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

Shell chromium(const Scratch& scratch, const std::string& what) {
  return shell(
      "timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
      "--disable-background-networking --disable-component-update --disable-sync --virtual-time-budget=4000 "
      "--user-data-dir=" +
      scratch.path("profile") + " " + what);
}

TEST(Browser, DrawsOutlineTextAndRecords) {
  if (shell("command -v chromium").code != 0)
    GTEST_SKIP() << "chromium is not installed (packages/check.txt)";
  const Scratch scratch;
  const std::string page = scratch.path("page.html");
  ASSERT_EQ(shell("midyear read --format html --output " + page + " samples/yunting-half-year.page.txt").code,
            0);
  // What comes into sight is marked with the first frame, and a busy machine may dump the page before it.
  Shell drawn;
  for (int attempt = 0; attempt < 12; ++attempt) {
    drawn = chromium(scratch, "--window-size=1440,900 --dump-dom file://" + page);
    ASSERT_EQ(drawn.code, 0) << drawn.err.substr(0, 2000);
    if (drawn.out.substr(0, drawn.out.find("<script id=\"data\"")).find("mark figure") != std::string::npos)
      break;
  }
  const Shell outline = shell(
      "midyear read --format jsonl samples/yunting-half-year.page.txt | grep -c '\"kind\":\"heading\"'");
  const std::string head = drawn.out.substr(0, drawn.out.find("<script id=\"data\""));
  EXPECT_NE(head.find("<h1>云汀高新区"), std::string::npos);
  EXPECT_EQ(count(head, "class=\"entry"), static_cast<std::size_t>(std::stoi(outline.out)))
      << "one entry a heading";
  EXPECT_GE(count(head, "class=\"card figure"), 100u) << "the first portion of the list";
  EXPECT_GT(count(head, "mark figure"), 10u) << "the figures in sight are marked in the text";
  EXPECT_GT(count(head, "lost gap"), 0u) << "a visible mark where a number stood";
  EXPECT_EQ(count(head, "role=\"tab\""), 5u);
  EXPECT_EQ(count(head, ">损坏原文</button>"), 1u) << "the switch to the damaged page";
}

// On paper the records follow the text, all of them, whatever was drawn on the screen.
TEST(Browser, PrintsTextAndRecords) {
  if (shell("command -v chromium").code != 0)
    GTEST_SKIP() << "chromium is not installed (packages/check.txt)";
  const Scratch scratch;
  const auto pages = [&](const std::string& text) {
    const std::string html = scratch.path("page.html"), pdf = scratch.path("page.pdf");
    EXPECT_EQ(shell("midyear read --format html --output " + html + " " + text).code, 0);
    const Shell printed =
        chromium(scratch, "--no-pdf-header-footer --print-to-pdf=" + pdf + " file://" + html);
    EXPECT_EQ(printed.code, 0) << printed.err.substr(0, 2000);
    const std::string bytes = file_bytes(pdf);
    return count(bytes, "/Type /Page\n") + count(bytes, "/Type /Page ");
  };
  EXPECT_EQ(pages(scratch.put("short.txt", "上半年，财政总收入12亿元。\n")), 1u);
  const std::size_t text_only = 3;  // sheets that the text of this sample fills
  EXPECT_GE(pages("samples/yunting-half-year.page.txt"), text_only + 5);
}

}  // namespace
}  // namespace midyear::cli
