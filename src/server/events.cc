#include "server/events.h"

#include <algorithm>
#include <charconv>

namespace midyear::server {

void append_event(std::string& out, const Event& event) {
  if (event.id != 0) ((out += "id: ") += std::to_string(event.id)) += '\n';
  if (!event.name.empty()) ((out += "event: ") += event.name) += '\n';
  for (std::string_view rest = event.data;;) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    ((out += "data: ") += rest.substr(0, end)) += '\n';
    if (end == rest.size()) break;
    rest.remove_prefix(rest.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
  out += '\n';
}

bool EventQueue::push_locked(const Event& event) {
  if (closed_) return false;
  if (event.id != 0 && event.id <= last_) return true;
  std::string bytes;
  append_event(bytes, event);
  if (waiting_.size() + bytes.size() > limit_) {
    closed_ = dropped_ = true;
    return false;
  }
  waiting_ += bytes;
  last_ = std::max(last_, event.id);
  return true;
}

// What is to be called, outside the lock, for the taker to look again.
std::function<void()> EventQueue::wake_locked() {
  if (!asleep_ || !wake_) return {};
  asleep_ = false;
  return wake_;
}

bool EventQueue::push(const Event& event) {
  bool taken = true;
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    if (holding_ && !closed_) {
      held_.push_back(event);
      return true;
    }
    taken = push_locked(event);
    wake = wake_locked();
  }
  if (wake) wake();
  return taken;
}

void EventQueue::close() {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    wake = wake_locked();
  }
  if (wake) wake();
}

bool EventQueue::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

bool EventQueue::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

bool EventQueue::take(std::string& out) {
  const std::lock_guard lock(mutex_);
  out.clear();
  out.swap(waiting_);
  asleep_ = out.empty();
  return !(closed_ && out.empty());
}

void EventQueue::on_wake(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
  asleep_ = true;
}

void EventQueue::hold() {
  const std::lock_guard lock(mutex_);
  holding_ = true;
}

void EventQueue::release(const std::vector<Event>& missed) {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    for (const Event& event : missed) push_locked(event);
    for (const Event& event : held_) push_locked(event);
    held_.clear();
    holding_ = false;
    wake = wake_locked();
  }
  if (wake) wake();
}

void EventHub::publish(const Event& event) {
  std::vector<std::shared_ptr<EventQueue>> clients;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(queues_, [](const auto& queue) { return queue.expired(); });
    for (const auto& queue : queues_)
      if (auto client = queue.lock()) clients.push_back(std::move(client));
  }
  for (const auto& client : clients) client->push(event);
}

std::shared_ptr<EventQueue> EventHub::subscribe(
    std::uint64_t last_id, const std::function<std::vector<Event>(std::uint64_t last_id)>& missed) {
  auto queue = std::make_shared<EventQueue>();
  queue->last_ = last_id;
  if (!missed || last_id == 0) {
    const std::lock_guard lock(mutex_);
    queues_.push_back(queue);
    return queue;
  }
  queue->hold();
  {
    const std::lock_guard lock(mutex_);
    queues_.push_back(queue);
  }
  queue->release(missed(last_id));
  return queue;
}

std::size_t EventHub::clients() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(queues_.begin(), queues_.end(), [](const auto& queue) { return !queue.expired(); }));
}

std::uint64_t last_event_id(const Request& request) {
  std::string_view text = request.header("Last-Event-ID");
  if (text.empty()) text = request.query_value("last_event_id").value_or("");
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() ? id : 0;
}

}  // namespace midyear::server
