#include "base/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/faulty_files.h"

namespace midyear::base {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() : folder_(fs::temp_directory_path() / ("midyear-files-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~Files() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ / name; }
  std::string put(const std::string& name, const std::string& bytes = "x") const {
    fs::create_directories(fs::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  static std::string get(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }

  const fs::path folder_;
  FaultyFiles files_;
};

TEST_F(Files, ReadsTheWholeFile) {
  const std::string bytes = std::string(300000, 'a') + std::string("\0b", 2);
  const auto read = read_file(files_, put("a", bytes), 1 << 20);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, bytes);
  EXPECT_EQ(*read_file(files_, put("empty", ""), 10), "");
}

TEST_F(Files, ReadsOnThroughInterruptions) {
  files_.interrupted = true;
  EXPECT_EQ(*read_file(files_, put("a", "0123456789"), 100), "0123456789");
}

TEST_F(Files, NamesWhyAFileCannotBeRead) {
  EXPECT_EQ(read_file(files_, path("none"), 10).error().code, "not_found");
  EXPECT_EQ(read_file(files_, folder_.string(), 10).error().code, "not_a_file");
  EXPECT_EQ(read_file(files_, put("large", "0123456789"), 9).error().code, "too_large");
  EXPECT_TRUE(read_file(files_, path("large"), 10)) << "the limit itself is allowed";
  files_.open_error = EACCES;
  EXPECT_EQ(read_file(files_, path("large"), 10).error().code, "permission");
}

TEST_F(Files, SaysAtWhichByteReadingFailed) {
  files_.read_fails_after = 4;
  const auto read = read_file(files_, put("a", "0123456789"), 100);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "read_failed");
  EXPECT_EQ(read.error().byte, 4u);
}

TEST_F(Files, AFileAppearsWhenItIsWhole) {
  auto output = Output::create(files_, path("out"));
  ASSERT_TRUE(output);
  (*output)->append("half");
  (*output)->flush();
  EXPECT_FALSE(fs::exists(path("out")));
  EXPECT_EQ((*output)->close(), std::nullopt);
  EXPECT_EQ(get(path("out")), "half");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, WritesOnThroughInterruptions) {
  files_.interrupted = true;
  EXPECT_FALSE(write_file(files_, path("out"), "0123456789"));
  EXPECT_EQ(get(path("out")), "0123456789");
}

TEST_F(Files, AFullDiskLeavesTheOldFileAndNoOther) {
  put("out", "old");
  files_.write_fails_after = 5;
  const auto fault = write_file(files_, path("out"), "0123456789");
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code, "disk_full");
  EXPECT_EQ(fault->byte, 5u);
  EXPECT_EQ(get(path("out")), "old");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, FaultsAtTheEndLeaveTheOldFile) {
  put("out", "old");
  files_.sync_error = EIO;
  EXPECT_EQ(write_file(files_, path("out"), "new")->code, "write_failed");
  files_.sync_error = 0;
  files_.rename_error = EACCES;
  EXPECT_EQ(write_file(files_, path("out"), "new")->code, "place_of_output");
  EXPECT_EQ(get(path("out")), "old");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, WhatIsDroppedIsTakenAway) {
  { (*Output::create(files_, path("out")))->append("x"); }
  EXPECT_EQ(entries(), 0u);
  EXPECT_EQ(files_.unlinked, 1);
}

TEST_F(Files, NothingIsWrittenAfterAFault) {
  files_.write_fails_after = 0;
  files_.write_error = EPIPE;
  auto output = Output::create(files_, path("out"));
  (*output)->append("a");
  EXPECT_EQ((*output)->flush()->code, "output_closed");
  files_.write_fails_after = -1;
  EXPECT_EQ((*output)->append("b")->code, "output_closed");
  EXPECT_EQ((*output)->close()->code, "output_closed");
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(Files, AnOutputNeedsAPlace) {
  EXPECT_EQ(Output::create(files_, path("no/such/folder/out")).error().code, "place_of_output");
  EXPECT_EQ(Output::create(files_, folder_.string()).error().code, "place_of_output");
  EXPECT_EQ(write_file(files_, "/dev/full", "x")->code, "disk_full");
}

std::vector<std::string> relative(const Listing& listing, const fs::path& folder) {
  std::vector<std::string> names;
  for (const std::string& file : listing.files) names.push_back(file.substr(folder.string().size() + 1));
  return names;
}

TEST_F(Files, ListsReportsSortedAndDeep) {
  for (const char* name : {"b.txt", "a/2.md", "a/1.HTML", "a/deep/x.htm", "c.pdf", ".hidden.txt",
                           ".git/y.txt", "noext", "README.md", "a/readme.zh.md", "LICENSE.txt"})
    put(name);
  const Listing listing = list_reports(folder_);
  EXPECT_EQ(relative(listing, folder_),
            (std::vector<std::string>{"a/1.HTML", "a/2.md", "a/deep/x.htm", "b.txt"}));
  EXPECT_TRUE(listing.faults.empty());
}

TEST_F(Files, ALoopOfLinksEnds) {
  put("a/1.txt");
  fs::create_directory_symlink(folder_, path("a/up"));
  fs::create_directory_symlink(path("a"), path("b"));
  fs::create_symlink(path("a/1.txt"), path("a/same.txt"));
  EXPECT_EQ(list_reports(folder_).files.size(), 1u);
}

TEST_F(Files, ALinkToNowhereIsNamedWhenItIsRead) {
  fs::create_symlink(path("gone.txt"), path("link.txt"));
  const Listing listing = list_reports(folder_);
  ASSERT_EQ(listing.files.size(), 1u);
  EXPECT_EQ(read_file(files_, listing.files[0], 10).error().code, "not_found");
}

TEST_F(Files, AFolderThatCannotBeListedIsNamed) {
  const Listing listing = list_reports(path("none"));
  ASSERT_EQ(listing.faults.size(), 1u);
  EXPECT_EQ(listing.faults[0].error.code, "folder_failed");
}

}  // namespace
}  // namespace midyear::base
