#pragma once

// Full text. What is searched are parts (passages of up to 2,000 characters or so), each under a collection
// ("document"), the key of what it is a part of ("17"), and its number therein; so a hit is a place. Names
// are up to 500 bytes long.
//
// A query is words between spaces, all of which have to be there; quotes ("…", “…”, 「…」) hold several
// together. A word of Han characters is found wherever its characters stand side by side, one character too;
// letters and digits are found as whole words, without regard to case. Traditional and simplified forms,
// full and half width are the same.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/store.h"

namespace midyear::store {

struct SearchHit {
  std::string key;
  std::int64_t part = 0;
  std::string text;
  double score = 0;  // greater is better; comparable within one answer only
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // bytes of text, sorted, apart from each other
};

struct SearchAnswer {
  std::vector<SearchHit> hits;  // best first
  std::int64_t total = 0;       // of all hits
  std::string next;             // `after` for those that follow; "" at the end
  bool empty_query = false;     // nothing in the query can be searched for
};

// Writes one part, in the place of what it was. Cost: linear in the text.
void put_text(Transaction& tx, std::string_view collection, std::string_view key, std::int64_t part,
              std::string_view text);
// Removes all parts of a key.
void remove_text(Transaction& tx, std::string_view collection, std::string_view key);
// `after`: from SearchAnswer::next, else ""; one that is none counts as "".
SearchAnswer find_text(Transaction& tx, std::string_view collection, std::string_view query,
                       std::size_t limit, std::string_view after = {});

// Where the query stands in a text, as find_text() marks it.
std::vector<std::pair<std::size_t, std::size_t>> marks_of(std::string_view text, std::string_view query);

// Makes the whole index anew out of the texts.
void rebuild_search(Transaction& tx);
// The same where another analyser than this program's made the index; says whether it did. open() calls it.
bool renew_search(Transaction& tx);
// That the index holds what the texts say; throws Failure where it does not. Cost: as rebuild_search().
// Requires: a transaction that writes.
void check_search(Transaction& tx);

}  // namespace midyear::store
