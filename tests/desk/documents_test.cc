// Documents from upload to reading, on both engines.

#include "desk/documents.h"

#include <fstream>
#include <sstream>

#include "base/utf8.h"
#include "desk/desk_at.h"
#include "desk/find.h"
#include "people/audit.h"
#include "store/changes.h"
#include "text/fold.h"

namespace midyear::desk {
namespace {

using library::DocumentState;
using store::Engine;
using store::name_of_engine;
using store::Transaction;

std::u16string utf16(std::string_view utf8) {
  std::u16string units;
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t size = base::utf8_size(utf8, i);
    const char32_t c = base::utf8_decode(utf8, i, size);
    if (c >= 0x10000) {
      units += static_cast<char16_t>(0xD7C0 + (c >> 10));
      units += static_cast<char16_t>(0xDC00 + (c & 0x3FF));
    } else {
      units += static_cast<char16_t>(c);
    }
    i += size;
  }
  return units;
}

std::string sample(const char* name) {
  std::ifstream file(MIDYEAR_SOURCE_DIR "/samples/" + std::string(name));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class DocumentsTest : public DeskTest {
 protected:
  std::vector<people::AuditEntry> audit() {
    return store->read([](Transaction& tx) { return people::audit_entries(tx, 0, 100); });
  }
};
MIDYEAR_ON_BOTH_ENGINES(DocumentsTest);

TEST_P(DocumentsTest, GoesFromUploadToReading) {
  const Answer answer = add();
  EXPECT_TRUE(answer.created);
  EXPECT_EQ(get(answer.id).state, DocumentState::queued);
  EXPECT_EQ(work(), 1);
  const library::Document document = get(answer.id);
  EXPECT_EQ(document.state, DocumentState::ready);
  EXPECT_EQ(document.reader, desk->reader_version());
  EXPECT_GE(document.counts.figures, 5);
  EXPECT_EQ(document.counts.commitments, 2);
  EXPECT_EQ(document.bytes, static_cast<std::int64_t>(kReport.size()));
  EXPECT_GT(document.revision, answer.revision);
}

TEST_P(DocumentsTest, KnowsTheSameBytesAgain) {
  const Answer first = add();
  const Answer second = add(kReport, "另名.txt");
  EXPECT_FALSE(second.created);
  EXPECT_EQ(second.id, first.id);
  EXPECT_TRUE(parse(second.json).at("already").boolean());
  EXPECT_EQ(audit().size(), 1u);
}

TEST_P(DocumentsTest, TellsWhyItCannotBeRead) {
  const library::Document document = read("%PDF-1.4 …", "报告.pdf");
  EXPECT_EQ(document.state, DocumentState::failed);
  const auto error = parse(document_json(document, base::Language::chinese)).at("error");
  EXPECT_EQ(error.at("code").string(), "not_text");
  EXPECT_NE(error.at("detail").string().find("报告.pdf"), std::string_view::npos);
  EXPECT_EQ(fault_of([&] { add(""); }), "empty_input");
}

TEST_P(DocumentsTest, FindsAPassageAndItsPlace) {
  const library::Document document = read();
  const auto found = parse(find_passages(*desk, actor, "孵化器", 10, ""));
  ASSERT_EQ(found.at("items").size(), 1u);
  const auto hit = found.at("items").at(std::size_t{0});
  EXPECT_EQ(hit.at("document").at("id").string(), document.id);
  // The text has no character outside the BMP: a UTF-16 unit is a character.
  const std::int64_t begin = hit.at("at").at(std::size_t{0}).integer();
  const std::u16string text = text::fold_word(kReport);
  const std::u16string passage = text::fold_word(hit.at("passage").string());
  EXPECT_EQ(text.substr(static_cast<std::size_t>(begin), passage.size()), passage);
  const auto mark = hit.at("marks").at(std::size_t{0});
  EXPECT_EQ(passage.substr(static_cast<std::size_t>(mark.at(std::size_t{0}).integer()), 3), u"孵化器");
  ASSERT_EQ(hit.at("heading").size(), 1u);
  EXPECT_EQ(hit.at("heading").at(std::size_t{0}).string(), "二、下半年工作安排");
}

TEST_P(DocumentsTest, FindsPlacesOnAMendedPageAndBesideRareCharacters) {
  const std::string page = sample("yunting-half-year.page.txt");
  for (const std::string& bytes :
       {page, "𠮷𠮷园区概况\n" + sample("yunting-half-year.txt") + "\n𠮷收入80亿元。\n"}) {
    const library::Document document = read(bytes, "page.txt");
    const Shown shown = show_document(*desk, actor, "documents.view", document.id);
    EXPECT_EQ(shown.reading->mended(), bytes == page);
    const std::u16string text = utf16(shown.reading->text());
    for (const char* word : {"工业", "高新区", "项目", "企业", "收入"}) {
      const auto found = parse(find_passages(*desk, actor, word, 100, ""));
      ASSERT_GT(found.at("items").size(), 0u) << word;
      for (const auto& hit : found.at("items").items()) {
        if (hit.at("document").at("id").string() != document.id) continue;
        const auto begin = static_cast<std::size_t>(hit.at("at").at(std::size_t{0}).integer());
        const auto end = static_cast<std::size_t>(hit.at("at").at(std::size_t{1}).integer());
        EXPECT_EQ(text.substr(begin, end - begin), utf16(hit.at("passage").string()));
        for (const auto& mark : hit.at("marks").items()) {
          const auto from = static_cast<std::size_t>(mark.at(std::size_t{0}).integer());
          const auto to = static_cast<std::size_t>(mark.at(std::size_t{1}).integer());
          EXPECT_EQ(text.substr(begin + from, to - from), utf16(word));
        }
      }
    }
  }
}

TEST_P(DocumentsTest, PutsALargeDocumentInPartByPart) {
  std::string text;
  for (int i = 1; i <= 1'200; ++i)
    text += "第" + std::to_string(i) + "条\n" + "园区" + std::to_string(i) + "号厂房实现产值80亿元，" +
            std::string(600, 'x') + "。\n";
  const library::Document document = read(text);
  EXPECT_EQ(document.state, DocumentState::ready);
  EXPECT_EQ(parse(find_passages(*desk, actor, "号厂房实现产值", 1, "")).at("total").integer(), 1'200);
  std::int64_t told = 0;
  for (const store::Change& change :
       store->read([](Transaction& tx) { return store::changes_since(tx, 0, 100); }).changes)
    if (change.what == "job" && change.data.find("running") != std::string::npos) ++told;
  EXPECT_EQ(told, 4);  // 2,400 passages, 500 at a time, the last of them with the end
}

TEST_P(DocumentsTest, RemovesAndRestores) {
  const library::Document document = read();
  EXPECT_EQ(fault_of([&] { remove_document(*desk, call("documents.remove", document.id), {}); }),
            "precondition_required");
  EXPECT_EQ(fault_of([&] {
              remove_document(*desk, call("documents.remove", document.id), expect(document.revision - 1));
            }),
            "conflict");
  remove_document(*desk, call("documents.remove", document.id), expect(document.revision));
  EXPECT_EQ(get(document.id).state, DocumentState::removed);
  EXPECT_EQ(parse(find_passages(*desk, actor, "孵化器", 10, "")).at("items").size(), 0u);
  EXPECT_EQ(find_documents(*desk, actor, {}).total, 0);
  EXPECT_EQ(fault_of([&] { show_document(*desk, actor, "documents.view", document.id); }),
            "document_removed");
  restore_document(*desk, call("documents.restore", document.id));
  work();
  EXPECT_EQ(get(document.id).state, DocumentState::ready);
  EXPECT_EQ(parse(find_passages(*desk, actor, "孵化器", 10, "")).at("items").size(), 1u);
}

TEST_P(DocumentsTest, TakesTitleAndYearFromAPerson) {
  const library::Document document = read();
  EXPECT_EQ(document.year(), 0);
  DocumentEdit edit;
  edit.title = "上半年报告";
  edit.year = 2026;
  edit.json = "{}";
  edit_document(*desk, call("documents.edit", document.id), expect(document.revision), edit);
  const library::Document edited = get(document.id);
  EXPECT_EQ(edited.title(), "上半年报告");
  EXPECT_EQ(edited.year(), 2026);
  EXPECT_EQ(edited.year_origin(), "person");
  EXPECT_EQ(show_document(*desk, actor, "documents.view", document.id).reading->year, 2026);
  DocumentEdit back;
  back.title.emplace(), back.year.emplace();
  back.json = "{}";
  edit_document(*desk, call("documents.edit", document.id), expect(edited.revision), back);
  EXPECT_EQ(get(document.id).year(), 0);
  EXPECT_EQ(get(document.id).title(), document.title());
}

TEST_P(DocumentsTest, AnswersAKeyOnceForADay) {
  const Call asked = call("documents.add", "", "key-1", "q1");
  const Answer first = add_document(*desk, asked, {.name = "a.txt", .bytes = kReport});
  const Answer again = add_document(*desk, asked, {.name = "a.txt", .bytes = kReport});
  EXPECT_TRUE(again.created);
  EXPECT_EQ(again.json, first.json);
  EXPECT_EQ(fault_of([&] {
              add_document(*desk, call("documents.add", "", "key-1", "q2"), {.name = "b", .bytes = "乙"});
            }),
            "idempotency_mismatch");
  clock.pass(std::chrono::hours(25));
  EXPECT_FALSE(add_document(*desk, asked, {.name = "a.txt", .bytes = kReport}).created);
}

TEST_P(DocumentsTest, KeepsAnAuditChainAndTellsOfChanges) {
  const library::Document document = read();
  const auto entries = audit();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].who, "user:7");
  EXPECT_EQ(entries[1].operation, "documents.add");
  EXPECT_EQ(entries[1].target, document.id);
  EXPECT_EQ(entries[0].who, "system");
  EXPECT_FALSE(store->read([](Transaction& tx) { return people::verify_audit(tx); }).broken);
  const auto changes = store->read([](Transaction& tx) { return store::changes_since(tx, 0, 100); }).changes;
  ASSERT_FALSE(changes.empty());
  EXPECT_EQ(changes.front().id, document.id);
  EXPECT_EQ(changes.front().data, R"({"state":"queued"})");
  EXPECT_EQ(changes.back().what, "job");
}

TEST_P(DocumentsTest, ListsInOrderWithACursorThatBearsInserts) {
  for (int i = 0; i < 5; ++i) {
    add("报告" + std::to_string(i), "r" + std::to_string(i) + ".txt");
    clock.pass(std::chrono::seconds(1));
  }
  library::DocumentQuery query;
  query.limit = 2;
  const auto first = find_documents(*desk, actor, query);
  ASSERT_EQ(first.documents.size(), 2u);
  EXPECT_EQ(first.total, 5);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(first.documents[0].name, "r4.txt");
  add("新来的", "new.txt");
  query.after = {library::order_key(first.documents[1], query.order), first.documents[1].id};
  const auto second = find_documents(*desk, actor, query);
  ASSERT_EQ(second.documents.size(), 2u);
  EXPECT_EQ(second.documents[0].name, "r2.txt");
  query.after.reset();
  query.words = "R3";
  EXPECT_EQ(find_documents(*desk, actor, query).total, 1);
  query.words = "100%";
  EXPECT_EQ(find_documents(*desk, actor, query).total, 0);
}

TEST_P(DocumentsTest, ReadsAnewWhatAnOlderReaderRead) {
  const library::Document document = read();
  DeskSettings settings;
  settings.reader_version = "newer";
  open(settings);
  EXPECT_EQ(queue_outdated(*desk), 1);
  EXPECT_EQ(work(), 1);
  EXPECT_EQ(get(document.id).reader, "newer");
  EXPECT_EQ(get(document.id).decisions_revision, document.decisions_revision + 1);
  EXPECT_EQ(queue_outdated(*desk), 0);
}

TEST_P(DocumentsTest, MendsADocumentWhoseWorkersDied) {
  const std::string id = add().id;
  for (int attempt = 0; attempt < 3; ++attempt) {  // each worker takes it and is never heard of again
    EXPECT_TRUE(store->write([&](Transaction& tx) {
      return desk->jobs().take(tx, {"read"}, "dead", std::chrono::seconds(1)).has_value();
    }));
    clock.pass(std::chrono::hours(1));
  }
  EXPECT_EQ(work(), 0);
  mend_stranded(*desk);
  EXPECT_EQ(get(id).state, DocumentState::failed);
  EXPECT_EQ(get(id).error, "job_lost");
}

TEST_P(DocumentsTest, ReadsWhatIsMadeToHurt) {
  const std::string nul(1, '\0');
  const std::string cases[] = {
      "<html><head><title>标" + nul + "题</title></head><body><p>产值" + nul + "达80亿元。</p></body></html>",
      "产值" + nul + nul + "达80亿元。\n" + nul + "高新区\n",
      "<title>" + std::string(5'000, 'x') + "\xE5</title>产值80亿元。",
      "\xff\xfe" + std::string(2'001, 'a'),
      std::string("\xEF\xBB\xBF") + std::string(100'000, '('),
      "𠮷𠮷上半年产值80亿元，同比增长\xF0\x9F",
  };
  for (const std::string& bytes : cases) {
    const library::Document document = read(bytes, "x.html");
    EXPECT_NE(document.state, DocumentState::queued) << bytes.substr(0, 40);
    EXPECT_NE(document.state, DocumentState::reading) << bytes.substr(0, 40);
    EXPECT_LE(document.title().size(), 500u);
  }
}

TEST_P(DocumentsTest, AsksWhoMay) {
  const library::Document document = read();
  const Actor everything = actor;
  const auto as = [&](std::vector<people::Grant> grants, const std::string& department = "") {
    actor = {.id = "zhang",
             .name = "张",
             .department = department,
             .rights = std::make_shared<const people::Rights>(std::move(grants))};
  };
  const auto bring = [&](const std::string& text) {
    return add_document(*desk, {.who = actor, .operation = "documents.add"}, {.name = "a.txt", .bytes = text})
        .id;
  };
  as({});
  EXPECT_EQ(fault_of([&] { bring("另一份"); }), "forbidden");
  EXPECT_EQ(fault_of([&] { get(document.id); }), "forbidden");
  EXPECT_EQ(fault_of([&] { show_document(*desk, actor, "documents.view", document.id); }), "forbidden");
  EXPECT_EQ(fault_of([&] { find_passages(*desk, actor, "孵化器", 10, ""); }), "forbidden");
  as({{"reader", ""}});
  EXPECT_EQ(fault_of([&] { bring("另一份"); }), "forbidden");
  EXPECT_EQ(find_documents(*desk, actor, {}).total, 1);
  EXPECT_EQ(fault_of([&] { desk->permit(actor, "no.such.operation", ""); }), "forbidden");
  EXPECT_EQ(audit().size(), 2u);
  // A report of no department is changed by whoever may in the whole zone only.
  as({{"contributor", "d1"}}, "d1");
  EXPECT_EQ(fault_of([&] { desk->permit(actor, "documents.edit", document.id); }), "forbidden");
  const std::string own = bring("一季度，规模工业总产值390亿元。");
  EXPECT_NO_THROW(desk->permit(actor, "documents.edit", own));
  as({{"contributor", "d2"}}, "d2");
  EXPECT_EQ(fault_of([&] { desk->permit(actor, "documents.edit", own); }), "forbidden");
  EXPECT_NO_THROW(desk->permit(actor, "documents.get", own));
  // The same bytes again bring a removed report back: not one of another department.
  remove_document(*desk, {.who = everything, .operation = "documents.remove", .target = own},
                  {true, [](std::string_view) { return true; }, ""});
  EXPECT_EQ(fault_of([&] { bring("一季度，规模工业总产值390亿元。"); }), "forbidden");
  EXPECT_EQ(get(own).state, DocumentState::removed);
  as({{"contributor", "d2"}}, "");  // a grant for a department that is not one's own adds nothing there
  EXPECT_EQ(fault_of([&] { bring("又一份"); }), "forbidden");
  actor = everything;
}

TEST_P(DocumentsTest, ForgetsWhatNobodyAsksFor) {
  const library::Document document = read();
  clock.pass(std::chrono::hours(24 * 40));
  tidy(*desk);
  const auto job = [&](Transaction& tx) { return desk->jobs().get(tx, document.job).has_value(); };
  EXPECT_FALSE(store->read(job));
  EXPECT_TRUE(store->read([](Transaction& tx) { return store::changes_since(tx, 0, 10); }).reset);
  EXPECT_EQ(show_document(*desk, actor, "documents.view", document.id).reading->text(), kReport);
}

TEST_P(DocumentsTest, TriesAgainAfterAStoreThatFailedForAWhile) {
  const std::string id = add().id;
  DeskSettings settings;
  int calls = 0;
  settings.reader = [&](std::string bytes, const reading::ReadOptions& options) {
    if (++calls == 1) throw store::Failure("store_lost", "gone for a while");
    return reading::read(std::move(bytes), options);
  };
  open(settings);
  EXPECT_THROW(work(), store::Failure);
  EXPECT_EQ(get(id).state, DocumentState::reading);
  EXPECT_EQ(work(), 0);  // the lease is not over
  clock.pass(std::chrono::minutes(2));
  EXPECT_EQ(work(), 1);
  EXPECT_EQ(get(id).state, DocumentState::ready);
}

TEST_P(DocumentsTest, IsReadByThreads) {
  const std::string id = add().id;
  const ReadingJobs jobs(*desk, {.threads = 2});
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (get(id).state != DocumentState::ready && std::chrono::steady_clock::now() < give_up)
    std::this_thread::yield();
  EXPECT_EQ(get(id).state, DocumentState::ready);
}

}  // namespace
}  // namespace midyear::desk
