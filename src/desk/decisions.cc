#include "desk/decisions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/json.h"
#include "desk/decision_fields.h"
#include "reading/view.h"

namespace midyear::desk {
namespace {

using library::Decision;
using library::Document;
using reading::Reading;
using store::Transaction;

constexpr std::array<std::string_view, 3> kKinds = {"figure", "commitment", "project"};
constexpr std::array<std::string_view, 4> kVerdicts = {"confirmed", "corrected", "dismissed", "cleared"};

template <std::size_t N>
std::size_t choice(const base::JsonValue& value, const std::array<std::string_view, N>& names) {
  const auto found = std::find(names.begin(), names.end(), value.string());
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string wanted;
  for (const std::string_view name : names) (wanted += wanted.empty() ? "" : ", ") += name;
  throw base::JsonFault("json_range", value.place(), wanted);
}

RecordKind kind_of(std::string_view name) {
  return static_cast<RecordKind>(std::find(kKinds.begin(), kKinds.end(), name) - kKinds.begin());
}

Place place_of(const Decision& decision) {
  return {kind_of(decision.kind), static_cast<std::uint64_t>(decision.begin),
          static_cast<std::uint64_t>(decision.end)};
}

// The records of a reading that can be decided on, by their places in the source.
class Records {
 public:
  explicit Records(const Reading& reading) : reading_(reading) {
    add(RecordKind::figure, reading.figures);
    add(RecordKind::commitment, reading.commitments);
    add(RecordKind::project, reading.projects);
  }

  std::span<const Place> places() const { return places_; }
  // The number of a record in its own list.
  std::uint32_t index(std::uint32_t record) const { return numbers_[record]; }
  std::map<Place, std::uint32_t> by_place() const {
    std::map<Place, std::uint32_t> all;
    for (std::uint32_t i = 0; i < places_.size(); ++i) all.emplace(places_[i], i);
    return all;
  }

  // The record as the reader gives it, as JSON.
  std::string json(std::uint32_t record) const {
    static const reading::InputFacts nobody;
    std::string out;
    base::JsonWriter json(out);
    reading::RecordWriter writer(reading_, nobody, json);
    const std::uint32_t index = numbers_[record];
    switch (places_[record].kind) {
      case RecordKind::figure:
        writer.figure(reading_.figures[index]);
        break;
      case RecordKind::commitment:
        writer.commitment(reading_.commitments[index]);
        break;
      case RecordKind::project:
        writer.project(reading_.projects[index]);
        break;
    }
    while (out.ends_with('\n')) out.pop_back();
    return out;
  }

  bool lacks_year(std::uint32_t record) const {
    if (places_[record].kind != RecordKind::figure || reading_.year != 0) return false;
    const reading::Figure& figure = reading_.figures[numbers_[record]];
    return !figure.lost && !figure.from && !figure.to;
  }

 private:
  template <class List>
  void add(RecordKind kind, const List& records) {
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const reading::SourceSpan key = reading::key_of(reading_, records[i]);
      places_.push_back({kind, key.begin, key.end});
      numbers_.push_back(i);
    }
  }

