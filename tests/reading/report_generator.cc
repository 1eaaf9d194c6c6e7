#include "reading/report_generator.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>

#include "reading/report_numbers.h"

namespace midyear::reading::testing {
namespace {

struct Pattern {
  char set, plants;
  std::string fact, sentence;
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == '\t')
      cells.emplace_back();
    else
      cells.back() += c;
  }
  return cells;
}

std::vector<std::vector<std::string>> rows_of(const std::string& name) {
  std::ifstream file(std::string(MIDYEAR_SOURCE_DIR) + "/tests/reading/" + name);
  if (!file) throw std::runtime_error("missing " + name);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line[0] != '#') rows.push_back(cells_of(line));
  return rows;
}

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> out;
    for (const auto& row : rows_of("report_patterns.tsv"))
      out.push_back({row.at(0)[0], row.at(2)[0], row.at(1), row.at(3)});
    return out;
  }();
  return all;
}

std::vector<std::string> titles(char set, std::string_view place) {
  static const auto rows = rows_of("report_headings.tsv");
  std::vector<std::string> out;
  for (const auto& row : rows)
    if (row.at(0)[0] == set && row.at(1) == place) out.push_back(row.at(2));
  return out;
}

using Pool = std::vector<std::string>;

// What a report can name. Drawn without return, so that nothing is said twice but by plan.
const std::map<std::string, Pool, std::less<>>& names() {
  static const std::map<std::string, Pool, std::less<>> pools = {
      {"t", {"规模工业总产值",     "技工贸总收入",         "固定资产投资",     "一般公共预算收入",
             "财政总收入",         "社会消费品零售总额",   "进出口总额",       "实际到位内资",
             "服务业营业收入",     "软件业务收入",         "建筑业总产值",     "高新技术产业产值",
             "批发业销售额",       "工业用电产值",         "园区企业营业收入", "工业增加值",
             "战略性新兴产业产值", "数字经济核心产业产值", "外贸进出口额",     "技术合同成交额"}},
      {"p",
       {"装备制造业", "电子信息产业", "新材料产业", "生物医药产业", "重点企业", "民营企业", "龙头企业",
        "制造业", "外资企业", "食品产业"}},
      {"i", {"装备制造", "电子信息", "新材料", "生物医药", "汽车零部件", "食品加工", "新能源", "节能环保"}},
      {"n", {"高新技术企业", "科技型中小企业", "规上工业企业", "专精特新企业", "上市后备企业"}},
      {"q", {"税收占比", "研发投入强度", "绿化覆盖率", "污水集中处理率", "群众满意率"}},
      {"l", {"青禾小学", "望江小学", "枫桥小学", "云汉中学", "柳泉小学", "松台中学", "东溪小学"}},
      {"f",
       {"宏远机电", "天禾医药", "华旭电子", "金瑞新材", "博阳智能", "新凯装备", "盛达食品", "启明光电",
        "瑞川精密", "联创软件"}},
      {"r", {"云台路", "望江路", "青枫大道", "长桥路", "和平西路"}},
      {"k", {"白石片区", "南塘片区", "新桥片区", "柳林片区", "河东片区"}},
      {"x", {"云谷产业园", "青禾医院", "望江污水处理厂", "东溪科创中心", "松台人才公寓", "长桥变电站"}},
  };
  return pools;
}

class Maker {
 public:
  explicit Maker(const GeneratorOptions& options)
      : options_(options), dice_(options.seed * 7919u + static_cast<unsigned>(options.set)) {
    for (int i = 0; i < 8; ++i) dice_.roll();
    own_lines_ = dice_.chance(60);
    wide_ = own_lines_ || dice_.chance(50);
    glued_ = !own_lines_ && dice_.chance(60);
    number_style_ = dice_.between(0, 1);
    zone_ = pick({"全区", "新区", "园区"});
    time_ = pick({"上半年", "1-6月", "今年上半年"});
  }

  GeneratedReport make() {
    report_.title =
        pick({"东湖新区", "云台高新区", "江北经开区", "青禾开发区"}) + pick(titles(options_.set, "title"));
    collect();
    paragraph(pick(titles(options_.set, "lead")));
    part(pick(titles(options_.set, "review")));
    std::vector<std::string> sections = shuffled(titles(options_.set, "section"));
    const std::size_t used = static_cast<std::size_t>(dice_.between(3, 5));
    for (std::size_t i = 0; i < used; ++i) {
      section(static_cast<int>(i + 1), sections[i]);
      for (std::size_t k = i; k < review_.size(); k += used) say(review_[k]);
      end_paragraph();
    }
    part(pick(titles(options_.set, "problems")));
    say_open();
    for (const std::string& sentence : problems_) say(sentence);
    items(sentences("problem", 3));
    part(pick(titles(options_.set, "plan")));
    say_open();
    for (const std::string& sentence : plan_) say(sentence);
    end_paragraph();
    std::vector<std::string> tasks = shuffled(titles(options_.set, "task"));
    for (std::size_t i = 0; i < 3; ++i) {
      section(static_cast<int>(i + 1), tasks[i]);
      for (const std::string& sentence : sentences("measure", 2)) say(sentence);
      end_paragraph();
    }
    wrap();
    return std::move(report_);
  }

