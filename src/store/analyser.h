#pragma once

// How texts and queries are cut for searching, the same for both engines. Internal to the room; search.h is
// its door.
//
// - A run of Han characters gives a token for each character: it and the next one ("高新区": 高新, 新区), the
//   last one alone (区). Spaces and line ends inside a run do not count. So a phrase is neighbouring tokens,
//   and one character alone is a prefix.
// - A run of letters and digits is one token in lower case: "5G", "3.5", "1,234" (as 1234).
// - Full-width forms count as ASCII, traditional characters as simplified. Anything else separates.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace midyear::store {

struct Token {
  std::string_view word;           // valid during the call that hands it over
  std::size_t begin = 0, end = 0;  // bytes of the text it stands for
  bool tail = false;               // a Han character alone, at the end of its run
};

// Calls back with token after token. Bytes that are no UTF-8 separate. Linear, about 100 MB/s.
void analyse(std::string_view text, const std::function<void(const Token&)>& take);

// Differs where analyse() would cut anything otherwise: by the table of characters that was compiled in, or
// by the rules. An index made under another one has to be made anew. Cost: some 10 ms, once.
const std::string& analyser_fingerprint();

// What has to stand in a text side by side.
struct Phrase {
  std::vector<std::string> words;
  bool prefix = false;  // of the last word only the beginning is known (one Han character)

  bool operator==(const Phrase&) const = default;
};

// Words between spaces, each a phrase; quotes ("…", “…”, 「…」, 『…』) hold several words together. All of
// them are asked for; what has no token is passed over.
std::vector<Phrase> parse_query(std::string_view query);

}  // namespace midyear::store
