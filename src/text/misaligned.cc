#include "text/misaligned.h"

#include "text/gbk.h"
#include "text/likelihood.h"
#include "text/shift.h"
#include "text/survey.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

constexpr int kGainInAll = 10 * kFactorOfTen;
constexpr int kGainEach = kFactorOfTen * 3 / 2;
constexpr std::size_t kFewest = 4;
constexpr std::size_t kLongest = 1 << 20;  // characters looked at together: bounds the memory

struct Shown {
  char32_t c;
  GbkCode code;
  std::size_t at;  // in the source
};

// One stretch of characters that are not ASCII.
class Stretch {
 public:
  Stretch(std::string_view source, const std::vector<Shown>& shown, std::size_t end)
      : source_(source), shown_(shown), end_(end) {}

  // Adds the part of it that gains most by being read one byte on, if it gains enough.
  void find(std::vector<Misaligned>& out) const {
    if (shown_.size() < kFewest + 1) return;
    int sum = 0, best = 0;
    std::size_t from = 0, best_from = 0, best_to = 0;  // pairs [from, to)
    char32_t before = 0;
    for (std::size_t i = 0; i + 1 < shown_.size(); ++i) {
      const char16_t c = pair(i);
      const int is = weight(i == 0 ? 0 : shown_[i - 1].c, shown_[i].c);
      sum += c == 0 ? -kGainInAll : weight(before, c) - is;
      before = c;
      if (sum <= 0) sum = 0, from = i + 1, before = 0;
      // The character behind the part gives its first byte to it and is lost.
      const int total = sum - weight(shown_[i].c, shown_[i + 1].c);
      if (total > best) best = total, best_from = from, best_to = i + 1;
    }
    const std::size_t count = best_to - best_from;
    if (count < kFewest || best < kGainInAll || best < kGainEach * static_cast<int>(count)) return;
    out.push_back(read(best_from, best_to));
  }

 private:
  char16_t pair(std::size_t i) const { return gbk_char(shown_[i].code.trail, shown_[i + 1].code.lead); }

  Misaligned read(std::size_t from, std::size_t to) const {
    Misaligned out{shown_[from].at, to + 1 < shown_.size() ? shown_[to + 1].at : end_, {}};
    const char32_t before = from == 0 ? 0 : shown_[from - 1].c;
    if (from == 0 && out.begin > 0 && source_[out.begin - 1] == '?') --out.begin;
    append_utf8(out.clean, lost_lead(shown_[from].code.lead, before, pair(from)));
    for (std::size_t i = from; i < to; ++i) append_utf8(out.clean, pair(i));
    read_last(shown_[to].code.trail, to + 1 == shown_.size(), pair(to - 1), out);
    return out;
  }

  // The byte left over at the end, with what stands behind it: a letter that is its other half, or a lost
  // one.
  void read_last(unsigned byte, bool at_end, char32_t before, Misaligned& out) const {
    const auto next = at_end && end_ < source_.size() ? static_cast<unsigned char>(source_[end_]) : 0u;
    if (next >= 0x40 && next < 0x7F) {
      if (const char16_t c = gbk_char(byte, next); c != 0 && weight(before, c) > kFactorOfTen) {
        append_utf8(out.clean, c);
        ++out.end;
        return;
      }
    }
    if (at_end) out.end += lost_sign(source_, end_);
    append_utf8(out.clean, kReplacement);
  }

  static char32_t lost_lead(unsigned trail, char32_t before, char32_t next) {
    const char16_t c = likeliest_with_trail(trail, before, next);
    const bool known = c != 0 && weight(before, c) + weight(c, next) > 9 * kFactorOfTen;
    return known ? c : kReplacement;
  }

  std::string_view source_;
  const std::vector<Shown>& shown_;
  std::size_t end_;
};

}  // namespace

std::vector<Misaligned> find_misaligned(std::string_view source) {
  std::vector<Misaligned> out;
  std::vector<Shown> shown;
  UncommonRun run;
  bool uncommon = false;
  const auto finish = [&](std::size_t end) {
    if (uncommon) Stretch(source, shown, end).find(out);
    shown.clear();
    run.reset();
    uncommon = false;
  };
  for (std::size_t i = 0; i < source.size();) {
    const std::size_t at = i;
    const char32_t c = next_char(source, i);
    const GbkCode code = gbk_code(c);
    if (!code) {
      finish(at);
      continue;
    }
    if (shown.size() == kLongest) finish(at);
    shown.push_back({c, code, at});
    if (run.add(tables::uncommon(c))) uncommon = true;
  }
  finish(source.size());
  return out;
}

}  // namespace midyear::text
