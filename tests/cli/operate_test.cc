// The commands of the desk, beside a running server and alone; what `midyear serve` says when it cannot.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <regex>
#include <string>

#include "cli/serve.h"
#include "cli/settings.h"
#include "cli/shell.h"

namespace midyear::cli {
namespace {

// `midyear serve` on a folder, any free port, until it is stopped.
class Server {
 public:
  explicit Server(const std::string& folder, std::vector<std::string> more = {}) {
    int out[2], err[2];
    if (::pipe(out) != 0 || ::pipe(err) != 0) return;
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(out[1], 1), ::dup2(err[1], 2);
      for (const int file : {out[0], out[1], err[0], err[1]}) ::close(file);
      std::vector<std::string> words = {MIDYEAR_BINARY, "serve", "--data", folder, "--port", "0"};
      words.insert(words.end(), more.begin(), more.end());
      std::vector<char*> arguments;
      for (std::string& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      ::setenv("MIDYEAR_LANG", "en", 1);
      ::setenv("MIDYEAR_SIGN_IN", "none", 1);
      ::execv(MIDYEAR_BINARY, arguments.data());
      ::_exit(127);
    }
    ::close(out[1]), ::close(err[1]);
    out_ = out[0], err_ = err[0];
    first_line = line(out_);
    std::smatch found;
    if (std::regex_search(first_line, found, std::regex("http://127.0.0.1:(\\d+)/"))) port = found[1];
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    if (process_ > 0) ::kill(process_, SIGKILL), wait();
    ::close(out_), ::close(err_);
  }

  // Its exit code, or 128 + signal; `said` and `logged` are then complete.
  int stop(int signal) {
    if (signal != 0) ::kill(process_, signal);
    said = rest(out_), logged = rest(err_);
    return wait();
  }
  int wait() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  int process() const { return process_; }

  std::string first_line, port, said, logged;

 private:
  static std::string line(int file) {
    std::string text;
    for (char c; ::read(file, &c, 1) == 1 && c != '\n';) text += c;
    return text;
  }
  static std::string rest(int file) {
    std::string text;
    for (char buffer[4096];;) {
      const ssize_t got = ::read(file, buffer, sizeof buffer);
      if (got <= 0) return text;
      text.append(buffer, static_cast<std::size_t>(got));
    }
  }

