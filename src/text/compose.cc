#include "text/compose.h"

#include <algorithm>

namespace midyear::text {
namespace {

using Piece = SourceMap::Piece;

Offset end_of(const Piece& p) { return p.clean + p.clean_size; }

// Walks mended pieces and changes side by side.
class Composer {
 public:
  Composer(const std::vector<Piece>& pieces, const std::vector<FormChange>& changes)
      : pieces_(pieces), changes_(changes) {}

  Composed run() {
    for (; piece_ < pieces_.size(); ++piece_) {
      const Piece& p = pieces_[piece_];
      while (at_ < end_of(p)) {
        skip_unbroken(at_);
        const Offset next = change_ < changes_.size() ? changes_[change_].from : end_of(pieces_.back());
        if (!p.in_step && next < end_of(p)) {
          group(p.clean, end_of(p));
          break;
        }
        if (!p.in_step) {
          emit(p.source, p.source_size, p.clean_size, false);
          at_ = end_of(p);
        } else if (next > at_) {
          const Offset size = std::min(next, end_of(p)) - at_;
          emit(p.source + (at_ - p.clean), size, size, true);
          at_ += size;
        } else {
          group(at_, at_);
          break;
        }
      }
      if (piece_ >= pieces_.size()) break;
      if (at_ < end_of(pieces_[piece_])) --piece_;  // group() stopped inside this piece
    }
    return std::move(out_);
  }

 private:
  // Changes that keep every character's size break no piece.
  void skip_unbroken(Offset) {
    while (change_ < changes_.size() && !changes_[change_].breaks()) ++change_;
  }

  // One piece of all changes and out-of-step pieces that touch [begin, end), from the change at change_ on.
  void group(Offset begin, Offset end) {
    std::int64_t grown = 0;
    std::size_t last = piece_;
    for (bool more = true; more;) {
      more = false;
      while (change_ < changes_.size() && (changes_[change_].from < end || begin == end)) {
        const FormChange& change = changes_[change_];
        if (change.breaks()) {
          grown += std::int64_t{change.new_size} - change.size;
          end = std::max(end, change.from + change.size);
        }
        ++change_;
      }
      while (last < pieces_.size() && pieces_[last].clean < end) {
        if (!pieces_[last].in_step && end_of(pieces_[last]) > end) end = end_of(pieces_[last]), more = true;
        if (end_of(pieces_[last]) > end) break;
        ++last;
      }
    }
    const Offset from = source_at(piece_, begin, false),
                 to = source_at(std::min(last, pieces_.size() - 1), end, true);
    emit(from, to - from, static_cast<Offset>(std::int64_t{end - begin} + grown), false);
    at_ = end;
    piece_ = std::min(last, pieces_.size() - 1);
  }

  // The source offset of `at`, in or at a border of pieces_[piece].
  Offset source_at(std::size_t piece, Offset at, bool is_end) const {
    const Piece& p = pieces_[piece];
    if (at <= p.clean) return p.source;
    if (at >= end_of(p)) return p.source + p.source_size;
    return p.in_step ? p.source + (at - p.clean) : is_end ? p.source + p.source_size : p.source;
  }

  void emit(Offset source, Offset source_size, Offset clean_size, bool in_step) {
    if (!out_.pieces.empty() && in_step && out_.pieces.back().in_step) {
      out_.pieces.back().clean_size += clean_size;
      out_.pieces.back().source_size += source_size;
    } else {
      out_.pieces.push_back({clean_, source, clean_size, source_size, in_step});
    }
    clean_ += clean_size;
  }

  const std::vector<Piece>& pieces_;
  const std::vector<FormChange>& changes_;
  std::size_t piece_ = 0, change_ = 0;
  Offset at_ = 0, clean_ = 0;
  Composed out_;
};

// Lists the changes that no other mend lists already: those in pieces that run in step, and phrases. Walks
// the pieces once.
class MendLister {
 public:
  explicit MendLister(Composed& out) : out_(out) {}

  void run(const std::vector<FormChange>& changes) {
    std::int64_t grown = 0;
    for (const FormChange& change : changes) {
      const auto begin = static_cast<Offset>(std::int64_t{change.from} + grown);
      grown += std::int64_t{change.new_size} - change.size;
      if (!change.changed) continue;
      change.breaks() ? list_whole({begin, begin + change.new_size})
                      : list_in_step({begin, begin + change.new_size});
    }
  }

 private:
  void list_whole(Span clean) {
    const Piece& p = piece_at(clean.begin);
    add({p.source, p.source + p.source_size}, {p.clean, end_of(p)});
  }

  void list_in_step(Span clean) {
    while (clean.begin < clean.end) {
      const Piece& p = piece_at(clean.begin);
      const Offset end = std::min(clean.end, end_of(p));
      const Offset from = p.source + (clean.begin - p.clean);
      if (p.in_step) add({from, from + (end - clean.begin)}, {clean.begin, end});
      clean.begin = end;
    }
  }

  const Piece& piece_at(Offset clean) {
    while (piece_ + 1 < out_.pieces.size() && end_of(out_.pieces[piece_]) <= clean) ++piece_;
    return out_.pieces[piece_];
  }

  void add(SourceSpan source, Span clean) {
    if (!out_.mends.empty() && out_.mends.back().clean.end >= clean.end) return;  // two phrases in one piece
    out_.mends.push_back({Rule::simplify, Certainty::exact, source, clean});
  }

  Composed& out_;
  std::size_t piece_ = 0;
};

}  // namespace

Composed compose(std::vector<Piece> pieces, Offset size, const std::vector<FormChange>& changes) {
  if (pieces.empty()) pieces = {{0, 0, size, size, true}};
  Composed out;
  if (std::any_of(changes.begin(), changes.end(), [](const FormChange& c) { return c.breaks(); })) {
    out = Composer(pieces, changes).run();
  } else {
    out.pieces = std::move(pieces);
  }
  MendLister(out).run(changes);
  return out;
}

}  // namespace midyear::text
