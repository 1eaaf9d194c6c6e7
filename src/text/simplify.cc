#include "text/simplify.h"

#include <algorithm>

#include "text/tables/tables.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

char32_t rare_form(char32_t c) {
  const auto forms = tables::rare_forms();
  const auto at =
      std::lower_bound(forms.begin(), forms.end(), c,
                       [](const tables::RareForm& form, char32_t key) { return form.from < key; });
  return at != forms.end() && at->from == c ? at->to : c;
}

const tables::Phrase* phrase_at(std::string_view rest, char32_t first) {
  const auto range = tables::phrases_of(first);
  for (const auto& phrase : tables::phrases().subspan(range.begin, range.end - std::size_t{range.begin}))
    if (rest.starts_with(phrase.from)) return &phrase;
  return nullptr;
}

class Simplifier {
 public:
  Simplifier(std::string_view text, std::vector<FormChange>* changes) : text_(text), changes_(changes) {
    out_.reserve(text.size());
  }

  std::string run() {
    for (std::size_t i = 0; i < text_.size();) {
      if (static_cast<unsigned char>(text_[i]) < 0xE0) {  // no form outside U+0800…
        ++i;
        continue;
      }
      std::size_t after = i;
      const char32_t c = next_char(text_, after);
      i = step(c, i, after);
    }
    copy(text_.size());
    return std::move(out_);
  }

 private:
  // Handles the character [i, after); returns where to go on.
  std::size_t step(char32_t c, std::size_t i, std::size_t after) {
    if (tables::starts_phrase(c)) {
      if (const auto* phrase = phrase_at(text_.substr(i), c)) {
        const std::size_t end = i + phrase->from.size();
        put_phrase(i, end, *phrase);
        return end;
      }
    }
    const std::uint16_t quick = c < 0x10000 ? tables::kSimplified[c] : tables::kSlow;
    if (quick == 0) return after;
    const char32_t form = quick == tables::kSlow ? rare_form(c) : quick;
    if (form == c || c == kReplacement) return after;
    std::string& bytes = scratch_;
    bytes.clear();
    append_utf8(bytes, form);
    put(i, after, bytes);
    return after;
  }

  void copy(std::size_t end) {
    out_.append(text_, copied_, end - copied_);
    copied_ = end;
  }

  void put(std::size_t from, std::size_t end, std::string_view form) {
    copy(from);
    out_ += form;
    copied_ = end;
    if (changes_ == nullptr) return;
    const FormChange change{static_cast<Offset>(from), static_cast<Offset>(end - from),
                            static_cast<Offset>(form.size())};
    if (!changes_->empty() && !change.breaks()) {
      FormChange& last = changes_->back();
      if (!last.breaks() && last.from + last.size == change.from) {
        last.size += change.size;
        last.new_size += change.size;
        return;
      }
    }
    changes_->push_back(change);
  }

  void put_phrase(std::size_t from, std::size_t end, const tables::Phrase& phrase) {
    copy(from);
    out_ += phrase.to;
    copied_ = end;
    if (changes_ == nullptr) return;
    FormChange change{static_cast<Offset>(from), static_cast<Offset>(end - from),
                      static_cast<Offset>(phrase.to.size())};
    change.whole = true;
    change.changed = phrase.from != phrase.to;
    changes_->push_back(change);
  }

  std::string_view text_;
  std::vector<FormChange>* changes_;
  std::string out_;
  std::string scratch_;
  std::size_t copied_ = 0;  // bytes of text_ that out_ holds the result of
};

}  // namespace

std::string simplify(std::string_view text) { return Simplifier(text, nullptr).run(); }

std::string simplify(std::string_view text, std::vector<FormChange>& changes) {
  changes.clear();
  return Simplifier(text, &changes).run();
}

}  // namespace midyear::text
