#pragma once

// The room of text: bytes of any origin to clean Chinese text, with a way back to every source byte.
//
//   Result<Decoded> d = decode(bytes);            // encoding found, HTML reduced to text
//   Repaired r = repair(d->text);                 // damage mended, each mend listed
//   SourceSpan s = r.map.to_source(Span{10, 20}); // where bytes 10…20 of r.text came from
//
// All functions are pure and may be called from any thread. Time is linear in the input.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/span.h"

namespace midyear::text {

enum class Encoding : std::uint8_t { utf8, gb18030, big5, utf16le, utf16be };
enum class Form : std::uint8_t { plain, html };

struct Decoded {
  std::string
      text;  // valid UTF-8; what could not be decoded is U+FFFD; empty where verbatim: it is the input
  Encoding encoding = Encoding::utf8;
  Form form = Form::plain;
  bool verbatim = true;      // text is the input byte for byte: offsets into it are offsets into the file
  std::uint32_t faults = 0;  // places that could not be decoded
  std::uint64_t first_fault = 0;  // input byte of the first one; meaningful where faults > 0
};

struct DecodeOptions {
  std::uint64_t max_bytes = 256ull << 20;  // larger input is refused with error "too_large"; what is no text
                                           // by its first bytes (PDF, docx, images …) with "not_text"
};

base::Result<Decoded> decode(std::string_view bytes, const DecodeOptions& options = {});

// Whether the text holds nothing but white space (full-width and no-break spaces and byte-order marks too).
// Cost: up to the first other character.
bool is_blank(std::string_view text);

enum class Rule : std::uint8_t {
  gloss,
  shift,
  shift_bare,
  simplify,
  pinyin,
  line_number,
  placeholder,
  lost_number,
  lost_dash
};
enum class Certainty : std::uint8_t { exact, likely, marked };  // marked: seen and listed, left as it is

// One place that was mended, or only marked. Mends of rule simplify are those that stand in no other mend.
struct Mend {
  Rule rule = Rule::gloss;
  Certainty certainty = Certainty::exact;
  SourceSpan source;
  Span clean;
};

// Clean offsets to source offsets and back: a sorted list of the places where the two run apart.
class SourceMap {
 public:
  // The smallest source range that yields all of the clean range.
  SourceSpan to_source(Span clean) const;
  Span to_clean(SourceSpan source) const;
  bool identity() const { return pieces_.empty(); }

  struct Piece {  // clean [clean, clean + clean_size) comes from source [source, source + source_size)
    Offset clean = 0, source = 0;
    Offset clean_size = 0, source_size = 0;
    bool in_step = true;  // sizes are equal, and so is every character's: byte k comes from byte k
  };
  // Requires: pieces in order, none empty on the clean side, without gaps on either side.
  static SourceMap from_pieces(std::vector<Piece> pieces);
  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  std::vector<Piece> pieces_;  // empty: the two are the same
};

struct RepairOptions {
  bool simplify = false;  // traditional to simplified also where no damage was found
  bool assume_glossed =
      false;  // mend glosses however few there are: for a piece of a page that is known to be damaged
};

struct Repaired {
  std::string text;  // empty where map.identity(): the source is the text
  SourceMap map;
  std::vector<Mend> mends;
  bool glossed = false;  // damage (a) or (b) was found
};

// Mends what re-published pages do to a text (design, "Reading"). What is not damaged passes byte for byte.
Repaired repair(std::string_view source, const RepairOptions& options = {});

}  // namespace midyear::text
