#include "desk/fault.h"

#include <algorithm>

#include "base/json.h"

namespace midyear::desk {
namespace {

// What went wrong, without the remedy behind it.
std::string_view first_part(std::string_view sentence) {
  return sentence.substr(
      0, std::min({sentence.find("；"), sentence.find("; "), sentence.find("。"), sentence.find(". ")}));
}

}  // namespace

Fault::Fault(const base::Error& error, std::string_view file)
    : code_(error.code),
      values_{{"file", std::string(file)},
              {"detail", error.message},
              {"limit", error.message},
              {"byte", std::to_string(error.byte)}} {}

std::string problem_json(const Fault& fault, base::Language language, std::string_view request_id) {
  const base::ErrorKind& kind = base::error_kind(fault.code());
  const std::vector<base::ErrorValue> values(fault.values().begin(), fault.values().end());
  const std::string detail = base::error_sentence(fault.code(), language, values);
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("type").string("urn:midyear:problem:" + std::string(kind.code));
  json.key("title").string(first_part(detail));
  json.key("status").integer(kind.http);
  json.key("detail").string(detail);
  json.key("code").string(kind.code);
  if (!request_id.empty()) json.key("request_id").string(request_id);
  for (const auto& [name, value] : fault.members()) json.key(name).raw(value);
  json.end_object();
  return out;
}

}  // namespace midyear::desk
