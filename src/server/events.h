#pragma once

// Server-sent events: a hub that everybody publishes to, a bounded queue for each client.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/request.h"

namespace midyear::server {

struct Event {
  std::uint64_t id = 0;  // ascending; what Last-Event-ID gives back. 0: none
  std::string name;      // "change"
  std::string data;      // any text; JSON by habit
};

// The bytes on the wire: id, event and data lines, empty line.
void append_event(std::string& out, const Event& event);

// What one client is still to be sent. Any thread.
class EventQueue {
 public:
  explicit EventQueue(std::size_t limit_bytes = 256 << 10) : limit_(limit_bytes) {}

  // Takes the event unless the queue is closed, or it came before (an id that is not above the last). A
  // client that is so slow that the queue is full is dropped: the queue closes, and the client comes back
  // with its Last-Event-ID. False: closed.
  bool push(const Event& event);
  void close();
  bool closed() const;

  // For the server. take() moves what waits into `out`; false when the queue is closed and empty. `wake` is
  // called at each push or close that finds the taker asleep.
  bool take(std::string& out);
  void on_wake(std::function<void()> wake);
  bool dropped() const;  // closed because it was full

 private:
  friend class EventHub;
  void hold();                                     // keep pushes apart until release()
  void release(const std::vector<Event>& missed);  // the missed ones first, then what was kept
  bool push_locked(const Event& event);
  std::function<void()> wake_locked();

  mutable std::mutex mutex_;
  std::size_t limit_;
  std::string waiting_;
  std::uint64_t last_ = 0;
  bool closed_ = false, dropped_ = false, asleep_ = true, holding_ = false;
  std::vector<Event> held_;
  std::function<void()> wake_;
};

// Any thread; outlives the queues' publishers, not the queues.
class EventHub {
 public:
  // To every client that is there. Cost: one copy of the bytes a client.
  void publish(const Event& event);

  // Registers a client, then asks `missed` for the events after last_id: nothing is lost or doubled between
  // the two. The answer of a handler is Response::of("text/event-stream", EventSource{hub.subscribe(…)}).
  std::shared_ptr<EventQueue> subscribe(
      std::uint64_t last_id, const std::function<std::vector<Event>(std::uint64_t last_id)>& missed = {});
  std::size_t clients() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::weak_ptr<EventQueue>> queues_;
};

// Last-Event-ID of the request (or ?last_event_id=); 0 where there is none or it is no number.
std::uint64_t last_event_id(const Request& request);

}  // namespace midyear::server
