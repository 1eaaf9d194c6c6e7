#include "cli/settings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/command.h"
#include "cli/shell.h"

namespace midyear::cli {
namespace {

class SettingsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& text) {
    const std::string path = folder_ / "midyear.yaml";
    std::ofstream(path) << text;
    return path;
  }
  base::Result<Settings> settings(const SettingFlags& flags) {
    const Environment environment = [this](std::string_view name) -> std::optional<std::string> {
      const auto found = environment_.find(name);
      if (found == environment_.end()) return {};
      return found->second;
    };
    return read_settings(base::FileSystem::real(), flags, environment, base::Language::english);
  }

  std::filesystem::path folder_;
  std::map<std::string, std::string, std::less<>> environment_{{"HOME", "/home/clerk"}};
};

TEST_F(SettingsTest, EveryRowOfTheTableHasItsPlaceAndItsDefaultIsAllowed) {
  const auto read = settings({});
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_GT(setting_kinds().size(), 10u);
  for (const SettingKind& kind : setting_kinds()) {
    EXPECT_TRUE(read->origins.contains(kind.key)) << kind.key;
    EXPECT_FALSE(kind.chinese.empty() || kind.english.empty()) << kind.key;
  }
  EXPECT_TRUE(std::ranges::is_sorted(setting_kinds(), {}, &SettingKind::key));
  EXPECT_EQ(read->port, 8080u);
  EXPECT_EQ(read->upload_limit, 256u << 20);
  EXPECT_EQ(read->data, "/home/clerk/.local/share/midyear");
}

TEST_F(SettingsTest, TheFlagWinsOverTheEnvironmentAndThatOverTheFile) {
  SettingFlags flags{.values = {{"port", "1"}}, .file = file("port: 3\nhost: '127.0.0.3'\nio_threads: 3\n")};
  environment_["MIDYEAR_PORT"] = "2";
  environment_["MIDYEAR_HOST"] = "127.0.0.2";
  const auto read = settings(flags);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->port, 1u);
  EXPECT_EQ(read->host, "127.0.0.2");
  EXPECT_EQ(read->io_threads, 3u);
  EXPECT_EQ(read->origins.at("port").detail, "--port");
  EXPECT_EQ(read->origins.at("host").detail, "MIDYEAR_HOST");
  EXPECT_EQ(read->origins.at("io_threads").detail, flags.file + ":3");
  EXPECT_EQ(read->origins.at("readers").place, Origin::Place::usual);
}

TEST_F(SettingsTest, ListsSizesSwitchesAndPathsBesideTheFile) {
  const auto read = settings(
      {.values = {},
       .file = file("hosts: [a.example, b.example]\nupload_limit: 64M\nlog_sql: yes\ndata: here\n")});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->hosts, (std::vector<std::string>{"a.example", "b.example"}));
  EXPECT_EQ(read->upload_limit, 64u << 20);
  EXPECT_TRUE(read->log_sql);
  EXPECT_EQ(read->data, folder_ / "here");
}

TEST_F(SettingsTest, FaultsNameThePlaceAndTheRemedy) {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"port: 70000\n", "midyear.yaml:1: port takes a number from 0 to 65535"},
      {"\nport: eighty\n", "midyear.yaml:2: port takes a number from 0 to 65535"},
      {"language: fr\n", "midyear.yaml:1: language takes zh or en"},
      {"log_sql: perhaps\n", "midyear.yaml:1: log_sql takes yes or no"},
      {"upload_limit: 9G\n", "midyear.yaml:1: upload_limit takes 1M to 2G, as 64M"},
      {"prot: 1\n", "midyear.yaml:1: there is no setting prot; midyear config lists them"},
      {"port: 1\nport: 2\n", "midyear.yaml:2: port stands there twice"},
      {"port: {a: 1}\n", "midyear.yaml:1: port takes a number"},
      {"- port\n", "midyear.yaml:1: must be lines of `key: value`"},
      {"port: [1\n", "midyear.yaml:"},
  };
  for (const auto& row : cases) {
    const auto read = settings({.values = {}, .file = file(row.text)});
    ASSERT_FALSE(read) << row.text;
    EXPECT_EQ(read.error().code, "setting");
    EXPECT_NE(read.error().message.find(row.message), std::string::npos) << row.text << read.error().message;
  }
  EXPECT_FALSE(settings({.values = {}, .file = folder_ / "absent.yaml"}));
}

TEST_F(SettingsTest, ConfigPrintsWhatItWouldTakeBackAndHidesThePassword) {
  const std::string path =
      file("postgresql: postgresql://clerk:sesame@127.0.0.1/midyear\nhosts: [a.example]\n");
  std::string printed, said;
  {
    base::FileSystem& files = base::FileSystem::real();
    const std::string out_path = folder_ / "out", err_path = folder_ / "err";
    auto out = base::Output::create(files, out_path), err = base::Output::create(files, err_path);
    ASSERT_TRUE(out && err);
    Surroundings around{.files = files, .out = **out, .err = **err};
    const std::vector<std::string_view> arguments{"--port", "81", "--config", path};
    EXPECT_EQ(run_config(arguments, around), kDone);
    EXPECT_FALSE((*out)->close() || (*err)->close());
    printed = file_bytes(out_path), said = file_bytes(err_path);
  }
  EXPECT_EQ(said, "");
  EXPECT_NE(printed.find("port: 81  # --port"), std::string::npos) << printed;
  EXPECT_NE(printed.find("hosts: [a.example]"), std::string::npos) << printed;
  EXPECT_EQ(printed.find("sesame"), std::string::npos);
  const auto again = settings({.values = {}, .file = file(printed)});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->port, 81u);
}

}  // namespace
}  // namespace midyear::cli
