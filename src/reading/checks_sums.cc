// Parts and their sum: "A个、B个、C个，共计T个", "T个，分为…", "T亿元，其中第一产业…", and a part that is
// larger than its whole. Lists behind a bare 其中 overlap or are incomplete as often as not, so their sum
// counts only where the parts are known to exclude each other (lexicon/partitions.tsv).

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include "base/embedded.h"
#include "reading/checks.h"

namespace midyear::reading {
namespace {

struct Partition {
  std::string_view word, set;
  std::string_view closed;  // "yes"; "no"; or the word of a total that these of the set make up
};

const std::vector<Partition>& partitions() {
  static const std::vector<Partition> table = [] {
    std::vector<Partition> out;
    std::string_view bytes = base::embedded_lexicon("partitions.tsv");
    while (!bytes.empty()) {
      const std::string_view line = bytes.substr(0, bytes.find('\n'));
      bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
      if (line.empty() || line[0] == '#') continue;
      const std::size_t first = line.find('\t');
      const std::size_t second = line.find('\t', first + 1);
      out.push_back(
          {line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
    }
    return out;
  }();
  return table;
}

std::size_t words_of(std::string_view set, std::string_view closed) {
  return static_cast<std::size_t>(
      std::count_if(partitions().begin(), partitions().end(),
                    [&](const Partition& p) { return p.set == set && p.closed == closed; }));
}

using Parts = std::vector<std::size_t>;

void report(const SentenceFigures& figures, const Parts& parts, std::uint32_t total_index) {
  const Figure& total = figures.reading().figures[total_index];
  Interval sum;
  double expected = 0;
  std::vector<std::uint32_t> all = {total_index};
  std::string list;
  for (const std::size_t i : parts) {
    sum = sum + interval_of(figures[i]);
    expected += value_of(figures[i]);
    all.push_back(figures.index(i));
    list += (list.empty() ? "" : "、") + std::string(figures.text(i));
  }
  const double scale = total.amount == 0 ? 1 : total.value.to_double() / total.amount;
  const std::string stated(figures.reading().text(total.at));
  add_check(figures.reading(), CheckKind::sum_of_parts, "sum",
            {list, shown(expected * scale) + std::string(total.unit), stated}, std::move(all),
            value_of(total), expected);
}

Interval sum_of(const SentenceFigures& figures, const Parts& parts) {
  Interval sum;
  for (const std::size_t i : parts) sum = sum + interval_of(figures[i]);
  return sum;
}

double value_sum(const SentenceFigures& figures, const Parts& parts) {
  double sum = 0;
  for (const std::size_t i : parts) sum += value_of(figures[i]);
  return sum;
}

bool is_part(const Figure& part, const Figure& total) {
  return is_amount(part) && same_unit(part, total) && part.status == total.status;
}

// How many parts "三项合计" names; 0 where it does not say.
std::size_t named_count(std::string_view words) {
  static constexpr std::pair<std::string_view, std::size_t> kCounts[] = {{"两", 2}, {"二", 2}, {"三", 3},
                                                                         {"四", 4}, {"五", 5}, {"六", 6}};
  for (const auto& [digit, count] : kCounts)
    for (const std::string_view unit : {"项", "类", "者", "个", "部分", "家", "大"}) {
      const std::string word = std::string(digit) + std::string(unit);
      if (words.find(word) != std::string_view::npos) return count;
    }
  return 0;
}

// "…，共计131个": the parts stand before the total.
void check_closing_total(const SentenceFigures& figures, std::size_t k) {
  const Figure& total = figures[k];
  if (k < 2) return;
  const std::string_view lead = last_clause(figures.before(k));
  if (lead.size() > 36 || !contains_any(lead, {"计", "共有", "总数"})) return;
  if (!contains_any(lead, {"共计", "合计", "总计", "共有", "总数为", "总数达"})) return;
  if (contains_any(lead, {"累计", "近年", "历年"})) return;
  Parts parts;
  const std::size_t wanted = named_count(lead);
  for (std::size_t i = k; i-- > (k > kReach ? k - kReach : 0);) {
    if (wanted != 0 && parts.size() == wanted) break;
    const std::string_view gap = figures.after(i);
    if (i + 1 < k && (has_stop(gap) || gap.find("其中") != std::string_view::npos)) break;
    if (i + 1 == k && contains_any(gap, {"。", "其中"})) break;
    if (is_part(figures[i], total))
      parts.push_back(i);
    else if (is_amount(figures[i]) && wanted == 0)
      break;
  }
  if (parts.size() < 2 || (wanted != 0 && parts.size() != wanted)) return;
  if (contains_any(lead, {"共有", "总数"}) && parts.size() < 3) return;
  std::reverse(parts.begin(), parts.end());
  if (wanted == 0 && figures.before(parts.front()).find("其中") != std::string_view::npos) return;
  if (!sum_of(figures, parts).overlaps(interval_of(total))) report(figures, parts, figures.index(k));
}

// The parts that follow a word which opens them, up to the end of the list.
Parts following_parts(const SentenceFigures& figures, std::size_t first, const Figure& total) {
  Parts parts;
  for (std::size_t i = first; i < figures.size() && i < first + kReach; ++i) {
    const Figure& f = figures[i];
    if (!parts.empty()) {
      const std::string_view gap = figures.before(i);
      if (contains_any(gap, {"。", "其中", "合计", "共计", "总计", "此外", "另"})) break;
    }
    if (is_part(f, total))
      parts.push_back(i);
    else if (is_amount(f))
      break;
  }
  return parts;
}

// "共100个，分为…", "包括…", "由…组成".
void check_opened_parts(const SentenceFigures& figures, std::size_t k) {
  const Figure& total = figures[k];
  if (!is_amount(total) || k + 2 >= figures.size()) return;
  const std::string_view link = figures.after(k);
  if (link.size() > 120) return;
  const bool full = contains_any(link, {"分为", "由", "分别为", "分别是"}) && !link.starts_with("增");
  const bool loose =
      contains_any(link, {"包括", "包含"}) || ((link.starts_with("：") || link.starts_with(":")) &&
                                               contains_any(last_clause(figures.before(k)), {"共", "总数"}));
  if (!full && !loose) return;
  const Parts parts = following_parts(figures, k + 1, total);
  if (parts.size() < 2) return;
  const std::string_view tail = figures.after(parts.back());
  if (link.find("由") != std::string_view::npos && !contains_any(link, {"分为", "分别"}) &&
      !contains_any(tail, {"组成", "构成"}))
    return;
  if (tail.substr(0, 30).find("等") != std::string_view::npos ||
      contains_any(tail.substr(0, 30), {"以上", "不等"}))
    return;
  const Interval sum = sum_of(figures, parts);
  if (sum.overlaps(interval_of(total))) return;
  if (loose && value_sum(figures, parts) < 0.7 * value_of(total)) return;  // "包括" may name a few of many
  report(figures, parts, figures.index(k));
}

// Which set the words before a part belong to.
const Partition* partition_of(std::string_view words) {
  const Partition* best = nullptr;
  for (const Partition& p : partitions())
    if (words.find(p.word) != std::string_view::npos &&
        (best == nullptr || p.word.size() > best->word.size()))
      best = &p;
  return best;
}

// "T亿元，其中第一产业A亿元，第二产业B亿元，…" and a first part that is larger than its whole.
void check_within(const SentenceFigures& figures, std::size_t first, const Figure& total,
                  std::uint32_t total_index) {
  const Parts parts = following_parts(figures, first, total);
  if (parts.empty()) return;
  const Figure& part = figures[parts.front()];
  const bool opens = parts.front() == first;
  if (opens && interval_of(part).lo > interval_of(total).hi &&
      !contains_any(figures.before(first), {"增长", "累计", "总"})) {
    add_check(figures.reading(), CheckKind::sum_of_parts, "part_over_total",
              {std::string(figures.text(first)), std::string(figures.reading().text(total.at))},
              {total_index, figures.index(first)}, value_of(part), value_of(total));
    return;
  }
  std::string_view set;
  std::string_view closed;
  std::vector<std::string_view> seen;
  for (const std::size_t i : parts) {
    const Partition* p = partition_of(last_clause(figures.before(i)));
    if (p == nullptr || (!set.empty() && p->set != set)) return;
    if (std::find(seen.begin(), seen.end(), p->word) != seen.end()) return;
    closed = set.empty() || closed == p->closed ? p->closed : "no";
    set = p->set;
    seen.push_back(p->word);
  }
  if (parts.size() < 2) return;
  const Interval sum = sum_of(figures, parts);
  const Interval whole = interval_of(total);
  const bool fits =
      closed == "yes" || (closed != "no" && total.indicator.find(closed) != std::string_view::npos);
  const bool complete = fits && seen.size() == words_of(set, closed);
  if (sum.lo > whole.hi * (1 + 1e-9) || (complete && !sum.overlaps(whole)))
    report(figures, parts, total_index);
}

void check_among(const SentenceFigures& figures, std::size_t k, const SentenceFigures* before) {
  const std::string_view lead = figures.before(k);
  const std::size_t among = lead.rfind("其中");
  if (among == std::string_view::npos || !is_amount(figures[k])) return;
  for (std::size_t i = k; i-- > (k > kReach ? k - kReach : 0);) {
    if (!is_amount(figures[i])) continue;
    if (same_unit(figures[i], figures[k]) && figures[i].status == figures[k].status)
      check_within(figures, k, figures[i], figures.index(i));
    return;
  }
  if (k != 0 || before == nullptr || lead.substr(0, among).size() > 3) return;
  // "…4000亿元，增长10%。其中，…": the only amount of its unit in the sentence before.
  std::size_t whole = before->size();
  for (std::size_t i = 0; i < before->size(); ++i) {
    if (!is_amount((*before)[i]) || !same_unit((*before)[i], figures[k])) continue;
    if (whole != before->size()) return;
    whole = i;
  }
  for (std::size_t i = whole; i < before->size(); ++i)  // behind ； the sentence spoke of something else
    if (contains_any(before->after(i), {"；", ";"})) return;
  if (whole != before->size() && (*before)[whole].status == figures[k].status)
    check_within(figures, k, (*before)[whole], before->index(whole));
}

}  // namespace

void check_sums(const SentenceFigures& figures, const SentenceFigures* before) {
  for (std::size_t k = 0; k < figures.size(); ++k) {
    if (!is_amount(figures[k])) continue;
    check_closing_total(figures, k);
    check_opened_parts(figures, k);
    check_among(figures, k, before);
  }
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t colon_at(std::string_view text, std::size_t i) {
  for (const std::string_view colon : {":", "：", "∶"})
    if (text.substr(i).starts_with(colon)) return colon.size();
  return 0;
}

// "9.5∶36.6∶53.9" that begins at text[i]; moves i behind it.
struct Ratio {
  std::size_t begin = 0, end = 0;
  int parts = 0;
  bool fractions = false;
  double sum = 0, slack = 0;
};

Ratio read_ratio(std::string_view text, std::size_t i) {
  Ratio ratio;
  ratio.begin = i;
  for (;;) {
    const std::size_t from = i;
    while (i < text.size() && (is_digit(text[i]) || text[i] == '.') && i - from < 12) ++i;
    double value = 0;
    std::from_chars(text.data() + from, text.data() + i, value);
    const std::size_t point = text.substr(from, i - from).find('.');
    double half = 0.5;
    for (std::size_t places = point == std::string_view::npos ? 0 : i - from - point - 1; places > 0;
         --places)
      half /= 10;
    ratio.fractions = ratio.fractions || point != std::string_view::npos;
    ratio.sum += value;
    ratio.slack += half;
    ++ratio.parts;
    ratio.end = i;
    const std::size_t mark = i < text.size() ? colon_at(text, i) : 0;
    if (mark == 0 || i + mark >= text.size() || !is_digit(text[i + mark])) return ratio;
    i += mark;
  }
}

void check_ratio(Reading& reading, const Ratio& ratio) {
  const auto at = static_cast<text::Offset>(ratio.begin);
  const auto sentence = std::upper_bound(reading.sentences.begin(), reading.sentences.end(), at,
                                         [](text::Offset o, const Sentence& s) { return o < s.at.begin; });
  if (sentence == reading.sentences.begin() || (sentence - 1)->at.end < ratio.end) return;
  const Span in = (sentence - 1)->at;
  const text::Offset from = std::max(in.begin, at > 120 ? at - 120 : 0);
  if (!contains_any(reading.text({from, at}), {"结构", "比例", "产业比", "比重", "构成"})) return;
  const bool meant =
      ratio.fractions ? ratio.sum >= 80 && ratio.sum <= 125 : ratio.sum >= 90 && ratio.sum <= 110;
  if (!meant || (ratio.sum - ratio.slack <= 100.0001 && ratio.sum + ratio.slack >= 99.9999)) return;
  const Span span{at, static_cast<text::Offset>(ratio.end)};
  std::vector<std::uint32_t> parts;
  auto f = std::lower_bound(reading.figures.begin(), reading.figures.end(), span.begin,
                            [](const Figure& figure, text::Offset o) { return figure.at.begin < o; });
  for (; f != reading.figures.end() && f->at.begin < span.end; ++f)
    parts.push_back(static_cast<std::uint32_t>(f - reading.figures.begin()));
  add_check(reading, CheckKind::sum_of_parts, "ratio_not_hundred",
            {std::string(reading.text(span)), shown(ratio.sum)}, std::move(parts), ratio.sum, 100);
  if (reading.checks.back().sentences.empty())
    reading.checks.back().sentences.push_back(
        static_cast<std::uint32_t>(sentence - 1 - reading.sentences.begin()));
}

}  // namespace

// "三次产业结构为12.3∶45.6∶42.1": the numbers of a structure make a hundred. Read from the text, as not every
// such row is made of figures.
void check_ratios(Reading& reading) {
  const std::string_view text = reading.text();
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c != ':' && c != 0xEF && c != 0xE2) || !is_digit(text[i - 1])) continue;
    if (colon_at(text, i) == 0) continue;
    std::size_t begin = i;
    while (begin > 0 && i - begin < 12 && (is_digit(text[begin - 1]) || text[begin - 1] == '.')) --begin;
    if (!is_digit(text[begin])) continue;
    const Ratio ratio = read_ratio(text, begin);
    if (ratio.parts >= 3 && ratio.parts <= 5) check_ratio(reading, ratio);
    i = std::max(i, ratio.end);
  }
}

}  // namespace midyear::reading
