#include "people/password.h"

#include <argon2.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stdexcept>

#include "base/embedded.h"
#include "base/lexicon.h"

namespace midyear::base {
std::span<const EmbeddedFile> embedded_permissions();
}

namespace midyear::people {
namespace {

constexpr std::uint32_t kPasses = 2, kKibibytes = 19'456, kLanes = 1;
constexpr std::size_t kSalt = 16, kHash = 32;

// Bounds the memory that people who sign in at once take.
class Turn {
 public:
  Turn() {
    std::unique_lock lock(mutex());
    free().wait(lock, [] { return count() < kAtOnce; });
    ++count();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    {
      const std::lock_guard lock(mutex());
      --count();
    }
    free().notify_one();
  }

 private:
  static constexpr int kAtOnce = 4;
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  static std::condition_variable& free() {
    static std::condition_variable one;
    return one;
  }
  static int& count() {
    static int one = 0;
    return one;
  }
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Each character is the one before it, or one more or less: aaaaaaaaaa, 1234567890, 9876543210.
bool is_row(std::string_view text) {
  for (const int step : {0, 1, -1}) {
    bool same = true;
    for (std::size_t i = 1; same && i < text.size(); ++i) {
      const int by = text[i] - text[i - 1];
      same = by == step || (step != 0 && by == -9 * step);  // 9 to 0 and back
    }
    if (same) return true;
  }
  return false;
}

bool is_common(const std::string& password) {
  for (const base::Row& row :
       base::table_rows(base::embedded_file(base::embedded_permissions(), "common_passwords.tsv"))) {
    const std::size_t at = password.find(row.at(0));
    if (at == std::string::npos) continue;
    // What stands around it has to carry the weight.
    std::string rest = password;
    rest.erase(at, row.at(0).size());
    const auto weighty = std::count_if(rest.begin(), rest.end(), [](char c) {
      return (c < '0' || c > '9') && c != '@' && c != '!' && c != '.' && c != '_' && c != '#';
    });
    if (weighty < 6) return true;
  }
  return false;
}

}  // namespace

std::string hash_password(std::string_view password) {
  const Turn turn;
  std::array<unsigned char, kSalt> salt{};
  if (::getrandom(salt.data(), salt.size(), 0) != static_cast<ssize_t>(salt.size()))
    throw std::runtime_error("getrandom failed");
  std::string encoded(argon2_encodedlen(kPasses, kKibibytes, kLanes, kSalt, kHash, Argon2_id), '\0');
  const int fault = argon2id_hash_encoded(kPasses, kKibibytes, kLanes, password.data(), password.size(),
                                          salt.data(), salt.size(), kHash, encoded.data(), encoded.size());
  if (fault != ARGON2_OK) throw std::runtime_error(argon2_error_message(fault));
  encoded.resize(encoded.find('\0') == std::string::npos ? encoded.size() : encoded.find('\0'));
  return encoded;
}

bool check_password(const std::string& hash, std::string_view password) {
  // Nobody's: a hash of a password that was thrown away.
  static const std::string kNobody = hash_password("nobody's own password");
  const Turn turn;
  const std::string& held = hash.empty() ? kNobody : hash;
  const int fault = argon2id_verify(held.c_str(), password.data(), password.size());
  if (fault != ARGON2_OK && fault != ARGON2_VERIFY_MISMATCH)
    throw std::runtime_error(argon2_error_message(fault));
  return fault == ARGON2_OK && !hash.empty();
}

std::string_view fault_of_password(std::string_view password, std::string_view login) {
  if (password.size() > kLongestPassword) return "long";
  if (characters(password) < kShortestPassword) return "short";
  const std::string small = lower(password);
  if (!login.empty() && small.find(lower(login)) != std::string::npos) return "name";
  if (is_row(small) || is_common(small)) return "common";
  return "";
}

}  // namespace midyear::people
