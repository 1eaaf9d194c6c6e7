#include "cli/page_names.h"

#include <algorithm>
#include <set>

namespace midyear::cli {

std::vector<std::string> page_names(const std::vector<std::string>& inputs) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const std::string& input : inputs) {
    std::string name;
    for (const char c : input == "-" ? std::string("stdin") : input) name += c == '/' ? '-' : c;
    name.erase(0, std::min(name.find_first_not_of("-."), name.size()));
    std::string distinct = name + ".html";
    for (int n = 2; !taken.insert(distinct).second; ++n) distinct = name + "-" + std::to_string(n) + ".html";
    names.push_back(std::move(distinct));
  }
  return names;
}

}  // namespace midyear::cli
