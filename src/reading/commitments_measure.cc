#include "reading/commitments_measure.h"

#include <algorithm>

#include "reading/projects_words.h"

namespace midyear::reading::plan {
namespace {

bool starts_with(std::u16string_view units, Range at, std::u16string_view word) {
  return at.size() >= word.size() && units.substr(at.begin, word.size()) == word;
}

bool ends_with(std::u16string_view units, Range at, std::u16string_view word) {
  return at.size() >= word.size() && units.substr(at.end - word.size(), word.size()) == word;
}

template <std::size_t N>
bool ends_with_any(std::u16string_view units, Range at, const std::u16string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::u16string_view word) { return ends_with(units, at, word); });
}

bool holds(std::u16string_view units, Range at, std::u16string_view word) {
  return units.substr(at.begin, at.size()).find(word) != std::u16string_view::npos;
}

bool is(std::u16string_view units, Range at, std::u16string_view word) {
  return units.substr(at.begin, at.size()) == word;
}

Range trimmed(std::u16string_view units, Range at) {
  static constexpr std::u16string_view kEdge = u" \t\r、,;:。!?";
  while (!at.empty() && kEdge.find(units[at.begin]) != std::u16string_view::npos) ++at.begin;
  while (!at.empty() && kEdge.find(units[at.end - 1]) != std::u16string_view::npos) --at.end;
  // "…4个(责任单位:商务局)": says whose the measure is.
  if (!at.empty() && units[at.end - 1] == u')') {
    const std::size_t open = units.substr(at.begin, at.size()).rfind(u'(');
    const std::u16string_view inside = open == std::u16string_view::npos
                                           ? std::u16string_view()
                                           : units.substr(at.begin + open, at.size() - open);
    for (const std::u16string_view cue : {u"责任", u"牵头", u"负责", u"配合"})
      if (inside.find(cue) != std::u16string_view::npos)
        at.end = std::min(at.end, at.begin + static_cast<std::uint32_t>(open));
  }
  // A closing 等 that stands alone.
  if (at.size() > 4 && units[at.end - 1] == u'等' && units[at.end - 2] != u'同' && units[at.end - 2] != u'平')
    --at.end;
  return at;
}

// “十五五”: a period, not a thing.
bool names_period(std::u16string_view units, std::uint32_t begin, std::uint32_t end) {
  return end - begin == 3 && units[begin] == u'十' && units[begin + 2] == u'五';
}

// Tokens of the clause outside its quotes; and whether there are quotes.
bool tokenize_outside_quotes(std::u16string_view units, Range at, std::vector<Token>& tokens) {
  tokens.clear();
  bool quoted = false;
  std::uint32_t from = at.begin;
  for (std::uint32_t i = at.begin; i < at.end;) {
    const std::uint32_t after = units[i] == u'(' ? i : skip_enclosed(units, i, at.end);
    if (after == i) {
      ++i;
      continue;
    }
    tokenize(units, {from, i}, tokens);
    quoted |= after > i + 3 && units[after - 2] != u'+' && !names_period(units, i + 1, after - 1);
    from = i = after;
  }
  tokenize(units, {from, at.end}, tokens);
  return quoted;
}

// Where the clause's own words begin: behind connectives and the places they stand in for (此外, 全区, 我们).
std::size_t skip_connectives(Range& at, std::u16string_view units, const std::vector<Token>& tokens) {
  std::size_t i = 0;
  while (i < tokens.size() && tokens[i].at.begin == at.begin && tokens[i].is(kConnective) &&
         tokens[i].at.end < at.end) {
    // 并 and 以 open a clause's own verb as well; 以 may open a frame.
    if (tokens[i].is(kFrame)) break;
    at.begin = tokens[i].at.end;
    ++i;
    while (at.begin < at.end && (units[at.begin] == u',' || units[at.begin] == u' ')) ++at.begin;
  }
  return i;
}