  pid_t process_ = -1;
  int out_ = -1, err_ = -1;
};

Shell desk(const Scratch& scratch, const std::string& command) {
  return shell("midyear " + command + " --data " + scratch.path("data"), "export MIDYEAR_LANG=en");
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

const char* kReport = "南汀高新区上半年工作报告\n上半年，财政总收入12亿元，同比增长8.5%。\n";

// The same commands with the same answers, whoever does them.
void use_desk(const Scratch& scratch) {
  const std::string file = scratch.put("report.txt", kReport);
  const Shell added = desk(scratch, "add " + file);
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_TRUE(added.out.starts_with("added")) << added.out;
  EXPECT_NE(added.out.find("南汀高新区上半年工作报告"), std::string::npos) << added.out;
  EXPECT_NE(added.out.find("ready"), std::string::npos) << added.out;
  EXPECT_NE(added.out.find("figures 2"), std::string::npos) << added.out;
  const Shell again = desk(scratch, "add " + file);
  EXPECT_EQ(again.code, 0);
  EXPECT_TRUE(again.out.starts_with("there already")) << again.out;

  const Shell some = desk(scratch, "add " + file + " " + scratch.path("absent.txt") + " " +
                                       scratch.put("empty.txt", "") + " samples/yunting-half-year.txt");
  EXPECT_EQ(some.code, 1);
  EXPECT_NE(some.err.find("absent.txt is not there"), std::string::npos) << some.err;
  EXPECT_NE(some.err.find("empty.txt"), std::string::npos) << some.err;

  const Shell list = desk(scratch, "list --state ready --sort title --format json");
  EXPECT_EQ(list.code, 0) << list.err;
  EXPECT_EQ(lines(list.out), 2u) << list.out;
  const Shell words = desk(scratch, "list 南汀");
  EXPECT_EQ(lines(words.out), 2u) << "a head and a row: " << words.out;

  const Shell found = desk(scratch, "find 財政總收入12億元");
  EXPECT_EQ(found.code, 0) << found.err;
  EXPECT_NE(found.out.find("财政总收入12亿元"), std::string::npos) << found.out;
  EXPECT_EQ(desk(scratch, "find 绝无此语").code, 1);

  std::smatch id;
  const std::string row = added.out;
  ASSERT_TRUE(std::regex_search(row, id, std::regex("added  (\\S+)  ")));
  EXPECT_EQ(desk(scratch, "export " + id[1].str() + " --as source").out, kReport);
  const Shell table = desk(scratch, "export " + id[1].str() + " --as table --kind figure");
  EXPECT_NE(table.out.find("财政总收入"), std::string::npos) << table.out << table.err;
  EXPECT_EQ(desk(scratch, "export nothing").code, 1);
}

TEST(Desk, CommandsAlone) {
  const Scratch scratch;
  EXPECT_EQ(desk(scratch, "status").code, 1);
  use_desk(scratch);
  const Shell verified = desk(scratch, "verify");
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
}

// A folder's name with a slip of the pen is told, and no desk is begun there.
TEST(Desk, NoDeskThere) {
  const Scratch scratch;
  for (const char* command : {"list", "find 产值", "verify", "audit", "backup", "export none"}) {
    const Shell said = desk(scratch, command);
    EXPECT_EQ(said.code, 3) << command << ": " << said.out << said.err;
    EXPECT_NE(said.err.find("No desk keeps its data in "), std::string::npos) << command << ": " << said.err;
    EXPECT_NE(::access(scratch.path("data").c_str(), F_OK), 0) << command;
  }
}

// Nor by a server whose port another one has.
TEST(Desk, NoDeskForATakenPort) {
  const Scratch scratch, other;
  Server server(scratch.path("data"));
  ASSERT_FALSE(server.port.empty()) << server.stop(SIGTERM) << server.logged;
  const Shell said = desk(other, "serve --port " + server.port);
  EXPECT_EQ(said.code, 3) << said.out << said.err;
  EXPECT_NE(said.err.find("Another program listens"), std::string::npos) << said.err;
  EXPECT_NE(::access(other.path("data").c_str(), F_OK), 0);
}

TEST(Desk, CommandsBesideAServer) {
  const Scratch scratch;
  Server server(scratch.path("data"));
  ASSERT_FALSE(server.port.empty()) << server.first_line << server.stop(SIGTERM) << server.logged;
  const Shell status = desk(scratch, "status --format json");
  EXPECT_EQ(status.code, 0);
  EXPECT_NE(status.out.find(":" + server.port + "/"), std::string::npos) << status.out;
  EXPECT_NE(status.out.find(std::to_string(server.process())), std::string::npos) << status.out;
  use_desk(scratch);
  EXPECT_EQ(desk(scratch, "verify").code, 0);
  EXPECT_EQ(server.stop(SIGTERM), 0);
  EXPECT_NE(server.said.find("Stopped: "), std::string::npos) << server.said;
  EXPECT_NE(server.logged.find("\"event\":\"stopped\""), std::string::npos) << server.logged;
  EXPECT_EQ(desk(scratch, "status").code, 1);
  const Shell list = desk(scratch, "list --format json --state ready");
  EXPECT_EQ(lines(list.out), 2u) << "what the server kept is there without it";
}

TEST(Desk, BackupRestoreVerify) {
  const Scratch scratch;
  const std::string copy = scratch.path("copy"), other = scratch.path("other");
  ASSERT_EQ(desk(scratch, "add samples/yunting-half-year.txt").code, 0);
  {
    Server server(scratch.path("data"));
    const Shell made = desk(scratch, "backup --to " + copy);
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_NE(made.out.find(copy), std::string::npos) << made.out;
    const Shell twice = desk(scratch, "backup --to " + copy);
    EXPECT_EQ(twice.code, 2);
    EXPECT_NE(twice.err.find("is there already"), std::string::npos) << twice.err;
    EXPECT_EQ(server.stop(SIGINT), 0);
  }
  const Shell full = desk(scratch, "restore " + copy);
  EXPECT_EQ(full.code, 3);
  EXPECT_NE(full.err.find("There is a store already"), std::string::npos) << full.err;
  const Shell restored = shell("midyear restore " + copy + " --data " + other);
  EXPECT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(shell("midyear verify --data " + other).code, 0);
  EXPECT_EQ(shell("midyear list --format json --data " + other).out, desk(scratch, "list --format json").out);

  // A document that changed behind the desk's back.
  const Shell bend = shell("f=$(find " + other + "/blobs -type f | head -1); chmod u+w $f; printf x >>$f");
  ASSERT_EQ(bend.code, 0) << bend.err;
  const Shell bent = shell("midyear verify --data " + other);
  EXPECT_EQ(bent.code, 1);
  EXPECT_NE(bent.out.find("blob_"), std::string::npos) << bent.out;
}

TEST(Serve, SaysWhyItCannot) {
  const Scratch scratch;
  const struct {
    std::string options;
    int code;
    const char* words;
  } cases[] = {
      {"--host 0.0.0.0 --data " + scratch.path("a"), 2, "is no address of this machine"},
      {"--host desk.example --data " + scratch.path("a"), 2, "is no address of this machine"},
      {"--port 70000", 2, "takes a number from 0 to 65535"},
      {"--prot 80", 2, "is no option of this command"},
      {"--port 0 --data " + scratch.put("file", "") + "/data", 3, ""},
      {"--port 0 --web /nowhere --data " + scratch.path("b"), 3, "/nowhere"},
      {"--port 0 --postgresql postgresql://127.0.0.1:1/midyear --data " + scratch.path("c"), 3, ""},
  };
  for (const auto& row : cases) {
    const Shell said = shell("timeout 30 midyear serve " + row.options, "export MIDYEAR_LANG=en");
    EXPECT_EQ(said.code, row.code) << row.options << said.err;
    EXPECT_NE(said.err.find(row.words), std::string::npos) << row.options << said.err;
    EXPECT_TRUE(said.err.starts_with("midyear: ")) << row.options << said.err;
    EXPECT_EQ(lines(said.err), 1u) << row.options << said.err;
  }
}

TEST(Serve, ASecondOneSaysWhoHoldsTheFolderOrThePort) {
  const Scratch scratch;
  Server server(scratch.path("data"));
  ASSERT_FALSE(server.port.empty()) << server.first_line;
  const Shell folder = desk(scratch, "serve --port 0");
  EXPECT_EQ(folder.code, 3);
  EXPECT_NE(folder.err.find("process " + std::to_string(server.process())), std::string::npos) << folder.err;
  const Shell port = shell("midyear serve --port " + server.port + " --data " + scratch.path("other"));
  EXPECT_EQ(port.code, 3);
  EXPECT_NE(port.err.find(server.port), std::string::npos) << port.err;
}

TEST(Serve, KeepsWhatWasAddedThroughAKill) {
  const Scratch scratch;
  {
    Server server(scratch.path("data"));
    ASSERT_EQ(desk(scratch, "add " + scratch.put("report.txt", kReport) + " --no-wait").code, 0);
    EXPECT_EQ(server.stop(SIGKILL), 128 + SIGKILL);
  }
  Server server(scratch.path("data"));
  ASSERT_FALSE(server.port.empty()) << server.first_line;
  const Shell again = desk(scratch, "add " + scratch.path("report.txt"));
  EXPECT_TRUE(again.out.starts_with("there already")) << again.out;
  EXPECT_NE(again.out.find("ready"), std::string::npos) << "read by the second server: " << again.out;
  EXPECT_EQ(server.stop(SIGTERM), 0);
}

TEST(Audit, IsListedFilteredAndExported) {
  const Scratch scratch;
  const std::string report = scratch.put("report.txt", kReport);
  ASSERT_EQ(desk(scratch, "add " + report).code, 0);
  const Shell all = desk(scratch, "audit");
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_NE(all.out.find("documents.add"), std::string::npos) << all.out;
  EXPECT_EQ(desk(scratch, "audit --operation documents.remove").out, "");
  EXPECT_EQ(desk(scratch, "audit --until 2020-01-01").out, "");
  EXPECT_EQ(desk(scratch, "audit --since 2020-01-01 --operation documents.").out, all.out);
  EXPECT_EQ(desk(scratch, "audit --since 2026-02-30").code, 2);
  const Shell table = desk(scratch, "audit --format csv");
  EXPECT_TRUE(table.out.starts_with("\xEF\xBB\xBFsequence,time (UTC),who,")) << table.out;
  EXPECT_EQ(lines(table.out), lines(all.out));
  const Shell json = desk(scratch, "audit --format json -n 1");
  EXPECT_EQ(lines(json.out), 1u);
  EXPECT_TRUE(json.out.starts_with("{\"sequence\":")) << json.out;
}

TEST(Audit, AHeadNotedOutsideCatchesAnotherLog) {
  const Scratch scratch;
  const std::string notes = scratch.path("heads.txt");
  {
    Server server(scratch.path("data"), {"--audit-notes", notes});
    ASSERT_FALSE(server.port.empty()) << server.first_line;
    ASSERT_EQ(desk(scratch, "add " + scratch.put("report.txt", kReport)).code, 0);
    EXPECT_EQ(server.stop(SIGTERM), 0);
    EXPECT_NE(server.logged.find("\"event\":\"audit_head\""), std::string::npos) << server.logged;
    scratch.put("log.txt", server.logged);
  }
  const std::string noted = file_bytes(notes);
  EXPECT_NE(noted.find(" 0 " + std::string(64, '0') + "\n"), std::string::npos) << noted;
  EXPECT_GE(lines(noted), 2u) << noted;
  const std::string head = desk(scratch, "audit --head").out;
  EXPECT_TRUE(noted.ends_with(head.substr(head.find(' ')))) << head << noted;

  EXPECT_EQ(desk(scratch, "verify --noted " + notes).code, 0);
  EXPECT_EQ(desk(scratch, "verify --audit-notes " + notes).code, 0);
  EXPECT_EQ(desk(scratch, "verify --noted " + scratch.path("log.txt")).code, 0);
  // Another desk has a log that is whole in itself, but not the one that was noted.
  std::filesystem::remove_all(scratch.path("data"));
  ASSERT_EQ(desk(scratch, "add " + scratch.put("other.txt", std::string(kReport) + "又及。")).code, 0);
  EXPECT_EQ(desk(scratch, "verify").code, 0);
  const Shell caught = desk(scratch, "verify --noted " + notes);
  EXPECT_EQ(caught.code, 1);
  EXPECT_NE(caught.out.find("another hash than was noted"), std::string::npos) << caught.out << caught.err;

  const Shell wrong = desk(scratch, "verify --noted " + scratch.path("other.txt"));
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("Line 1 of"), std::string::npos) << wrong.err;
}

TEST(Serve, SaysWhereNotesCannotBeWritten) {
  const Scratch scratch;
  const Shell said = desk(scratch, "serve --port 0 --audit-notes " + scratch.path("nowhere") + "/heads.txt");
  EXPECT_EQ(said.code, 3);
  EXPECT_NE(said.err.find("heads.txt"), std::string::npos) << said.err;
}

TEST(Serve, KnowsThisMachine) {
  for (const char* host : {"127.0.0.1", "127.0.0.53", "localhost", "::1", "[::1]"})
    EXPECT_TRUE(is_loopback(host));
  for (const char* host : {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "127.example", "desk.example", ""})
    EXPECT_FALSE(is_loopback(host)) << host;
  EXPECT_EQ(address_of("127.0.0.1", 80), "http://127.0.0.1:80/");
  EXPECT_EQ(address_of("::1", 80), "http://[::1]:80/");
}

TEST(Documentation, OperateNamesEverySetting) {
  const std::string page = file_bytes(std::filesystem::path(MIDYEAR_SOURCE_DIR) / "docs/operate.md");
  std::string table = "| setting | default | what |\n|---|---|---|\n";
  for (const SettingKind& kind : setting_kinds()) {
    const std::string usual(kind.usual);
    table += "| `" + std::string(kind.key) + "` | " + (usual.empty() ? "" : "`" + usual + "`") + " | " +
             std::string(kind.english) + " |\n";
  }
  EXPECT_NE(page.find(table), std::string::npos) << "the table of docs/operate.md must be\n" << table;
}

}  // namespace
}  // namespace midyear::cli
