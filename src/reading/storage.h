#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.h"

namespace midyear::reading {

// Owns what the records of one Reading point at.
class Storage {
 public:
  std::string source;  // decoded
  std::string mended;  // empty where map.identity()
  text::SourceMap map;

  std::string_view text() const {
    return map.identity() ? std::string_view(source) : std::string_view(mended);
  }

  // Keeps a composed string; the view lives as long as the storage. Cost: one copy.
  std::string_view keep(std::string_view composed) {
    if (composed.empty()) return {};
    if (composed.size() > kChunk / 4) {
      large_.emplace_back(composed);
      return large_.back();
    }
    if (chunks_.empty() || used_ + composed.size() > kChunk) {
      chunks_.push_back(std::make_unique_for_overwrite<char[]>(kChunk));
      used_ = 0;
    }
    char* place = chunks_.back().get() + used_;
    composed.copy(place, composed.size());
    used_ += composed.size();
    return {place, composed.size()};
  }

 private:
  static constexpr std::size_t kChunk = 64 << 10;
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t used_ = 0;
  std::deque<std::string> large_;
};

}  // namespace midyear::reading