// The index of the clause's main verb, or tokens.size(): behind modals, adverbs, dates and the subject.
std::size_t main_verb(const std::vector<Token>& tokens, std::size_t from) {
  for (std::size_t i = from; i < tokens.size(); ++i) {
    if (!tokens[i].is(kVerb)) continue;
    const bool followed = i + 1 < tokens.size() && tokens[i + 1].at.begin == tokens[i].at.end &&
                          tokens[i + 1].is(kVerb) && !tokens[i + 1].is(kThing);
    if (tokens[i].is(kAdverb) && followed) continue;
    return i;
  }
  return tokens.size();
}

bool is_frame(std::u16string_view units, Range at, const std::vector<Token>& tokens, std::size_t from) {
  std::size_t i = from;
  while (i < tokens.size() && tokens[i].is(kModal | kAdverb) && !tokens[i].is(kFrame)) ++i;
  if (i == tokens.size() || !tokens[i].is(kFrame)) return false;
  // Only at the clause's begin, up to modals and adverbs.
  if (tokens[i].at.begin > at.begin + 8) return false;
  const Range rest{tokens[i].at.end, at.end};
  if (is(units, tokens[i].at, u"以")) return true;
  if (is(units, tokens[i].at, u"把"))
    return holds(units, rest, u"作为") || holds(units, rest, u"摆在") || holds(units, rest, u"放在") ||
           holds(units, rest, u"挺在") || holds(units, rest, u"贯穿") || holds(units, rest, u"抓在");
  if (is(units, tokens[i].at, u"在")) {
    static constexpr std::u16string_view kPlaces[] = {u"上", u"下",     u"中",    u"方面",
                                                      u"时", u"前提下", u"基础上"};
    return ends_with_any(units, at, kPlaces);
  }
  if (is(units, tokens[i].at, u"发挥") || is(units, tokens[i].at, u"充分发挥")) {
    static constexpr std::u16string_view kUses[] = {u"作用", u"优势", u"效应", u"功能", u"潜力", u"积极性"};
    return ends_with_any(units, at, kUses);
  }
  // "依托…开展…试点": a means with an act behind it is a measure.
  for (std::size_t k = i + 1; k < tokens.size(); ++k)
    if (tokens[k].is(kAct) && tokens[k].at.begin > tokens[i].at.end + 3 && tokens[k].at.end + 3 < at.end) {
      for (std::size_t n = k + 1; n < tokens.size(); ++n)
        if (tokens[n].is(kThing)) return false;
    }
  return true;
}

// 建设 and the like close a noun as often as a sentence.
bool is_nominal(std::u16string_view word) {
  static constexpr std::u16string_view kNominal[] = {
      u"建设", u"改造", u"治理", u"整治", u"服务", u"供给", u"保障", u"转型", u"升级",
      u"运行", u"运营", u"监测", u"检查", u"转化", u"规划", u"审计", u"增长", u"支持",
      u"研发", u"攻关", u"培训", u"救助", u"帮扶", u"对接", u"联系", u"考核"};
  return std::find(std::begin(kNominal), std::end(kNominal), word) != std::end(kNominal);
}

// Behind other clauses 增强 and 推动 say what those are good for; so does 打造 as the last word of the
// sentence.
int verb_weight(const Token& verb, Position position) {
  const bool closes = verb.is(kTail) && position.last && !position.first;
  if (verb.is(kAct)) return closes ? 1 : 2;
  if (verb.is(kMid)) return closes ? -1 : 1;
  if (verb.is(kTail)) return position.first ? (verb.is(kDirect) ? 0 : -2) : verb.is(kDirect) ? -1 : -2;
  return 0;
}

// The weight of the verbs that stand together (布局建设), and of an act that closes a causative:
// 推动…开工建设.
int verbs_weight(const std::vector<Token>& tokens, std::size_t verb, Position position) {
  if (verb == tokens.size()) return -1;
  int weight = verb_weight(tokens[verb], position);
  for (std::size_t i = verb + 1;
       i < tokens.size() && tokens[i].at.begin == tokens[i - 1].at.end && tokens[i].is(kVerb); ++i)
    weight = std::max(weight, verb_weight(tokens[i], position));
  return weight;
}

