#include "cli/documents.h"

#include <algorithm>

namespace midyear::cli {
namespace {

constexpr std::string_view kCounts[] = {"figures", "lost", "commitments", "projects", "checks"};

std::string text_of(const base::JsonValue& object, std::string_view name) {
  const auto value = object.find(name);
  if (!value) return "";
  return value->kind() == base::JsonKind::string ? std::string(value->string(1 << 20)) : value->text();
}

std::string state_name(const std::string& state, const Surroundings& around) {
  static constexpr struct {
    std::string_view name, chinese;
  } kStates[] = {{"queued", "排队"},
                 {"reading", "在读"},
                 {"ready", "已读"},
                 {"failed", "未读成"},
                 {"removed", "已移除"}};
  for (const auto& row : kStates)
    if (row.name == state) return std::string(around.say(row.chinese, row.name));
  return state;
}

}  // namespace

std::vector<std::string> document_head(const Surroundings& around) {
  const auto say = [&](std::string_view chinese, std::string_view english) {
    return std::string(around.say(chinese, english));
  };
  return {say("编号", "id"),       say("状态", "state"),  say("年份", "year"),
          say("数字", "figures"),  say("缺失", "lost"),   say("部署", "promised"),
          say("项目", "projects"), say("疑点", "checks"), say("标题", "title")};
}

std::vector<std::string> document_row(const base::JsonValue& document, const Surroundings& around) {
  const std::string year = text_of(document, "year");
  std::vector<std::string> row{text_of(document, "id"), state_name(text_of(document, "state"), around),
                               year.empty() ? "—" : year};
  const auto counts = document.find("counts");
  for (const std::string_view name : kCounts) row.push_back(counts ? text_of(*counts, name) : "");
  const std::string title = text_of(document, "title");
  row.push_back(title.empty() ? text_of(document, "name") : title);
  return row;
}

std::vector<std::size_t> document_numbers() { return {2, 3, 4, 5, 6, 7}; }

bool each_item(Asker& asker, const Ask& question, std::uint64_t limit,
               const std::function<void(const base::JsonValue& item)>& take) {
  static constexpr std::uint64_t kPage = 100;
  std::string cursor;
  while (limit > 0) {
    Ask page = question;
    page.query.emplace_back("limit", std::to_string(std::min(limit, kPage)));
    if (!cursor.empty()) page.query.emplace_back("cursor", cursor);
    const auto answer = asker.json(std::move(page));
    if (!answer) return false;
    for (const base::JsonValue& item : answer->at("items").items()) {
      if (limit-- == 0) return true;
      take(item);
    }
    cursor = text_of(*answer, "next");
    if (cursor.empty()) return true;
  }
  return true;
}

}  // namespace midyear::cli