 private:
  std::string pick(const Pool& pool) { return pool[dice_.roll() % pool.size()]; }

  Pool shuffled(Pool pool) {
    for (std::size_t i = pool.size(); i > 1; --i) std::swap(pool[i - 1], pool[dice_.roll() % i]);
    return pool;
  }

  std::string draw(std::string_view kind) {
    Pool& left = left_[std::string(kind)];
    if (left.empty()) left = shuffled(names().find(kind)->second);
    std::string name = left.back();
    left.pop_back();
    return name;
  }

  Pattern pattern_of(std::string_view fact) {
    std::vector<const Pattern*> fit;
    for (const Pattern& p : patterns())
      if (p.set == options_.set && p.fact == fact) fit.push_back(&p);
    if (fit.empty()) throw std::runtime_error("no pattern for " + std::string(fact));
    return *fit[dice_.roll() % fit.size()];
  }

  std::string filled(const std::string& sentence, Values& values) {
    std::string out;
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      if (sentence[i] != '{') {
        out += sentence[i];
        continue;
      }
      const std::size_t end = sentence.find('}', i);
      const std::string key = sentence.substr(i + 1, end - i - 1);
      auto value = values.find(key);
      if (value == values.end()) {
        const std::string kind = key.substr(0, 1);
        if (key == "zone")
          values[key] = zone_;
        else if (key == "time")
          values[key] = time_;
        else
          values[key] = draw(kind);
        value = values.find(key);
      }
      out += value->second;
      i = end;
    }
    return styled(out);
  }

  std::string styled(std::string text) const {
    if (wide_) return text;
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"，", ","}, {"；", ";"}, {"：", ":"}})
      for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
  }

  std::string fact_sentence(const std::string& fact, bool wrong) {
    const Pattern pattern = pattern_of(fact);
    Values values;
    fill_numbers(fact, wrong, pattern.plants, pattern.sentence.find("亿元") != std::string::npos, dice_,
                 values);
    std::string sentence = filled(pattern.sentence, values);
    if (wrong) report_.planted->sentences.push_back(sentence);
    return sentence;
  }

  // Two places that speak of the same thing: with the same words, or with words that exclude each other.
  void pair(const std::string& first_fact, const std::string& second_fact, bool wrong,
            std::vector<std::string>& second_place) {
    Values values;
    fill_numbers("decoy", false, 'b', true, dice_, values);
    std::string first = filled(pattern_of(first_fact).sentence, values);
    if (wrong && first_fact == "conflict1") values["A"] = changed(values["A"]);
    std::string second = filled(pattern_of(second_fact).sentence, values);
    if (wrong) report_.planted->sentences = {first, second};
    review_.push_back(first);
    second_place.push_back(second);
  }

  std::string changed(const std::string& value) {
    const double old = std::strtod(value.c_str(), nullptr);
    std::string out = std::to_string(old * (dice_.chance(50) ? 1.08 : 0.91));
    return out.substr(0, out.find('.') + 2);
  }

  // All facts of the report; the wanted one goes wrong.
  void collect() {
    const std::optional<CheckKind> plant = options_.plant;
    if (plant) report_.planted = Planted{*plant, {}};
    const auto wants = [&](CheckKind kind) { return plant && *plant == kind; };
    const auto one_of = [&](std::vector<std::string> facts, CheckKind kind) {
      const std::size_t wrong = wants(kind) ? dice_.roll() % facts.size() : facts.size();
      for (std::size_t i = 0; i < facts.size(); ++i) review_.push_back(fact_sentence(facts[i], i == wrong));
    };
    one_of({"share", "share"}, CheckKind::share_of_total);
    one_of({"parts", "ratio"}, CheckKind::sum_of_parts);
    one_of({"progress", "progress", "rate"}, CheckKind::progress_of_target);
    one_of({"lead", "lag"}, CheckKind::lead_over_schedule);
    one_of({"list", "list", "updown"}, CheckKind::count_of_list);
    one_of({"growth", "growth"}, CheckKind::growth_of_values);
    for (std::string& sentence : decoys(4)) review_.push_back(std::move(sentence));
    for (const std::string& sentence : sentences("prose", 3)) review_.push_back(sentence);
    pair("conflict1", "conflict2", wants(CheckKind::conflicting_values), problems_);
    const bool stages = wants(CheckKind::stage_conflict);
    if (stages)
      pair("stage1", "stage2", true, plan_);
    else
      pair("samestage1", "samestage2", false, plan_);
    plan_.push_back(fact_sentence("range", wants(CheckKind::range_order)));
    review_ = shuffled(review_);
  }

  // Sentences that look as if they could be checked, each pattern once.
  std::vector<std::string> decoys(std::size_t count) {
    Pool all;
    for (const Pattern& p : patterns()) {
      if (p.set != options_.set || p.fact != "decoy") continue;
      Values values;
      fill_numbers("decoy", false, 'b', true, dice_, values);
      all.push_back(filled(p.sentence, values));
    }
    all = shuffled(all);
    all.resize(count);
    return all;
  }

  std::vector<std::string> sentences(const std::string& fact, std::size_t count) {
    Pool all;
    for (const Pattern& p : patterns())
      if (p.set == options_.set && p.fact == fact) all.push_back(styled(p.sentence));
    all = shuffled(all);
    all.resize(std::min(count, all.size()));
    return all;
  }

  void say(const std::string& sentence) { report_.text += sentence; }
  void say_open() {
    if (own_lines_) {
      say(styled(pick(titles(options_.set, "open")) + "全区上下要统一思想、保持清醒。"));
    } else {
      say(styled((glued_ ? pick(titles(options_.set, "open")) : "") + "全区上下要统一思想、保持清醒。"));
    }
  }
  void end_paragraph() {
    if (own_lines_) say("\n");
  }
  void paragraph(const std::string& text) {
    say(styled(text));
    end_paragraph();
  }

  static std::string han(int n) {
    static const char* kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    return kDigits[n];
  }

  void part(const std::string& title) {
    if (own_lines_ && !report_.text.empty() && report_.text.back() != '\n') say("\n");
    const std::string number = han(++parts_) + "、";
    report_.headings.push_back({1, false, number, title});
    say(number + title);
    if (own_lines_)
      say("\n");
    else if (!glued_)
      say("。");
  }

  void section(int n, const std::string& title) {
    const std::string number = wide_ ? "（" + han(n) + "）" : "(" + han(n) + ")";
    const std::string written = styled(title);
    report_.headings.push_back({2, false, number, written});
    say(number + written);
    say(own_lines_ && number_style_ == 0 ? "\n" : "。");
  }

  void items(const std::vector<std::string>& list) {
    int n = 0;
    for (const std::string& sentence : list) {
      // "一是产业层次总体不高，缺少…": the item's title is its first clause.
      const std::string number = han(++n) + "是";
      const std::size_t comma = std::min(sentence.find("，"), sentence.find(','));
      std::string title = sentence.substr(0, comma);
      if (title.ends_with("。")) title.resize(title.size() - 3);
      report_.headings.push_back({2, true, number, title});
      say(number + sentence);
    }
    end_paragraph();
  }

  void wrap() {
    const int kind = dice_.between(0, 3);
    const std::string& title = report_.title;
    const std::string body = std::move(report_.text);
    if (kind == 0) {
      report_.pages_read = dice_.between(2, 6);
      report_.pages_left = dice_.between(3, 30);
      std::string page;
      for (int i = 1; i <= report_.pages_read; ++i) page += title + "_第" + std::to_string(i) + "页\n";
      page += "已阅读" + std::to_string(report_.pages_read) + "页,还剩" + std::to_string(report_.pages_left) +
              "页未读, 继续免费阅读\n\n下载本文档\n\n";
      page +=
          "版权说明：本文档由用户提供并上传，收益归属内容提供方，若内容存在侵权，请进行举报或认领\n\n文档简介"
          "\n\n" +
          title + body;
      page +=
          "\n\n温馨提示\n\n1. 本站所有资源均由用户上传，如有侵权请联系我们。\n2. "
          "下载文件后请用阅读器打开。\n\n评论\n\n0/150\n\n提交评论";
      report_.text = page;
    } else if (kind == 1) {
      report_.text =
          "首页 > 政务公开 > 工作动态\n下载\n打印\n【字号：\n大\n中\n小\n】\n" + title +
          "\n来源：管委会办公室\n发布时间：2025-07-18\n" + body +
          "\n打印本页 关闭窗口\n上一篇：关于开展安全检查的通知\n下一篇：防汛工作动态\n主办单位：管委会办公室 "
          "网站地图\n";
    } else if (kind == 2) {
      const int all = dice_.between(9, 30);
      report_.pages_read = dice_.between(2, 5);
      report_.pages_left = all - report_.pages_read;
      report_.text = title + "\n本文档共" + std::to_string(all) + "页，当前已预览" +
                     std::to_string(report_.pages_read) + "页\n" + body +
                     "\n相关推荐\n工作总结范文\n述职报告\n";
    } else {
      report_.text = title + "\n" + body;
    }
  }

  GeneratorOptions options_;
  Dice dice_;
  GeneratedReport report_;
  bool own_lines_ = true, wide_ = true, glued_ = false;
  int number_style_ = 0, parts_ = 0;
  std::string zone_, time_;
  std::map<std::string, Pool> left_;
  std::vector<std::string> review_, problems_, plan_;
};

}  // namespace

GeneratedReport generate_report(const GeneratorOptions& options) { return Maker(options).make(); }

const std::vector<CheckKind>& plantable_kinds() {
  static const std::vector<CheckKind> kinds = {
      CheckKind::share_of_total,     CheckKind::sum_of_parts,   CheckKind::progress_of_target,
      CheckKind::lead_over_schedule, CheckKind::count_of_list,  CheckKind::growth_of_values,
      CheckKind::conflicting_values, CheckKind::stage_conflict, CheckKind::range_order};
  return kinds;
}

}  // namespace midyear::reading::testing