// What somebody is made to do: 2 where the act closes the clause (推动…开工建设), 1 where it stands inside
// (支持…共建…), 0 where there is none.
int caused_act(std::u16string_view units, const std::vector<Token>& tokens, std::size_t verb,
               std::uint32_t end) {
  // 促进 says what a measure is good for, 推动 and 支持 what is to be done.
  if (verb == tokens.size() || !tokens[verb].is(kDirect | kMid) || is(units, tokens[verb].at, u"促进"))
    return 0;
  const auto acts = [&](const Token& token) {
    return token.is(kAct) && !is_nominal(units.substr(token.at.begin, token.at.size()));
  };
  if (tokens.size() > verb + 1 && tokens.back().at.end == end && acts(tokens.back())) return 2;
  for (std::size_t i = verb + 1; i < tokens.size(); ++i)
    if (tokens[i].at.begin > tokens[verb].at.end + 2 && acts(tokens[i])) return 1;
  return 0;
}

// A work that ends like a project's name: 青云山景区, 滨河大道.
bool holds_work(std::u16string_view units, Range at) {
  for (std::uint32_t i = at.begin; i < at.end;) {
    std::uint32_t length = 0;
    const std::uint32_t kinds = name_word_at(units, i, at.end, length);
    if (length > 1 && (kinds & kHead) && !(kinds & kDeed) && i > at.begin) return true;
    i += std::max(length, 1u);
  }
  return false;
}

int object_weight(std::u16string_view units, Range at, const std::vector<Token>& tokens, std::size_t verb) {
  bool thing = false, measured = false, field_last = false, quality = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i == verb) continue;
    const Token& token = tokens[i];
    if (token.is(kThing)) thing = true, field_last = quality = false;
    if (token.is(kMeasured)) measured = true, field_last = quality = false;
    if (token.is(kField) && i > verb) field_last = token.at.end + 3 >= at.end;
    if (token.is(kQuality) && i > verb) quality = token.at.end + 2 >= at.end;
  }
  if (!thing && verb < tokens.size()) thing = holds_work(units, {tokens[verb].at.end, at.end});
  const int list = holds(units, at, u"等地") || holds(units, at, u"等一批") ||
                           (holds(units, at, u"、") && holds(units, at, u"等"))
                       ? 1
                       : 0;
  return (thing ? 2 : measured ? 1 : 0) + list - (quality ? 3 : field_last ? 1 : 0);
}

// "年底全面建设完成": nothing but a date and an end reached.
bool is_completion(std::u16string_view units, Range at, const std::vector<Token>& tokens,
                   const DateWord& date) {
  if (date.at.empty() || at.end - date.at.end > 12) return false;
  std::uint32_t before = at.begin;
  for (const Token& token : tokens)
    if (token.at.begin == before && token.at.end <= date.at.begin && token.is(kModal | kAdverb))
      before = token.at.end;
  if (before != date.at.begin && units.substr(before, date.at.begin - before) != u"在") return false;
  std::uint32_t covered = 0;
  bool act = false;
  for (const Token& token : tokens) {
    if (token.at.begin < date.at.end) continue;
    if (!token.is(kVerb | kAdverb | kModal | kNoise)) return false;
    act |= token.is(kAct);
    covered += token.at.size();
  }
  return act && tokens.back().is(kAct | kNoise) && tokens.back().at.end == at.end &&
         covered + 3 >= at.end - date.at.end && !holds(units, at, u"项目");
}

