#include "text/shift.h"

#include <array>
#include <cstdint>
#include <vector>

#include "text/gbk.h"
#include "text/gloss.h"
#include "text/likelihood.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

constexpr int kSignWeight = 4 * kFactorOfTen;   // of "??" as an author's own
constexpr int kGlossWeight = 8 * kFactorOfTen;  // of a gloss that a bare shift accounts for
constexpr int kCertain = 2 * kFactorOfTen;      // one of several characters of one reading stands out

// ASCII behind a lost byte that may help to choose it. What may begin another mend is left to that.
bool is_witness(char32_t c) { return c != 0 && c < 0x80 && c != '(' && c != '?'; }

class Reader {
 public:
  // Weighs what it reads only where asked to: that costs more than reading.
  Reader(std::string_view source, std::size_t at, char32_t before, bool weigh)
      : source_(source), at_(at), weigh_(weigh), before_(before), shown_(before) {}

  // Reads on with one byte in hand, until the boundaries meet. False where no shift can have made this.
  bool run(unsigned pending) {
    pending_ = pending;
    while (at_ < source_.size()) {
      const auto byte = static_cast<unsigned char>(source_[at_]);
      if (const std::size_t sign = lost_sign(source_, at_)) {
        const Step step = lost_byte(sign);
        if (step != Step::on) return step == Step::met;
      } else if (byte == '!') {  // a pair that became "!": the boundaries stay where they are
        if (!take(0xA3)) return false;
        pending_ = 0xA1;
        ++at_;
      } else if (byte == '(') {
        if (!drop_gloss(gbk_char(shown_code_.lead, shown_code_.trail))) return false;
      } else if (byte < 0x80) {
        if (byte < 0x40 || !take(byte)) return false;
        ++at_;
        drop_gloss(last_);
        return true;
      } else if (!shown_character()) {
        return false;
      }
    }
    return false;
  }

  void emit(char32_t c) {
    append_utf8(shift.clean, c);
    ++shift.characters;
    if (weigh_) shift.gain += weight(before_, c);
    before_ = last_ = c;
  }

  std::size_t at() const { return at_; }
  Shift shift;

 private:
  enum class Step { on, met, impossible };

  // pending byte and `byte` are a character.
  bool take(unsigned byte) {
    const char16_t c = gbk_char(pending_, byte);
    if (c == 0) return false;
    emit(c);
    return true;
  }

  bool shown_character() {
    const char32_t c = next_char(source_, at_);
    const GbkCode code = gbk_code(c);
    if (!code || !take(code.lead)) return false;
    if (weigh_) shift.gain -= weight(shown_, c);
    shown_ = c;
    shown_code_ = code;
    pending_ = code.trail;
    return true;
  }

  bool drop_gloss(char32_t c) {
    const Syllable gloss = bracketed_syllable(source_, at_);
    if (!gloss || c == 0 || !has_reading(c, gloss.id)) return false;
    at_ += gloss.size;
    return true;
  }

  // "?" inside a shift: the last byte in front of ASCII, which no decoder takes for the first of two, and the
  // boundaries meet there; or a pair that became "?", and the shift goes on.
  Step lost_byte(std::size_t sign) {
    if (const Syllable gloss = closing_syllable(source_, at_ + sign)) {
      if (const char16_t c = glossed(gloss.id)) {
        emit(c);
        shift.gain += kGlossWeight;
        at_ += sign + gloss.size;
        return Step::met;
      }
    }
    at_ += sign;
    std::size_t after = at_;
    char32_t next = at_ < source_.size() ? next_char(source_, after) : 0;
    const bool decides = is_witness(next);
    if (next < 0x80 && !decides) next = 0;
    const char16_t last =
        next < 0x80 ? likeliest_with_lead(pending_, 0x80, before_, next) : gbk_char(pending_, 0x80);
    const char16_t pair = gbk_char(pending_, 0xA3);
    const GbkCode code = gbk_code(next);
    const char16_t then = code ? gbk_char(0xBF, code.lead) : gbk_char(0xBF, next < 0x80 ? next : 0);
    const int meets = last == 0 ? -1 : weight(before_, last) + weight(last, next);
    const int goes_on = pair == 0 || then == 0 ? -1 : weight(before_, pair) + weight(pair, then);
    if (meets < 0 && goes_on < 0) return Step::impossible;
    shift.told = false;
    if (meets < goes_on) {
      emit(pair);
      pending_ = 0xBF;
      return Step::on;
    }
    emit(last);
    // What stands behind has decided, and belongs to what was mended.
    if (decides) emit(next), at_ = after;
    return Step::met;
  }

  char16_t glossed(std::uint16_t syllable) {
    glossed_characters(pending_, syllable, candidates_);
    char16_t best = 0;
    for (const char16_t c : candidates_)
      if (best == 0 || weight(before_, c) > weight(before_, best)) best = c;
    if (best != 0 && candidates_.size() > 1) shift.told = shift.told && stands_out(best);
    return best;
  }

  bool stands_out(char16_t best) const {
    for (const char16_t c : candidates_)
      if (c != best && weight(before_, best) - weight(before_, c) < kCertain) return false;
    return true;
  }

  std::string_view source_;
  std::size_t at_;
  bool weigh_;
  char32_t before_, shown_, last_ = 0;
  unsigned pending_ = 0;
  GbkCode shown_code_;
  std::vector<char16_t> candidates_;
};