  const Reading& reading_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> numbers_;
};

std::vector<std::uint32_t> attached(std::span<const Decision> holding, const Records& records) {
  std::vector<Place> places;
  for (const Decision& decision : holding) places.push_back(place_of(decision));
  return attach(places, records.places());
}

void write_decision(const Decision& d, std::optional<std::uint32_t> record, base::JsonWriter& json) {
  json.begin_object();
  json.key("id").integer(d.id);
  json.key("kind").string(d.kind);
  json.key("start").integer(d.begin);
  json.key("end").integer(d.end);
  json.key("decision").string(d.decision);
  json.key("fields").raw(d.fields);
  json.key("note").string(d.note);
  json.key("by").string(d.by);
  json.key("at").integer(d.at.time_since_epoch().count());
  json.key("revision").integer(d.revision);
  json.key("record");
  record ? json.integer(*record) : json.null();
  json.key("read").raw(d.seen);
  json.end_object();
}

std::string decisions_json(std::int64_t revision, std::span<const Decision> holding, const Records& records) {
  const std::vector<std::uint32_t> on = attached(holding, records);
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("revision").integer(revision);
  for (const bool matched : {true, false}) {
    json.key(matched ? "items" : "unmatched").begin_array();
    for (std::size_t i = 0; i < holding.size(); ++i)
      if ((on[i] != kUnmatched) == matched)
        write_decision(holding[i], matched ? std::optional(records.index(on[i])) : std::nullopt, json);
    json.end_array();
  }
  json.end_object();
  return out;
}

Wish parse_wish(const base::JsonValue& value) {
  value.only({"kind", "start", "end", "decision", "fields", "note"});
  Wish wish;
  wish.json_place = value.place();
  wish.place.kind = static_cast<RecordKind>(choice(value.at("kind"), kKinds));
  constexpr std::int64_t kFar = std::int64_t{1} << 48;
  wish.place.begin = static_cast<std::uint64_t>(value.at("start").integer(0, kFar));
  wish.place.end = static_cast<std::uint64_t>(value.at("end").integer(0, kFar));
  wish.verdict = static_cast<Verdict>(choice(value.at("decision"), kVerdicts));
  if (const auto note = value.find("note")) wish.note = note->string(4'000);
  if (value.find("fields")) {
    const Fields fields = parse_fields(wish.place.kind, value.at("fields"));
    wish.fields = fields.json;
    wish.year = fields.year;
    const int others = fields.count - (fields.year ? 1 : 0);
    const bool fits = wish.verdict == Verdict::corrected ||
                      (wish.verdict == Verdict::confirmed ? others == 0 : fields.count == 0);
    if (!fits) throw Fault("decision_fields", {{"place", wish.json_place}});
  }
  if (wish.verdict == Verdict::corrected && wish.fields == "{}")
    throw Fault("decision_fields", {{"place", wish.json_place}});
  return wish;
}

// Wishes of one request put onto the records and the decisions that hold.
class Deciding {
 public:
  Deciding(Context& context, const Document& document, const Reading& reading, const std::string& reader)
      : context_(context),
        document_(document),
        reader_(reader),
        records_(reading),
        by_place_(records_.by_place()),
        holding_(library::decisions_of(context.tx, document.sha256)) {
    const auto on = attached(holding_, records_);
    for (std::size_t i = 0; i < holding_.size(); ++i) {
      held_at_.emplace(place_of(holding_[i]), i);
      if (on[i] != kUnmatched) held_on_.emplace(on[i], i);
    }
  }

  // Throws Fault; what it wrote until then goes with the transaction.
  void take(const std::vector<Wish>& wishes, std::int64_t revision) {
    std::set<Place> seen;
    std::string places;
    for (const Wish& wish : wishes) {
      if (!seen.insert(wish.place).second) throw Fault("decision_twice", {{"place", wish.json_place}});
      if (needs_year(wish)) add_place(places, wish.place);
    }
    if (!places.empty()) throw Fault("year_needed").member("places", "[" + places + "]");
    for (const Wish& wish : wishes) put(wish, revision);
  }

  const Records& records() const { return records_; }

 private:
  static void add_place(std::string& places, const Place& place) {
    if (!places.empty()) places += ',';
    places += '[' + std::to_string(place.begin) + ',' + std::to_string(place.end) + ']';
  }

  std::optional<std::uint32_t> record_at(const Place& place) const {
    const auto found = by_place_.find(place);
    return found == by_place_.end() ? std::nullopt : std::optional(found->second);
  }

  bool needs_year(const Wish& wish) const {
    if (wish.verdict != Verdict::confirmed && wish.verdict != Verdict::corrected) return false;
    const auto record = record_at(wish.place);
    return record && !wish.year && records_.lacks_year(*record);
  }

  void put(const Wish& wish, std::int64_t revision) {
    const auto record = record_at(wish.place);
    const auto before = held_at_.find(wish.place);
    // One that no record carries any more may be dismissed or cleared; nothing new may be said of it.
    const bool farewell = wish.verdict == Verdict::dismissed || wish.verdict == Verdict::cleared;
    if (!record && (before == held_at_.end() || !farewell))
      throw Fault("decision_place", {{"place", wish.json_place}});
    std::string seen = record ? records_.json(*record) : holding_[before->second].seen;
    if (before != held_at_.end()) supersede(before->second, revision);
    // The one that stands on this record from an older reading ends too.
    if (record)
      if (const auto on = held_on_.find(*record); on != held_on_.end()) supersede(on->second, revision);
    Decision decision;
    decision.sha256 = document_.sha256;
    decision.kind = name_of(wish.place.kind);
    decision.begin = static_cast<std::int64_t>(wish.place.begin);
    decision.end = static_cast<std::int64_t>(wish.place.end);
    decision.decision = name_of(wish.verdict);
    decision.fields = wish.fields;
    decision.note = wish.note;
    decision.seen = std::move(seen);
    decision.reader = reader_;
    decision.by = context_.who.id;
    decision.at = context_.now;
    decision.revision = revision;
    library::add_decision(context_.tx, decision);
  }

  void supersede(std::size_t held, std::int64_t revision) {
    if (!ended_.insert(held).second) return;
    library::supersede(context_.tx, holding_[held].id, revision);
  }

  Context& context_;
  const Document& document_;
  const std::string& reader_;
  const Records records_;
  const std::map<Place, std::uint32_t> by_place_;
  const std::vector<Decision> holding_;
  std::map<Place, std::size_t> held_at_;
  std::map<std::uint32_t, std::size_t> held_on_;
  std::set<std::size_t> ended_;
};

std::string detail_of(const std::vector<Wish>& wishes) {
  std::array<std::int64_t, 4> counts{};
  for (const Wish& wish : wishes) ++counts[static_cast<std::size_t>(wish.verdict)];
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] != 0) json.key(kVerdicts[i]).integer(counts[i]);
  json.end_object();
  return out;
}