// "优化支持范围和补贴标准": changes the extent of what stands before it.
bool is_extent(std::u16string_view units, Range at, const std::vector<Token>& tokens, std::size_t verb) {
  static constexpr std::u16string_view kExtents[] = {u"范围", u"标准", u"额度",  u"比例",
                                                     u"期限", u"对象", u"覆盖面"};
  if (starts_with(units, at, u"实现") && ends_with(units, at, u"全覆盖")) return true;
  if (verb == tokens.size() || tokens[verb].at.begin > at.begin + 4 || at.size() > 16 ||
      !ends_with_any(units, at, kExtents))
    return false;
  std::uint32_t covered = 0;
  for (const Token& token : tokens) covered += token.at.size();
  for (std::uint32_t i = at.begin; i < at.end; ++i) covered += units[i] == u'和' || units[i] == u'、' ? 1 : 0;
  return covered + 1 >= at.size();
}

// "以及梅山灌区等水利工程建设": a list under the verb of the clause before it.
bool goes_on(std::u16string_view units, Range at, const std::vector<Token>& tokens, std::size_t verb) {
  if (!holds(units, at, u"等") || !holds(units, at, u"、")) return false;
  for (std::size_t i = verb; i < tokens.size(); ++i)
    if (tokens[i].is(kVerb) && tokens[i].at.end < at.end && !tokens[i].is(kThing | kNoise)) return false;
  return true;
}

// The field as subject ("具身智能产业深化…") is no part of the measure.
void drop_field_subject(std::u16string_view units, Range& at, const std::vector<Token>& tokens,
                        std::size_t from) {
  for (std::size_t i = from; i < tokens.size(); ++i) {
    if (!tokens[i].is(kVerb | kAdverb | kModal)) continue;
    const Range subject{at.begin, tokens[i].at.begin};
    if (subject.size() >= 4 && subject.size() <= 14 && ends_with(units, subject, u"产业"))
      at.begin = tokens[i].at.begin;
    if (tokens[i].at.begin > at.begin) return;
  }
}

// "对签约未开工的26个项目,要逐个…": what the next clause acts on.
bool is_object_only(std::u16string_view units, Range at, const std::vector<Token>& tokens) {
  if (units[at.begin] != u'对' || !holds(units, at, u"的") || tokens.empty()) return false;
  const Token& last = tokens.back();
  return last.at.end == at.end && last.is(kThing | kMeasured) && !last.is(kVerb);
}

bool is_lead_in(std::u16string_view units, Range at, const std::vector<Token>& tokens,
                const Responsibility& responsibility) {
  if (!responsibility.empty() && responsibility.leading && responsibility.end + 1 >= at.end) return true;
  static constexpr std::u16string_view kMeans[] = {u"措施", u"办法", u"方式", u"手段", u"形式"};
  return (starts_with(units, at, u"采取") || starts_with(units, at, u"通过") ||
          starts_with(units, at, u"采用") || (holds(units, at, u"采取") && !responsibility.owners.empty())) &&
         ends_with_any(units, at, kMeans) && !tokens.empty();
}

// "X是Y": says what is, not what to do. A verb before 是 makes it a measure all the same (实现…就是…).
bool describes(std::u16string_view units, Range at, const std::vector<Token>& tokens, std::size_t verb) {
  if (units.substr(at.begin, at.size()).find(u'是') == std::u16string_view::npos) return false;
  for (std::uint32_t i = at.begin; i < at.end; ++i) {
    if (const std::uint32_t after = skip_enclosed(units, i, at.end); after > i) {
      i = after - 1;
      continue;
    }
    if (units[i] != u'是') continue;
    const bool in_word = std::any_of(tokens.begin(), tokens.end(),
                                     [i](const Token& t) { return t.at.begin <= i && i < t.at.end; });
    if (!in_word) return verb == tokens.size() || tokens[verb].at.begin > i;
  }
  return false;
}

// "下半年,", "到2027年底,", "国庆节前,".
bool is_date_alone(std::u16string_view units, Range at, const DateWord& date) {
  if (date.at.empty() || date.at.begin > at.begin + 1) return false;
  if (date.at.begin > at.begin && units[at.begin] != u'到' && units[at.begin] != u'在' &&
      units[at.begin] != u'于')
    return false;
  const Range rest{date.at.end, at.end};
  static constexpr std::u16string_view kAfter[] = {u"前", u"之前", u"以前", u"期间",
                                                   u"内", u"里",   u"间",   u"时"};
  return rest.empty() || std::any_of(std::begin(kAfter), std::end(kAfter),
                                     [&](std::u16string_view word) { return is(units, rest, word); });
}

