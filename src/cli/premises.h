#pragma once

// All rooms of the desk together in this process: the store opened, the use cases on it, the router that
// leads to them, the threads that read what was added. `midyear serve` puts the HTTP door in front; a command
// where no server runs calls the router itself.

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/settings.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/problem.h"
#include "server/router.h"
#include "store/store.h"

namespace midyear::cli {

store::Settings store_settings(const Settings& settings);
std::vector<store::Migration> desk_migrations();

class Premises {
 public:
  struct Outlets {  // where it tells what it does; nullptr: nowhere. Must outlive it
    server::Log* log = nullptr;
    server::Metrics* metrics = nullptr;
  };
  // Errors: those of store::Store::open().
  static base::Result<std::unique_ptr<Premises>> open(const Settings& settings, Outlets outlets);
  Premises(const Premises&) = delete;
  Premises& operator=(const Premises&) = delete;
  ~Premises();

  server::Router& router();
  // What a failure of the rooms is to whoever asks; nothing: an internal fault.
  std::optional<server::Problem> translate(const std::exception& error) const;
  // Why the desk cannot work now, in a word for /ready; "" where it can.
  std::string unready() const;

  // The key of the link that sets the desk up, where nobody has an account yet; those before it work no more.
  std::optional<std::string> set_up_key();

  // Changes with every change of what the desk answers; 0 where another program could change it unheard. Does
  // not wait.
  std::uint64_t state() const;

  // Threads that read what waits (0: half the processors, one at least), one that tidies the store, and one
  // that notes the head of the audit log outside.
  void start_readers(unsigned threads);
  // Ends them after the reading that each is at. Returns how many documents wait.
  std::size_t stop_readers();
  // Reads one document that waits, in this thread; false where none does.
  bool read_one();

 private:
  struct Rooms;
  explicit Premises(std::unique_ptr<Rooms> rooms);
  std::unique_ptr<Rooms> rooms_;
};

}  // namespace midyear::cli
