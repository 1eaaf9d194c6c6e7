#include "cli/page_names.h"

#include <gtest/gtest.h>

namespace midyear::cli {
namespace {

TEST(PageNames, AreDistinctAndStayInTheFolder) {
  EXPECT_EQ(page_names({"a/b.txt", "a-b.txt", "../../etc/x.txt", "-", "/r/s.txt"}),
            (std::vector<std::string>{"a-b.txt.html", "a-b.txt-2.html", "etc-x.txt.html", "stdin.html",
                                      "r-s.txt.html"}));
}

}  // namespace
}  // namespace midyear::cli
