#include "store/analyser.h"

#include <array>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace midyear::store {
namespace {

constexpr int kRules = 1;                 // to be counted up where the cutter changes
constexpr std::size_t kLongestWord = 64;  // characters; a longer run is cut: PostgreSQL takes 2,046 bytes

enum class Class : std::uint8_t { separator, space, word, han };

bool between(char32_t c, char32_t from, char32_t to) { return c >= from && c <= to; }

bool is_han(char32_t c) {
  return between(c, 0x4E00, 0x9FFF) || between(c, 0x3400, 0x4DBF) || between(c, 0xF900, 0xFAFF) ||
         between(c, 0x20000, 0x3FFFF) || c == 0x3005 || c == 0x3007 || between(c, 0x3041, 0x30FF) ||
         between(c, 0xAC00, 0xD7A3);
}

bool is_digit(char32_t c) { return between(c, '0', '9'); }

Class class_of(char32_t c) {
  if (is_digit(c) || between(c, 'a', 'z')) return Class::word;
  if (c == ' ' || between(c, '\t', '\r') || c == 0xA0) return Class::space;
  if (c < 0xC0) return Class::separator;
  if (is_han(c)) return Class::han;
  const bool letter = (between(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7) || between(c, 0x370, 0x1FFF) ||
                      between(c, 0x2160, 0x217F);
  return letter ? Class::word : Class::separator;
}

char32_t lower(char32_t c) {
  if (between(c, 'A', 'Z')) return c + 32;
  if ((between(c, 0xC0, 0xDE) && c != 0xD7) || between(c, 0x391, 0x3A9) || between(c, 0x410, 0x42F))
    return c + 32;
  if (between(c, 0x400, 0x40F)) return c + 80;
  if (between(c, 0x100, 0x137) || between(c, 0x14A, 0x177)) return c | 1;
  if (between(c, 0x2160, 0x216F)) return c + 16;
  return c;
}

char32_t fold(char32_t c) {
  if (c == 0x3000) return ' ';
  if (between(c, 0xFF01, 0xFF5E)) return lower(c - 0xFEE0);
  if (c < 0x2E80) return lower(c);
  return c <= 0xFFFF ? static_cast<char32_t>(text::simplify_unit(static_cast<char16_t>(c))) : c;
}

class Cutter {
 public:
  Cutter(std::string_view text, const std::function<void(const Token&)>& take) : text_(text), take_(take) {}

  void run() {
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t size = base::utf8_size(text_, i);
      const char32_t c = size == 0 ? 0 : fold(base::utf8_decode(text_, i, size));
      const std::size_t end = i + (size == 0 ? 1 : size);
      take_character(c, i, end);
      i = end;
    }
    end_word();
    end_run();
  }

 private:
  void take_character(char32_t c, std::size_t begin, std::size_t end) {
    switch (class_of(c)) {
      case Class::han:
        end_word();
        add_han(c, begin, end);
        break;
      case Class::word:
        end_run();
        add_letter(c, begin, end);
        break;
      case Class::space:
        end_word();
        break;
      case Class::separator:
        if (inside_number(c, begin, end)) break;
        end_word();
        end_run();
    }
  }

  // A point between digits, and a comma before three digits.
  bool inside_number(char32_t c, std::size_t begin, std::size_t end) {
    if (letters_ == 0 || !is_digit(static_cast<unsigned char>(word_.back()))) return false;
    if (c == '.' && digit_size(end) != 0) {
      add_letter(c, begin, end);
      return true;
    }
    if (text_[begin] != ',') return false;
    std::size_t digits = 0;
    for (std::size_t i = end, size; digits < 4 && (size = digit_size(i)) != 0; i += size) ++digits;
    return digits == 3;
  }

  // Bytes of the digit there, full-width ones too; 0 where there is none.
  std::size_t digit_size(std::size_t i) const {
    if (i >= text_.size()) return 0;
    if (is_digit(static_cast<unsigned char>(text_[i]))) return 1;
    const std::string_view rest = text_.substr(i, 3);
    return rest.size() == 3 && rest >= "０" && rest <= "９" ? 3 : 0;
  }

  void add_han(char32_t c, std::size_t begin, std::size_t end) {
    std::string& last = han_[turn_];
    std::string& next = han_[1 - turn_];
    next.clear();
    text::append_utf8(next, c);
    if (pending_) {
      last += next;
      take_({last, han_begin_, end, false});
    }
    pending_ = true;
    turn_ = 1 - turn_;
    han_begin_ = begin;
    han_end_ = end;
  }

  void end_run() {
    if (pending_) take_({han_[turn_], han_begin_, han_end_, true});
    pending_ = false;
  }

  void add_letter(char32_t c, std::size_t begin, std::size_t end) {
    if (letters_ == kLongestWord) end_word();
    if (letters_++ == 0) word_begin_ = begin;
    text::append_utf8(word_, c);
    word_end_ = end;
  }

  void end_word() {
    if (letters_ != 0) take_({word_, word_begin_, word_end_, false});
    letters_ = 0;
    word_.clear();
  }

  std::string_view text_;
  const std::function<void(const Token&)>& take_;
  std::array<std::string, 2> han_;  // the character that waits for its neighbour, and room for that one
  std::size_t turn_ = 0, han_begin_ = 0, han_end_ = 0;
  bool pending_ = false;
  std::string word_;
  std::size_t letters_ = 0, word_begin_ = 0, word_end_ = 0;
};

Phrase phrase_of(std::string_view text) {
  Phrase phrase;
  std::size_t end = 0;   // of the token before
  bool tail = false;     // the last token is a character at the end of its run …
  bool covered = false;  // … and the pair before it holds it already
  analyse(text, [&](const Token& token) {
    tail = token.tail;
    covered = tail && !phrase.words.empty() && token.end == end;
    end = token.end;
    phrase.words.emplace_back(token.word);
  });
  // The text may go on after the last character: what follows it there is not known.
  if (covered) phrase.words.pop_back();
  phrase.prefix = tail && !covered;
  return phrase;
}

struct Quote {
  std::string_view open, close;
};
constexpr Quote kQuotes[] = {{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"『", "』"}, {"＂", "＂"}};

std::size_t space_at(std::string_view text, std::size_t i) {
  if (text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r')) return 1;
  return text.substr(i).starts_with("\u3000") ? 3 : 0;
}

const Quote* quote_at(std::string_view text, std::size_t i) {
  for (const Quote& quote : kQuotes)
    if (text.substr(i).starts_with(quote.open)) return &quote;
  return nullptr;
}

}  // namespace

void analyse(std::string_view text, const std::function<void(const Token&)>& take) {
  Cutter(text, take).run();
}

const std::string& analyser_fingerprint() {
  static const std::string fingerprint = [] {
    std::string seen = std::to_string(kRules);
    for (char32_t c = 1; c <= 0xFFFF; ++c) {
      if (between(c, 0xD800, 0xDFFF)) continue;
      seen += static_cast<char>(class_of(fold(c)));
      text::append_utf8(seen, fold(c));
    }
    return base::sha256(seen);
  }();
  return fingerprint;
}

std::vector<Phrase> parse_query(std::string_view query) {
  std::vector<Phrase> phrases;
  const auto add = [&](std::string_view words) {
    Phrase phrase = phrase_of(words);
    if (!phrase.words.empty()) phrases.push_back(std::move(phrase));
  };
  for (std::size_t i = 0; i < query.size();) {
    if (const std::size_t space = space_at(query, i)) {
      i += space;
    } else if (const Quote* quote = quote_at(query, i)) {
      i += quote->open.size();
      const std::size_t end = std::min(query.find(quote->close, i), query.size());
      add(query.substr(i, end - i));
      i = std::min(end + quote->close.size(), query.size());
    } else {
      const std::size_t begin = i;
      while (i < query.size() && space_at(query, i) == 0 && quote_at(query, i) == nullptr) ++i;
      add(query.substr(begin, i - begin));
    }
  }
  return phrases;
}

}  // namespace midyear::store
