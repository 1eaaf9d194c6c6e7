#include "cli/command.h"

namespace midyear::cli {
namespace {

constexpr std::string_view kChinese =
    R"(midyear：读工作报告，把语句变成数字、部署事项和项目。

用法
  midyear read 文件|文件夹|-…   [选项]   读报告
  midyear repair 文件|-…        [选项]   修复转载页面的损坏，修好的正文写到标准输出
  midyear parse --kind 类别     [选项]   每行一段文字，只做识别
  midyear config                [选项]   列出服务的全部设置、取值和来源
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

config 的选项
  --config 文件                  设置文件（YAML），默认 MIDYEAR_CONFIG，其次 /etc/midyear.yaml
  --设置名 取值                  例如 --port 8081；环境变量 MIDYEAR_PORT=8081 亦可

退出码  0 完成　1 部分输入失败（其余照做）　2 用法不对　3 环境问题（磁盘、权限）
语言    MIDYEAR_LANG=en 换成英文；颜色用 NO_COLOR=1 关闭
)";

constexpr std::string_view kEnglish =
    R"(midyear: reads work reports, turns their sentences into figures, commitments and projects.

Usage
  midyear read FILE|FOLDER|-...   [options]   read reports
  midyear repair FILE|-...        [options]   mend the damage of re-published pages, mended text on standard output
  midyear parse --kind KIND       [options]   one text a line, bare recognitions
  midyear config                [options]   all settings of the server, their values and where each came from
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

Options of config
  --config FILE                  file of settings (YAML), default MIDYEAR_CONFIG, then /etc/midyear.yaml
  --SETTING VALUE                as --port 8081; MIDYEAR_PORT=8081 in the environment does the same

Exit codes  0 done, 1 some inputs failed (the rest done), 2 wrong usage, 3 surroundings (disk, permission)
Language    Chinese; English with MIDYEAR_LANG=en. NO_COLOR=1 switches colours off
)";

}  // namespace

int run_help(Arguments, Surroundings& around) {
  around.out.append(around.say(kChinese, kEnglish));
  return kDone;
}

}  // namespace midyear::cli
