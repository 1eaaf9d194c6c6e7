#include "store/search.h"

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "store/analyser.h"

namespace midyear::store {
namespace {

using Marks = std::vector<std::pair<std::size_t, std::size_t>>;

std::string quoted(std::string_view word, char quote) {
  std::string out(1, quote);
  for (const char c : word) out.append(c == quote ? 2 : 1, c);
  return out + quote;
}

// "高新" + "新区" AND "区" *
std::string fts5_query(const std::vector<Phrase>& phrases) {
  std::string out;
  for (const Phrase& phrase : phrases) {
    if (!out.empty()) out += " AND ";
    for (std::size_t i = 0; i < phrase.words.size(); ++i)
      out += (i == 0 ? "" : " + ") + quoted(phrase.words[i], '"');
    if (phrase.prefix) out += " *";
  }
  return out;
}

// ('高新' <-> '新区') & ('区':*)
std::string tsquery(const std::vector<Phrase>& phrases) {
  std::string out;
  for (const Phrase& phrase : phrases) {
    out += out.empty() ? "(" : " & (";
    for (std::size_t i = 0; i < phrase.words.size(); ++i)
      out += (i == 0 ? "" : " <-> ") + quoted(phrase.words[i], '\'');
    out += phrase.prefix ? ":*)" : ")";
  }
  return out;
}

// '高新':1 '新区':2
std::string tsvector(std::string_view text) {
  constexpr std::size_t kLast = 16'383;  // what PostgreSQL takes; a part should never be so long
  std::string out;
  std::size_t place = 0;
  analyse(text, [&](const Token& token) {
    if (++place > kLast) return;
    if (!out.empty()) out += ' ';
    out += quoted(token.word, '\'') + ':' + std::to_string(place);
  });
  return out;
}

struct Cut {
  std::string word;
  std::size_t begin, end;
};

std::vector<Cut> cut(std::string_view text) {
  std::vector<Cut> tokens;
  analyse(text, [&](const Token& token) {
    tokens.push_back({std::string(token.word), token.begin, token.end});
  });
  return tokens;
}

// Where the phrase that begins at the token ends in the text; 0 where it does not stand there.
std::size_t phrase_end(std::string_view text, std::span<const Cut> tokens, const Phrase& phrase) {
  if (tokens.size() < phrase.words.size()) return 0;
  const std::size_t last = phrase.words.size() - 1;
  for (std::size_t i = 0; i < last; ++i)
    if (tokens[i].word != phrase.words[i]) return 0;
  const Cut& token = tokens[last];
  if (!phrase.prefix) return token.word == phrase.words[last] ? token.end : 0;
  if (!token.word.starts_with(phrase.words[last])) return 0;
  return token.begin + std::max<std::size_t>(1, base::utf8_size(text, token.begin));
}

Marks joined(Marks marks) {
  std::sort(marks.begin(), marks.end());
  Marks out;
  for (const auto& mark : marks) {
    if (!out.empty() && mark.first <= out.back().second)
      out.back().second = std::max(out.back().second, mark.second);
    else
      out.push_back(mark);
  }
  return out;
}

Marks marks_in(std::string_view text, const std::vector<Phrase>& phrases) {
  const std::vector<Cut> tokens = cut(text);
  Marks marks;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    for (const Phrase& phrase : phrases)
      if (const std::size_t end = phrase_end(text, std::span(tokens).subspan(i), phrase))
        marks.emplace_back(tokens[i].begin, end);
  return joined(std::move(marks));
}

// What the engines say differently.
struct Dialect {
  std::string_view index, forget;  // a part's text into the index and out of it, beside the row itself
  std::string_view count, find;    // $1 collection, $2 query; find: $3 limit, $4 hits before
};

// CROSS JOIN: the index first; SQLite might otherwise ask it anew for each part of the collection.
// bm25() grows towards the worse; ts_rank_cd() divides by the logarithm of the length.
constexpr Dialect kSqlite = {
    "INSERT INTO search_index (rowid, text) VALUES ($1, $2)",
    "INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', $1, $2)",
    "SELECT count(*) FROM search_index i CROSS JOIN search_part p ON p.id = i.rowid "
    "WHERE i.search_index MATCH $2 AND p.collection = $1",
    "SELECT p.key, p.part, p.text, -bm25(search_index) AS score FROM search_index i "
    "CROSS JOIN search_part p ON p.id = i.rowid WHERE i.search_index MATCH $2 AND p.collection = $1 "
    "ORDER BY score DESC, p.id LIMIT $3 OFFSET $4"};
constexpr Dialect kPostgresql = {
    {},
    {},
    "SELECT count(*) FROM search_part WHERE words @@ CAST($2 AS tsquery) AND collection = $1",
    "SELECT key, part, text, CAST(ts_rank_cd(words, CAST($2 AS tsquery), 1) AS DOUBLE PRECISION) AS score "
    "FROM search_part WHERE words @@ CAST($2 AS tsquery) AND collection = $1 "
    "ORDER BY score DESC, id LIMIT $3 OFFSET $4"};

const Dialect& dialect(Transaction& tx) { return tx.engine() == Engine::sqlite ? kSqlite : kPostgresql; }

void forget(Transaction& tx, const Rows& parts) {
  if (tx.engine() == Engine::sqlite)
    for (const Row row : parts) tx.run(kSqlite.forget, {row.integer(0), std::string(row.text(1))});
}

std::int64_t hits_before(std::string_view after) {
  std::int64_t count = 0;
  const auto [end, fault] = std::from_chars(after.data(), after.data() + after.size(), count);
  return fault == std::errc() && end == after.data() + after.size() && count > 0 ? count : 0;
}

void each_part(Transaction& tx, const std::function<void(std::int64_t id, std::string_view text)>& take) {
  for (std::int64_t last = 0;;) {
    const Rows rows = tx.run("SELECT id, text FROM search_part WHERE id > $1 ORDER BY id LIMIT 200", {last});
    if (rows.empty()) return;
    for (const Row row : rows) take(last = row.integer(0), row.text(1));
  }
}

}  // namespace

void put_text(Transaction& tx, std::string_view collection, std::string_view key, std::int64_t part,
              std::string_view text) {
  const std::string c(collection), k(key), t(text);
  if (tx.engine() == Engine::postgresql) {
    tx.run(
        "INSERT INTO search_part (collection, key, part, text, words) VALUES ($1, $2, $3, $4, CAST($5 AS "
        "tsvector)) ON CONFLICT (collection, key, part) DO UPDATE SET text = excluded.text, words = "
        "excluded.words",
        {c, k, part, t, tsvector(text)});
    return;
  }
  forget(tx, tx.run("SELECT id, text FROM search_part WHERE collection = $1 AND key = $2 AND part = $3",
                    {c, k, part}));
  const Rows rows = tx.run(
      "INSERT INTO search_part (collection, key, part, text) VALUES ($1, $2, $3, $4) ON CONFLICT "
      "(collection, "
      "key, part) DO UPDATE SET text = excluded.text RETURNING id",
      {c, k, part, t});
  tx.run(kSqlite.index, {rows.front().integer(0), t});
}

void remove_text(Transaction& tx, std::string_view collection, std::string_view key) {
  const std::string c(collection), k(key);
  if (tx.engine() == Engine::sqlite)
    forget(tx, tx.run("SELECT id, text FROM search_part WHERE collection = $1 AND key = $2", {c, k}));
  tx.run("DELETE FROM search_part WHERE collection = $1 AND key = $2", {c, k});
}

SearchAnswer find_text(Transaction& tx, std::string_view collection, std::string_view query,
                       std::size_t limit, std::string_view after) {
  SearchAnswer answer;
  const std::vector<Phrase> phrases = parse_query(query);
  answer.empty_query = phrases.empty();
  if (phrases.empty()) return answer;
  const Dialect& sql = dialect(tx);
  const std::string wanted = tx.engine() == Engine::sqlite ? fts5_query(phrases) : tsquery(phrases);
  const std::int64_t before = hits_before(after);
  answer.total = tx.run(sql.count, {std::string(collection), wanted}).front().integer(0);
  const Rows rows =
      tx.run(sql.find, {std::string(collection), wanted, static_cast<std::int64_t>(limit), before});
  for (const Row row : rows)
    answer.hits.push_back({std::string(row.text(0)), row.integer(1), std::string(row.text(2)), row.real(3),
                           marks_in(row.text(2), phrases)});
  const std::int64_t seen = before + static_cast<std::int64_t>(rows.size());
  if (!rows.empty() && seen < answer.total) answer.next = std::to_string(seen);
  return answer;
}

std::vector<std::pair<std::size_t, std::size_t>> marks_of(std::string_view text, std::string_view query) {
  return marks_in(text, parse_query(query));
}

void rebuild_search(Transaction& tx) {
  if (tx.engine() == Engine::sqlite) {
    tx.run("INSERT INTO search_index (search_index) VALUES ('rebuild')");
    return;
  }
  each_part(tx, [&](std::int64_t id, std::string_view text) {
    tx.run("UPDATE search_part SET words = CAST($2 AS tsvector) WHERE id = $1", {id, tsvector(text)});
  });
}

bool renew_search(Transaction& tx) {
  const std::string& present = analyser_fingerprint();
  if (tx.run("SELECT analyser FROM search_mark WHERE one = 1").front().text(0) == present) return false;
  rebuild_search(tx);
  tx.run("UPDATE search_mark SET analyser = $1 WHERE one = 1", {present});
  return true;
}

void check_search(Transaction& tx) {
  if (tx.engine() == Engine::sqlite) {
    tx.run("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)");
    return;
  }
  each_part(tx, [&](std::int64_t id, std::string_view text) {
    if (tx.run("SELECT 1 FROM search_part WHERE id = $1 AND words = CAST($2 AS tsvector)",
               {id, tsvector(text)})
            .empty())
      throw Failure("store_corrupt", "search_part " + std::to_string(id));
  });
}

}  // namespace midyear::store
