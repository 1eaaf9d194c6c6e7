// What goes wrong at the shell: no crash, the exit code that help names, a sentence with file, byte and
// remedy.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/shell.h"

namespace midyear::cli {
namespace {

namespace fs = std::filesystem;

class BadInput : public testing::Test {
 protected:
  static constexpr const char* kGood = "一、上半年工作\n规模工业总产值805亿元。\n";

  // midyear read --format jsonl on `arguments`, in English.
  Shell read(const std::string& arguments, const std::string& rest = "") const {
    return shell("midyear read --format jsonl " + arguments + " " + rest, "export MIDYEAR_LANG=en");
  }
  static void expect_one_sentence(const Shell& result, const std::string& part) {
    EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  }
  static std::size_t records(const Shell& result) {
    return static_cast<std::size_t>(std::count(result.out.begin(), result.out.end(), '\n'));
  }

  const Scratch scratch_;
  const std::string good_ = scratch_.put("good.txt", kGood);
};

TEST_F(BadInput, EmptyFile) {
  const Shell result = read(scratch_.put("empty.txt", ""));
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(result.out, "");
  expect_one_sentence(result, "empty.txt is empty, there is no text in it");
}

TEST_F(BadInput, BlankFileIsAnEmptyOne) {
  const std::string file = scratch_.put("blank.txt", " \n\t\u3000\n\uFEFF");
  for (const Shell& result :
       {read(file), read(scratch_.put("tags.html", "<html><body> <p></p></body></html>")),
        shell("midyear repair " + file, "export MIDYEAR_LANG=en")}) {
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find("is empty, there is no text in it"), std::string::npos) << result.err;
  }
}

TEST_F(BadInput, ZeroBytes) {
  EXPECT_EQ(read(scratch_.put("zero.txt", std::string(1, '\0'))).code, 0);
  EXPECT_EQ(read(scratch_.put("zeros.txt", std::string(5000, '\0'))).code, 0);
  const Shell within = read(scratch_.put("within.txt", std::string("产值\0八亿元。", 20)));
  EXPECT_EQ(within.code, 0);
  EXPECT_EQ(within.out.find('\0'), std::string::npos) << "JSON escapes it";
}

TEST_F(BadInput, TruncatedUtf8NamesItsByte) {
  const std::string text = "上半年规模工业总产值805亿元，同比增长5%。财政总收入12亿元。下半年经";
  const Shell result = read(scratch_.put("cut.txt", text.substr(0, text.size() - 1)));
  EXPECT_EQ(result.code, 0) << "what is there was read";
  EXPECT_GT(records(result), 1u);
  expect_one_sentence(result, "cut.txt has 1 places that could not be decoded, the first at byte " +
                                  std::to_string(text.size() - 3));
}

TEST_F(BadInput, MissingFileIsNamedAndTheRestDone) {
  const Shell result = read(scratch_.path("none.txt") + " " + good_);
  EXPECT_EQ(result.code, 1);
  EXPECT_GT(records(result), 0u);
  expect_one_sentence(result, "none.txt is not there");
}

TEST_F(BadInput, UnreadableFile) {
  if (::geteuid() == 0)
    GTEST_SKIP()
        << "root may read everything; tests/base/files_test.cc takes the permission away through the seam";
  const std::string locked = scratch_.put("locked.txt", kGood);
  ::chmod(locked.c_str(), 0);
  const Shell result = read(locked);
  EXPECT_EQ(result.code, 1);
  expect_one_sentence(result, "No permission to read");
}

TEST_F(BadInput, FolderLoopsEnd) {
  scratch_.put("folder/a.txt", kGood);
  fs::create_directory_symlink(scratch_.path("folder"), scratch_.path("folder/again"));
  const Shell result = read(scratch_.path("folder"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_NE(result.out.find("folder/a.txt"), std::string::npos);
  EXPECT_EQ(result.out.find("again"), std::string::npos);
}

TEST_F(BadInput, VanishedFileInAFolder) {
  scratch_.put("folder/a.txt", kGood);
  fs::create_symlink(scratch_.path("gone"), scratch_.path("folder/b.txt"));
  const Shell result = read(scratch_.path("folder"));
  EXPECT_EQ(result.code, 1);
  EXPECT_NE(result.out.find("folder/a.txt"), std::string::npos);
  expect_one_sentence(result, "b.txt is not there");
}

TEST_F(BadInput, FolderWithoutReports) {
  fs::create_directory(scratch_.path("bare"));
  const Shell result = read(scratch_.path("bare"));
  EXPECT_EQ(result.code, 1);
  expect_one_sentence(result, "holds no report to read");
}

TEST_F(BadInput, TooLarge) {
  const Shell result = read("--max-bytes 10 " + good_);
  EXPECT_EQ(result.code, 1);
  expect_one_sentence(result, "larger than the limit of 10 bytes; raise --max-bytes");
  const Shell piped = shell("midyear read --max-bytes 10 - < " + good_, "export MIDYEAR_LANG=en");
  EXPECT_EQ(piped.code, 1);
  expect_one_sentence(piped, "standard input is larger");
}

TEST_F(BadInput, FullDisk) {
  const Shell result = read(good_, "> /dev/full");
  EXPECT_EQ(result.code, 3);
  expect_one_sentence(result, "no space left on the device");
  const Shell file = read("--output /dev/full " + good_);
  EXPECT_EQ(file.code, 3);
  expect_one_sentence(file, "Cannot write /dev/full");
}

TEST_F(BadInput, NoPlaceForTheOutput) {
  const Shell result = read("--output " + scratch_.path("no/such/out") + " " + good_);
  EXPECT_EQ(result.code, 3);
  expect_one_sentence(result, "check that the folder exists");
}

TEST_F(BadInput, AClosedPipeEndsQuietly) {
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "规模工业总产值805亿元，同比增长5%。\n";
  const Shell result =
      read(scratch_.put("many.txt", many), "| head -n 1 | cut -c1-18; exit ${PIPESTATUS[0]}");
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.out, "{\"kind\":\"document\"\n");
  EXPECT_EQ(result.err, "");
}

TEST_F(BadInput, OneHugeLine) {
  std::string line;
  while (line.size() < (3u << 20)) line += "规模工业总产值805亿元，同比增长5%，";
  const Shell result = read(scratch_.put("line.txt", line), "| wc -lc; exit ${PIPESTATUS[0]}");
  EXPECT_EQ(result.code, 0);
  std::size_t count = 0, bytes = 0;
  std::istringstream(result.out) >> count >> bytes;
  EXPECT_GT(count, 50000u);
  EXPECT_LT(bytes, count * 3000) << "no record quotes the whole line";
}

TEST_F(BadInput, UnclosedAndDeepHtml) {
  std::string deep = "<html><body>";
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  EXPECT_EQ(read(scratch_.put("deep.html", deep + "规模工业总产值805亿元。")).code, 0);
  const Shell open = read(scratch_.put("open.html", "<html><body><p>规模工业总产值805亿元<!-- 没有结束"));
  EXPECT_EQ(open.code, 0);
  EXPECT_NE(open.out.find("805"), std::string::npos);
}

TEST_F(BadInput, WrongUsage) {
  for (const char* command : {"midyear", "midyear raed", "midyear read", "midyear read --format xml a",
                              "midyear repair --year 2026 a", "midyear read --format html README.md LICENSE"})
    EXPECT_EQ(shell(command).code, 2) << command;
  EXPECT_NE(shell("midyear raed").err.find("没有命令 raed"), std::string::npos);
}

TEST_F(BadInput, PagesOfSeveralInputsGoToAFolder) {
  const std::string other = scratch_.put("other.txt", kGood);
  fs::create_directory(scratch_.path("pages"));
  const Shell result =
      shell("midyear read --format html --output " + scratch_.path("pages") + " " + good_ + " " + other);
  EXPECT_EQ(result.code, 0) << result.err;
  std::size_t pages = 0;
  for (const auto& entry : fs::directory_iterator(scratch_.path("pages"))) {
    EXPECT_NE(file_bytes(entry.path()).find("</html>"), std::string::npos);
    EXPECT_NE(result.out.find(entry.path().string()), std::string::npos);
    ++pages;
  }
  EXPECT_EQ(pages, 2u);
}

TEST_F(BadInput, RepairTellsTheSame) {
  const Shell empty = shell("midyear repair " + scratch_.put("empty.txt", ""), "export MIDYEAR_LANG=en");
  EXPECT_EQ(empty.code, 1);
  expect_one_sentence(empty, "is empty");
  EXPECT_EQ(shell("midyear repair " + good_).out, kGood);
  EXPECT_EQ(shell("midyear repair - < " + good_).out, kGood);
  EXPECT_EQ(shell("midyear repair " + good_ + " > /dev/full").code, 3);
}

TEST_F(BadInput, NoPageOfNothing) {
  const Scratch scratch;
  const Shell said = shell("midyear read --format html --output " + scratch.path("page.html") + " " +
                           scratch.path("none.txt"));
  EXPECT_EQ(said.code, 1);
  EXPECT_NE(::access(scratch.path("page.html").c_str(), F_OK), 0) << "a page without a report";
}

}  // namespace
}  // namespace midyear::cli