struct Stale {};  // the reading is not of this document any more

Answer decide_on(Context& context, Document& document, const Reading& reading, const std::string& reader,
                 const Expected& expected, const std::vector<Wish>& wishes, const std::string& yours) {
  Deciding deciding(context, document, reading, reader);
  if (!expected.holds(std::to_string(document.decisions_revision)))
    throw Fault("conflict")
        .member("yours", yours)
        .member("theirs",
                decisions_json(document.decisions_revision,
                               library::decisions_of(context.tx, document.sha256), deciding.records()));
  ++document.decisions_revision;
  deciding.take(wishes, document.decisions_revision);
  const auto holding = library::decisions_of(context.tx, document.sha256);
  count_decisions(document, holding, reading);
  library::update(context.tx, document);
  context.detail = detail_of(wishes);
  tell_document(context, document);
  context.tell("decisions", document.id, document.decisions_revision, "{}");
  return {false, document.id, document.decisions_revision,
          decisions_json(document.decisions_revision, holding, deciding.records())};
}

}  // namespace

std::string_view name_of(Verdict verdict) { return kVerdicts.at(static_cast<std::size_t>(verdict)); }
std::string_view name_of(RecordKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

std::vector<Wish> parse_wishes(const base::JsonValue& body) {
  body.only({"decisions"});
  const base::JsonValue list = body.at("decisions");
  if (list.size() == 0 || list.size() > kMostWishes)
    throw base::JsonFault("json_range", list.place(), "1 to " + std::to_string(kMostWishes));
  std::vector<Wish> wishes;
  for (const base::JsonValue& value : list.items()) wishes.push_back(parse_wish(value));
  return wishes;
}

Answer decide(Desk& desk, const Call& call, const Expected& expected, const std::vector<Wish>& wishes,
              const std::string& yours) {
  // The reading is made before the transaction; where the year changes in between, once more.
  for (;;) {
    const Shown shown = show_document(desk, call.who, call.operation, call.target);
    try {
      return desk.run(call, [&](Context& context) {
        Document document = required_document(context.tx, call.target);
        if (document.given_year != shown.document.given_year) throw Stale();
        if (document.state == library::DocumentState::removed) throw Fault("document_removed");
        if (!expected.given) throw Fault("precondition_required");
        return decide_on(context, document, *shown.reading, desk.reader_version(), expected, wishes, yours);
      });
    } catch (const Stale&) {
    }
  }
}

Answer list_decisions(Desk& desk, const Actor& who, std::string_view id) {
  const Shown shown = show_document(desk, who, "decisions.list", id);
  return desk.store().read([&](Transaction& tx) {
    const Document document = required_document(tx, id);
    const auto holding = library::decisions_of(tx, document.sha256);
    return Answer{false, document.id, document.decisions_revision,
                  decisions_json(document.decisions_revision, holding, Records(*shown.reading))};
  });
}

std::string decision_history(Desk& desk, const Actor& who, std::string_view id) {
  return desk.ask(who, "decisions.list", id, [&](Transaction& tx) {
    const Document document = required_document(tx, id);
    std::string out;
    base::JsonWriter json(out);
    json.begin_object();
    json.key("items").begin_array();
    for (const Decision& decision : library::decision_history(tx, document.sha256))
      write_decision(decision, {}, json);
    json.end_array();
    json.end_object();
    return out;
  });
}

void count_decisions(Document& document, std::span<const Decision> holding, const Reading& reading) {
  library::Counts& counts = document.counts;
  counts.confirmed = counts.corrected = counts.dismissed = counts.unmatched = 0;
  for (const Decision& decision : holding) {
    if (decision.decision == "confirmed") ++counts.confirmed;
    if (decision.decision == "corrected") ++counts.corrected;
    if (decision.decision == "dismissed") ++counts.dismissed;
  }
  for (const std::uint32_t on : attached(holding, Records(reading)))
    if (on == kUnmatched) ++counts.unmatched;
}

}  // namespace midyear::desk
