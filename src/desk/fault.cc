#include "desk/fault.h"

#include "base/json.h"

namespace midyear::desk {

Fault::Fault(const base::Error& error, std::string_view file)
    : code_(error.code),
      values_{{"file", std::string(file)},
              {"detail", error.message},
              {"limit", error.message},
              {"byte", std::to_string(error.byte)}} {}

std::string problem_json(const Fault& fault, base::Language language) {
  const base::ErrorKind& kind = base::error_kind(fault.code());
  const std::vector<base::ErrorValue> values(fault.values().begin(), fault.values().end());
  const std::string sentence = base::error_sentence(fault.code(), language, values);
  // The first clause: up to the colon or semicolon, as the server's problem documents have it.
  std::string title = sentence;
  for (const std::string_view stop : {"；", "; ", "：", ": "}) title = title.substr(0, title.find(stop));
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.key("type").string("urn:midyear:problem:" + fault.code());
  json.key("title").string(title);
  json.key("status").integer(kind.http);
  json.key("detail").string(sentence);
  json.key("code").string(fault.code());
  for (const auto& [name, value] : fault.members()) json.key(name).raw(value);
  json.end_object();
  return out;
}

}  // namespace midyear::desk
