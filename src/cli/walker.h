#pragma once

// Walks over the arguments of a command: "--name value", "--name=value", "-j4", "-j 4", and after "--" only
// inputs. The first fault is kept and ends the walk.

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "quantity/period.h"

namespace midyear::cli {

struct Phrase {
  std::string chinese, english;
};

class Walker {
 public:
  Walker(Arguments arguments, base::Language language) : rest_(arguments), language_(language) {}

  // Moves on; false at the end or once something was wrong.
  bool next() {
    if (error_ || rest_.empty()) return false;
    std::string_view argument = rest_.front();
    rest_ = rest_.subspan(1);
    inline_value_.reset();
    if (!only_inputs_ && argument == "--") {
      only_inputs_ = true;
      return next();
    }
    is_option_ = !only_inputs_ && argument.size() > 1 && argument.front() == '-';
    if (is_option_ && !argument.starts_with("--") && argument.size() > 2) {
      inline_value_ = argument.substr(2);
      argument = argument.substr(0, 2);
    } else if (const std::size_t equals = argument.find('=');
               is_option_ && equals != std::string_view::npos) {
      inline_value_ = argument.substr(equals + 1);
      argument = argument.substr(0, equals);
    }
    name_ = argument;
    return true;
  }

  bool is_option() const { return is_option_; }
  std::string_view name() const { return name_; }

  std::string_view value() {
    if (inline_value_) return *inline_value_;
    if (!rest_.empty()) {
      const std::string_view value = rest_.front();
      rest_ = rest_.subspan(1);
      return value;
    }
    fail({"缺少取值", "needs a value"});
    return {};
  }

  bool flag() {
    if (inline_value_) fail({"不带取值", "takes no value"});
    return true;
  }

  template <class Number>
  Number number(Number least, Number most, const Phrase& remedy) {
    const std::string_view digits = value();
    Number result = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
    if (code != std::errc() || end != digits.data() + digits.size() || result < least || result > most)
      fail(remedy);
    return result;
  }

  // 4096, 512K, 64M, 2G.
  std::uint64_t size() {
    std::string_view digits = value();
    int shift = 0;
    if (!digits.empty()) {
      const char last = digits.back();
      shift = last == 'K' || last == 'k'   ? 10
              : last == 'M' || last == 'm' ? 20
              : last == 'G' || last == 'g' ? 30
                                           : 0;
    }
    if (shift != 0) digits.remove_suffix(1);
    std::uint64_t result = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
    const bool good = code == std::errc() && end == digits.data() + digits.size() && result > 0 &&
                      result <= (kMostBytes >> shift);
    if (!good)
      fail({"取字节数，例如 1000000、512K、64M、2G，须小于 4G",
            "takes a number of bytes below 4G, as 1000000, 512K, 64M or 2G"});
    return result << shift;
  }

  // A day as 2026-06-30.
  quantity::Date date() {
    const std::string_view text = value();
    int parts[3] = {};
    bool good = text.size() == 10 && text[4] == '-' && text[7] == '-';
    constexpr std::size_t kPlaces[3][2] = {{0, 4}, {5, 2}, {8, 2}};
    for (std::size_t k = 0; good && k < 3; ++k) {
      const char* begin = text.data() + kPlaces[k][0];
      const char* end = begin + kPlaces[k][1];
      const auto parsed = std::from_chars(begin, end, parts[k]);
      good = parsed.ec == std::errc() && parsed.ptr == end;
    }
    good = good && parts[0] > 0 && parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 &&
           parts[2] <= quantity::days_in_month(parts[0], parts[1]);
    if (!good) fail({"取日期，例如 2026-06-30", "takes a date, as 2026-06-30"});
    return {static_cast<std::int16_t>(parts[0]), static_cast<std::int8_t>(parts[1]),
            static_cast<std::int8_t>(parts[2])};
  }

  // The place of the value among the names.
  template <class Enum, std::size_t N>
  Enum choice(const std::string_view (&names)[N]) {
    const std::string_view wanted = value();
    for (std::size_t i = 0; i < N; ++i)
      if (names[i] == wanted) return static_cast<Enum>(i);
    std::string all;
    for (std::size_t i = 0; i < N; ++i) (all += i == 0 ? "" : ", ") += names[i];
    fail({"取值须是 " + all + " 之一", "takes one of " + all});
    return {};
  }

  void fail(const Phrase& remedy) { fail(name_, remedy); }
  void fail(std::string_view option, const Phrase& remedy) {
    if (!error_) error_ = base::Error{"usage", std::string(option) + " " + say(remedy)};
  }
  std::string say(const Phrase& phrase) const {
    return language_ == base::Language::chinese ? phrase.chinese : phrase.english;
  }
  const std::optional<base::Error>& error() const { return error_; }

 private:
  // Offsets are 32 bits wide.
  static constexpr std::uint64_t kMostBytes = std::numeric_limits<std::uint32_t>::max();

  Arguments rest_;
  base::Language language_;
  std::string_view name_;
  std::optional<std::string_view> inline_value_;
  bool is_option_ = false;
  bool only_inputs_ = false;
  std::optional<base::Error> error_;
};

inline Phrase no_such_option() { return {"不是这个命令的选项", "is no option of this command"}; }

}  // namespace midyear::cli
