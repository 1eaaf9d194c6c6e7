#include <algorithm>
#include <optional>

#include "text/compose.h"
#include "text/gbk.h"
#include "text/gloss.h"
#include "text/likelihood.h"
#include "text/marks.h"
#include "text/misaligned.h"
#include "text/shift.h"
#include "text/simplify.h"
#include "text/survey.h"
#include "text/text.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

using Piece = SourceMap::Piece;

constexpr int kClearlyBetter = 4 * kFactorOfTen;  // what a bare shift must gain

// Takes glosses and shifts out of a page. Keeps, in source order, what was mended, and copies the rest.
class Mender {
 public:
  Mender(std::string_view source, const Survey& signs, bool glossed)
      : source_(source), signs_(signs), glossed_(glossed) {
    if (!glossed) return;
    pieces.reserve(2 * std::size_t{signs.traditional_glosses} + 2 * std::size_t{signs.lost_signs} + 2);
    mends.reserve(std::size_t{signs.traditional_glosses} + signs.lost_signs);
  }

  void run() {
    const std::vector<Misaligned> misaligned =
        signs_.uncommon_run && !glossed_ ? find_misaligned(source_) : std::vector<Misaligned>();
    auto at = misaligned.begin();
    for (std::size_t i = 0; i < source_.size();) {
      while (at != misaligned.end() && at->begin < i) ++at;
      if (at != misaligned.end() && at->begin == i && i >= copied_) {
        put(at->begin, at->end, at->clean, Rule::shift_bare, Certainty::likely);
        i = at->end;
        continue;
      }
      const auto byte = static_cast<unsigned char>(source_[i]);
      std::size_t next = i + 1;
      if (byte == '(' && glossed_)
        next = gloss_at(i);
      else if (byte == '?' || byte == 0xEF)
        next = lost_at(i);
      if (next == i + 1) next = std::min(source_.size(), i + utf8_size(byte));
      i = next;
    }
    if (!pieces.empty()) keep_until(source_.size());
  }

  std::string text;
  std::vector<Piece> pieces;
  std::vector<Mend> mends;

 private:
  struct Before {
    char32_t c = 0;
    std::size_t begin = 0;  // in the source; what is mended together with it begins here
  };

  // The character of the clean text in front of source offset `at`.
  Before before(std::size_t at) const {
    if (at == copied_ && !pieces.empty()) {
      const Piece& last = pieces.back();
      const std::size_t begin = char_begin(text, text.size());
      std::size_t i = begin;
      return {next_char(text, i), last.in_step ? at - (text.size() - begin) : last.source};
    }
    if (at == 0) return {};
    std::size_t i = char_begin(source_, at);
    const std::size_t begin = i;
    return {next_char(source_, i), begin};
  }

  static std::size_t char_begin(std::string_view in, std::size_t end) {
    std::size_t at = end - 1;
    while (at > 0 && end - at < 4 && (static_cast<unsigned char>(in[at]) & 0xC0) == 0x80) --at;
    return at;
  }

  // "區(qū)" → "區". Returns where to go on.
  std::size_t gloss_at(std::size_t i) {
    const Syllable gloss = bracketed_syllable(source_, i);
    if (!gloss || i == copied_) return i + 1;
    const Before front = before(i);
    const char32_t glossed = front.c < 0x80 ? pair_with_letter(front) : front.c;
    if (!is_traditional(glossed) || !has_reading(glossed, gloss.id)) return i + 1;
    const std::string clean(source_.substr(front.begin, i - front.begin));
    put(front.begin, i + gloss.size, clean, Rule::gloss, Certainty::exact);
    return i + gloss.size;
  }

  // The pair of bytes that a letter and the last byte of the character in front of it make; 0 where there is
  // none.
  char32_t pair_with_letter(const Before& letter) const {
    const GbkCode code =
        letter.begin > copied_ || pieces.empty() ? gbk_code(before(letter.begin).c) : GbkCode{};
    return gbk_char(code.trail, letter.c);
  }

  std::size_t lost_at(std::size_t i) {
    const std::size_t sign = lost_sign(source_, i);
    if (sign == 0 || i == 0) return i + 1;
    const Before front = before(i);
    Shift shift;
    Rule rule = Rule::shift;
    if (glossed_) shift = read_glossed_shift(source_, i, front.c);
    if (!shift.found) {
      rule = Rule::shift_bare;
      shift = read_bare_shift(source_, i, front.c);
      if (shift.found && shift.gain < kClearlyBetter) shift.found = false;
    }
    if (!shift.found) return i + 1;
    take_front(front, shift.clean);
    put(front.begin, shift.end, shift.clean, rule, shift.told ? Certainty::exact : Certainty::likely);
    return shift.end;
  }

