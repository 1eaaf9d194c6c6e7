#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>

#include "text/damage_maker.h"
#include "text/text.h"
#include "text/utf8.h"

namespace midyear::text {
namespace {

namespace fs = std::filesystem;

std::string mended(std::string_view source, const RepairOptions& options = {}) {
  const Repaired r = repair(source, options);
  return r.map.identity() ? std::string(source) : r.text;
}

// Characters at which two texts of about equal length differ, by the longest way through windows of 64.
std::size_t differences(const std::string& a, const std::string& b) {
  std::u32string x, y;
  for (std::size_t i = 0; i < a.size();) x.push_back(next_char(a, i));
  for (std::size_t i = 0; i < b.size();) y.push_back(next_char(b, i));
  std::size_t i = 0, j = 0, wrong = 0;
  while (i < x.size() && j < y.size()) {
    if (x[i] == y[j]) {
      ++i, ++j;
      continue;
    }
    // the nearest place where four characters agree again
    for (std::size_t step = 1;; ++step) {
      bool met = false;
      for (std::size_t k = 0; k <= step && !met; ++k) {
        if (i + k + 4 <= x.size() && j + (step - k) + 4 <= y.size() &&
            std::equal(&x[i + k], &x[i + k] + 4, &y[j + (step - k)])) {
          wrong += std::max(k, step - k);
          i += k, j += step - k;
          met = true;
        }
      }
      if (met) break;
      if (step > 64) return wrong + std::max(x.size() - i, y.size() - j);
    }
  }
  return wrong + (x.size() - i) + (y.size() - j);
}

TEST(Repair, MendsWhatTheTableSays) {
  for (const auto& row : read_table("repair.tsv")) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    RepairOptions options;
    options.assume_glossed = row[0].find('g') != std::string::npos;
    options.simplify = row[0].find('s') != std::string::npos;
    EXPECT_EQ(mended(row[1], options), row[2]) << row[3];
  }
}

std::string_view rule_name(Rule rule) {
  static constexpr std::string_view kNames[] = {"gloss",       "shift",       "shift_bare",
                                                "simplify",    "pinyin",      "line_number",
                                                "placeholder", "lost_number", "lost_dash"};
  return kNames[static_cast<std::size_t>(rule)];
}

TEST(Repair, MarksWhatCannotBeMended) {
  for (const auto& row : read_table("marks.tsv")) {
    ASSERT_EQ(row.size(), 3u) << row[0];
    const Repaired r = repair(row[0]);
    EXPECT_TRUE(r.map.identity()) << row[2];
    std::string got;
    for (const Mend& mend : r.mends) {
      EXPECT_EQ(mend.certainty, Certainty::marked) << row[2];
      got += (got.empty() ? "" : " ") + std::string(rule_name(mend.rule)) + ":" +
             row[0].substr(mend.source.begin, mend.source.size());
    }
    EXPECT_EQ(got, row[1]) << row[2];
  }
}

TEST(Repair, PassesWhatIsNotDamaged) {
  for (const auto& row : read_table("unchanged.tsv")) {
    ASSERT_EQ(row.size(), 2u) << row[0];
    const Repaired r = repair(row[0]);
    EXPECT_TRUE(r.map.identity()) << row[1] << ": " << r.text;
    EXPECT_TRUE(r.text.empty()) << row[1];
    EXPECT_FALSE(r.glossed) << row[1];
    for (const Mend& mend : r.mends) {
      EXPECT_EQ(mend.certainty, Certainty::marked) << row[1];
      EXPECT_EQ(mend.source.begin, mend.clean.begin) << row[1];
    }
  }
}

// repair(damage(x)) = x; what a byte-blind pass swallowed without a gloss to tell it may be chosen wrong,
// rarely.
TEST(Repair, UndoesTheDamageOfGeneratedPages) {
  std::size_t characters = 0, wrong = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    const std::string truth = make_report(random, 1500);
    const std::string damaged = DamageMaker(seed).damage(truth);
    const Repaired r = repair(damaged);
    ASSERT_TRUE(r.glossed) << "seed " << seed;
    const std::string expected = DamageMaker::narrow(truth), got = DamageMaker::narrow(r.text);
    const bool all_told = std::all_of(r.mends.begin(), r.mends.end(),
                                      [](const Mend& m) { return m.certainty == Certainty::exact; });
    if (all_told) {
      EXPECT_EQ(got, expected) << "seed " << seed;
    }
    characters += expected.size() / 3;
    wrong += differences(expected, got);
  }
  EXPECT_LT(static_cast<double>(wrong), 0.001 * static_cast<double>(characters))
      << wrong << " of " << characters;
}