// The byte that what is shown at `at` began with; 0 where GBK has none.
unsigned byte_at(std::string_view source, std::size_t at) {
  if (at >= source.size()) return 0;
  const char32_t c = next_char(source, at);
  return c < 0x80 ? c : gbk_code(c).lead;
}

// Which character (x, 0xA3) stands in front of (second, y), where x and y are both lost: weights of all pairs
// worth weighing, made once for each of the two bytes that a pair can end in.
class PairsInFront {
 public:
  explicit PairsInFront(unsigned second) {
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead) keep(gbk_char(lead, 0xA3), fronts_);
    for (unsigned trail = 0x80; trail <= 0xFE; ++trail) keep(gbk_char(second, trail), thens_);
    for (const char16_t c : fronts_)
      for (const char16_t then : thens_) weights_.push_back(static_cast<std::uint8_t>(weight(c, then)));
  }

  char16_t best(char32_t before, char32_t next) const {
    std::array<int, 128> behind{};
    for (std::size_t k = 0; k < thens_.size(); ++k) behind[k] = weight(thens_[k], next);
    char16_t best = 0;
    int best_weight = -1;
    for (std::size_t i = 0; i < fronts_.size(); ++i) {
      const int front = weight(before, fronts_[i]);
      for (std::size_t k = 0; k < thens_.size(); ++k) {
        const int w = front + weights_[i * thens_.size() + k] + behind[k];
        if (w > best_weight) best = fronts_[i], best_weight = w;
      }
    }
    return best;
  }

 private:
  static void keep(char16_t c, std::vector<char16_t>& list) {
    if (c != 0 && weight(0, c) >= 2 * kFactorOfTen) list.push_back(c);
  }

  std::vector<char16_t> fronts_, thens_;
  std::vector<std::uint8_t> weights_;
};

// The character whose first byte was left over in front of the pair that became `source[pair]`; 0 where none
// can be.
char16_t front_of_pair(std::string_view source, std::size_t pair, char32_t before, unsigned second) {
  static const PairsInFront kQuestion(0xBF), kExclamation(0xA1);
  const std::size_t at = pair + 1;
  if (const std::size_t sign = lost_sign(source, at)) {
    if (const Syllable gloss = closing_syllable(source, at + sign)) {
      std::vector<char16_t> candidates;
      glossed_characters(second, gloss.id, candidates);
      if (!candidates.empty()) return likeliest_with_trail(0xA3, before, candidates.front());
    }
    std::size_t after = at + sign;
    const char32_t next = after < source.size() ? next_char(source, after) : 0;
    return (second == 0xBF ? kQuestion : kExclamation).best(before, is_witness(next) ? next : 0);
  }
  const unsigned byte = at < source.size() && source[at] == '!' ? 0xA3 : byte_at(source, at);
  const char16_t then = gbk_char(second, byte);
  return then == 0 ? u'\0' : likeliest_with_trail(0xA3, before, then);
}

Shift finish(Reader& reader, bool met) {
  reader.shift.found = met;
  reader.shift.end = reader.at();
  return std::move(reader.shift);
}

}  // namespace

std::size_t lost_sign(std::string_view source, std::size_t at) {
  if (at >= source.size()) return 0;
  if (source[at] == '?') return 1;
  return source.substr(at).starts_with("\uFFFD") ? 3 : 0;
}

Shift read_glossed_shift(std::string_view source, std::size_t lost, char32_t before) {
  const std::size_t sign = lost_sign(source, lost);
  const GbkCode front = gbk_code(before);
  const Syllable gloss = closing_syllable(source, lost + sign);
  if (!front || !gloss) return {};
  std::vector<char16_t> candidates;
  glossed_characters(front.trail, gloss.id, candidates);
  const std::size_t at = lost + sign + gloss.size;
  const unsigned next = byte_at(source, at);
  int best_weight = -1, second = -1;
  unsigned best = 0;
  for (const char16_t c : candidates) {
    const unsigned byte = gbk_code(c).trail;
    const char16_t first = gbk_char(byte, next);
    const int w = weight(0, c) + (first != 0 ? weight(before, first) : 0);
    if (w > best_weight)
      second = best_weight, best_weight = w, best = byte;
    else
      second = std::max(second, w);
  }
  if (best == 0) return {};
  Reader reader(source, at, before, false);
  reader.shift.told = second < 0 || best_weight - second >= kCertain;
  const bool met = reader.run(best);
  return finish(reader, met);
}

Shift read_bare_shift(std::string_view source, std::size_t lost, char32_t before) {
  const std::size_t sign = lost_sign(source, lost);
  const std::size_t pair = lost + sign;
  if (pair >= source.size() || (source[pair] != '?' && source[pair] != '!')) return {};
  const unsigned second = source[pair] == '?' ? 0xBFu : 0xA1u;
  const char16_t front = before == '?' || before == '!' ? u'\0' : front_of_pair(source, pair, before, second);
  if (front == 0) return {};
  Reader reader(source, pair + 1, before, true);
  reader.shift.gain -= kSignWeight;
  reader.emit(front);
  reader.shift.told = false;
  const bool met = reader.run(second);
  return finish(reader, met);
}

}  // namespace midyear::text
