#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "base/trie.h"
#include "quantity/han.h"
#include "quantity/numeral.h"
#include "quantity/recognizers.h"
#include "quantity/spoken.h"
#include "quantity/table.h"
#include "quantity/unit.h"

namespace midyear::quantity {
namespace {

char16_t peek(std::u16string_view text, std::size_t i) { return i < text.size() ? text[i] : u'\0'; }

// A unit in Latin letters ends where its letters end: 5m, but not 5men.
bool ends_in_word(std::u16string_view text, std::size_t end) {
  return end < text.size() && is_ascii_letter(text[end - 1]) &&
         (is_ascii_letter(text[end]) || is_arabic(text[end]));
}

struct Currency {
  std::string_view iso;
  double part = 1;  // of the main unit
};

struct Currencies {
  base::Trie after, before;
  std::vector<Currency> all;
};

const Currencies& currencies() {
  static const Currencies table = [] {
    Currencies out;
    for (const Row& row : rows_of("currencies.tsv")) {
      Currency currency{row.at(1)};
      std::from_chars(row.at(2).data(), row.at(2).data() + row.at(2).size(), currency.part);
      const auto index = static_cast<std::uint32_t>(out.all.size());
      out.all.push_back(currency);
      if (row.at(3) != "before") out.after.add(widen(row[0]), index);
      if (row.at(3) != "after") out.before.add(widen(row[0]), index);
    }
    return out;
  }();
  return table;
}

struct Money {
  std::size_t length = 0;
  const Currency* currency = nullptr;
};

Money currency_at(std::u16string_view text, std::size_t at) {
  const std::size_t space = peek(text, at) == u' ' ? 1 : 0;
  if (at + space >= text.size()) return {};
  const Currencies& table = currencies();
  const base::Trie::Match match = table.after.longest(text, at + space);
  if (match.length == 0 || ends_in_word(text, at + space + match.length)) return {};
  const std::size_t end = at + space + match.length;
  // 分之, 分钟, 角色: a part's name that begins another word.
  const Currency& currency = table.all[match.value];
  const std::size_t other = scan_unit(text, at + space).length;
  if (currency.part < 1 && match.length == 1 &&
      (other > 1 || (other == 0 && text[end - 1] != u'毛' && text[end - 1] != u'仙')))
    return {};
  if (match.length == 1 && text[end - 1] == u'元' && (peek(text, end) == u'月' || peek(text, end) == u'素'))
    return {};
  return {space + match.length, &currency};
}

// The parts after a main unit: "两美元[又三美分]", "五元[三角五分]", "三块[五]".
std::size_t add_parts(std::u16string_view text, std::size_t at, const Currency& main, double& value) {
  std::size_t i = at;
  double above = main.part;
  for (int n = 0; n < 3; ++n) {
    const bool joined = peek(text, i) == u'又' || peek(text, i) == u'零';
    const std::size_t start = i + (joined ? 1 : 0);
    const auto number = read_spoken(text, start);
    if (!number || number->rough || number->between || number->value < 0) break;
    const Money part = currency_at(text, start + number->length);
    if (part.currency == nullptr) {
      const bool last = n == 0 && text[at - 1] == u'块' && number->length == 1 && number->value > 0;
      if (last) {
        value += number->value / 10;
        i = start + 1;
      }
      break;
    }
    if (part.currency->iso != main.iso || part.currency->part >= above) break;
    value += number->value * part.currency->part;
    above = part.currency->part;
    i = start + number->length + part.length;
  }
  return i - at;
}

Recognition money(std::u16string_view text, std::size_t at, const Spoken& number) {
  const Money unit = currency_at(text, at + number.length);
  if (unit.currency == nullptr) return {};
  Recognition out{.begin = at, .end = at + number.length + unit.length, .value = number.value};
  if (unit.currency->part < 1) {
    if (unit.length == 1 && text[at + number.length] == u'分') return {};  // a score more often than a coin
    out.unit = unit.currency->iso == "CNY" ? unit.currency->iso : std::string_view();
    if (unit.currency->iso == "CNY") {
      out.value *= unit.currency->part;
      out.end += add_parts(text, out.end, *unit.currency, out.value);
    }
    return out;
  }
  out.unit = unit.currency->iso == "-" ? std::string_view() : unit.currency->iso;
  if (!number.rough) out.end += add_parts(text, out.end, *unit.currency, out.value);
  if (peek(text, out.end) == u'半' && number.length > 0 && text[out.end - 1] == u'块') {
    out.value += 0.5;
    ++out.end;
  }
  if (out.unit == "CNY" && text.substr(out.end).starts_with(u"人民币")) out.end += 3;
  return out;
}

// "$100", "US$ 3.5亿"
Recognition symbol_first(std::u16string_view text, std::size_t at) {
  const Currencies& table = currencies();
  const base::Trie::Match match = table.before.longest(text, at);
  if (match.length == 0 || (is_ascii_letter(text[at]) && at > 0 && is_ascii_letter(text[at - 1]))) return {};
  std::size_t i = at + match.length;
  if (peek(text, i) == u' ') ++i;
  if (!is_arabic(peek(text, i))) return {};
  const auto number = read_spoken(text, i);
  if (!number) return {};
  return {.begin = at,
          .end = i + number->exact_length,
          .value = number->value,
          .unit = table.all[match.value].iso};
}

struct Measures {
  base::Trie trie;
  std::vector<std::string_view> names;
};

bool is_measure(Dimension dimension) {
  switch (dimension) {
    case Dimension::length:
    case Dimension::area:
    case Dimension::volume:
    case Dimension::mass:
    case Dimension::energy:
    case Dimension::power:
    case Dimension::other:
      return true;
    default:
      return false;
  }
}

const Measures& measures() {
  static const Measures table = [] {
    Measures out;
    const auto add = [&](std::string_view name) {
      out.trie.add(widen(name), static_cast<std::uint32_t>(out.names.size()));
      out.names.push_back(name);
    };
    for_each_unit([&](const Unit& unit) {
      if (is_measure(unit.dimension) && unit.name != "分") add(unit.name);
    });
    for (const Row& row : rows_of("measures.tsv")) add(row[0]);
    return out;
  }();
  return table;
}

bool stands_apart(char16_t next) {  // 半 that ends a measure, not 半径
  constexpr std::u16string_view kGoesOn = u"径数导成年天个小时截";
  return next == 0 || kGoesOn.find(next) == kGoesOn.npos;
}

Recognition measure(std::u16string_view text, std::size_t at, const Spoken& number) {
  const std::size_t space = peek(text, at + number.length) == u' ' ? 1 : 0;
  const std::size_t i = at + number.length + space;
  if (i >= text.size() || number.between) return {};
  const Measures& table = measures();
  const base::Trie::Match match = table.trie.longest(text, i);
  if (match.length == 0 || ends_in_word(text, i + match.length)) return {};
  // 年度, 成为 … and what only begins like a unit.
  const UnitMatch other = scan_unit(text, i);
  if (other.length > match.length) return {};
  Recognition out{
      .begin = at, .end = i + match.length, .value = number.value, .unit = table.names[match.value]};
  if (peek(text, out.end) == u'半' && stands_apart(peek(text, out.end + 1))) {
    out.value += 0.5;
    ++out.end;
  }
  return out;
}

using Finder = Recognition (*)(std::u16string_view, std::size_t, const Spoken&);

void find_amounts(std::u16string_view text, Finder finder, bool symbols, std::vector<Recognition>& out) {
  for (std::size_t i = 0; i < text.size();) {
    const char16_t c = text[i];
    if (symbols && c >= u'$' && !starts_numeral(c)) {
      if (const Recognition r = symbol_first(text, i); r.end > 0) {
        out.push_back(r);
        i = r.end;
        continue;
      }
    }
    if (is_ascii_letter(c)) {
      const std::size_t n = web_address(text, i);
      i += n == 0 ? 1 : n;
      continue;
    }
    const auto number = read_spoken(text, i);
    if (!number) {
      i += std::max<std::size_t>(1, word_like_numeral(text, i));
      continue;
    }
    const bool in_word = i > 0 && is_ascii_letter(text[i - 1]);
    const Recognition r = in_word || number->between ? Recognition{} : finder(text, i, *number);
    if (r.end == 0) {
      i += number->length;
      continue;
    }
    out.push_back(r);
    i = r.end;
  }
}

}  // namespace

void find_currencies(std::u16string_view text, std::vector<Recognition>& out) {
  find_amounts(text, money, true, out);
}

void find_dimensions(std::u16string_view text, std::vector<Recognition>& out) {
  find_amounts(text, measure, false, out);
}

}  // namespace midyear::quantity
