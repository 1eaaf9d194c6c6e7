// midyear serve: the desk behind its HTTP door, until a signal ends it.

#include "cli/serve.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "base/json.h"
#include "cli/audit_heads.h"
#include "cli/desk_command.h"
#include "cli/premises.h"
#include "server/assets.h"
#include "server/server.h"

namespace midyear::cli {
namespace {

// SIGTERM, SIGINT and SIGHUP, taken by one thread that waits for them. Made before any other thread, which
// all inherit the mask.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR2}) sigaddset(&set_, number);
    ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals() {
    if (waiter_.joinable()) {
      ending_ = true;
      ::pthread_kill(waiter_.native_handle(), SIGUSR2);
      waiter_.join();
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  // Calls stop() at the first signal; the second ends the process, for whoever does not want to wait.
  void watch(std::function<void()> stop) {
    waiter_ = std::thread([this, stop = std::move(stop)] {
      for (bool first = true;;) {
        int number = 0;
        if (::sigwait(&set_, &number) != 0 || (number == SIGUSR2 && ending_)) return;
        if (number == SIGUSR2) continue;
        if (!first) ::_exit(128 + number);
        first = false;
        stop();
      }
    });
  }

 private:
  sigset_t set_{}, before_{};
  std::thread waiter_;
  std::atomic<bool> ending_{false};
};

// data/serve.json: who serves and where, for `midyear status` and for whoever looks. Taken away at the end.
class Notice {
 public:
  Notice(const Settings& settings, std::uint16_t port, Surroundings& around)
      : path_(settings.data + "/serve.json") {
    std::string text;
    base::JsonWriter json(text);
    json.begin_object();
    json.key("address").string(address_of(settings.host, port));
    json.key("pid").integer(::getpid());
    json.key("version").string(MIDYEAR_VERSION);
    json.end_object();
    // Only a help for people: without it the server serves as well.
    if (base::write_file(around.files, path_, text + "\n")) path_.clear();
  }
  Notice(const Notice&) = delete;
  Notice& operator=(const Notice&) = delete;
  ~Notice() {
    std::error_code ignored;  // the next server writes it anew
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }

 private:
  std::string path_;
};

server::Options server_options(const Settings& settings, Premises& premises) {
  server::Options options;
  options.io_threads = settings.io_threads;
  options.workers = settings.workers;
  options.scratch = settings.data + "/scratch";
  for (const std::string& host : settings.hosts) {
    options.hosts.push_back(host);
    options.origins.push_back("https://" + host);
    options.origins.push_back("http://" + host);
  }
  options.translate = [&premises](const std::exception& error) { return premises.translate(error); };
  options.state = [&premises] { return premises.state(); };
  options.unready = [&premises] { return premises.unready(); };
  return options;
}

std::string web_folder(const Settings& settings) {
  if (!settings.web.empty()) return settings.web;
  std::error_code missing;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", missing);
  // Installed: bin/midyear beside share/midyear/web; built: build/release/midyear in the sources.
  for (const char* place : {"../share/midyear/web", "../../web/dist", "../web/dist"}) {
    const std::filesystem::path folder = program.parent_path() / place;
    if (std::filesystem::exists(folder / "index.html", missing)) return folder.lexically_normal();
  }
  return "";
}

// The web's files, or one page that says where they are missing.
server::Handler web(const Settings& settings, Surroundings& around, base::Error& fault) {
  const std::string folder = web_folder(settings);
  if (!folder.empty()) {
    auto files = server::serve_folder(folder);
    if (files) return std::move(*files);
    fault = files.error();
    if (fault.message.empty()) fault.message = folder;
  }
  std::string page(
      around.say("网页还没有构建：运行 scripts/web.sh 或 ./run；接口在 /api/v1。\n",
                 "The web pages are not built: run scripts/web.sh or ./run. The API is at /api/v1.\n"));
  return [page](server::Request& request) {
    if (request.path != "/") return server::Response(404);
    return server::Response::text(page, 503);
  };
}

int serve(const Settings& settings, Surroundings& around) {
  if (!settings.audit_notes.empty())
    if (const auto fault = AuditHeads::try_file(settings.audit_notes))
      return complain(around, settings.audit_notes, *fault);
  Signals signals;
  server::Log log(settings.log == "off" ? -1 : 2);
  server::Metrics metrics;
  // Before a store is made that nobody serves.
  if (!store::Store::present(store_settings(settings))) {
    server::Router none;
    if (const auto fault = server::Server({}, none, log, metrics)
                               .listen_tcp(settings.host, static_cast<std::uint16_t>(settings.port)))
      return complain(around, settings.host + ":" + std::to_string(settings.port), *fault);
  }
  auto premises = Premises::open(settings, {.log = &log, .metrics = &metrics});
  if (!premises) return complain(around, settings.data, premises.error());
  base::Error web_fault;
  (*premises)->router().fallback(web(settings, around, web_fault));
  if (!web_fault.code.empty()) return complain(around, web_fault.message, web_fault);

  server::Server server(server_options(settings, **premises), (*premises)->router(), log, metrics);
  if (const auto fault = server.listen_tcp(settings.host, static_cast<std::uint16_t>(settings.port)))
    return complain(around, settings.host + ":" + std::to_string(settings.port), *fault);
  if (const auto fault = server.listen_local(settings.socket()))
    return complain(around, settings.socket(), *fault);
  const Notice notice(settings, server.port(), around);
  (*premises)->start_readers(settings.readers);
  signals.watch([&server] { server.stop(); });
  const std::string address = address_of(settings.host, server.port());
  around.out.append(std::string(around.say("工作台已打开：", "Midyear is at ")) + address +
                    around.say("（数据 ", " (data ").data() + settings.data + around.say("）", ")").data() +
                    "\n");
  if (settings.sign_in == "required")
    if (const auto key = (*premises)->set_up_key())
      around.out.append(std::string(around.say(
                            "还没有账户。请在浏览器里打开这个链接设置管理员（只能用一次，七天内有效）：\n  ",
                            "There are no accounts yet. Open this link in a browser to set up the "
                            "administrators (it works once, for seven days):\n  ")) +
                        address + "set-up#" + *key + "\n");
  around.out.flush();
  log.info("started", {{"address", address}, {"data", settings.data}, {"pid", std::int64_t{::getpid()}}});

  const server::StopReport report = server.run();
  const std::size_t waiting = (*premises)->stop_readers();
  log.info("stopped", {{"finished", static_cast<std::int64_t>(report.finished)},
                       {"cut", static_cast<std::int64_t>(report.cut)},
                       {"waiting", static_cast<std::int64_t>(waiting)}});
  log.flush();
  const std::string finished = std::to_string(report.finished), cut = std::to_string(report.cut);
  const std::string left = std::to_string(waiting);
  around.out.append(around.language == base::Language::chinese
                        ? "已停止：完成在途请求 " + finished + " 个，中断 " + cut + " 个，待读文档 " + left +
                              " 份。\n"
                        : "Stopped: " + finished + " requests in flight done, " + cut + " cut, " + left +
                              " documents wait to be read.\n");
  return kDone;
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "::1" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  return host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string address_of(std::string_view host, std::uint16_t port) {
  std::string name(host);
  if (name.find(':') != std::string::npos && !name.starts_with('[')) name = "[" + name + "]";
  return "http://" + name + ":" + std::to_string(port) + "/";
}

int run_serve(Arguments arguments, Surroundings& around) {
  SettingFlags flags;
  Walker walk(arguments, around.language);
  while (walk.next())
    if (!take_setting(walk, flags)) walk.fail(no_such_option());
  if (walk.error()) return complain(around, "", *walk.error());
  const auto settings = read_settings(around.files, flags, environment_value, around.language);
  if (!settings) return complain(around, "", settings.error());
  if (settings->sign_in == "none" && !settings->hosts.empty())
    return complain(around, "", {"sign_in_open", ""});
  if (!is_loopback(settings->host)) return complain(around, settings->host, {"host_refused", ""});
  return serve(*settings, around);
}

}  // namespace midyear::cli
