#include "cli/inputs.h"

#include <algorithm>
#include <iterator>

namespace midyear::cli {

Inputs expand_inputs(const std::vector<std::string>& named, Surroundings& around) {
  Inputs inputs;
  for (const std::string& name : named) {
    if (name == "-" || base::path_kind(name) != base::PathKind::folder) {
      inputs.files.push_back(name);
      continue;
    }
    base::Listing listing = base::list_reports(name);
    for (const base::Listing::Fault& fault : listing.faults)
      inputs.exit = std::max(inputs.exit, complain(around, fault.path, fault.error));
    if (listing.files.empty() && listing.faults.empty())
      inputs.exit = std::max(inputs.exit, complain(around, name, {"empty_folder", ""}));
    std::move(listing.files.begin(), listing.files.end(), std::back_inserter(inputs.files));
  }
  around.err.flush();
  return inputs;
}

}  // namespace midyear::cli
