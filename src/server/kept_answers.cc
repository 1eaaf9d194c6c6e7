#include "server/kept_answers.h"

#include "server/finish.h"

namespace midyear::server {

std::shared_ptr<const Response> KeptAnswers::find(std::string_view key, std::uint64_t state) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  if (found->second->state != state) {
    drop(found->second);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->response;
}

void KeptAnswers::keep(std::string key, std::uint64_t state, Response& response) {
  const bool text =
      std::holds_alternative<std::string>(response.body) || std::holds_alternative<Shared>(response.body);
  if (!text || response.status != 200 || !header_of(response, "Accept-Ranges").empty()) return;
  const auto size = static_cast<std::size_t>(*body_size(response));
  if (size > limit_ / 16) return;
  if (auto* own = std::get_if<std::string>(&response.body))
    response.body = std::make_shared<const std::string>(std::move(*own));
  auto kept = std::make_shared<const Response>(response);

  const std::lock_guard lock(mutex_);
  if (const auto known = by_key_.find(key); known != by_key_.end()) drop(known->second);
  entries_.push_front({std::move(key), state, size + 512, std::move(kept)});
  by_key_.emplace(entries_.front().key, entries_.begin());
  size_ += entries_.front().size;
  while (size_ > limit_) drop(std::prev(entries_.end()));
}

void KeptAnswers::drop(std::list<Entry>::iterator entry) {
  size_ -= entry->size;
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

}  // namespace midyear::server