TEST(Repair, FindsNothingMoreInWhatItMended) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    std::mt19937 random(seed);
    const Repaired once = repair(DamageMaker(seed).damage(make_report(random, 600)));
    EXPECT_TRUE(repair(once.text).map.identity()) << "seed " << seed;
  }
}

std::size_t char_at(std::string_view text, std::size_t i) {
  while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
  return i;
}

// For random clean ranges: the source range mends to exactly that text, or, where it cuts through a mended
// place, to the text of the smallest range around it.
void check_offsets(const std::string& source, std::uint32_t seed) {
  const Repaired r = repair(source);
  const std::string& clean = r.map.identity() ? source : r.text;
  std::mt19937 random(seed);
  for (int round = 0; round < 1500; ++round) {
    const std::size_t from = char_at(clean, random() % clean.size());
    const std::size_t to = char_at(clean, std::min(clean.size(), from + random() % 40));
    const Span asked{static_cast<Offset>(from), static_cast<Offset>(to)};
    const SourceSpan at = r.map.to_source(asked);
    ASSERT_LE(at.end, source.size());
    if (asked.size() == 0) continue;
    const Span whole = r.map.to_clean(at);
    ASSERT_LE(whole.begin, asked.begin);
    ASSERT_GE(whole.end, asked.end);
    RepairOptions options;
    options.assume_glossed = r.glossed;
    options.simplify = r.glossed;
    ASSERT_EQ(mended(std::string_view(source).substr(at.begin, at.size()), options),
              clean.substr(whole.begin, whole.size()))
        << "seed " << seed << ", clean " << asked.begin << "-" << asked.end;
  }
  // Mends are in order and say what became of what.
  for (std::size_t i = 0; i < r.mends.size(); ++i) {
    const Mend& mend = r.mends[i];
    if (mend.certainty == Certainty::marked) {
      ASSERT_EQ(r.map.to_source(mend.clean), mend.source) << i;
    } else {
      ASSERT_EQ(r.map.to_clean(mend.source), mend.clean) << i;
    }
    if (i > 0) {
      ASSERT_LE(r.mends[i - 1].source.begin, mend.source.begin);
    }
  }
}

TEST(Repair, OffsetsLeadToWhatMendsToTheSameText) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    check_offsets(DamageMaker(seed).damage(make_report(random, 400)), seed);
    if (HasFatalFailure()) return;
  }
}

TEST(Repair, OffsetsHoldOnSharedTexts) {
  const fs::path folder = fs::path(MIDYEAR_SOURCE_DIR) / "../shared/reading/text";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared texts beside the source";
  for (const auto& file : fs::directory_iterator(folder)) {
    SCOPED_TRACE(file.path().filename().string());
    check_offsets(read_test_file(file.path().string()), 5);
    if (HasFatalFailure()) return;
  }
}

TEST(Repair, LeavesSharedUndamagedTextsAlone) {
  const fs::path folder = fs::path(MIDYEAR_SOURCE_DIR) / "../shared/reading/text";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared texts beside the source";
  for (const auto& file : fs::directory_iterator(folder)) {
    const std::string text = read_test_file(file.path().string());
    const Repaired r = repair(text);
    if (!r.glossed) {
      EXPECT_TRUE(r.map.identity()) << file.path();
    }
  }
}

}  // namespace
}  // namespace midyear::text
