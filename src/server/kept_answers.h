#pragma once

// Answers that are given again as long as nothing changed. Any thread.

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/request.h"

namespace midyear::server {

class KeptAnswers {
 public:
  // `limit`: bytes of bodies; the answers that were not asked for the longest go first.
  explicit KeptAnswers(std::size_t limit) : limit_(limit) {}

  // The answer to this key in this state, or nothing. Cost: one look-up.
  std::shared_ptr<const Response> find(std::string_view key, std::uint64_t state);
  // Keeps a copy whose body is shared, and makes `response` share it. What is not fit to be kept (another
  // status than 200, a body that is no text, one over a sixteenth of the limit) is left alone.
  void keep(std::string key, std::uint64_t state, Response& response);

 private:
  struct Entry {
    std::string key;
    std::uint64_t state = 0;
    std::size_t size = 0;
    std::shared_ptr<const Response> response;
  };
  void drop(std::list<Entry>::iterator entry);

  const std::size_t limit_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the one asked for last comes first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
  std::size_t size_ = 0;
};

}  // namespace midyear::server
