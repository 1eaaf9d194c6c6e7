// Any bytes as decisions that a client sent: refused with a code and a place, or taken as wishes whose fields
// read back as they are kept.
#include "base/json_value.h"
#include "desk/decision_fields.h"
#include "desk/decisions.h"
#include "invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace midyear;
  const auto body = base::parse_json(fuzz::bytes_of(data, size));
  if (!body.ok()) return 0;
  try {
    const auto wishes = desk::parse_wishes(*body);
    MUST(!wishes.empty() && wishes.size() <= desk::kMostWishes);
    for (const desk::Wish& wish : wishes) {
      const auto fields = base::parse_json(wish.fields);
      MUST(fields.ok());
      const desk::Fields again = desk::parse_fields(wish.place.kind, *fields);
      MUST(again.json == wish.fields && again.year == wish.year);
      MUST(again.count == 0 || wish.verdict <= desk::Verdict::corrected);
      MUST(wish.verdict != desk::Verdict::corrected || again.count > 0);
    }
  } catch (const base::JsonFault& fault) {
    MUST(base::error_kind(fault.code()).code == fault.code());
  } catch (const desk::Fault& fault) {
    MUST(fault.code() == "decision_fields");
  }
  return 0;
}
