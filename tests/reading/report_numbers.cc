#include "reading/report_numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace midyear::reading::testing {
namespace {

// Tenths or hundredths are kept as whole numbers, so that written values are the exact ones.
std::string decimal(long units, int places) {
  long scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  std::string out = std::to_string(units / scale);
  if (places > 0 && units % scale != 0) {
    std::string rest = std::to_string(units % scale);
    rest.insert(0, static_cast<std::size_t>(places) - rest.size(), '0');
    while (rest.back() == '0') rest.pop_back();
    out += "." + rest;
  }
  return out;
}

long percent(long part, long whole, int places) {
  return std::lround(100.0 * std::pow(10, places) * static_cast<double>(part) / static_cast<double>(whole));
}

// A wrong value near the right one, as a slip of the pen makes it.
long slip(Dice& dice, long right, long least) {
  const long by = std::max(least, right * dice.between(6, 25) / 100);
  return dice.chance(50) && right > by * 2 ? right - by : right + by;
}

std::string han(int n) {
  static const char* kDigits[] = {"零", "一", "两", "三", "四", "五", "六", "七"};
  return kDigits[n];
}

void share(bool wrong, Dice& dice, Values& v) {
  const int places = dice.between(1, 2);
  const long unit = places == 1 ? 10 : 100;
  const long whole = dice.between(30, 900) * unit + dice.between(0, 9);
  const long part = whole * dice.between(18, 82) / 100;
  long s = percent(part, whole, 1);
  if (wrong) s = std::min<long>(slip(dice, s, 30), 985);
  v["T"] = decimal(whole, places);
  v["P"] = decimal(part, places);
  v["S"] = decimal(s, 1);
}

void parts(bool wrong, char direction, bool money, Dice& dice, Values& v) {
  const int places = money ? 1 : 0;
  long a = dice.between(11, 90), b = dice.between(11, 90), c = dice.between(5, 60);
  if (money) a = a * 10 + 3, b = b * 10 + 6, c = c * 10 + 8;
  long whole = a + b + c;
  if (wrong) {
    const long by = std::max<long>(2, whole * dice.between(5, 20) / 100);
    if (direction == '+' || dice.chance(50))
      whole -= std::min(by, whole - std::max({a, b, c}) - 1);
    else
      whole += by;
  }
  v["T"] = decimal(whole, places);
  v["A"] = decimal(a, places);
  v["B"] = decimal(b, places);
  v["C"] = decimal(c, places);
  v["AB"] = decimal(a + b, places);
}

void ratio(bool wrong, char direction, Dice& dice, Values& v) {
  const auto three = [&](const char* a, const char* b, const char* c, long off) {
    const long first = dice.between(15, 140), second = dice.between(350, 520);
    v[a] = decimal(first, 1);
    v[b] = decimal(second, 1);
    v[c] = decimal(1000 - first - second + off, 1);
  };
  three("A0", "B0", "C0", 0);
  const long off = dice.between(20, 80);
  three("A", "B", "C", !wrong ? 0 : direction == '+' || dice.chance(50) ? off : -off);
}

void progress(bool wrong, bool counts, Dice& dice, Values& v) {
  const int places = counts ? 0 : dice.between(0, 2);
  long unit = 1;
  for (int i = 0; i < places; ++i) unit *= 10;
  const long whole = counts ? dice.between(40, 400) : dice.between(20, 700) * unit;
  const long part = whole * (counts ? dice.between(60, 97) : dice.between(33, 78)) / 100;
  long s = percent(part, whole, 1);
  if (wrong) s = std::min<long>(slip(dice, s, 30), 999);
  v["T"] = decimal(whole, places);
  v["P"] = decimal(part, places);
  v["S"] = decimal(s, 1);
}

void lead(bool wrong, bool lag, Dice& dice, Values& v) {
  const long gap = dice.between(12, 220);
  v["S"] = decimal(500 + (lag ? -gap : gap), 1);
  v["D"] = decimal(wrong ? slip(dice, gap, 11) : gap, 1);
  v["P"] = decimal(dice.between(300, 4000), 1);
}

void list(bool wrong, char direction, Dice& dice, Values& v) {
  const int off = !wrong ? 0 : direction == '-' ? -1 : dice.chance(50) ? -1 : 1;
  v["N3"] = std::to_string(3 + off);
  v["N4"] = std::to_string(4 + off);
  v["H3"] = han(3 + off);
  v["H4"] = han(4 + off);
}

void growth(bool wrong, Dice& dice, Values& v) {
  const long before = dice.between(300, 6000);
  const long by = before * dice.between(3, 28) / 100 + 1;
  long g = percent(by, before, 1);
  if (wrong) g = slip(dice, g, 22);
  v["A"] = decimal(before, 1);
  v["B"] = decimal(before + by, 1);
  v["D"] = decimal(by, 1);
  v["G"] = decimal(g, 1);
  const long firms = dice.between(40, 300), more = dice.between(4, 30);
  v["CA"] = std::to_string(firms);
  v["CB"] = std::to_string(firms + more);
  v["CD"] = std::to_string(wrong ? more + dice.between(2, 6) : more);
  v["CG"] = decimal(wrong ? slip(dice, percent(more, firms, 1), 22) : percent(more, firms, 1), 1);
  const long rate = dice.between(200, 700), rise = dice.between(9, 80);
  v["RA"] = decimal(rate, 1);
  v["RB"] = decimal(rate + rise, 1);
  v["RD"] = decimal(wrong ? slip(dice, rise, 12) : rise, 1);
}

void range(bool wrong, Dice& dice, Values& v) {
  long low = dice.between(4, 9), high = low + dice.between(1, 3);
  long floor = dice.between(2, 6) * 1000, stretch = floor + dice.between(1, 4) * 1000;
  if (wrong) std::swap(low, high), std::swap(floor, stretch);
  v["a"] = std::to_string(low);
  v["b"] = std::to_string(high);
  v["MA"] = std::to_string(floor);
  v["MB"] = std::to_string(stretch);
}

}  // namespace

