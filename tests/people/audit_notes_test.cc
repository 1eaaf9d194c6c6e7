#include "people/audit_notes.h"

#include <gtest/gtest.h>

namespace midyear::people {
namespace {

const std::string kHash(64, 'a');

TEST(AuditNotes, ReadsWhatItWrites) {
  const AuditNote note{1234, kHash};
  const std::string line = note_line(note, base::Instant(std::chrono::milliseconds(1'700'000'000'999)));
  EXPECT_EQ(line, "2023-11-14T22:13:20Z 1234 " + kHash + "\n");
  const auto notes = parse_notes("# heads\n\n" + line + line);
  ASSERT_TRUE(notes);
  EXPECT_EQ(*notes, (std::vector<AuditNote>{note, note}));
}

TEST(AuditNotes, FindsThemInALog) {
  const auto notes = parse_notes(
      "Nov 24 10:00:00 desk midyear[7]: {\"time\":\"t\",\"event\":\"audit_head\",\"sequence\":7,\"hash\":\"" +
      kHash + "\"}\r\n{\"event\":\"request\",\"path\":\"/\"}\nStopped midyear.\n");
  ASSERT_TRUE(notes);
  EXPECT_EQ(*notes, (std::vector<AuditNote>{{7, kHash}}));
}

TEST(AuditNotes, NamesTheLineThatIsNone) {
  const std::vector<std::string> wrong{"now 12 abc",
                                       "now x " + kHash,
                                       "now -1 " + kHash,
                                       "now 1 " + kHash + " more",
                                       "words",
                                       "{\"event\":\"audit_head\",\"sequence\":\"7\"}",
                                       "{\"event\":\"audit_head\""};
  for (const std::string& bad : wrong) {
    const auto notes = parse_notes("# one\n" + bad);
    ASSERT_FALSE(notes) << bad;
    EXPECT_EQ(notes.error().code, "audit_note");
    EXPECT_EQ(notes.error().message, "2");
  }
}

}  // namespace
}  // namespace midyear::people
