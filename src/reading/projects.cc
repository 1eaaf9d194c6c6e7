#include "reading/stages.h"

namespace midyear::reading {

std::string_view stage_name(Stage stage) {
  static constexpr std::string_view kNames[] = {"跟进", "签约", "前期", "即将开工", "开工", "在建",
                                                "封顶", "即将竣工", "竣工", "即将投用", "投用", "其他"};
  return kNames[static_cast<int>(stage)];
}

void find_projects(Reading&) {}

}  // namespace midyear::reading
