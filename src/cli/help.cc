#include <algorithm>

#include "cli/command.h"

namespace midyear::cli {
namespace {

constexpr std::string_view kChinese =
    R"(midyear：读工作报告，把语句变成数字、部署事项和项目，并在工作台里保存、核对、查找。

用法
  midyear read 文件|文件夹|-…   [选项]   读报告
  midyear repair 文件|-…        [选项]   修复转载页面的损坏，修好的正文写到标准输出
  midyear parse --kind 类别     [选项]   每行一段文字，只做识别

  midyear serve                 [选项]   打开工作台（浏览器 http://127.0.0.1:8080/），Ctrl-C 停止
  midyear status                         工作台是否在运行、在哪里
  midyear add 文件|文件夹|-…    [选项]   把报告加入工作台并读完（--year 年份，--no-wait 不等）
  midyear list [词…]            [选项]   列出文档（--state、--sort、-n 条数）
  midyear find 词…              [选项]   在全部文档中查找语句（-n 条数）
  midyear export 编号           [选项]   取出一份文档（--as source|text|records|page|table，-o 文件）
  midyear backup [--to 文件夹]           备份，不影响使用
  midyear restore 文件夹                 从备份恢复到空的数据文件夹
  midyear verify [--noted 文件]          检查全部数据是否完好，并与另存的校验值核对
  midyear audit                 [选项]   操作记录（--who、--operation、--target、--since、--until、-n 条数、--head）
  midyear people [list|sample|reset 登录名]   账户：列出、建一个样例高新区、给进不来的人发设密码的链接
  midyear config                [选项]   列出全部设置、取值和来源
  midyear version | help

read 的选项
  --format text|jsonl|csv|html   终端页面（默认）、每行一条 JSON、表格、网页
  --kind figure|commitment|project|check|repair   csv 取哪一张表（默认 figure 数字）
  --stage decode|repair|trim|outline|figures|facts|commitments|projects|checks
                                 以 JSON 看某一步的结果
  --year 年份                    报告所属年份（正文没有写明时）
  --simplify                     繁体一律转简体
  --max-bytes N                  单个输入的上限，默认 256M
  --output 文件, -o              结果写到文件（写完才出现）；多个输入的 html 写到文件夹
  -j N                           线程数，默认等于处理器数

repair 的选项
  --log                          列出每处修复：位置、修复前、修复后、规则、把握
  --simplify, --max-bytes N, --output 文件

parse 的选项
  --kind number|percent|range|currency|dimension|period   --reference 日期

工作台各命令的选项（docs/operate.md）
  --data 文件夹                  数据文件夹；有服务在运行时命令经它办理
  --format text|json             给人看，或每行一条 JSON
  --config 文件                  设置文件（YAML），默认 MIDYEAR_CONFIG，其次 /etc/midyear.yaml
  --设置名 取值                  例如 --port 8081；环境变量 MIDYEAR_PORT=8081 亦可

退出码  0 完成　1 部分输入失败（其余照做）　2 用法不对　3 环境问题（磁盘、权限）
语言    MIDYEAR_LANG=en 换成英文；颜色用 NO_COLOR=1 关闭
)";

constexpr std::string_view kEnglish =
    R"(midyear: reads work reports, turns their sentences into figures, commitments and projects, keeps them at a desk.

Usage
  midyear read FILE|FOLDER|-...   [options]   read reports
  midyear repair FILE|-...        [options]   mend the damage of re-published pages, mended text on standard output
  midyear parse --kind KIND       [options]   one text a line, bare recognitions

  midyear serve                   [options]   open the desk (http://127.0.0.1:8080/ in a browser), Ctrl-C stops it
  midyear status                              whether the desk runs, and where
  midyear add FILE|FOLDER|-...    [options]   add reports and wait until they are read (--year YEAR, --no-wait)
  midyear list [WORDS...]         [options]   documents (--state, --sort, -n COUNT)
  midyear find WORDS...           [options]   passages of all documents (-n COUNT)
  midyear export ID               [options]   one document (--as source|text|records|page|table, -o FILE)
  midyear backup [--to FOLDER]                a copy while people work
  midyear restore FOLDER                      fill an empty data folder from a backup
  midyear verify [--noted FILE]               look whether everything is whole, and as noted elsewhere
  midyear audit                   [options]   the audit log (--who, --operation, --target, --since, --until, -n COUNT, --head)
  midyear people [list|sample|reset LOGIN]    accounts: list, make up a sample zone, a new password for whoever cannot get in
  midyear config                  [options]   all settings, their values and where each came from
  midyear version | help

Options of read
  --format text|jsonl|csv|html   page for the terminal (default), one JSON record a line, table, web page
  --kind figure|commitment|project|check|repair   which table csv holds (default figure)
  --stage decode|repair|trim|outline|figures|facts|commitments|projects|checks
                                 look at one stage as JSON
  --year YEAR                    year of the report, where the text does not say
  --simplify                     traditional to simplified characters everywhere
  --max-bytes N                  limit for one input, default 256M
  --output FILE, -o              write to a file that appears when done; a folder for html of several inputs
  -j N                           threads, default one per processor

Options of repair
  --log                          list each mend: place, before, after, rule, certainty
  --simplify, --max-bytes N, --output FILE

Options of parse
  --kind number|percent|range|currency|dimension|period   --reference DATE

Options of the desk's commands (docs/operate.md)
  --data FOLDER                  data folder; where a server runs on it the commands go through the server
  --format text|json             for people, or one JSON value a line
  --config FILE                  file of settings (YAML), default MIDYEAR_CONFIG, then /etc/midyear.yaml
  --SETTING VALUE                as --port 8081; MIDYEAR_PORT=8081 in the environment does the same

Exit codes  0 done, 1 some inputs failed (the rest done), 2 wrong usage, 3 surroundings (disk, permission)
Language    Chinese; English with MIDYEAR_LANG=en. NO_COLOR=1 switches colours off
)";

// What the page says of one command: its line of use, the options of its own and, for a command of the desk,
// those that all of these share; the codes it ends with. Empty for a command that it does not name.
std::string about(std::string_view page, std::string_view command) {
  const std::string name(command);
  const std::string use = "  midyear " + name + " ";
  std::string out;
  bool of_desk = false;
  while (!page.empty()) {
    const std::size_t end = std::min(page.find("\n\n"), page.size());
    const std::string_view part = page.substr(0, end);
    page.remove_prefix(std::min(end + 2, page.size()));
    const std::string_view head = part.substr(0, part.find('\n'));
    if (const std::size_t at = part.find(use); at != part.npos) {
      of_desk = part.find("  midyear serve ") != part.npos;
      out = std::string(part.substr(at, part.find('\n', at) - at)) + "\n";
    } else if (!out.empty() && (head.starts_with(name + " ") || head.ends_with(" of " + name) ||
                                (of_desk && head.find("docs/operate.md") != head.npos) || page.empty())) {
      (out += "\n") += part;
      if (!out.ends_with('\n')) out += '\n';
    }
  }
  return out;
}

}  // namespace

int run_help(Arguments arguments, Surroundings& around) {
  const std::string_view page = around.say(kChinese, kEnglish);
  const std::string part = arguments.empty() ? std::string() : about(page, arguments[0]);
  around.out.append(part.empty() ? page : std::string_view(part));
  return kDone;
}

}  // namespace midyear::cli