void fill_numbers(const std::string& fact, bool wrong, char direction, bool money, Dice& dice, Values& v) {
  for (const char* name : {"g", "h", "d"}) v[name] = decimal(dice.between(11, 160), 1);
  for (const char* name : {"a", "b", "c", "e"}) v[name] = decimal(dice.between(11, 160), 1);
  for (const char* name : {"A", "B", "C", "E", "X", "P", "T"}) v[name] = decimal(dice.between(300, 4000), 1);
  v["Y"] = decimal(dice.between(100, 250), 1);
  v["Z"] = decimal(dice.between(30, 90), 1);
  v["N"] = std::to_string(dice.between(90, 160));
  v["M"] = std::to_string(dice.between(50, 80));
  v["J"] = std::to_string(dice.between(30, 60));
  v["K"] = std::to_string(dice.between(10, 40));
  v["S"] = decimal(dice.between(150, 700), 1);
  v["DU"] = !wrong ? "一降三升" : dice.chance(50) ? "两降两升" : "一降四升";
  v["UD"] = !wrong ? "三升一降" : dice.chance(50) ? "两升两降" : "四升一降";
  if (fact == "share") share(wrong, dice, v);
  if (fact == "parts") parts(wrong, direction, money, dice, v);
  if (fact == "ratio") ratio(wrong, direction, dice, v);
  if (fact == "progress" || fact == "rate") progress(wrong, fact == "rate", dice, v);
  if (fact == "lead" || fact == "lag") lead(wrong, fact == "lag", dice, v);
  if (fact == "list") list(wrong, direction, dice, v);
  if (fact == "growth") growth(wrong, dice, v);
  if (fact == "range") range(wrong, dice, v);
}

}  // namespace midyear::reading::testing