  // A shift is mended together with the character in front of it, whose last byte is part of the evidence.
  void take_front(const Before& front, std::string& clean) {
    if (front.begin >= copied_) {
      std::string with_front;
      append_utf8(with_front, front.c);
      clean.insert(0, with_front);
      return;
    }
    const Piece last = pieces.back();
    clean.insert(0, text, last.clean, last.clean_size);
    text.resize(last.clean);
    copied_ = last.source;
    pieces.pop_back();
    mends.pop_back();
  }

  void keep_until(std::size_t end) {
    if (end <= copied_) return;
    const auto size = static_cast<Offset>(end - copied_);
    pieces.push_back({static_cast<Offset>(text.size()), static_cast<Offset>(copied_), size, size, true});
    text.append(source_, copied_, size);
    copied_ = end;
  }

  void put(std::size_t begin, std::size_t end, std::string_view clean, Rule rule, Certainty certainty) {
    if (pieces.empty()) text.reserve(source_.size());
    keep_until(begin);
    const SourceSpan from{static_cast<Offset>(begin), static_cast<Offset>(end)};
    const Span to{static_cast<Offset>(text.size()), static_cast<Offset>(text.size() + clean.size())};
    pieces.push_back({to.begin, from.begin, to.size(), from.size(), false});
    mends.push_back({rule, certainty, from, to});
    text += clean;
    copied_ = end;
  }

  std::string_view source_;
  const Survey& signs_;
  bool glossed_;
  std::size_t copied_ = 0;  // source bytes that text holds the result of
};

void merge_by_source(std::vector<Mend>& mends, std::ptrdiff_t middle) {
  std::inplace_merge(mends.begin(), mends.begin() + middle, mends.end(),
                     [](const Mend& a, const Mend& b) { return a.source.begin < b.source.begin; });
}

// Clean ranges in the final text: both lists are in the order of the source.
void place_mends(const std::vector<Piece>& pieces, std::vector<Mend>& mends) {
  std::size_t first = 0;
  for (Mend& mend : mends) {
    while (first + 1 < pieces.size() && pieces[first + 1].source <= mend.source.begin) ++first;
    std::size_t last = first;
    while (last + 1 < pieces.size() && pieces[last + 1].source < mend.source.end) ++last;
    const Piece &from = pieces[first], &to = pieces[last];
    mend.clean.begin = from.clean + (from.in_step ? mend.source.begin - from.source : 0);
    mend.clean.end = to.clean + (to.in_step ? mend.source.end - to.source : to.clean_size);
  }
}

// Adds what was seen and left as it is, by its place in the source.
void list_doubts(std::string_view clean, Repaired& out) {
  const std::vector<Doubt> doubts = find_doubts(clean);
  if (doubts.empty()) return;
  const auto middle = static_cast<std::ptrdiff_t>(out.mends.size());
  out.mends.reserve(out.mends.size() + doubts.size());
  for (const Doubt& doubt : doubts)
    out.mends.push_back({doubt.rule, Certainty::marked, out.map.to_source(doubt.at), doubt.at});
  merge_by_source(out.mends, middle);
}

void simplify_all(std::string_view source, Repaired& out, std::vector<Piece>& pieces) {
  const std::string_view mended = pieces.empty() ? source : std::string_view(out.text);
  std::vector<FormChange> changes;
  std::string simple = simplify(mended, changes);
  if (simple == mended) return;
  Composed composed = compose(std::move(pieces), static_cast<Offset>(mended.size()), changes);
  pieces = std::move(composed.pieces);
  out.text = std::move(simple);
  const auto middle = static_cast<std::ptrdiff_t>(out.mends.size());
  out.mends.insert(out.mends.end(), composed.mends.begin(), composed.mends.end());
  merge_by_source(out.mends, middle);
}

}  // namespace

Repaired repair(std::string_view source, const RepairOptions& options) {
  Repaired out;
  const Survey signs = survey(source);
  const bool glossed = options.assume_glossed || is_glossed_page(source, signs);
  std::vector<Piece> pieces;
  if (glossed || signs.lost_signs > 0 || signs.uncommon_run) {
    Mender mender(source, signs, glossed);
    mender.run();
    out.text = std::move(mender.text);
    out.mends = std::move(mender.mends);
    pieces = std::move(mender.pieces);
  }
  out.glossed = std::any_of(out.mends.begin(), out.mends.end(),
                            [](const Mend& m) { return m.rule == Rule::gloss || m.rule == Rule::shift; });
  if (out.glossed || options.simplify) simplify_all(source, out, pieces);
  if (!pieces.empty()) place_mends(pieces, out.mends);
  out.map = SourceMap::from_pieces(std::move(pieces));
  list_doubts(out.map.identity() ? source : std::string_view(out.text), out);
  return out;
}

}  // namespace midyear::text
