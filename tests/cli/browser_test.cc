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

TEST(Browser, DrawsOutlineTextAndRecords) {
  if (shell("command -v chromium").code != 0)
    GTEST_SKIP() << "chromium is not installed (packages/check.txt)";
  const Scratch scratch;
  const std::string page = scratch.path("page.html");
  ASSERT_EQ(shell("midyear read --format html --output " + page + " samples/yunting-half-year.page.txt").code,
            0);
  const Shell drawn = shell(
      "timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
      "--disable-background-networking"
      " --disable-component-update --disable-sync --user-data-dir=" +
      scratch.path("profile") + " --window-size=1440,900 --virtual-time-budget=4000 --dump-dom file://" +
      page);
  ASSERT_EQ(drawn.code, 0) << drawn.err.substr(0, 2000);
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

}  // namespace
}  // namespace midyear::cli