// "同比增长9%", "增长8%以上": how much what stands before it grows.
bool is_growth(std::u16string_view units, Range at) {
  static constexpr std::u16string_view kGrows[] = {u"同比增长", u"同比下降",   u"增长",       u"增幅",
                                                   u"同比增",   u"比上年增长", u"较上年增长", u"年均增长"};
  return at.size() <= 14 && std::any_of(std::begin(kGrows), std::end(kGrows), [&](std::u16string_view word) {
           return starts_with(units, at, word);
         });
}

bool reports(std::u16string_view units, Range at) {
  for (std::uint32_t i = at.begin; i < at.end; ++i) {
    const char16_t next = i + 1 < at.end ? units[i + 1] : u' ';
    switch (units[i]) {
      case u'已':
      case u'了':
        return true;
      case u'同':
      case u'环':
        if (next == u'比') return true;
        break;
      case u'上':
      case u'去':
        if (next == u'年') return true;
        break;
      case u'以':
        if (next == u'来') return true;
        break;
      case u'累':
        if (next == u'计') return true;
        break;
      case u'比':
        if (next == u'上') return true;
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace

void judge(std::u16string_view units, const Clause& clause, Position position, bool has_target,
           std::vector<Token>& tokens, Part& part) {
  part.at = trimmed(units, clause.at);
  part.closer = clause.closer;
  part.kind = PartKind::measure;
  part.strength = 0;
  part.has_target = has_target;
  part.promises = part.past = false;
  part.date = {};
  part.responsibility.clear();
  if (part.at.empty() || part.at.size() > kLongestClause) {
    part.kind = PartKind::slogan;
    return;
  }
  const bool quoted = tokenize_outside_quotes(units, part.at, tokens);
  const std::size_t first = skip_connectives(part.at, units, tokens);
  part.date = find_date(units, part.at);
  if (is_date_alone(units, part.at, part.date)) {
    part.kind = PartKind::date;
    return;
  }
  find_responsibility(units, part.at, tokens, part.responsibility);
  part.promises = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.is(kPromise); });
  part.past = reports(units, part.at);
  if (is_lead_in(units, part.at, tokens, part.responsibility) || is_object_only(units, part.at, tokens)) {
    part.kind = PartKind::lead_in;
    return;
  }
  const bool slogan = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.is(kSlogan); });
  if (!has_target && slogan) {
    part.kind = PartKind::slogan;
    return;
  }
  if (!has_target && is_frame(units, part.at, tokens, first)) {
    part.kind = PartKind::frame;
    return;
  }
  const std::size_t verb = main_verb(tokens, first);
  if (!has_target && describes(units, part.at, tokens, verb)) {
    part.kind = PartKind::slogan;
    return;
  }
  if (is_completion(units, part.at, tokens, part.date) || goes_on(units, part.at, tokens, verb) ||
      (has_target && is_growth(units, part.at)) || (!has_target && is_extent(units, part.at, tokens, verb)))
    part.kind = PartKind::extent;
  const int object = object_weight(units, part.at, tokens, verb) + (quoted ? 2 : 0);
  int act = verbs_weight(tokens, verb, position);
  if (const int caused = caused_act(units, tokens, verb, part.at.end); object >= 2 && caused > 0)
    act = std::max(act, caused);
  part.strength = act + object + (has_target ? 5 : 0) + (part.date.at.empty() ? 0 : 3) +
                  (part.responsibility.owners.empty() ? 0 : 2);
  // "提升存量,…": what opens a sentence and is this short is its title.
  if (position.first && !position.last && part.at.size() <= 7 && part.strength < kFirmMeasure && !quoted)
    part.strength -= 2;
  if (!has_target) drop_field_subject(units, part.at, tokens, first);
}

}  // namespace midyear::reading::plan
